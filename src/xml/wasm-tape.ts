import { CommerceMLError } from '../errors.ts'
import { declarationError } from './declaration.ts'
import type { PlanNode } from './plan.ts'
import type { RepeatedElement, XmlSink } from './scanner.ts'
import type { WasmEngine } from './wasm-engine.ts'
import { WasmNames } from './wasm-names.ts'
import {
  ATTRIBUTE,
  DECLARATION,
  DROPPED,
  END,
  KEEP,
  KEPT,
  LEAF,
  lengthOf,
  NAME,
  PIECE,
  PLACE_SHIFT,
  RECORD,
  REPEAT,
  type Row,
  rowAt,
  START,
  TEXT,
  textPlace,
  WIDE,
} from './wasm-operations.ts'
import { WasmStrings } from './wasm-strings.ts'

interface RecordedElement extends RepeatedElement {
  readonly rows: readonly Row[]
}

/** Turns what the scanner in WebAssembly has written into calls of a sink. One document long. */
export class WasmTape {
  readonly #engine: WasmEngine
  readonly #sink: XmlSink
  readonly #judgeProlog: (to: number) => void
  readonly #table: Uint16Array | undefined
  #strings: WasmStrings
  readonly #names: WasmNames
  /** The address of what is being reported. It moves with the input. */
  at: number
  rootStarted = false
  #inRoot = false
  /** Names of the open elements. */
  readonly #open: string[] = []
  #depth = 0
  /** Strings of texts that come again and again, by their place. */
  readonly #kept: string[]
  /** Elements that came twice, by their place. */
  readonly #recorded: RecordedElement[] = []
  #pending: string | undefined
  /** The next operation, and the end of those that wait. */
  #next = 0
  #end = 0

  /**
   * @param table of a one-byte encoding
   * @param judgeProlog is asked before the root, and before a declaration is refused, with the end of what was read
   */
  constructor(engine: WasmEngine, sink: XmlSink, table: Uint16Array | undefined, judgeProlog: (to: number) => void) {
    this.#engine = engine
    this.#sink = sink
    this.#table = table
    this.#judgeProlog = judgeProlog
    this.#strings = new WasmStrings(engine.exports.memory.buffer, table)
    this.#names = new WasmNames(engine)
    this.#kept = engine.strings
    this.at = engine.exports.inputFrom()
    engine.resolve = (name, from, length, root) => this.#names.resolve(name, this.strings.decoded(from, length), root)
  }

  /** The scanner's memory, which is another one when it has grown. */
  get strings(): WasmStrings {
    const { buffer } = this.#engine.exports.memory
    if (this.#strings.memory !== buffer) this.#strings = new WasmStrings(buffer, this.#table)
    return this.#strings
  }

  openNames(): readonly string[] {
    return this.#open.slice(0, this.#depth)
  }

  /** The scanner has written operations. */
  begin(): void {
    const { exports } = this.#engine
    this.#next = exports.tapeFrom() >> 2
    this.#end = exports.tapeTo() >> 2
  }

  /** Takes the operations that wait, all of them or until the sink pauses: then it returns false. */
  read(): boolean {
    const { nodes } = this.#engine
    // All that is read below lies within the tape, and texts within the input; what is captured by no closure stays in
    // registers. This loop is half of the time that reading takes outside the scanner.
    const { words } = this.strings
    const sink = this.#sink
    const end = this.#end
    let op = this.#next
    while (op < end) {
      switch (words[op]) {
        case LEAF: {
          const value = this.#text(words[op + 4] as number, words[op + 5] as number, words[op + 6] as number)
          const node = nodes[words[op + 1] as number] as PlanNode // leaves are of the plan
          const name = words[op + 2] as number
          this.#inRoot = false
          this.at = words[op + 8] as number
          if (sink.leaf === undefined || !sink.leaf(node, this.#names.local(name), value)) {
            const at = words[op + 3] as number
            this.#leaf(node, name, value, at, words[op + 7] as number, words[op + 8] as number)
          }
          op += 9
          break
        }
        case START:
          this.#start(nodes[words[op + 1] as number], words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        case TEXT: {
          const text = this.#text(words[op + 1] as number, words[op + 2] as number, words[op + 3] as number)
          this.at = words[op + 4] as number
          sink.text(this.#pending === undefined ? text : this.#pending + text)
          this.#pending = undefined
          op += 5
          break
        }
        case ATTRIBUTE: {
          const text = this.#text(words[op + 2] as number, words[op + 3] as number, words[op + 4] as number)
          this.at = words[op + 5] as number
          this.#attribute(words[op + 1] as number, this.#pending === undefined ? text : this.#pending + text)
          this.#pending = undefined
          op += 6
          break
        }
        case END:
          this.at = words[op + 1] as number
          this.#depth--
          sink.end()
          op += 2
          if (sink.pauses) {
            sink.pauses = false
            this.#next = op
            return false
          }
          break
        case REPEAT:
          this.#repeat(words[op + 1] as number, words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        default:
          op = this.#rare(words, op)
      }
    }
    return true
  }

  // Apart, so that the loop is not compiled anew when the first of them comes late. Gives the place of the next operation.
  #rare(words: Int32Array, op: number): number {
    const [a, b, c] = [words[op + 1] as number, words[op + 2] as number, words[op + 3] as number]
    switch (words[op]) {
      case PIECE:
        this.#pending = a === DROPPED ? undefined : (this.#pending ?? '') + this.#text(a, b, c)
        break
      case NAME:
        this.#names.add(a, this.#strings.decoded(b, c))
        break
      case DECLARATION:
        this.#declaration(a, b)
        break
      case RECORD:
        if (b !== 0) return this.#record(a, op + 4, b >> 2)
    }
    return op + 4
  }

  #text(kind: number, from: number, length: number): string {
    if ((kind & KEPT) !== 0) return this.#kept[kind >> PLACE_SHIFT] as string // kept when it came for the second time
    const text = (kind & WIDE) !== 0 ? this.#strings.wide(from, length) : this.#strings.ascii(from, length)
    if ((kind & KEEP) !== 0) this.#kept[kind >> PLACE_SHIFT] = text
    return text
  }

