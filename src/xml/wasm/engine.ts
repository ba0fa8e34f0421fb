import { encoderFor } from '../../source/encoder.ts'
import { type Encoding, unitTable } from '../../source/encodings.ts'
import type { PlanNode, XmlPlan } from '../plan.ts'
import { WASM_BINARY } from './binary.ts'
import { loadPlan, type PlanExports } from './plan.ts'
import { bytesOf } from './text.ts'

/** What assembly/scanner.ts exports. Addresses are bytes of `memory`; flags are numbers here. */
export interface ScannerExports extends PlanExports {
  /** Places of texts that come again and again. */
  readonly textPlaces: { readonly value: number }
  init(): void
  table(): number
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

/** An instance of the scanner with a plan in it. It reads one document after another. */
export class WasmEngine {
  readonly exports: ScannerExports
  /** By the scanner's number; the first is everything outside the plan, the second what nobody wants. */
  readonly nodes: readonly (PlanNode | undefined)[]
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
    const { nodes, names, numbers } = loadPlan(this.exports, plan, encoderFor(encoding))
    this.nodes = nodes
    this.names = names
    this.numbers = numbers
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
