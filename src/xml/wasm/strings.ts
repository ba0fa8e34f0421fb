import { UNDEFINED_UNIT } from '../../source/encodings.ts'

// The shortest strings are put together from their characters; longer ones the runtime makes faster, and each for
// itself: a slice of a whole decoded chunk would keep all of it alive.
const SHORT = 12

/** Node, Deno and Bun have these on their Buffers; `undefined` elsewhere. */
interface Slices {
  latin1Slice(start: number, end: number): string
  ucs2Slice(start: number, end: number): string
}
interface WithBuffer {
  readonly Buffer?: { from(memory: ArrayBuffer): Slices }
}

const { fromCharCode } = String

function fewUnits(units: Uint8Array | Uint16Array, at: number, length: number): string {
  const a = units[at] as number // all of them are in range
  if (length === 1) return fromCharCode(a)
  const b = units[at + 1] as number
  if (length === 2) return fromCharCode(a, b)
  const c = units[at + 2] as number
  if (length === 3) return fromCharCode(a, b, c)
  const d = units[at + 3] as number
  if (length === 4) return fromCharCode(a, b, c, d)
  const first = fromCharCode(a, b, c, d)
  return first + fewUnits(units, at + 4, length - 4)
}

/** Makes strings of what lies in a scanner's memory. To be made anew when that has grown. */
export class WasmStrings {
  readonly memory: ArrayBuffer
  readonly bytes: Uint8Array
  readonly words: Int32Array
  readonly #table: Uint16Array | undefined
  readonly #units: Uint16Array
  readonly #slices: Slices | undefined
  readonly #ascii = new TextDecoder('utf-8')
  readonly #wide = new TextDecoder('utf-16le', { ignoreBOM: true })

  /** @param table of a one-byte encoding */
  constructor(memory: ArrayBuffer, table: Uint16Array | undefined) {
    this.memory = memory
    this.#table = table
    this.bytes = new Uint8Array(memory)
    this.words = new Int32Array(memory)
    this.#units = new Uint16Array(memory)
    const slices = (globalThis as unknown as WithBuffer).Buffer?.from(memory)
    this.#slices =
      typeof slices?.latin1Slice === 'function' && typeof slices.ucs2Slice === 'function' ? slices : undefined
  }

  /** Plain ASCII of `length` bytes. */
  ascii(from: number, length: number): string {
    if (length === 0) return ''
    if (length <= SHORT) return fewUnits(this.bytes, from, length)
    if (this.#slices !== undefined) return this.#slices.latin1Slice(from, from + length)
    return this.#ascii.decode(this.bytes.subarray(from, from + length))
  }

  /** UTF-16 of `length` units. */
  wide(from: number, length: number): string {
    if (length === 0) return ''
    if (length <= SHORT) return fewUnits(this.#units, from >> 1, length)
    if (this.#slices !== undefined) return this.#slices.ucs2Slice(from, from + length * 2)
    return this.#wide.decode(this.bytes.subarray(from, from + length * 2))
  }

  /** Text of `length` bytes in the encoding that is scanned; the scanner has found it valid. */
  decoded(from: number, length: number): string {
    const bytes = this.bytes.subarray(from, from + length)
    const table = this.#table
    if (table === undefined) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    return this.#wide.decode(Uint16Array.from(bytes, (byte) => table[byte] ?? UNDEFINED_UNIT)) // as long as a limit allows
  }
}

/** The memory of a scanner, which is another one when it has grown. */
export class WasmMemory {
  readonly #memory: { readonly buffer: ArrayBuffer }
  readonly #table: Uint16Array | undefined
  #strings: WasmStrings

  /** @param table of a one-byte encoding */
  constructor(memory: { readonly buffer: ArrayBuffer }, table: Uint16Array | undefined) {
    this.#memory = memory
    this.#table = table
    this.#strings = new WasmStrings(memory.buffer, table)
  }

  /** To be asked for anew when the scanner has worked. */
  get strings(): WasmStrings {
    const { buffer } = this.#memory
    if (this.#strings.memory !== buffer) this.#strings = new WasmStrings(buffer, this.#table)
    return this.#strings
  }
}
