import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import type { BoundedReader } from './bounded-reader.ts'
import type { EndRecord } from './end-record.ts'
import type { LocalHeader } from './local-header.ts'
import { entryNamed, refusal } from './refusal.ts'

/** Lets yauzl read headers through the bounded reader; entry data does not go through yauzl. */
class HeaderReader extends RandomAccessReader {
  readonly #reader: BoundedReader
  /** What reading threw. Kept aside: an abort reason may be anything, and yauzl takes `null` for success. */
  #failure: { readonly error: unknown } | undefined

  constructor(reader: BoundedReader) {
    super()
    this.#reader = reader
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#reader
      .readHeader(position, length)
      .catch((error: unknown) => {
        this.#failure = { error }
        throw new Error('reading failed')
      })
      .then((bytes) => {
        buffer.set(bytes, offset)
        done(null)
      })
      // Also what yauzl throws while it takes the bytes: nothing may be left to an event handler.
      .catch(done)
  }

  /** The result, or instead of yauzl's error the one that reading threw, or one of ours. */
  async translated<T>(where: string, result: Promise<T>): Promise<T> {
    try {
      return await result
    } catch (error) {
      if (this.#failure !== undefined) throw this.#failure.error
      const found = error instanceof Error ? error.message : String(error)
      // yauzl refuses bit 6 itself, before it shows the entry.
      throw refusal(found.startsWith('strong encryption') ? 'zip-encrypted' : 'zip-corrupt', where, found, {
        cause: error,
      })
    }
  }
}

/** An entry of the directory, and a way to its local header. */
export interface EntryHeaders {
  readonly record: Entry
  local(name: string): Promise<LocalHeader>
}

/** Headers as yauzl reads them, one entry at a time. */
export async function* readHeaders(reader: BoundedReader, { entryCount }: EndRecord): AsyncGenerator<EntryHeaders> {
  const headers = new HeaderReader(reader)
  // Names are decoded by us: yauzl knows cp437 and UTF-8. Sizes too are compared by us, with the entry named.
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false }
  const zip = await headers.translated('the end record', fromRandomAccessReaderPromise(headers, reader.size, options))
  const records = zip.eachEntry()
  for (let number = 1; ; number++) {
    const { done, value } = await headers.translated(`entry ${number} of ${entryCount}`, records.next())
    if (done) return
    const record: Entry = value
    const local = (name: string): Promise<LocalHeader> =>
      headers.translated(entryNamed(name), zip.readLocalFileHeaderPromise(record))
    yield { record, local }
  }
}
