import { readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { freshName, namesIn, patiently, remove, syncFolder, unlessMissing } from './files.ts'

/** What is on its way out carries a name that is never looked for. */
const GONE = 'gone'

/**
 * Takes folders out of the way in one step; their files go in the background, since a session has a hundred thousand,
 * and 1C waits. What cannot be removed stays under a name that nobody looks for, until a sweep of the folder that it is in
 * tries again, or that folder goes itself: areas are not swept, nobody would list a hundred thousand files for it.
 */
export class Trash {
  /** By the path of what is removed. */
  readonly #removals = new Map<string, Promise<void>>()

  /**
   * The folder is gone, durably, when the promise resolves. Fine when there is none. What has files open in it is asked by
   * `release` to close them: Windows renames no folder above an open file.
   */
  async discard(folder: string, release?: () => Promise<void>): Promise<void> {
    const parent = dirname(folder)
    const gone = freshName(parent, GONE)
    const move = async (): Promise<true> => {
      // Each time: whoever reads on opens the next file.
      if (process.platform === 'win32') await release?.()
      await rename(folder, gone)
      return true
    }
    const found = await unlessMissing(patiently(move))
    if (found === undefined) return
    // First: what a power cut brings back must be whole.
    await syncFolder(parent)
    const removal = removeSlowly(gone)
      .catch(() => {}) // the sweep tells
      .finally(() => this.#removals.delete(gone))
    this.#removals.set(gone, removal)
  }

  /** Removes what was left in the folder: all that can be, then the first error is thrown. */
  async sweep(parent: string): Promise<void> {
    const errors: unknown[] = []
    for (const name of await namesIn(parent)) {
      const path = join(parent, name)
      if (!name.startsWith(`${GONE}-`) || this.#removals.has(path)) continue
      await removeSlowly(path).catch((error: unknown) => errors.push(error))
    }
    if (errors.length > 0) throw errors[0]
  }

  /** Resolves when nothing is being removed. */
  async emptied(): Promise<void> {
    await Promise.all(this.#removals.values())
  }
}

/** Its files first, one after the other; the rest of them, and the folder, with patience. */
async function removeSlowly(folder: string): Promise<void> {
  await emptySlowly(folder).catch(() => {})
  await remove(folder) // empty by now, or it says why not
}

/**
 * One file after the other: `rm` asks for all of them at once, and whatever else the process wants of the disk would wait
 * behind a hundred thousand. What stops one file from going stops no other, and is not waited for: it may be all of them.
 */
async function emptySlowly(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await emptySlowly(path).catch(() => {})
    await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}
