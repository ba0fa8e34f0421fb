import { access, mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Mutexes } from '../../server/mutex.ts'
import {
  dropQuietly,
  FOLDER_MODE,
  freshName,
  hasCode,
  namesIn,
  patiently,
  publishFile,
  publishFolder,
  syncFolder,
  unlessMissing,
  withdrawFile,
} from './files.ts'
import {
  freshGeneration,
  type Head,
  pieceName,
  placeHead,
  prepareHead,
  readHead,
  readPieces,
  writeHead,
} from './pieces.ts'

/** A chunk whose bytes are on disk under a name of their own, in the area of its file. */
export interface Chunk {
  readonly path: string
  readonly bytes: number
  /** The name of the file that it belongs to. */
  readonly name: string
}

/** Where the next piece of a file goes. */
interface End {
  readonly generation: string
  readonly index: number
  readonly start: number
}

// An exchange has some files under way at a time; pictures are one chunk each and never asked for again.
const MOST_ENDS = 1_000

/**
 * Joins chunks to their files. Nothing is copied, and whatever step fails or is the last before the process dies, the
 * chunk is either in the file, whole, or not at all. A file that was changed by others meanwhile is looked at again.
 */
export class Joiner {
  /** Where files ended when we last saw them, so that appending does not list all pieces; checked when used. */
  readonly #ends = new Map<string, End>()
  readonly #turns = new Mutexes()
  /** When we last began a file. */
  #latest = 0

  /** Later than all before it. */
  #now(): number {
    this.#latest = Math.max(Date.now(), this.#latest + 1e-3)
    return this.#latest
  }

  /** Adds the chunk to the file in this folder. Gives the file's size. */
  join(folder: string, chunk: Chunk, mode: 'append' | 'replace'): Promise<number> {
    return this.#turns.run(folder, async () => {
      for (;;) {
        const joining = mode === 'append' ? this.#append(folder, chunk) : this.#replace(folder, chunk)
        // Known again only if all went well.
        const end = await joining.finally(() => this.#ends.delete(folder))
        if (end === undefined) continue
        if (this.#ends.size >= MOST_ENDS) this.#ends.clear()
        this.#ends.set(folder, end)
        return end.start
      }
    })
  }

  /** `undefined` when others were faster. */
  async #append(folder: string, chunk: Chunk): Promise<End | undefined> {
    const known = this.#ends.get(folder)
    const end = known ?? (await endOf(folder))
    if (end === undefined) return create(folder, chunk, this.#now())
    const joined = await withPiece(chunk, join(folder, pieceName(end.generation, end.index, end.start)), async () => {
      // Somebody may have replaced the file, or removed it and begun another: the piece is of none then.
      if ((await readHead(folder))?.generation !== end.generation) return false
      await syncFolder(folder)
      // Another process may have made the folder, and not come to this yet.
      if (known === undefined) await syncFolder(dirname(folder))
      return true
    })
    return joined ? { ...end, index: end.index + 1, start: end.start + chunk.bytes } : undefined
  }

  async #replace(folder: string, chunk: Chunk): Promise<End | undefined> {
    const old = await readHead(folder)
    if (old === undefined) return create(folder, chunk, this.#now())
    const generation = freshGeneration()
    // Before the piece: if the folder becomes another file's meanwhile, there is no such head in it.
    const next = { ...old, begun: this.#now(), generation }
    const prepared = await unlessMissing(prepareHead(folder, next))
    if (prepared === undefined) return undefined
    const piece = join(folder, pieceName(generation, 0, 0))
    const joined = await withPiece(chunk, piece, async () => {
      await syncFolder(folder)
      await placeHead(prepared)
      await syncFolder(folder).catch((error) => takeBack(folder, next, old, error))
      return true
    }).finally(() => dropQuietly(prepared))
    if (!joined) return undefined
    // Those of a process that replaces at the same time may stay: nobody looks for them, and they go with the file.
    for (const name of await namesIn(folder).catch(() => [])) {
      if (name.startsWith(`${old.generation}-`)) await dropQuietly(join(folder, name))
    }
    return { generation, index: 1, start: chunk.bytes }
  }
}

async function endOf(folder: string): Promise<End | undefined> {
  const pieces = await readPieces(folder)
  return pieces && { generation: pieces.generation, index: pieces.starts.length, start: pieces.size }
}

/**
 * Publishes the chunk as a piece, and takes that back unless `settle` makes it one of the file. `false` when others were
 * faster: they took the name, or changed or removed the file. Rejects when the chunk itself is gone, as its area is.
 */
async function withPiece(chunk: Chunk, piece: string, settle: () => Promise<boolean>): Promise<boolean> {
  try {
    if (!(await publishFile(chunk.path, piece))) return false
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    await patiently(() => access(chunk.path))
    return false
  }
  let joined = false
  try {
    joined = await settle()
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  } finally {
    if (joined) await dropQuietly(chunk.path)
    else await withdrawFile(chunk.path, piece)
  }
  return joined
}

/** Makes the old generation the file again, unless somebody has put another in its place. */
async function takeBack(folder: string, next: Head, old: Head, error: unknown): Promise<never> {
  const current = await readHead(folder).catch(() => undefined)
  if (current?.generation === next.generation) await writeHead(folder, old).catch(() => {})
  throw error
}

/** Begins a file with the chunk, in one step: its folder appears with all that belongs into it. */
async function create(folder: string, chunk: Chunk, begun: number): Promise<End | undefined> {
  const area = dirname(folder)
  const fresh = freshName(area, 'new')
  const generation = freshGeneration()
  const piece = pieceName(generation, 0, 0)
  // Not with its parents: where the area is gone, so is the chunk.
  await mkdir(fresh, { mode: FOLDER_MODE })
  let published = false
  try {
    await patiently(() => rename(chunk.path, join(fresh, piece)))
    await writeHead(fresh, { name: chunk.name, begun, generation })
    await syncFolder(fresh)
    published = await publishFolder(fresh, folder)
    if (published) await syncFolder(area)
  } catch (error) {
    // The piece alone: behind it somebody may have joined another, and that file must not seem to be whole.
    await withdrawFile(chunk.path, join(published ? folder : fresh, piece))
    await dropQuietly(fresh)
    throw error
  }
  if (published) return { generation, index: 1, start: chunk.bytes }
  await withdrawFile(chunk.path, join(fresh, piece))
  await dropQuietly(fresh)
  return undefined
}
