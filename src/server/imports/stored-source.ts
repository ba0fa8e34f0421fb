import type { NamedSource } from '../../files/named-source.ts'
import type { StoredFile, UploadedFile, UploadStore } from '../stores.ts'
import { ImportFault } from './fault.ts'

const READ_BYTES = 64 * 1024

/** What may be done with uploaded files while they are imported. */
export type StoredFiles = Pick<UploadStore, 'list' | 'open'>

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // What it threw has paths and addresses in it that are not for 1C's eyes.
    throw new ImportFault('upload-unreadable', 'the store could not read what was uploaded', { cause: error })
  }
}

/** The store for importers, what they throw 1C is shown: its own errors are hidden behind one sentence. */
export function discreet(uploads: StoredFiles): StoredFiles {
  return {
    list: (area) => guarded(() => uploads.list(area)),
    async open(area, name) {
      const file = await guarded(() => uploads.open(area, name))
      if (file === undefined) return undefined
      return {
        size: file.size,
        read: (position, length) => guarded(() => file.read(position, length)),
        close: () => guarded(() => file.close()),
      }
    },
  }
}

/** Bytes of a stored file, from one place up to another. Throws `ImportFault` where the store breaks its promise. */
export async function* rangeOf(
  file: StoredFile,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let position = from; position < to; ) {
    const most = Math.min(READ_BYTES, to - position)
    const bytes = await file.read(position, most)
    // With nothing we would ask for ever, and the process hear of nothing else; with more, read bytes twice.
    if (bytes.length === 0 || bytes.length > most) {
      const found = `read(${position}, ${most}) of an uploaded file must give 1 to ${most} bytes, not ${bytes.length}`
      throw new ImportFault('upload-unreadable', found)
    }
    position += bytes.length
    yield bytes
  }
}

/** An uploaded file as a source: opened for each reading, and closed after it. */
export function storedSource(uploads: StoredFiles, area: string, { name, size }: UploadedFile): NamedSource {
  async function* open(): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await uploads.open(area, name)
    if (file === undefined) throw new ImportFault('upload-gone', `${name} is no longer there`)
    try {
      yield* rangeOf(file, 0, file.size)
    } finally {
      await file.close()
    }
  }
  return { name, size, open }
}
