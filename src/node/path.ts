import { fileURLToPath } from 'node:url'

/** A path as the file system takes it. Throws `TypeError` for what is none, and for an address of no file. */
export function pathOf(path: string | URL): string {
  if (typeof path === 'string') return path
  if (path instanceof URL) return fileURLToPath(path)
  throw new TypeError(`a path must be a string or a file: URL, not ${String(path)}`)
}
