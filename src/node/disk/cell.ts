import { randomUUID } from 'node:crypto'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  dropQuietly,
  FOLDER_MODE,
  freshName,
  makeFolder,
  namesIn,
  patiently,
  publishFolder,
  readText,
  syncFolder,
  unlessMissing,
  writeNew,
} from './files.ts'

/*
 * A value that several processes change, each only if nobody did since it looked. It is a folder:
 *
 *   <mark>.json    a value
 *   at-<mark>      an empty file: that value is the one
 *
 * Marks are random and never used twice. Renaming `at-<mark>` to another mark succeeds for one process alone, and only
 * while the value is the one that it saw: compare and swap. A lock file would have to be broken when its owner dies,
 * and no process can tell whether it breaks the lock that it saw or the one that somebody has just taken.
 */

/** A value as it was seen. */
export interface Seen {
  readonly mark: string
  /** What the JSON says. */
  readonly value: unknown
}

const AT = 'at-'
// As for the pieces of a file: so often, one after the other, nobody loses to others.
const TRIES = 100

/** The value in the folder; `undefined` when there is none. */
export async function readCell(folder: string): Promise<Seen | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const names = await namesIn(folder)
    if (names.length === 0) return undefined
    const at = names.find((name) => name.startsWith(AT))
    const mark = at?.slice(AT.length)
    const text = mark === undefined ? undefined : await readText(join(folder, `${mark}.json`))
    if (mark !== undefined && text !== undefined) return { mark, value: JSON.parse(text) }
  }
  throw new Error(`${folder} is damaged: expected a mark and its value`)
}

/** Puts a value where there is none: `false` if there is one. */
export async function createCell(folder: string, value: unknown): Promise<boolean> {
  const area = dirname(folder)
  await makeFolder(area)
  const fresh = freshName(area, 'new')
  const mark = randomUUID()
  await mkdir(fresh, { mode: FOLDER_MODE })
  try {
    await writeNew(join(fresh, `${mark}.json`), JSON.stringify(value), { sync: true })
    await writeNew(join(fresh, AT + mark), '', { sync: false })
    await syncFolder(fresh)
    const published = await publishFolder(fresh, folder)
    // Who clears the area meanwhile comes after us.
    if (published) await unlessMissing(syncFolder(area))
    return published
  } finally {
    await dropQuietly(fresh)
  }
}

/** Puts a value in place of the one seen: `false` if that is not there any more. */
export async function swapCell(folder: string, seen: Seen, value: unknown): Promise<boolean> {
  const mark = randomUUID()
  const path = join(folder, `${mark}.json`)
  const written = await unlessMissing(writeNew(path, JSON.stringify(value), { sync: true }).then(() => true))
  if (written === undefined) return false
  const [before, after] = [join(folder, AT + seen.mark), join(folder, AT + mark)]
  const swapped = await unlessMissing(patiently(() => rename(before, after)).then(() => true))
  if (swapped === undefined) {
    await dropQuietly(path)
    return false
  }
  // Who removes it meanwhile comes after us.
  await unlessMissing(syncFolder(folder))
  await dropQuietly(join(folder, `${seen.mark}.json`))
  return true
}
