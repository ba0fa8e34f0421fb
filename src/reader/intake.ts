import { CommerceMLError } from '../errors.ts'
import type { XmlScanner } from '../xml/scanner.ts'

const PIECE_BYTES = 64 * 1024
// A place to go on from is noted once in so many bytes, and events behind it are counted: noting one takes longer than
// reading an offer. In pieces that come short there is one in each.
const BASE_BYTES = 256 * 1024

/** Where bytes come in, for the scanner: without those that an earlier reading has read, and in pieces. */
export class Intake {
  readonly #scanner: XmlScanner
  #passOver = 0
  #wantsBase = false
  /** Bytes since there was none wanted. */
  #sinceBase = BASE_BYTES

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner
  }

  /** The next item that ends with nothing held is a place to go on from. */
  get wantsBase(): boolean {
    return this.#wantsBase
  }

  /** That place has been noted. */
  baseNoted(): void {
    this.#wantsBase = false
  }

  /** An earlier reading has read so much of the input. */
  passOver(bytes: number): void {
    this.#passOver = bytes
  }

  feed(bytes: Uint8Array): void {
    const passed = Math.min(this.#passOver, bytes.length)
    this.#passOver -= passed
    for (let start = passed; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES)
      if (this.#sinceBase >= BASE_BYTES || piece.length < PIECE_BYTES) {
        this.#sinceBase = 0
        this.#wantsBase = true
      }
      this.#sinceBase += piece.length
      this.#scanner.feed(piece)
    }
  }

  end(): void {
    if (this.#passOver > 0) {
      const left = `the input ends ${this.#passOver} bytes before the place to go on from: is it the same document?`
      throw new CommerceMLError('truncated-input', left)
    }
    this.#scanner.end()
  }
}
