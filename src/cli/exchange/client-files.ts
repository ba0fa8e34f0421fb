import { open, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { ClientFile } from 'commerceml/client'
import { EXTENSIONS } from 'commerceml/exchange'
import { openZip } from 'commerceml/zip'
import { filesBelow } from '../../node/files-below.ts'
import { entryFiles } from './entry-files.ts'

const READ_BYTES = 256 * 1024

/** A file of the disk, to be sent. It is opened for each part: exports have thousands of pictures. */
export async function diskFile(path: string, name: string): Promise<ClientFile> {
  const { size } = await stat(path)
  return {
    name,
    size,
    async read(position, length) {
      const file = await open(path)
      try {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position)
        if (bytesRead === 0) throw new Error(`${name} ends before its size`) // it was cut meanwhile
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}

/** Files to be sent, and what is to be let go of after that. */
export interface Shipment extends AsyncDisposable {
  readonly files: readonly ClientFile[]
  /** Names of what lies there and is not sent. */
  readonly skipped: readonly string[]
}

// What 1C may export, and a site takes: one name that it refuses would end the exchange. Whatever else lies there was put
// there by others. A name on the disk that is no UTF-8 has U+FFFD in it, and leads to no file.
const isExported = (name: string): boolean =>
  !name.includes('\ufffd') &&
  EXTENSIONS.includes(extname(name).slice(1).toLowerCase()) &&
  !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')

/** What of these is sent, and the names of the rest. */
function sifted<T extends { readonly name: string }>(files: readonly T[]): { sent: readonly T[]; skipped: string[] } {
  const skipped = files.map(({ name }) => name).filter((name) => !isExported(name))
  return { sent: files.filter(({ name }) => isExported(name)), skipped }
}

async function filesOf(folder: string): Promise<Pick<Shipment, 'files' | 'skipped'>> {
  const { sent, skipped } = sifted((await filesBelow(folder)).map((name) => ({ name })))
  return { files: await Promise.all(sent.map(({ name }) => diskFile(join(folder, name), name))), skipped }
}

/** The files of a folder, of an archive, or the one file. Throws what the file system and the archive throw. */
export async function openShipment(path: string): Promise<Shipment> {
  const nothing = async (): Promise<void> => {}
  if ((await stat(path)).isDirectory()) return { ...(await filesOf(path)), [Symbol.asyncDispose]: nothing }
  if (!/\.zip$/i.test(path)) {
    return { files: [await diskFile(path, basename(path))], skipped: [], [Symbol.asyncDispose]: nothing }
  }
  const archive = await openZip(path)
  const { sent, skipped } = sifted(archive.entries)
  const { files, close } = entryFiles(sent)
  return { files, skipped, [Symbol.asyncDispose]: () => close().finally(archive.close) }
}

/** A file's bytes, in order. */
export async function* bytesOf(file: ClientFile): AsyncGenerator<Uint8Array, void, undefined> {
  for (let position = 0; position < file.size; ) {
    const bytes = await file.read(position, Math.min(READ_BYTES, file.size - position))
    position += bytes.length
    yield bytes
  }
}
