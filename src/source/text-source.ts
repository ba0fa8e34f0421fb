import { CommerceMLError } from '../errors.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { detectEncoding, type EncodingInfo } from './detect.ts'
import type { Encoding } from './encodings.ts'

// Text comes out in pieces of at most this many bytes of input: what stands behind can be told of limits between them only.
const PIECE_BYTES = 64 * 1024
// An XML declaration, or white space and comments before the first letter that shows the encoding, end within this.
const HEAD_BYTES = 64 * 1024

/** Bytes in, text out: finds the encoding out, drops the byte order mark, decodes strictly. */
export class TextSource {
  readonly #forced: Encoding | undefined
  /** Bytes held until the encoding is known; grows by doubling, since they may come one at a time. */
  #head: Uint8Array | undefined = new Uint8Array(256)
  #headLength = 0
  #decoder: Decoder | undefined
  #started = false
  encoding: EncodingInfo | undefined

  /** @param forced read as this, whatever byte order mark and declaration say */
  constructor(forced?: Encoding) {
    this.#forced = forced
  }

  /** `emit` gets the text; what is valid before a bad byte is delivered before `invalid-encoding` is thrown. */
  feed(bytes: Uint8Array, emit: (text: string) => void): void {
    if (this.#head !== undefined) this.#hold(bytes, emit)
    else this.#decode(bytes, emit)
  }

  /** Throws `truncated-input` for a character cut off, and when there was nothing at all. */
  end(emit: (text: string) => void): void {
    if (this.#head !== undefined) this.#begin(true, emit)
    if (!this.#started) throw new CommerceMLError('truncated-input', 'the input is empty')
    this.#decoder?.end()
  }

  #hold(bytes: Uint8Array, emit: (text: string) => void): void {
    let head = this.#head as Uint8Array // feed() looked
    const length = this.#headLength + bytes.length
    if (length > head.length) {
      const grown = new Uint8Array(Math.max(length, head.length * 2))
      grown.set(head.subarray(0, this.#headLength))
      this.#head = head = grown
    }
    head.set(bytes, this.#headLength)
    this.#headLength = length
    this.#begin(false, emit)
  }

  #begin(final: boolean, emit: (text: string) => void): void {
    const head = (this.#head as Uint8Array).subarray(0, this.#headLength)
    const info = detectEncoding(head, final, HEAD_BYTES, this.#forced)
    if (info === undefined) return
    this.encoding = info
    this.#decoder = createDecoder(info.encoding)
    this.#head = undefined
    this.#decode(head.subarray(info.bomLength), emit)
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
