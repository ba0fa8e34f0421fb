import { detectEncoding, type EncodingInfo } from './detect.ts'
import type { Encoding } from './encodings.ts'

// An XML declaration, or white space and comments before the first letter that shows the encoding, end within this.
const HEAD_BYTES = 64 * 1024

/** The start of a document, held until its encoding is known. */
export class Head {
  readonly #forced: Encoding | undefined
  /** Grows by doubling, since bytes may come one at a time. */
  #bytes = new Uint8Array(256)
  #length = 0
  /** So many bytes are worth the next look, which begins at the first of them. */
  #enough = 0
  encoding: EncodingInfo | undefined

  /** @param forced read as this, whatever byte order mark and declaration say */
  constructor(forced?: Encoding) {
    this.#forced = forced
  }

  /** The next bytes; with the encoding known, all bytes so far come back, without the byte order mark. */
  take(bytes: Uint8Array): Uint8Array | undefined {
    const length = this.#length + bytes.length
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2))
      grown.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = length
    if (length < this.#enough) return undefined
    this.#enough = Math.min(length + (length >> 4), HEAD_BYTES)
    return this.#begin(false)
  }

  /** No more bytes will come: what there is decides. */
  end(): Uint8Array | undefined {
    return this.#begin(true)
  }

  #begin(final: boolean): Uint8Array | undefined {
    const head = this.#bytes.subarray(0, this.#length)
    this.encoding = detectEncoding(head, final, HEAD_BYTES, this.#forced)
    return this.encoding === undefined ? undefined : head.subarray(this.encoding.bomLength)
  }
}
