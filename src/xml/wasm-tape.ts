import { CommerceMLError } from '../errors.ts'
import { declarationError } from './declaration.ts'
import { interned } from './interned.ts'
import { Namespaces } from './namespaces.ts'
import type { PlanNode } from './plan.ts'
import type { XmlSink } from './scanner.ts'
import type { WasmEngine } from './wasm-engine.ts'
import { WasmStrings } from './wasm-strings.ts'

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

/** Turns what the scanner in WebAssembly has written into calls of a sink. One document long. */
export class WasmTape {
  readonly #engine: WasmEngine
  readonly #sink: XmlSink
  readonly #judgeProlog: (to: number) => void
  readonly #table: Uint16Array | undefined
  #strings: WasmStrings
  /** The address of what is being reported. It moves with the input. */
  at: number
  rootStarted = false
  #inRoot = false

  #namespaces = new Namespaces()
  /** By number: names as the document spells them, and without their prefix. The plan's come first. */
  readonly #names: string[]
  readonly #locals: string[]
  /** The latest name that has no number. */
  #spelled = ''
  /** Names of the open elements. */
  readonly #open: string[] = []
  #depth = 0
  /** Strings of texts that come again and again, by their place. */
  readonly #kept: string[]
  #pending: string | undefined

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
    this.#names = [...engine.names]
    this.#locals = [...engine.names]
    this.#kept = engine.strings
    this.at = engine.exports.inputFrom()
    engine.resolve = (name, from, length, root) => this.#resolve(name, from, length, root)
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

  /** Takes all operations that wait. */
  read(): void {
    const { exports, nodes } = this.#engine
    // All that is read below lies within the tape, and texts within the input; what is captured by no closure stays in
    // registers. This loop is half of the time that reading takes outside the scanner.
    const { words } = this.strings
    const sink = this.#sink
    const end = exports.tapeTo() >> 2
    let op = exports.tapeFrom() >> 2
    while (op < end) {
      switch (words[op]) {
        case LEAF: {
          const value = this.#text(words[op + 4] as number, words[op + 5] as number, words[op + 6] as number)
          const node = nodes[words[op + 1] as number] as PlanNode // leaves are of the plan
          this.#inRoot = false
          this.at = words[op + 8] as number
          const name = this.#localName(words[op + 2] as number)
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
          this.at = words[op + 4] as number
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
          break
        case NAME:
          this.#name(words[op + 1] as number, this.#strings.decoded(words[op + 2] as number, words[op + 3] as number))
          op += 4
          break
        case DECLARATION:
          this.#declaration(words[op + 1] as number, words[op + 2] as number)
          op += 4
          break
      }
    }
  }

  #text(kind: number, from: number, length: number): string {
    if ((kind & KEPT) !== 0) return this.#kept[kind >> PLACE_SHIFT] as string // kept when it came for the second time
    const text = (kind & WIDE) !== 0 ? this.#strings.wide(from, length) : this.#strings.ascii(from, length)
    if ((kind & KEEP) !== 0) this.#kept[kind >> PLACE_SHIFT] = text
    return text
  }

  /** The plan's names have numbers, but what a document puts before them may leave none. */
  #localName(name: number): string {
    return name < 0 ? this.#namespaces.localName(this.#spelled) : (this.#locals[name] as string)
  }

  #spelledName(name: number): string {
    return name < 0 ? this.#spelled : (this.#names[name] as string)
  }

  /** A leaf that the sink wants one by one. */
  #leaf(node: PlanNode, name: string, value: string, op: number): void {
    const sink = this.#sink
    const { words } = this.#strings
    this.at = words[op + 3] as number
    this.#open[this.#depth++] = this.#spelledName(words[op + 2] as number)
    sink.start(node, name)
    this.at = words[op + 7] as number
    if (value !== '') sink.text(value)
    this.at = words[op + 8] as number
    this.#depth--
    sink.end()
  }

  #start(node: PlanNode | undefined, name: number, at: number): void {
    this.at = at
    this.#inRoot = !this.rootStarted
    this.rootStarted = true
    this.#open[this.#depth++] = this.#spelledName(name)
    if (this.#inRoot) this.#judgeProlog(at)
    this.#sink.start(node, this.#localName(name))
  }

  #attribute(number: number, value: string): void {
    const name = this.#spelledName(number)
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
    const name = this.strings.decoded(from, length)
    if (root) this.#namespaces.root(name)
    const local = this.#namespaces.localName(name)
    if (number >= 0) this.#locals[number] = local
    return this.#engine.numbers.get(local) ?? number
  }

  #declaration(from: number, to: number): void {
    const message = declarationError(this.#strings.decoded(from, to - from))
    if (message === undefined) return
    this.#judgeProlog(to)
    this.at = to
    throw new CommerceMLError('not-well-formed', message)
  }
}
