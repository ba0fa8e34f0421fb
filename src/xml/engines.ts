import type { Limits } from '../limits.ts'
import type { Encoding } from '../source/encodings.ts'
import type { XmlPlan } from './plan.ts'
import { SaxesScanner } from './saxes/scanner.ts'
import type { XmlScanner, XmlSink } from './scanner.ts'
import { WasmScanner } from './wasm/scanner.ts'

// The binary comes last, here and in the scanner: gzip finds less of a bundle where it stands between words.

import { scannerModule } from './wasm/engine.ts'

/** The XML parsers: this package's own in WebAssembly, or saxes. */
export type Engine = 'wasm' | 'saxes'

type ScannerClass = new (plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) => XmlScanner

const SCANNERS: Readonly<Record<Engine, ScannerClass>> = { wasm: WasmScanner, saxes: SaxesScanner }

/** WebAssembly, unless the runtime forbids compiling it. */
export const defaultEngine = (): Engine => (scannerModule() === undefined ? 'saxes' : 'wasm')

/** A scanner for one document. */
export function createScanner(
  engine: Engine,
  plan: XmlPlan,
  sink: XmlSink,
  limits: Limits,
  forced: Encoding | undefined,
): XmlScanner {
  return new SCANNERS[engine](plan, sink, limits, forced)
}
