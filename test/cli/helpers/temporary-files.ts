import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

interface TemporaryFiles {
  readonly folder: string
  /** Writes a file into it, and gives its path. */
  made(name: string, content: string | Uint8Array): string
}

/** A folder for files that are gone once the tests of the file are over. */
export function temporaryFiles(): TemporaryFiles {
  const folder = temporaryFolder('cli')
  const made = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return { folder, made }
}
