import { CommerceMLError, isCommerceMLError } from '../errors.ts'
import { type Limits, limitExceeded } from '../limits.ts'
import { createDecoder, type Decoder } from '../source/decoder.ts'
import type { EncodingInfo } from '../source/detect.ts'
import { type Encoding, UNDEFINED_UNIT, unitTable } from '../source/encodings.ts'
import { Head } from '../source/head.ts'
import { declarationError } from './declaration.ts'
import { interned } from './interned.ts'
import { Namespaces } from './namespaces.ts'
import type { PlanNode, XmlPlan } from './plan.ts'
import type { Location, XmlScanner, XmlSink } from './scanner.ts'
import { returnEngine, takeEngine, type WasmEngine } from './wasm-engine.ts'
import { isEncodingError, scannerError } from './wasm-errors.ts'
import { WasmStrings } from './wasm-strings.ts'

// Input goes in in pieces of this many bytes at most: the operations of one wait in memory together.
const PIECE_BYTES = 64 * 1024
// A token may be this much longer as it stands in the document than its text; see the other engine.
const UNFINISHED_SLACK = 64 * 1024
/** The scanner has whole numbers of 32 bits; no limit that high is met. */
const NO_LIMIT = 0x7fff_ffff

// Operations of the tape, and kinds of text: src/xml/wasm/tape.ts explains them.
const START = 1
const LEAF = 2
const TEXT = 3
const PIECE = 4
const ATTRIBUTE = 5
const END = 6
const NAME = 7
const DECLARATION = 8
const WIDE = 1
const KEPT = 2
const KEEP = 4
const DROPPED = -1
const PLACE_SHIFT = 3

const FAILED = 2
const MORE = 1

const clamp = (limit: number): number => Math.min(Math.floor(limit), NO_LIMIT)

/** The scanner in WebAssembly behind the interface: decoding, well-formedness and limits are in it. */
export class WasmScanner implements XmlScanner {
  readonly #plan: XmlPlan
  readonly #sink: XmlSink
  readonly #limits: Limits
  #head: Head | undefined
  #engine: WasmEngine | undefined
  #strings = new WasmStrings(new ArrayBuffer(0))
  /** UTF-16 is turned into UTF-8 before it is scanned. */
  #decoder: Decoder | undefined
  #encoder: TextEncoder | undefined
  #table: Uint16Array | undefined
  #failure: CommerceMLError | undefined
  encoding: EncodingInfo | undefined

  #namespaces = new Namespaces()
  /** By number: names as the document spells them, and without their prefix. The plan's come first. */
  #names: string[] = []
  #locals: string[] = []
  /** The latest name that has no number. */
  #spelled = ''
  /** Names of the open elements. */
  readonly #open: string[] = []
  #depth = 0
  /** Strings of texts that come again and again, by their place. */
  #kept: string[] = []
  #inRoot = false
  #rootStarted = false
  #pending: string | undefined

  // Offsets and lines are counted up to `#counted`, an address; what is asked for never stands before it.
  #counted = 0
  #offset = 0
  #line = 1
  #afterReturn = false
  #prologUnits = 0
  #received = false
  #inputEnd = 0
  /** The address of what is being reported. */
  #at = 0
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