  /** Tells of an element that may come again, and keeps what it told. */
  #record(place: number, from: number, to: number): number {
    const { words } = this.#strings
    const base = words[from + 3] as number // a START or a LEAF is the first
    const rows: Row[] = []
    for (let op = from; op < to; op += lengthOf(words[op] as number)) {
      const place = textPlace(words[op] as number)
      const at = op + place
      const text = place === 0 ? '' : this.#text(words[at] as number, words[at + 1] as number, words[at + 2] as number)
      const row = rowAt(words, op, base, text)
      this.#tell(row, base)
      rows.push(row)
    }
    const node = this.#engine.nodes[words[from + 1] as number] as PlanNode // the scanner records elements of the plan
    this.#recorded[place] = { node, made: undefined, wanted: true, rows }
    return to
  }

  #repeat(place: number, at: number, behind: number): void {
    const element = this.#recorded[place] as RecordedElement
    this.#inRoot = false
    this.at = behind
    if (this.#sink.repeated?.(element)) return
    for (const row of element.rows) this.#tell(row, at)
    if (!element.wanted) this.#engine.exports.forgetElement(place)
  }

  #tell(row: Row, base: number): void {
    const sink = this.#sink
    const node = this.#engine.nodes[row.node] as PlanNode
    const behind = base + row.behind
    this.at = behind
    switch (row.operation) {
      case START:
        this.#start(node, row.name, base + row.at)
        break
      case LEAF:
        if (sink.leaf?.(node, this.#names.local(row.name), row.text)) break
        this.#leaf(node, row.name, row.text, base + row.at, base + row.textBehind, behind)
        break
      case TEXT:
        sink.text(row.text)
        break
      case ATTRIBUTE:
        this.#attribute(row.name, row.text)
        break
      case END:
        this.#depth--
        sink.end()
    }
  }

  /** A leaf that the sink wants one by one. */
  #leaf(node: PlanNode, name: number, value: string, at: number, textBehind: number, behind: number): void {
    const sink = this.#sink
    this.at = at
    this.#open[this.#depth++] = this.#names.spelled(name)
    sink.start(node, this.#names.local(name))
    this.at = textBehind
    if (value !== '') sink.text(value)
    this.at = behind
    this.#depth--
    sink.end()
  }

  #start(node: PlanNode | undefined, name: number, at: number): void {
    this.at = at
    this.#inRoot = !this.rootStarted
    this.rootStarted = true
    this.#open[this.#depth++] = this.#names.spelled(name)
    if (this.#inRoot) this.#judgeProlog(at)
    this.#sink.start(node, this.#names.local(name))
  }

  #attribute(number: number, value: string): void {
    const name = this.#names.spelled(number)
    if (this.#inRoot) this.#names.declare(name, value)
    this.#sink.attribute(name, value)
  }

  #declaration(from: number, to: number): void {
    const message = declarationError(this.#strings.decoded(from, to - from))
    if (message === undefined) return
    this.#judgeProlog(to)
    this.at = to
    throw new CommerceMLError('not-well-formed', message)
  }
}
