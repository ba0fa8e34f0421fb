import { bytesPerUnit, type Encoding } from '../source/encodings.ts'
import type { Location } from './scanner.ts'

const LF = 10
const CR = 13

/**
 * Turns positions in the decoded text into byte offsets and lines. Positions must not go back, so each character is
 * looked at once; that costs a twentieth of the parse and only for text that is not pure ASCII.
 */
export class Locator {
  readonly #width: 0 | 1 | 2
  #offset: number
  #line = 1
  #unit = 0
  #text = ''
  #start = 0
  #last = 0

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
    this.#advance(this.#start + this.#text.length)
    this.#text = ''
    this.#start = this.#unit
  }

  /** @param unit UTF-16 units from the start of the text */
  at(unit: number): Location {
    this.#advance(unit)
    return { offset: this.#offset, line: this.#line }
  }

  /**
   * Where the start tag began of which everything up to the character behind the name has been read.
   * Counted back over that name: its `<` may stand in an earlier piece.
   */
  beforeName(unit: number, name: string): Location {
    this.#advance(unit)
    const back = this.#bytes(name) + 2 * (this.#width || 1)
    const newline = this.#last === LF || this.#last === CR
    return { offset: this.#offset - back, line: this.#line - (newline ? 1 : 0) }
  }

  #bytes(name: string): number {
    if (this.#width !== 0) return name.length * this.#width
    let bytes = 0
    for (let index = 0; index < name.length; index++) bytes += utf8Width(name.charCodeAt(index))
    return bytes
  }

  #advance(unit: number): void {
    const text = this.#text
    const from = this.#unit - this.#start
    const to = Math.min(unit - this.#start, text.length)
    if (to <= from) return
    let bytes = 0
    let last = this.#last
    for (let index = from; index < to; index++) {
      const code = text.charCodeAt(index)
      // A CR LF pair is one line; so is a lone CR (XML 1.0, 2.11).
      if (code < 0x80) {
        bytes++
        if (code === CR || (code === LF && last !== CR)) this.#line++
      } else bytes += utf8Width(code)
      last = code
    }
    this.#last = last
    this.#offset += this.#width === 0 ? bytes : (to - from) * this.#width
    this.#unit = this.#start + to
  }
}

/** Bytes of one UTF-16 unit in UTF-8; the two halves of a pair share four. */
function utf8Width(code: number): 1 | 2 | 3 {
  if (code < 0x80) return 1
  if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) return 2
  return 3
}
