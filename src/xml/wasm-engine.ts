import { encoderFor, type TextEncoding } from '../source/encoder.ts'
import { type Encoding, unitTable } from '../source/encodings.ts'
import { type PlanNode, SKIPPED, type XmlPlan } from './plan.ts'
import { WASM_BINARY } from './wasm-binary.ts'

/** What src/xml/wasm/scanner.ts exports. Addresses are bytes of `memory`; flags are numbers here. */
export interface ScannerExports {
  readonly memory: WebAssembly.Memory
  /** Places of texts that come again and again. */
  readonly textPlaces: { readonly value: number }
  init(): void
  table(): number
  planClear(nodes: number, edges: number, nameBytes: number): void
  planName(length: number): number
  planNode(node: number, wantsText: boolean, leaf: boolean, unknown: boolean, repeats: boolean): void
  planEdge(parent: number, name: number, child: number): void
  planDone(): void
  limit(depth: number, attributes: number, name: number, text: number, token: number): void
  reset(oneByte: boolean): void
  room(bytes: number): number
  movedBy(): number
  scan(bytes: number): number
  tapeFrom(): number
  tapeTo(): number
  inputFrom(): number
  errorCode(): number
  errorAt(): number
  errorFrom(): number
  errorTo(): number
  isComplete(): number
  rootSeen(): number
  wholeEnd(): number
  unfinished(): number
  prologEnd(): number
  lines(from: number, to: number): number
  unitCount(from: number, to: number): number
  forgetTexts(): void
  forgetElement(place: number): void
}

/** Says which of the plan's names a prefixed one is: its number, or -1. */
export type ResolveName = (name: number, from: number, length: number, root: boolean) => number

let compiled: WebAssembly.Module | undefined | null

/** The compiled scanner; `undefined` where the runtime forbids to compile it (a content security policy). */
export function scannerModule(): WebAssembly.Module | undefined {
  if (compiled === undefined) {
    try {
      compiled = new WebAssembly.Module(bytesOf(WASM_BINARY))
    } catch {
      compiled = null
    }
  }
  return compiled ?? undefined
}

// Hexadecimal: gzip finds again what comes again in it, which base64 hides, so that a package is 2 kB smaller on the wire.
// Four bytes at once take a quarter of what `atob` and a loop over its characters do.
function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  const words = new DataView(new ArrayBuffer(Math.ceil(digits.length / 8) * 4))
  for (let at = 0; at < digits.length; at += 8) {
    words.setUint32(at / 2, Number.parseInt(digits.slice(at, at + 8).padEnd(8, '0'), 16))
  }
  return new Uint8Array(words.buffer, 0, digits.length / 2)
}

const OUTSIDE = undefined

/** An instance of the scanner with a plan in it. It reads one document after another. */
export class WasmEngine {
  readonly exports: ScannerExports
  /** By the scanner's number; the first is everything outside the plan, the second what nobody wants. */
  readonly nodes: (PlanNode | undefined)[] = [OUTSIDE, SKIPPED]
  /** The plan's names, by the scanner's number. */
  readonly names: readonly string[]
  readonly numbers: ReadonlyMap<string, number>
  /** Strings of texts that come again and again, by their place: all at once, V8 makes a slow table of an array that grows by leaps. */
  readonly strings: string[]
  /** Whose names are looked up now. */
  resolve: ResolveName = () => -1

  constructor(module: WebAssembly.Module, plan: XmlPlan, encoding: Encoding) {
    const local: ResolveName = (name, from, length, root) => this.resolve(name, from, length, root)
    this.exports = new WebAssembly.Instance(module, { consumer: { local } }).exports as unknown as ScannerExports
    this.exports.init()
    this.strings = new Array<string>(this.exports.textPlaces.value).fill('')
    if (encoding !== 'utf-8')
      new Uint16Array(this.exports.memory.buffer, this.exports.table(), 256).set(unitTable(encoding))
    this.names = this.#load(plan, encoderFor(encoding))
    this.numbers = new Map(this.names.map((name, number) => [name, number]))
  }

  /** Numbers the nodes and names of the plan, and hands them over. */
  #load({ document }: XmlPlan, encode: TextEncoding): string[] {
    const root = this.nodes.push(document) - 1
    const numberOf = new Map<PlanNode, number>(this.nodes.map((node, number) => [node as PlanNode, number]))
    const edges: (readonly [parent: number, name: string, child: number])[] = []
    for (let parent = root; parent < this.nodes.length; parent++) {
      for (const [name, child] of (this.nodes[parent] as PlanNode).elements) {
        let number = numberOf.get(child)
        if (number === undefined) {
          number = this.nodes.push(child) - 1
          numberOf.set(child, number)
        }
        edges.push([parent, name, number])
      }
    }
    const spelled = new Map<string, Uint8Array>()
    for (const [, name] of edges) {
      const bytes = spelled.has(name) ? undefined : encode(name)
      if (bytes !== undefined) spelled.set(name, bytes) // no document in this encoding can hold the others
    }
    const { exports } = this
    const nameBytes = [...spelled.values()].reduce((sum, { length }) => sum + length, 0)
    exports.planClear(this.nodes.length, edges.length, nameBytes)
    for (const [number, node] of this.nodes.entries()) {
      if (node !== undefined)
        exports.planNode(number, node.text, node.text && node.elements.size === 0, node.unknown, node.repeats)
    }
    const names: string[] = []
    const numbers = new Map<string, number>()
    for (const [name, bytes] of spelled) {
      new Uint8Array(exports.memory.buffer).set(bytes, exports.inputFrom())
      const number = exports.planName(bytes.length)
      if (number !== names.length) throw new RangeError('the plan has more names than the scanner has numbers for')
      numbers.set(name, number)
      names.push(name)
    }
    for (const [parent, name, child] of edges) {
      const number = numbers.get(name)
      if (number !== undefined) exports.planEdge(parent, number, child)
    }
    exports.planDone()
    return names
  }
}

// An engine takes two megabytes, and some milliseconds to load: those that are done with a document wait for the
// next one, unless it had tokens so long that they have grown.
const SPARE = 4
const USUAL_BYTES = 4 * 1024 * 1024
const spare = new WeakMap<XmlPlan, Map<Encoding, WasmEngine[]>>()

/** An engine for the plan; `undefined` where there can be none. */
export function takeEngine(plan: XmlPlan, encoding: Encoding): WasmEngine | undefined {
  const waiting = spare.get(plan)?.get(encoding)?.pop()
  if (waiting !== undefined) return waiting
  const module = scannerModule()
  return module === undefined ? undefined : new WasmEngine(module, plan, encoding)
}

/** The engine is done with its document. */
export function returnEngine(engine: WasmEngine, plan: XmlPlan, encoding: Encoding): void {
  engine.resolve = () => -1
  if (engine.exports.memory.buffer.byteLength > USUAL_BYTES) return
  const byEncoding = spare.get(plan) ?? new Map<Encoding, WasmEngine[]>()
  spare.set(plan, byEncoding)
  const waiting = byEncoding.get(encoding) ?? []
  byEncoding.set(encoding, waiting)
  if (waiting.length < SPARE) waiting.push(engine)
}
