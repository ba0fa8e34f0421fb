import { CommerceMLError } from '../../errors.ts'
import { declarationError } from '../declaration.ts'
import type { PlanNode } from '../plan.ts'
import { USUAL_DEPTH, type XmlSink } from '../scanner.ts'
import type { WasmNames } from './names.ts'

/** Calls the sink, and knows meanwhile what it may ask for: where that stands which it is told of, and what is open. */
export class WasmTeller {
  readonly sink: XmlSink
  readonly names: WasmNames
  readonly #judgeProlog: (to: number) => void
  /** The address of what is being told. It moves with the input. */
  at: number
  rootStarted = false
  /** In the start tag of the root. */
  inRoot = false
  /** Names of the open elements. */
  readonly #open: string[] = new Array(USUAL_DEPTH).fill('')
  #depth = 0

  /**
   * @param at where the input begins
   * @param judgeProlog is asked before the root, and before a declaration is refused, with the end of what was read
   */
  constructor(sink: XmlSink, names: WasmNames, at: number, judgeProlog: (to: number) => void) {
    this.sink = sink
    this.names = names
    this.at = at
    this.#judgeProlog = judgeProlog
  }

  openNames(): readonly string[] {
    return this.#open.slice(0, this.#depth)
  }

  /** @param text of the declaration, behind its `<?xml` */
  declaration(text: string, to: number): void {
    const message = declarationError(text)
    if (message === undefined) return
    this.#judgeProlog(to)
    this.at = to
    throw new CommerceMLError('not-well-formed', message)
  }

  start(node: PlanNode | undefined, name: number, at: number): void {
    this.at = at
    this.inRoot = !this.rootStarted
    this.rootStarted = true
    this.#open[this.#depth++] = this.names.spelled(name)
    if (this.inRoot) this.#judgeProlog(at)
    this.sink.start(node, this.names.local(name))
  }

  attribute(number: number, value: string): void {
    const name = this.names.spelled(number)
    if (this.inRoot) this.names.declare(name, value)
    this.sink.attribute(name, value)
  }

  passedOver(at: number): void {
    this.at = at
    this.sink.passedOver?.()
  }

  end(behind: number): void {
    this.at = behind
    this.#depth--
    this.sink.end()
  }

  /** A leaf that the sink wants one by one. */
  leaf(node: PlanNode, name: number, value: string, at: number, textBehind: number, behind: number): void {
    const { sink } = this
    this.at = at
    this.#open[this.#depth++] = this.names.spelled(name)
    sink.start(node, this.names.local(name))
    this.at = textBehind
    if (value !== '') sink.text(value)
    this.at = behind
    this.#depth--
    sink.end()
  }
}
