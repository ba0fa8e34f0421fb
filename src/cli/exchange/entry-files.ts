import type { ClientFile } from 'commerceml/client'
import type { ZipEntry } from 'commerceml/zip'

/** One reading of an entry, which goes from its start to its end. */
class Passage {
  readonly entry: ZipEntry
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)
  #at = 0

  constructor(entry: ZipEntry) {
    this.entry = entry
    this.#pieces = entry.open()[Symbol.asyncIterator]()
  }

  /** Whether it can still come to this place. */
  leadsTo(position: number): boolean {
    return position >= this.#at
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    while (this.#at + this.#rest.length <= position) {
      const { done, value } = await this.#pieces.next()
      if (done) throw new Error(`${this.entry.name} ends before its size`)
      this.#at += this.#rest.length
      this.#rest = value
    }
    const from = position - this.#at
    const bytes = this.#rest.subarray(from, from + length)
    this.#rest = this.#rest.subarray(from + bytes.length)
    this.#at = position + bytes.length
    // Size and checksum are compared behind the last byte: before that, it must not get to the site.
    if (this.#at === this.entry.size && !(await this.#pieces.next()).done) {
      throw new Error(`${this.entry.name} does not end at its size`)
    }
    return bytes
  }

  async end(): Promise<void> {
    await this.#pieces.return?.()
  }
}

/**
 * Entries of an archive as files to be sent, in parts that follow each other. One entry is open at a time, however many
 * were begun: each holds an inflate stream. `close` ends the reading of that one.
 */
export function entryFiles(entries: readonly ZipEntry[]): { files: readonly ClientFile[]; close(): Promise<void> } {
  let passage: Passage | undefined
  const files = entries.map((entry) => ({
    name: entry.name,
    size: entry.size,
    async read(position: number, length: number) {
      let current = passage
      if (current?.entry !== entry || !current.leadsTo(position)) {
        const left = current
        passage = current = new Passage(entry)
        await left?.end()
      }
      return current.read(position, length)
    },
  }))
  return { files, close: async () => passage?.end() }
}
