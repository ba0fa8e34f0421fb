import { createWriteStream, rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientFile } from 'commerceml/client'
import { ZipFile } from 'yazl'
import { beforeEarlyEnd } from '../terminal/early-end.ts'
import { bytesOf, diskFile } from './client-files.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.ts'

/** Packs files into archives on the disk, in a folder that `remove` removes, and that does not outlive the process. */
export interface ZipPacker {
  /** Rejects with what reading a file and writing the archive throw. */
  pack(files: readonly ClientFile[]): Promise<ClientFile>
  /** Never rejects. */
  remove(): Promise<void>
}

async function writeZip(files: readonly ClientFile[], path: string): Promise<void> {
  const zip = new ZipFile()
  // Neither yazl nor a pipe passes an error on: without this the archive would wait for its next byte for ever.
  const fail = (error: Error): unknown => (zip.outputStream as PassThrough).destroy(error)
  zip.on('error', fail)
  const written = pipeline(zip.outputStream, createWriteStream(path))
  for (const file of files) {
    zip.addReadStream(Readable.from(bytesOf(file)).on('error', fail), file.name, { size: file.size })
  }
  zip.end()
  await written
}

/**
 * Removes archives and their folder at once, as far as that can be done. Not by `rmSync`: that of Node 23 to 24.13
 * finds nothing on Windows at a path with letters beyond ASCII (nodejs/node 56049), as those of Russian users are.
 */
function dropArchives(folder: string, paths: readonly string[]): void {
  for (const [remove, path] of [...paths.map((path) => [unlinkSync, path] as const), [rmdirSync, folder] as const]) {
    try {
      remove(path)
    } catch {
      // It may not be there yet, or not any more; the others are to go all the same.
    }
  }
}

export function zipPacker(): ZipPacker {
  let folder: string | undefined
  const paths: string[] = []
  let release = (): void => {}
  return {
    async pack(files) {
      if (folder === undefined) {
        const made = await makeTemporaryFolder()
        folder = made
        release = beforeEarlyEnd(() => dropArchives(made, paths))
      }
      const name = `${crypto.randomUUID()}.zip`
      const path = join(folder, name)
      paths.push(path)
      await writeZip(files, path)
      return diskFile(path, name)
    },
    async remove() {
      if (folder !== undefined) await removeTemporaryFolder(folder)
      release()
    },
  }
}
