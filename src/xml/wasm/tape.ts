import type { PlanNode } from '../plan.ts'
import type { WasmEngine } from './engine.ts'
import type { WasmNames } from './names.ts'
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
  PASSED,
  PIECE,
  PLACE_SHIFT,
  RECORD,
  REPEAT,
  START,
  TEXT,
  WIDE,
} from './operations.ts'
import { WasmRepeats } from './repeats.ts'
import type { WasmMemory, WasmStrings } from './strings.ts'
import type { WasmTeller } from './teller.ts'

/** Turns what the scanner in WebAssembly has written into calls of a sink. One document long. */
export class WasmTape {
  readonly #engine: WasmEngine
  readonly #names: WasmNames
  readonly #teller: WasmTeller
  readonly #memory: WasmMemory
  #strings: WasmStrings
  /** Strings of texts that come again and again, by their place. */
  readonly #kept: string[]
  readonly #repeats: WasmRepeats
  #pending: string | undefined
  /** The next operation, and the end of those that wait. */
  #next = 0
  #end = 0

  constructor(engine: WasmEngine, memory: WasmMemory, teller: WasmTeller) {
    this.#engine = engine
    this.#names = teller.names
    this.#teller = teller
    this.#memory = memory
    this.#strings = memory.strings
    this.#kept = engine.strings
    this.#repeats = new WasmRepeats(engine, teller, (kind, from, length) => this.#text(kind, from, length))
  }

  /** The scanner has written operations. */
  begin(): void {
    const { exports } = this.#engine
    this.#strings = this.#memory.strings
    this.#next = exports.tapeFrom() >> 2
    this.#end = exports.tapeTo() >> 2
  }

  /** Takes the operations that wait, all of them or until the sink pauses: then it returns false. */
  read(): boolean {
    const { nodes } = this.#engine
    // All that is read below lies within the tape, and texts within the input; what is captured by no closure stays in
    // registers. This loop is half of the time that reading takes outside the scanner.
    const { words } = this.#strings
    const teller = this.#teller
    const { sink } = teller
    const end = this.#end
    let op = this.#next
    while (op < end) {
      const operation = words[op]
      if (operation === LEAF && this.#leaf(words, op)) {
        op += 9
        continue
      }
      switch (operation) {
        case START:
          teller.start(nodes[words[op + 1] as number], words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        case TEXT: {
          const text = this.#text(words[op + 1] as number, words[op + 2] as number, words[op + 3] as number)
          teller.at = words[op + 4] as number
          sink.text(this.#whole(text))
          op += 5
          break
        }
        case ATTRIBUTE: {
          const text = this.#text(words[op + 2] as number, words[op + 3] as number, words[op + 4] as number)
          teller.at = words[op + 5] as number
          teller.attribute(words[op + 1] as number, this.#whole(text))
          op += 6
          break
        }
        case END:
          teller.end(words[op + 1] as number)
          op += 2
          if (sink.pauses) {
            sink.pauses = false
            this.#next = op
            return false
          }
          break
        case REPEAT:
          this.#repeats.repeat(words[op + 1] as number, words[op + 2] as number, words[op + 3] as number)
          op += 4
          break
        default:
          op = this.#rare(words, op)
      }
    }
    return true
  }

  /**
   * Whether the sink may have something to say in the operations that wait, which lie behind an end: where an element
   * ends that it pauses at, or one begins in another, or a text stands where none should.
   */
  mayTell(): boolean {
    const { nodes } = this.#engine
    const { words } = this.#strings
    const open: (PlanNode | undefined)[] = []
    for (let op = this.#next; op < this.#end; op += lengthOf(words[op] as number)) {
      const operation = words[op]
      if (operation === START || operation === LEAF) {
        const node = nodes[words[op + 1] as number]
        if (node?.pauses && (operation === LEAF || open.some((around) => around?.pauses))) return true
        if (operation === START) open.push(node)
      } else if (operation === END) {
        if (open.length === 0 || open.pop()?.pauses) return true
      } else if (operation === TEXT && open.length === 0) return true
    }
    return false
  }

  /** The usual case; false when the sink wants it one by one, which is rare. */
  #leaf(words: Int32Array, op: number): boolean {
    const teller = this.#teller
    const { sink } = teller
    const value = this.#text(words[op + 4] as number, words[op + 5] as number, words[op + 6] as number)
    const node = this.#engine.nodes[words[op + 1] as number] as PlanNode // leaves are of the plan
    teller.inRoot = false
    teller.at = words[op + 8] as number
    return sink.leaf?.(node, value) === true
  }

  // Apart, so that the loop is not compiled anew when the first of them comes late. Gives the place of the next operation.
  #rare(words: Int32Array, op: number): number {
    const [a, b, c] = [words[op + 1] as number, words[op + 2] as number, words[op + 3] as number]
    switch (words[op]) {
      case LEAF: {
        const text = this.#text(words[op + 4] as number, words[op + 5] as number, words[op + 6] as number)
        const node = this.#engine.nodes[a] as PlanNode
        this.#teller.leaf(node, b, text, c, words[op + 7] as number, words[op + 8] as number)
        return op + lengthOf(LEAF)
      }
      case PIECE:
        this.#pending = a === DROPPED ? undefined : (this.#pending ?? '') + this.#text(a, b, c)
        break
      case NAME:
        this.#names.add(a, this.#strings.decoded(b, c))
        break
      case DECLARATION:
        this.#teller.declaration(this.#strings.decoded(a, b - a), b)
        break
      case PASSED:
        this.#teller.passedOver(a)
        return op + lengthOf(PASSED)
      case RECORD:
        if (b !== 0) return this.#repeats.record(words, a, op + 4, b >> 2)
    }
    return op + 4
  }

  // One place for texts and attributes, and apart for the same reason: the first reference in an attribute may come late.
  #whole(last: string): string {
    if (this.#pending === undefined) return last
    const whole = this.#pending + last
    this.#pending = undefined
    return whole
  }

  #text(kind: number, from: number, length: number): string {
    if ((kind & KEPT) !== 0) return this.#kept[kind >> PLACE_SHIFT] as string // kept when it came for the second time
    const text = (kind & WIDE) !== 0 ? this.#strings.wide(from, length) : this.#strings.ascii(from, length)
    if ((kind & KEEP) !== 0) this.#kept[kind >> PLACE_SHIFT] = text
    return text
  }
}
