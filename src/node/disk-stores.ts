import { join, resolve } from 'node:path'
import type { ExchangeStores } from '../server/stores.ts'
import { DiskImports } from './disk-imports.ts'
import { DiskSessions } from './disk-sessions.ts'
import { Trash } from './disk-trash.ts'
import { DiskUploads } from './disk-uploads.ts'

/** Stores that remove in the background: what {@link ExchangeStores} may have, these have. */
export type DiskStores = Required<ExchangeStores>

/**
 * Keeps everything in a folder, which is made when it is needed, for the site's own user alone (modes 700 and 600).
 * Keep it outside of what the web server serves. Several processes may share it.
 *
 * No name that 1C sends becomes a part of a path. Chunks and the states of imports outlive a power cut once their
 * promise has resolved; so does a session once it has begun. What is cleared is gone at once, its bytes a little later.
 * A process that is killed leaves no half chunk: at most files that nobody looks for, which go when their area is cleared
 * or `sweep` is called.
 *
 * The stores throw `TypeError` for an area or a session id that is not 32 hexadecimal digits, and what the file system
 * throws (`ENOSPC` …). The folder has to be on a file system with hard links (all but exFAT and FAT have them) if
 * several processes share it.
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