  end(): void {
    this.#guard(() => {
      if (this.#head !== undefined) this.#begin(this.#head.end())
      const engine = this.#engine
      if (engine === undefined || !this.#received) {
        throw new CommerceMLError('truncated-input', 'the input is empty')
      }
      const { exports } = engine
      this.#at = exports.wholeEnd()
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
    if (this.#engine === undefined) return this.#last
    this.#countTo(this.#at)
    // The `<` of a start tag stands before what ended with it, a text: one character, and no line end.
    const back = (this.#counted - this.#at) * (this.#decoder === undefined ? 1 : 2)
    return { offset: this.#offset - back, line: this.#line }
  }

  openNames(): readonly string[] {
    return this.#open.slice(0, this.#depth)
  }

  #guard(work: () => void): void {
    if (this.#failure !== undefined) throw this.#failure
    try {
      work()
    } catch (error) {
      if (!isCommerceMLError(error)) throw error
      const { code, message, found, cause } = error
      if (code === 'invalid-encoding' && this.#decoder !== undefined) this.#at = this.#inputEnd
      const position = error.position ?? { ...this.location(), path: '' }
      this.#engine?.exports.forgetTexts() // of those that came last, some were not made into strings
      this.#release()
      this.#failure = new CommerceMLError(code, message, { position, found, cause })
      throw this.#failure
    }
  }

  /** The engine may read another document. */
  #release(): void {
    const engine = this.#engine
    this.#last = this.location()
    this.#engine = undefined
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
    this.#engine = engine
    this.#kept = engine.strings
    if (scanned !== info.encoding) {
      this.#decoder = createDecoder(info.encoding)
      this.#encoder = new TextEncoder()
    } else if (scanned !== 'utf-8') this.#table = unitTable(scanned)
    const { depth, attributes, nameLength, textLength } = this.#limits
    engine.exports.limit(
      clamp(depth),
      clamp(attributes),
      clamp(nameLength),
      clamp(textLength),
      clamp(textLength + UNFINISHED_SLACK),
    )
    engine.exports.reset(scanned !== 'utf-8')
    engine.resolve = (name, from, length, root) => this.#resolve(name, from, length, root)
    this.#names = [...engine.names]
    this.#locals = [...engine.names]
    this.#offset = info.bomLength
    this.#counted = engine.exports.inputFrom()
    this.#inputEnd = this.#counted
    this.#at = this.#counted
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
    const { exports } = this.#engine as WasmEngine // begun
    if (bytes.length > 0) this.#received = true
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES)
      const before = exports.inputFrom()
      const to = exports.room(piece.length)
      const by = exports.movedBy() + before - exports.inputFrom()
      this.#counted -= by
      this.#at -= by
      if (this.#strings.memory !== exports.memory.buffer) this.#strings = new WasmStrings(exports.memory.buffer)
      this.#strings.bytes.set(piece, to)
      let status = exports.scan(piece.length)
      for (;;) {
        this.#consume()
        if (status !== MORE) break
        status = exports.scan(0)
      }
      const end = to + piece.length
      this.#inputEnd = end
      if (status === FAILED) this.#fail(end)
      if (!this.#rootStarted) this.#judgeProlog(exports.prologEnd())
      this.#countTo(Math.min(exports.unfinished(), end))
    }
  }

  #consume(): void {
    const { exports, nodes } = this.#engine as WasmEngine
    const memory = exports.memory.buffer
    if (this.#strings.memory !== memory) this.#strings = new WasmStrings(memory)
    // All that is read below lies within the tape, and texts within the input; what is captured by no closure stays in
    // registers. This loop is half of the time that reading takes outside the scanner.
    const { words } = this.#strings
    const sink = this.#sink
    const end = exports.tapeTo() >> 2
    let op = exports.tapeFrom() >> 2
    while (op < end) {
      switch (words[op]) {
        case LEAF: {
          const value = this.#text(words[op + 4] as number, words[op + 5] as number, words[op + 6] as number)
          const node = nodes[words[op + 1] as number] as PlanNode // leaves are of the plan
          this.#inRoot = false
          this.#at = words[op + 8] as number
          const name = this.#locals[words[op + 2] as number] as string // the plan's names have numbers
          if (sink.leaf === undefined || !sink.leaf(node, name, value)) this.#leaf(node, name, value, op)
          op += 9
          break
        }
        case START:
          this.#start(nodes[words[op + 1] as number], words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        case TEXT: {
          const text = this.#text(words[op + 1] as number, words[op + 2] as number, words[op + 3] as number)
          this.#at = words[op + 4] as number
          sink.text(this.#pending === undefined ? text : this.#pending + text)
          this.#pending = undefined
          op += 5
          break
        }
        case PIECE: {
          const kind = words[op + 1] as number
          if (kind === DROPPED) this.#pending = undefined
          else
            this.#pending = (this.#pending ?? '') + this.#text(kind, words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        }
        case ATTRIBUTE: {
          const text = this.#text(words[op + 2] as number, words[op + 3] as number, words[op + 4] as number)
          this.#at = words[op + 5] as number
          this.#attribute(words[op + 1] as number, this.#pending === undefined ? text : this.#pending + text)
          this.#pending = undefined
          op += 6
          break
        }
        case END:
          this.#at = words[op + 1] as number
          this.#depth--
          sink.end()
          op += 2
          break
        case NAME: {
          const from = words[op + 2] as number
          this.#name(words[op + 1] as number, this.#decode(from, from + (words[op + 3] as number)))
          op += 4
          break
        }
        case DECLARATION:
          this.#declaration(words[op + 1] as number, words[op + 2] as number)
          op += 4
          break
      }
    }
  }

  #text(kind: number, from: number, length: number): string {
    if ((kind & KEPT) !== 0) return this.#kept[kind >> PLACE_SHIFT] as string // kept when it came first
    const text = (kind & WIDE) !== 0 ? this.#strings.wide(from, length) : this.#strings.ascii(from, length)
    if ((kind & KEEP) !== 0) this.#kept[kind >> PLACE_SHIFT] = text
    return text
  }

  /** A leaf that the sink wants one by one. */
  #leaf(node: PlanNode, name: string, value: string, op: number): void {
    const sink = this.#sink
    const { words } = this.#strings
    this.#at = words[op + 3] as number
    this.#open[this.#depth++] = this.#names[words[op + 2] as number] as string
    sink.start(node, name)
    this.#at = words[op + 7] as number
    if (value !== '') sink.text(value)
    this.#at = words[op + 8] as number
    this.#depth--
    sink.end()
  }

  #start(node: PlanNode | undefined, name: number, at: number): void {
    this.#at = at
    this.#inRoot = !this.#rootStarted
    this.#rootStarted = true
    const spelled = name < 0 ? this.#spelled : (this.#names[name] as string)
    this.#open[this.#depth++] = spelled
    const local = name < 0 ? this.#namespaces.localName(spelled) : (this.#locals[name] as string)
    if (this.#inRoot) this.#judgeProlog(at)
    this.#sink.start(node, local)
  }

  #attribute(number: number, value: string): void {
    const name = number < 0 ? this.#spelled : (this.#names[number] as string)
    if (this.#inRoot) this.#namespaces.declare(name, value)
    this.#sink.attribute(name, value)
  }

  #name(number: number, name: string): void {
    if (number < 0) this.#spelled = name
    else {
      this.#names[number] = interned(name)
      this.#locals[number] ??= name
    }
  }

  #resolve(number: number, from: number, length: number, root: boolean): number {
    const { exports, numbers } = this.#engine as WasmEngine
    if (this.#strings.memory !== exports.memory.buffer) this.#strings = new WasmStrings(exports.memory.buffer)
    const name = this.#decode(from, from + length)
    if (root) this.#namespaces.root(name)
    const local = this.#namespaces.localName(name)
    if (number >= 0) this.#locals[number] = local
    return numbers.get(local) ?? number
  }

  /** Text of the scanner's memory, in the encoding that is scanned; the scanner has found it valid. */
  #decode(from: number, to: number): string {
    const bytes = this.#strings.bytes.subarray(from, to)
    if (this.#table === undefined) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    return String.fromCharCode(...Array.from(bytes, (byte) => this.#table?.[byte] ?? UNDEFINED_UNIT))
  }

  #declaration(from: number, to: number): void {
    const message = declarationError(this.#decode(from, to))
    if (message === undefined) return
    this.#judgeProlog(to)
    this.#at = to
    throw new CommerceMLError('not-well-formed', message)
  }

  /** @param to the end of what has been read of the prolog */
  #judgeProlog(to: number): void {
    const { exports } = this.#engine as WasmEngine
    const { prologLength } = this.#limits
    const units = this.#prologUnits + exports.unitCount(this.#counted, to)
    if (units <= prologLength) return
    const before = units - exports.unitCount(exports.inputFrom(), to)
    let at = exports.inputFrom()
    while (before + exports.unitCount(exports.inputFrom(), at) < prologLength) at++
    while (this.#table === undefined && ((this.#strings.bytes[at] ?? 0) & 0xc0) === 0x80) at++ // to the end of a character
    this.#at = at
    throw limitExceeded('prologLength', prologLength, 'the text before the root element')
  }

  #fail(end: number): never {
    const { exports } = this.#engine as WasmEngine
    const code = exports.errorCode()
    if (!this.#rootStarted) this.#judgeProlog(exports.prologEnd())
    this.#at = exports.errorAt()
    if (isEncodingError(code)) {
      const bytes = this.#strings.bytes.subarray(this.#at, Math.min(this.#at + 1, end))
      const found = `byte ${(bytes[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
      throw new CommerceMLError('invalid-encoding', `${found} is not ${this.encoding?.encoding}`, { found })
    }
    throw scannerError(code, this.#decode(exports.errorFrom(), exports.errorTo()), this.#limits)
  }

  /** Counts bytes and lines up to an address. */
  #countTo(to: number): void {
    if (to <= this.#counted) return
    const { exports } = this.#engine as WasmEngine
    const from = this.#counted
    this.#line += exports.lines(from, to, this.#afterReturn)
    this.#offset += this.#decoder === undefined ? to - from : 2 * exports.unitCount(from, to)
    if (!this.#rootStarted) this.#prologUnits += exports.unitCount(from, to)
    this.#afterReturn = this.#strings.bytes[to - 1] === 0x0d
    this.#counted = to
  }
}
