import type { Location } from '../scanner.ts'
import type { ScannerExports } from './engine.ts'
import type { WasmMemory } from './strings.ts'
import type { WasmTeller } from './teller.ts'

/**
 * Counts bytes and lines behind a scanner, up to an address of its input; what is asked for never stands before it. All
 * addresses move with the input.
 */
export class WasmPlaces {
  readonly #exports: ScannerExports
  readonly #memory: WasmMemory
  readonly #teller: WasmTeller
  readonly #isUtf16: boolean
  #counted: number
  #offset: number
  #line = 1
  /** UTF-16 units before the root. */
  #prologUnits = 0

  /**
   * @param offset of the document's first character
   * @param isUtf16 the document was turned into UTF-8
   */
  constructor(exports: ScannerExports, memory: WasmMemory, teller: WasmTeller, offset: number, isUtf16: boolean) {
    this.#exports = exports
    this.#memory = memory
    this.#teller = teller
    this.#offset = offset
    this.#isUtf16 = isUtf16
    this.#counted = exports.inputFrom()
  }

  /** The input has moved to the front by so many bytes. */
  move(by: number): void {
    this.#counted -= by
  }

  at(address: number): Location {
    this.countTo(address)
    // The `<` of a start tag stands before what ended with it, a text: one character, and no line end.
    const back = (this.#counted - address) * (this.#isUtf16 ? 2 : 1)
    return { offset: this.#offset - back, line: this.#line }
  }

  countTo(to: number): void {
    if (to <= this.#counted) return
    const exports = this.#exports
    const from = this.#counted
    this.#line += exports.lines(from, to)
    this.#offset += this.#isUtf16 ? 2 * exports.unitCount(from, to) : to - from
    if (!this.#teller.rootStarted) this.#prologUnits += exports.unitCount(from, to)
    this.#counted = to
  }

  /**
   * Where the prolog has become too long, an address; `undefined` if it has not.
   *
   * @param to the end of what has been read of it
   * @param end the end of the input: behind it lies what an earlier document has left
   * @param isUtf8 characters have several bytes
   */
  prologExcess(to: number, end: number, prologLength: number, isUtf8: boolean): number | undefined {
    const exports = this.#exports
    const units = this.#prologUnits + exports.unitCount(this.#counted, to)
    if (units <= prologLength) return undefined
    const start = exports.inputFrom()
    const before = units - exports.unitCount(start, to)
    let at = start
    while (before + exports.unitCount(start, at) < prologLength) at++
    const { bytes } = this.#memory.strings
    while (isUtf8 && at < end && ((bytes[at] as number) & 0xc0) === 0x80) at++ // to the end of a character
    return at
  }
}
