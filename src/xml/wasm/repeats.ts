import type { PlanNode } from '../plan.ts'
import type { RepeatedElement } from '../scanner.ts'
import type { WasmEngine } from './engine.ts'
import { ATTRIBUTE, END, LEAF, lengthOf, PASSED, type Row, rowAt, START, TEXT, textPlace } from './operations.ts'
import type { WasmTeller } from './teller.ts'

interface RecordedElement extends RepeatedElement {
  readonly rows: readonly Row[]
}

/** What the tape told of elements that may come again, by their place: assembly/repeats.ts says when they do. */
export class WasmRepeats {
  readonly #engine: WasmEngine
  readonly #teller: WasmTeller
  readonly #text: (kind: number, from: number, length: number) => string
  readonly #recorded: RecordedElement[] = []

  /** @param text makes the string of an operation's three words */
  constructor(engine: WasmEngine, teller: WasmTeller, text: (kind: number, from: number, length: number) => string) {
    this.#engine = engine
    this.#teller = teller
    this.#text = text
  }

  /** Tells of an element that may come again, and keeps what it told. */
  record(words: Int32Array, place: number, from: number, to: number): number {
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

  /** Tells of it again, or asks the sink whether it knows the rest. */
  repeat(place: number, at: number, behind: number): void {
    const element = this.#recorded[place] as RecordedElement
    const teller = this.#teller
    teller.inRoot = false
    teller.at = behind
    if (teller.sink.repeated?.(element)) return
    for (const row of element.rows) this.#tell(row, at)
    if (!element.wanted) this.#engine.exports.forgetElement(place)
  }

  #tell(row: Row, base: number): void {
    const teller = this.#teller
    const node = this.#engine.nodes[row.node] as PlanNode
    const behind = base + row.behind
    switch (row.operation) {
      case START:
        teller.start(node, row.name, base + row.at)
        break
      case LEAF:
        teller.at = behind
        if (teller.sink.leaf?.(node, row.text)) break
        teller.leaf(node, row.name, row.text, base + row.at, base + row.textBehind, behind)
        break
      case TEXT:
        teller.at = behind
        teller.sink.text(row.text)
        break
      case ATTRIBUTE:
        teller.at = behind
        teller.attribute(row.name, row.text)
        break
      case PASSED:
        teller.passedOver(behind)
        break
      case END:
        teller.end(behind)
    }
  }
}
