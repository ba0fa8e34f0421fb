import { CommerceMLError } from '../errors.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import type { EncodingInfo } from './detect.ts'
import type { Encoding } from './encodings.ts'
import { Head } from './head.ts'

// Text comes out in pieces of at most this many bytes of input: what stands behind can be told of limits between them only.
const PIECE_BYTES = 64 * 1024

/** Bytes in, text out: finds the encoding out, drops the byte order mark, decodes strictly. */
export class TextSource {
  #head: Head | undefined
  #decoder: Decoder | undefined
  #started = false
  encoding: EncodingInfo | undefined

  /** @param forced read as this, whatever byte order mark and declaration say */
  constructor(forced?: Encoding) {
    this.#head = new Head(forced)
  }

  /** `emit` gets the text; what is valid before a bad byte is delivered before `invalid-encoding` is thrown. */
  feed(bytes: Uint8Array, emit: (text: string) => void): void {
    if (this.#head === undefined) this.#decode(bytes, emit)
    else this.#begin(this.#head.take(bytes), emit)
  }

  /** Throws `truncated-input` for a character cut off, and when there was nothing at all. */
  end(emit: (text: string) => void): void {
    if (this.#head !== undefined) this.#begin(this.#head.end(), emit)
    if (!this.#started) throw new CommerceMLError('truncated-input', 'the input is empty')
    this.#decoder?.end()
  }

  #begin(bytes: Uint8Array | undefined, emit: (text: string) => void): void {
    const encoding = this.#head?.encoding
    if (bytes === undefined || encoding === undefined) return
    this.encoding = encoding
    this.#decoder = createDecoder(encoding.encoding)
    this.#head = undefined
    this.#decode(bytes, emit)
  }

  #decode(bytes: Uint8Array, emit: (text: string) => void): void {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      this.#decoder?.decode(bytes.subarray(start, start + PIECE_BYTES), (text) => {
        if (text === '') return
        if (!this.#started) this.#refuseSecondMark(text)
        this.#started = true
        emit(text)
      })
    }
  }

  // Parsers drop a U+FEFF at the start as they find it, and so would let a second mark through.
  #refuseSecondMark(text: string): void {
    if (this.encoding?.bom && text.startsWith('\uFEFF')) {
      throw new CommerceMLError('not-well-formed', 'a second byte order mark before the document', { found: 'U+FEFF' })
    }
  }
}
