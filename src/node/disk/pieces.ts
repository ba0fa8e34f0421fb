import { randomUUID } from 'node:crypto'
import { rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dropQuietly, freshName, namesIn, patiently, readText, unlessMissing, writeNew } from './files.ts'

/*
 * A file is a folder:
 *
 *   head.json                        its name, when it was begun, and which generation of pieces is the file
 *   <generation>-<index>-<start>     a chunk; `start` is its place in the file
 *
 * A generation is 32 random digits, never used twice, so a piece of a file that was removed or replaced is never taken
 * for one of the file that followed. Index and start follow from the piece before: of two who append at once, both want
 * one name, and it is given to one. The start saves a stat of each piece: ten thousand pieces are one readdir.
 */

/** What `head.json` says. */
export interface Head {
  readonly name: string
  /** Milliseconds since 1970, when the first chunk of its generation came: by the clock that the processes of a site share. */
  readonly begun: number
  readonly generation: string
}

/** A file as it is at one moment. */
export interface Pieces extends Head {
  /** Where each piece begins. None: there is no file, the chunk that began it was withdrawn. */
  readonly starts: readonly number[]
  readonly size: number
}

const HEAD = 'head.json'
// A try is lost when another process changes the file meanwhile: so often, one after the other, none does.
const TRIES = 100

export const freshGeneration = (): string => randomUUID().replaceAll('-', '')

export const pieceName = (generation: string, index: number, start: number): string => `${generation}-${index}-${start}`

const damaged = (path: string, what: string): Error => new Error(`${path} is damaged: ${what}`)

export async function readHead(folder: string): Promise<Head | undefined> {
  const path = join(folder, HEAD)
  const text = await readText(path)
  if (text === undefined) return undefined
  let head: Partial<Head> | null
  try {
    head = JSON.parse(text)
  } catch {
    throw damaged(path, 'expected JSON')
  }
  const { name, begun, generation } = head ?? {}
  if (typeof name !== 'string' || typeof begun !== 'number' || typeof generation !== 'string') {
    throw damaged(path, 'expected name, begun and generation')
  }
  return { name, begun, generation }
}

/** Writes a head that is to be one later; gives its path. */
export async function prepareHead(folder: string, head: Head): Promise<string> {
  const fresh = freshName(folder, 'head')
  await writeNew(fresh, JSON.stringify(head), { sync: true })
  return fresh
}

/** Makes a prepared head the folder's in one step; durable when the folder is synced. */
export const placeHead = (fresh: string): Promise<void> => patiently(() => rename(fresh, join(dirname(fresh), HEAD)))

export async function writeHead(folder: string, head: Head): Promise<void> {
  const fresh = await prepareHead(folder, head)
  try {
    await placeHead(fresh)
  } catch (error) {
    await dropQuietly(fresh)
    throw error
  }
}

/** The file in a folder; `undefined` when there is none. */
export async function readPieces(folder: string): Promise<Pieces | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const head = await readHead(folder)
    if (head === undefined) return undefined
    const found = await piecesOf(folder, head)
    // Older pieces are removed after the head has changed: while it has not, none of these was.
    if (found !== undefined && (await readHead(folder))?.generation === head.generation) return found
  }
  throw damaged(folder, 'a piece is missing')
}

/** The pieces of a generation; `undefined` when one is missing: the listing of a folder that changes may lack some. */
async function piecesOf(folder: string, head: Head): Promise<Pieces | undefined> {
  const starts: number[] = []
  let count = 0
  for (const name of await namesIn(folder)) {
    const [generation, index, start] = name.split('-')
    if (generation !== head.generation) continue
    starts[Number(index)] = Number(start)
    count++
  }
  const last = starts.at(-1)
  if (last === undefined) return { ...head, starts, size: 0 }
  if (count !== starts.length) return undefined
  const path = join(folder, pieceName(head.generation, count - 1, last))
  const piece = await unlessMissing(patiently(() => stat(path)))
  return piece && { ...head, starts, size: last + piece.size }
}
