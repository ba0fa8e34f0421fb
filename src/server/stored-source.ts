import type { NamedSource } from '../files/named-source.ts'
import type { UploadedFile, UploadStore } from './stores.ts'

const READ_BYTES = 256 * 1024

/** An uploaded file as a source: opened for each reading, and closed after it. */
export function storedSource(uploads: UploadStore, area: string, { name, size }: UploadedFile): NamedSource {
  async function* open(): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await uploads.open(area, name)
    if (file === undefined) throw new Error(`${name} is no longer there`)
    try {
      for (let position = 0; position < file.size; ) {
        const bytes = await file.read(position, Math.min(READ_BYTES, file.size - position))
        position += bytes.length
        yield bytes
      }
    } finally {
      await file.close()
    }
  }
  return { name, size, open }
}
