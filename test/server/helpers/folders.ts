import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

/**
 * Makes paths of folders that are not there yet, nor those above them; what is made of them goes with the tests of the
 * file.
 */
export function freshFolders(name: string): () => string {
  const root = temporaryFolder(name)
  let made = 0
  return () => join(root, `${++made}`, 'made', 'when needed')
}

/** Everything below a folder, by its path in it. */
export const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
