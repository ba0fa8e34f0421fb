import { CommerceMLError, isCommerceMLError } from '../errors.ts'
import { type Limits, limitExceeded } from '../limits.ts'
import { createDecoder, type Decoder } from '../source/decoder.ts'
import type { EncodingInfo } from '../source/detect.ts'
import { type Encoding, unitTable } from '../source/encodings.ts'
import { Head } from '../source/head.ts'
import type { XmlPlan } from './plan.ts'
import type { Location, XmlScanner, XmlSink } from './scanner.ts'
import { returnEngine, takeEngine, type WasmEngine } from './wasm-engine.ts'
import { isEncodingError, scannerError } from './wasm-errors.ts'
import { WasmPlaces } from './wasm-places.ts'
import { WasmTape } from './wasm-tape.ts'

// Input goes in in pieces of this many bytes at most: the operations of one wait in memory together.
const PIECE_BYTES = 64 * 1024
// A token may be this much longer as it stands in the document than its text; see the other engine.
const UNFINISHED_SLACK = 64 * 1024
/** The scanner has whole numbers of 32 bits; no limit that high is met. */
const NO_LIMIT = 0x7fff_ffff

const NOTHING = new Uint8Array(0)

const FAILED = 2
const MORE = 1

const clamp = (limit: number): number => Math.min(Math.floor(limit), NO_LIMIT)

/** What reads a document that has begun. */
interface Reading {
  readonly engine: WasmEngine
  readonly tape: WasmTape
  readonly places: WasmPlaces
  /** Of a one-byte encoding. */
  readonly table: Uint16Array | undefined
}

/** The scanner in WebAssembly behind the interface: decoding, well-formedness and limits are in it. */
export class WasmScanner implements XmlScanner {
  readonly #plan: XmlPlan
  readonly #sink: XmlSink
  readonly #limits: Limits
  #head: Head | undefined
  #reading: Reading | undefined
  /** UTF-16 is turned into UTF-8 before it is scanned. */
  #decoder: Decoder | undefined
  #encoder: TextEncoder | undefined
  #failure: CommerceMLError | undefined
  encoding: EncodingInfo | undefined
  #received = false
  /** What was fed last; up to {@link #start} it has been scanned. */
  #bytes: Uint8Array = NOTHING
  #start = 0
  /** What the scanner said, while its operations wait. */
  #status: number | undefined
  #inputEnd = 0
  #last: Location = { offset: 0, line: 1 }

  constructor(plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) {
    this.#plan = plan
    this.#sink = sink
    this.#limits = limits
    this.#head = new Head(forced)
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => {
      if (this.#head === undefined) this.#receive(bytes)
      else this.#begin(this.#head.take(bytes))
    })
  }

  get isPaused(): boolean {
    return this.#status !== undefined
  }

  resume(): void {
    try {
      this.#read()
    } catch (error) {
      this.#fault(error)
    }
  }

