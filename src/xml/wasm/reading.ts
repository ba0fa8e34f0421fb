import { type Limits, limitExceeded } from '../../limits.ts'
import { invalidBytes } from '../../source/decoder.ts'
import type { Encoding } from '../../source/encodings.ts'
import { type Location, UNFINISHED_SLACK, type XmlSink } from '../scanner.ts'
import type { WasmEngine } from './engine.ts'
import { isEncodingError, scannerError } from './errors.ts'
import { WasmNames } from './names.ts'
import { WasmPlaces } from './places.ts'
import { WasmMemory } from './strings.ts'
import { WasmTape } from './tape.ts'
import { WasmTeller } from './teller.ts'

/** Input goes in in pieces of this many bytes at most: the operations of one wait in memory together. */
export const PIECE_BYTES = 64 * 1024
/** The scanner has whole numbers of 32 bits; no limit that high is met. */
const NO_LIMIT = 0x7fff_ffff

const NOTHING = new Uint8Array(0)

// What the scanner says of a piece.
const DONE = 0
const MORE = 1
const FAILED = 2

const clamp = (limit: number): number => Math.min(Math.floor(limit), NO_LIMIT)

/** What bytes are to the scanner. */
export interface ScannedText {
  /** Of a one-byte encoding; UTF-8 has none. */
  readonly table: Uint16Array | undefined
  /** The document was turned into UTF-8. */
  readonly isUtf16: boolean
  /** Of the document's first character. */
  readonly offset: number
  /** As messages say it. */
  readonly encoding: Encoding
}

/** A document that has begun, on its engine: bytes in, calls of a sink out. */
export class WasmReading {
  readonly engine: WasmEngine
  readonly #limits: Limits
  readonly #memory: WasmMemory
  readonly #teller: WasmTeller
  readonly #tape: WasmTape
  readonly #places: WasmPlaces
  readonly #text: ScannedText
  /** What was given last; up to {@link #start} it has been scanned. */
  #bytes: Uint8Array = NOTHING
  #start = 0
  /** What the scanner said, while its operations wait. */
  #status: number | undefined
  /** The address behind the input. */
  #end: number

  constructor(engine: WasmEngine, sink: XmlSink, limits: Limits, text: ScannedText) {
    this.engine = engine
    this.#limits = limits
    this.#text = text
    const { table, isUtf16, offset } = text
    const { exports } = engine
    const { depth, attributes, nameLength, textLength } = limits
    const token = clamp(textLength + UNFINISHED_SLACK)
    exports.limit(clamp(depth), clamp(attributes), clamp(nameLength), clamp(textLength), token)
    exports.reset(table !== undefined)
    this.#end = exports.inputFrom()
    this.#memory = new WasmMemory(exports.memory, table)
    const names = new WasmNames(engine)
    this.#teller = new WasmTeller(sink, names, this.#end, (to) => this.#judgeProlog(to))
    this.#tape = new WasmTape(engine, this.#memory, this.#teller)
    this.#places = new WasmPlaces(exports, this.#memory, this.#teller, offset, isUtf16)
    engine.resolve = (name, from, length, root) => names.resolve(name, this.#memory.strings.decoded(from, length), root)
  }

  /** Reads to the end of the bytes, or until the sink pauses. */
  scan(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#start = 0
    this.resume()
  }

  /** The sink has paused; what is left of the bytes waits for {@link resume}. */
  get isPaused(): boolean {
    return this.#status !== undefined
  }

  /** See {@link XmlScanner.isStarved}. */
  get isStarved(): boolean {
    return this.#status === DONE && this.#start >= this.#bytes.length && !this.#tape.mayTell()
  }

  /** Reads on as {@link scan} does. */
  resume(): void {
    const { exports } = this.engine
    for (;;) {
      if (this.#status === undefined) {
        if (this.#start >= this.#bytes.length) return
        this.#scanPiece()
      }
      if (!this.#tape.read()) return
      if (this.#status === MORE) {
        this.#status = exports.scan(0)
        this.#tape.begin()
        continue
      }
      if (this.#status === FAILED) this.#fail()
      this.#status = undefined
      if (!this.#teller.rootStarted) this.#judgeProlog(exports.prologEnd())
      this.#places.countTo(Math.min(exports.unfinished(), this.#end))
    }
  }

  location(): Location {
    return this.#places.at(this.#teller.at)
  }

  openNames(): readonly string[] {
    return this.#teller.openNames()
  }

  /** What stands last is not text. */
  blameEnd(): void {
    this.#teller.at = this.#end
  }

  /** The last whole character has been read. */
  reachEnd(): void {
    this.#teller.at = this.engine.exports.wholeEnd()
  }

  /** Where the input ends that is no whole document; `undefined` for one that is. */
  missing(): string | undefined {
    const { exports } = this.engine
    if (exports.isComplete() !== 0) return undefined
    if (exports.wholeEnd() < this.#end) return 'inside a character'
    return exports.rootSeen() === 0 ? 'before a root element' : 'before its elements were closed'
  }

  #scanPiece(): void {
    const { exports } = this.engine
    const piece = this.#bytes.subarray(this.#start, this.#start + PIECE_BYTES)
    this.#start += PIECE_BYTES
    const before = exports.inputFrom()
    const to = exports.room(piece.length)
    const by = exports.movedBy() + before - exports.inputFrom()
    this.#places.move(by)
    this.#teller.at -= by
    this.#memory.strings.bytes.set(piece, to)
    if (this.#start >= this.#bytes.length) this.#bytes = NOTHING // all of them are in the memory
    this.#status = exports.scan(piece.length)
    this.#end = to + piece.length
    this.#tape.begin()
  }

  /** @param to the end of what has been read of the prolog */
  #judgeProlog(to: number): void {
    const { prologLength } = this.#limits
    const excess = this.#places.prologExcess(to, this.#end, prologLength, this.#text.table === undefined)
    if (excess === undefined) return
    this.#teller.at = excess
    throw limitExceeded('prologLength', prologLength, 'the text before the root element')
  }

  #fail(): never {
    const { exports } = this.engine
    const code = exports.errorCode()
    if (!this.#teller.rootStarted) this.#judgeProlog(exports.prologEnd())
    const at = exports.errorAt()
    this.#teller.at = at
    const { strings } = this.#memory
    if (isEncodingError(code)) {
      const byte = at < this.#end ? (strings.bytes[at] as number) : 0
      throw invalidBytes(this.#text.encoding, Uint8Array.of(byte))
    }
    const from = exports.errorFrom()
    throw scannerError(code, strings.decoded(from, exports.errorTo() - from), this.#limits)
  }
}
