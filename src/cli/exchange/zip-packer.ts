import { createWriteStream, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientFile } from 'commerceml/client'
import { ZipFile } from 'yazl'
import { beforeEarlyEnd } from '../terminal/early-end.ts'
import { bytesOf, diskFile } from './client-files.ts'

/** Packs files into archives on the disk, in a folder that `remove` removes, and that does not outlive the process. */
export interface ZipPacker {
  /** Rejects with what reading a file and writing the archive throw. */
  pack(files: readonly ClientFile[]): Promise<ClientFile>
  remove(): void
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

export function zipPacker(): ZipPacker {
  let folder: string | undefined
  let release = (): void => {}
  const drop = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  return {
    async pack(files) {
      if (folder === undefined) release = beforeEarlyEnd(drop)
      folder ??= await mkdtemp(join(tmpdir(), 'commerceml-'))
      const name = `${crypto.randomUUID()}.zip`
      const path = join(folder, name)
      await writeZip(files, path)
      return diskFile(path, name)
    },
    remove() {
      release()
      drop()
    },
  }
}
