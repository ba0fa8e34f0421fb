import { join, resolve } from 'node:path'
import type { ExchangeStores } from '../../server/stores.ts'
import { DiskImports } from './imports.ts'
import { DiskSessions } from './sessions.ts'
import { Trash } from './trash.ts'
import { DiskUploads } from './uploads.ts'

/** The stores on disk, with the methods that are optional in {@link ExchangeStores}. */
export type DiskStores = Required<ExchangeStores>

/**
 * Stores that keep everything in a folder. It is created when needed, readable only by the site's own user (modes 700 and
 * 600); keep it outside the folders that the web server serves. Several processes may share it, if its file system has
 * hard links: FAT, exFAT, ReFS before Windows Server 2022 and some network folders have none.
 *
 * Windows has no such modes and takes the rights from the folder above. There, make the folder and close it to others, in
 * `cmd` as the site's user: `icacls <folder> /inheritance:r /grant:r "%USERNAME%:(OI)(CI)F"`.
 *
 * No name that 1C sends becomes part of a path. Once their promise has resolved, chunks and import states survive a power
 * cut, and so does the beginning of a session; on Windows, which flushes no names of files, the last of them may be lost.
 * Cleared data is gone at once; its bytes are removed in the background. A killed process leaves no half chunk: at most
 * orphaned files. Those in an area go when that is cleared, which a site does once its session is over; what was left of
 * areas that were cleared goes when `sweep` is called.
 *
 * The stores throw `TypeError` for an area or session id that is not 32 hexadecimal digits, and whatever the file system
 * throws (`ENOSPC` …).
 *
 * @example
 * import { diskStores } from 'commerceml/server/node'
 * const { sessions, uploads } = diskStores('/var/lib/shop/1c')
 * const dayAgo = Date.now() - 24 * 60 * 60 * 1000
 * for (const id of await sessions.unusedSince(dayAgo)) {
 *   await uploads.clear(id)
 *   await sessions.remove(id)
 * }
 */
export function diskStores(folder: string): DiskStores {
  if (typeof folder !== 'string') throw new TypeError("diskStores() takes the path of a folder: './exchange'")
  // Made absolute once: the process may change its folder later.
  const root = resolve(folder)
  const inUploads = join(root, 'uploads')
  const inImports = join(root, 'imports')
  const trash = new Trash()
  const sessions = new DiskSessions(join(root, 'sessions'))
  return {
    sessions,
    uploads: new DiskUploads(inUploads, trash),
    imports: new DiskImports(inImports, trash),
    async sweep() {
      const sweeps = [sessions.sweep(), trash.sweep(inUploads), trash.sweep(inImports)]
      const failed = (await Promise.allSettled(sweeps)).find((sweep) => sweep.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    },
    settled: () => trash.emptied(),
  }
}
