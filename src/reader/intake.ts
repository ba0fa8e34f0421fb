import { CommerceMLError } from '../errors.ts'
import type { XmlScanner } from '../xml/scanner.ts'

const PIECE_BYTES = 64 * 1024
// A place to go on from is noted once in so many bytes, and events behind it are counted: noting one takes longer than
// reading an offer. In pieces that come short there is one in each.
const BASE_BYTES = 256 * 1024
const NOTHING = new Uint8Array(0)

/** Where bytes come in, for the scanner: without those that an earlier reading has read, and in pieces. */
export class Intake {
  readonly #scanner: XmlScanner
  #passOver = 0
  #wantsBase = false
  /** Bytes since there was none wanted. */
  #sinceBase = BASE_BYTES
  readonly #stepwise: boolean
  /** What was fed last; up to {@link #start} the scanner has it. */
  #bytes: Uint8Array = NOTHING
  #start = 0

  /** @param stepwise pause behind each piece, whether the scanner does or not */
  constructor(scanner: XmlScanner, stepwise: boolean) {
    this.#scanner = scanner
    this.#stepwise = stepwise
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

  /** Reads to the end of the bytes, or until it pauses. */
  feed(bytes: Uint8Array): void {
    const passed = Math.min(this.#passOver, bytes.length)
    this.#passOver -= passed
    this.#bytes = bytes
    this.#start = passed
    this.#read()
  }

  /** Whether bytes of the last {@link feed} wait for {@link resume}. */
  get isPaused(): boolean {
    return this.#bytes !== NOTHING
  }

  /** See {@link XmlScanner.isStarved}. */
  get isStarved(): boolean {
    return this.#start >= this.#bytes.length && this.#scanner.isStarved
  }

  /** Reads on as {@link feed} does. */
  resume(): void {
    if (this.#scanner.isPaused) this.#scanner.resume()
    else this.#read()
  }

  #read(): void {
    do {
      if (this.#start >= this.#bytes.length) {
        this.#bytes = NOTHING
        return
      }
      const piece = this.#bytes.subarray(this.#start, this.#start + PIECE_BYTES)
      this.#start += PIECE_BYTES
      if (this.#sinceBase >= BASE_BYTES || piece.length < PIECE_BYTES) {
        this.#sinceBase = 0
        this.#wantsBase = true
      }
      this.#sinceBase += piece.length
      this.#scanner.feed(piece)
    } while (!this.#stepwise)
  }

  end(): void {
    if (this.#passOver > 0) {
      const left = `the input ends ${this.#passOver} bytes before the place to go on from: is it the same document?`
      throw new CommerceMLError('truncated-input', left)
    }
    this.#scanner.end()
  }
}