  end(): void {
    this.#guard(() => {
      if (this.#head !== undefined) this.#begin(this.#head.end())
      if (this.#reading === undefined || !this.#received) {
        throw new CommerceMLError('truncated-input', 'the input is empty')
      }
      const { engine, tape } = this.#reading
      const { exports } = engine
      tape.at = exports.wholeEnd()
      this.#decoder?.end()
      if (exports.isComplete() === 0) {
        const where =
          exports.wholeEnd() < this.#inputEnd
            ? 'inside a character'
            : exports.rootSeen() === 0
              ? 'before a root element'
              : 'before its elements were closed'
        throw new CommerceMLError('truncated-input', `the input ends ${where}`)
      }
      this.#release()
    })
  }

  location(): Location {
    return this.#reading === undefined ? this.#last : this.#reading.places.at(this.#reading.tape.at)
  }

  openNames(): readonly string[] {
    return this.#reading?.tape.openNames() ?? []
  }

  #guard(work: () => void): void {
    if (this.#failure !== undefined) throw this.#failure
    try {
      work()
    } catch (error) {
      this.#fault(error)
    }
  }

  #fault(error: unknown): never {
    if (!isCommerceMLError(error)) throw error
    const { code, message, found, cause } = error
    if (code === 'invalid-encoding' && this.#decoder !== undefined && this.#reading !== undefined) {
      this.#reading.tape.at = this.#inputEnd
    }
    const position = error.position ?? { ...this.location(), path: '' }
    this.#reading?.engine.exports.forgetTexts() // of those that came last, some were not made into strings
    this.#release()
    this.#failure = new CommerceMLError(code, message, { position, found, cause })
    throw this.#failure
  }

  /** The engine may read another document. */
  #release(): void {
    const engine = this.#reading?.engine
    this.#last = this.location()
    this.#reading = undefined
    if (engine !== undefined) returnEngine(engine, this.#plan, this.#scanned())
  }

  /** The encoding of what is scanned. */
  #scanned(): Encoding {
    const { encoding = 'utf-8' } = this.encoding ?? {}
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding
  }

  #begin(bytes: Uint8Array | undefined): void {
    const info = this.#head?.encoding
    if (bytes === undefined || info === undefined) return
    this.encoding = info
    this.#head = undefined
    const scanned = this.#scanned()
    const engine = takeEngine(this.#plan, scanned)
    if (engine === undefined) throw new TypeError('WebAssembly cannot be compiled here: use the engine saxes')
    const isUtf16 = scanned !== info.encoding
    if (isUtf16) {
      this.#decoder = createDecoder(info.encoding)
      this.#encoder = new TextEncoder()
    }
    const { exports } = engine
    const { depth, attributes, nameLength, textLength } = this.#limits
    exports.limit(
      clamp(depth),
      clamp(attributes),
      clamp(nameLength),
      clamp(textLength),
      clamp(textLength + UNFINISHED_SLACK),
    )
    exports.reset(scanned !== 'utf-8')
    const table = scanned === 'utf-8' ? undefined : unitTable(scanned)
    const tape = new WasmTape(engine, this.#sink, table, (to) => this.#judgeProlog(to))
    const places = new WasmPlaces(exports, tape, info.bomLength, isUtf16)
    this.#reading = { engine, tape, places, table }
    this.#inputEnd = exports.inputFrom()
    this.#receive(bytes)
  }

  #receive(bytes: Uint8Array): void {
    if (this.#decoder === undefined) {
      this.#refuseSecondMark(bytes)
      this.#scan(bytes)
      return
    }
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      this.#decoder.decode(bytes.subarray(start, start + PIECE_BYTES), (text) => {
        const encoded = this.#encoder?.encode(text) as Uint8Array
        this.#refuseSecondMark(encoded)
        this.#scan(encoded)
        while (this.isPaused) this.#read() // the decoder does not wait
      })
    }
  }

  // The scanner forgives a U+FEFF at the start, and so would let a second mark through.
  #refuseSecondMark(bytes: Uint8Array): void {
    if (this.#received || !this.encoding?.bom) return
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      throw new CommerceMLError('not-well-formed', 'a second byte order mark before the document', { found: 'U+FEFF' })
    }
  }

  #scan(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#received = true
    this.#bytes = bytes
    this.#start = 0
    this.#read()
  }

  /** Reads to the end of the bytes, or until the sink pauses. */
  #read(): void {
    const { engine, tape, places } = this.#reading as Reading // begun
    const { exports } = engine
    for (;;) {
      if (this.#status === undefined) {
        if (this.#start >= this.#bytes.length) {
          this.#bytes = NOTHING
          return
        }
        this.#scanPiece()
      }
      if (!tape.read()) return
      if (this.#status === MORE) {
        this.#status = exports.scan(0)
        tape.begin()
        continue
      }
      if (this.#status === FAILED) this.#fail(this.#inputEnd)
      this.#status = undefined
      if (!tape.rootStarted) this.#judgeProlog(exports.prologEnd())
      places.countTo(Math.min(exports.unfinished(), this.#inputEnd))
    }
  }

  #scanPiece(): void {
    const { engine, tape, places } = this.#reading as Reading // begun
    const { exports } = engine
    const piece = this.#bytes.subarray(this.#start, this.#start + PIECE_BYTES)
    this.#start += PIECE_BYTES
    const before = exports.inputFrom()
    const to = exports.room(piece.length)
    const by = exports.movedBy() + before - exports.inputFrom()
    places.move(by)
    tape.at -= by
    tape.strings.bytes.set(piece, to)
    this.#status = exports.scan(piece.length)
    this.#inputEnd = to + piece.length
    tape.begin()
  }

  /** @param to the end of what has been read of the prolog */
  #judgeProlog(to: number): void {
    const { tape, places, table } = this.#reading as Reading // begun
    const { prologLength } = this.#limits
    const excess = places.prologExcess(to, prologLength, table === undefined)
    if (excess === undefined) return
    tape.at = excess
    throw limitExceeded('prologLength', prologLength, 'the text before the root element')
  }

  #fail(end: number): never {
    const { engine, tape } = this.#reading as Reading // begun
    const { exports } = engine
    const code = exports.errorCode()
    if (!tape.rootStarted) this.#judgeProlog(exports.prologEnd())
    tape.at = exports.errorAt()
    if (isEncodingError(code)) {
      const bytes = tape.strings.bytes.subarray(tape.at, Math.min(tape.at + 1, end))
      const found = `byte ${(bytes[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
      throw new CommerceMLError('invalid-encoding', `${found} is not ${this.encoding?.encoding}`, { found })
    }
    const from = exports.errorFrom()
    throw scannerError(code, tape.strings.decoded(from, exports.errorTo() - from), this.#limits)
  }
}
