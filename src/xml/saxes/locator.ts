import { bytesPerUnit, type Encoding } from '../../source/encodings.ts'

// A parser reads a line end of two characters as one.
const LAST = /(?:\r\n|.)$/su

/**
 * Turns positions in the decoded text into byte offsets. Positions must not go back, so each character is counted once,
 * by the runtime's own encoder: a loop over the characters took four times as long.
 */
export class Locator {
  readonly #width: 0 | 1 | 2
  readonly #encoder = new TextEncoder()
  #scratch = new Uint8Array(0)
  #offset: number
  #unit = 0
  #text = ''
  #start = 0
  /** The end of the text counted: its last character, both of them of a line end of two. */
  #last = ''

  constructor(encoding: Encoding, bomLength: number) {
    this.#width = bytesPerUnit(encoding)
    this.#offset = bomLength
  }

  /** The next piece of text: everything before it has been counted. */
  piece(text: string): void {
    this.finish()
    this.#start = this.#unit
    this.#text = text
  }

  /** Counts to the end of the piece and lets go of it. */
  finish(): void {
    this.at(this.#start + this.#text.length)
    this.#text = ''
    this.#start = this.#unit
  }

  /** @param unit UTF-16 units from the start of the text */
  at(unit: number): number {
    const from = this.#unit - this.#start
    const to = Math.min(unit - this.#start, this.#text.length)
    if (to <= from) return this.#offset
    const part = this.#text.slice(from, to)
    this.#offset += this.#width === 0 ? this.#encodedLength(part) : part.length * this.#width
    this.#last = LAST.exec(part.length === 1 ? this.#last + part : part)?.[0] ?? ''
    this.#unit = this.#start + to
    return this.#offset
  }

  /**
   * Where the start tag began of which everything up to the character behind the name has been read.
   * Counted back over that name: its `<` may stand in an earlier piece.
   */
  beforeName(unit: number, name: string): number {
    const end = this.at(unit)
    return end - this.#bytes(name) - this.#bytes(this.#last) - (this.#width || 1)
  }

  /** Where the text began that ends at `unit`: counted back over it, for it may have begun in an earlier piece. */
  before(unit: number, text: string): number {
    return this.at(unit) - this.#bytes(text)
  }

  #bytes(name: string): number {
    if (this.#width !== 0) return name.length * this.#width
    let bytes = 0
    for (let index = 0; index < name.length; index++) bytes += utf8Width(name.charCodeAt(index))
    return bytes
  }

  #encodedLength(part: string): number {
    if (this.#scratch.length < part.length * 3) this.#scratch = new Uint8Array(part.length * 3)
    return this.#encoder.encodeInto(part, this.#scratch).written
  }
}

/** Bytes of one UTF-16 unit in UTF-8; the two halves of a pair share four. */
function utf8Width(code: number): 1 | 2 | 3 {
  if (code < 0x80) return 1
  if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) return 2
  return 3
}
