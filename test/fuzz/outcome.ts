import { createReader, isCommerceMLError } from 'commerceml'
import { resolveLimits } from '../../src/limits.ts'
import { resolveOptions } from '../../src/reader/options.ts'
import { createFeed } from '../../src/reader/reader.ts'
import { createScanner, type Engine } from '../../src/xml/engines.ts'
import type { PlanNode } from '../../src/xml/plan.ts'
import type { RepeatedElement, XmlScanner, XmlSink } from '../../src/xml/scanner.ts'
import { type Case, pieces } from './case.ts'
import { Layout } from './layout.ts'
import { nodeNumbers, PLANS } from './names.ts'

/** What an engine said to a case. */
export interface Outcome {
  /** Calls or events in order, each with its place. */
  readonly told: readonly string[]
  /** The error's code, `accepted`, or `crashed` for what is no error of the library. */
  readonly code: string
  /** Of the error, or of the end. */
  readonly offset: number | undefined
  readonly line: number | undefined
  readonly message: string
  readonly found: string | undefined
}

/** A way to look at an engine. */
export type Level = 'every call' | 'leaves' | 'events' | 'steps'

/** Writes down what a scanner calls. */
class CallRecorder implements XmlSink {
  readonly told: string[] = []
  scanner: XmlScanner | undefined
  readonly #layout = new Layout()

  #placed(what: string): string {
    const { offset = -1, line = -1 } = this.scanner?.location() ?? {}
    return `${what} @${offset}:${line} in ${this.scanner?.openNames().join('/')}`
  }

  #tell(what: string): void {
    this.told.push(this.#placed(what))
  }

  start(node: PlanNode | undefined, name: string): void {
    this.#layout.start(node)
    const number = node === undefined ? 'unknown' : nodeNumbers.get(node)
    this.#tell(`start ${name} ${number} ${this.scanner?.encoding?.encoding}`)
  }

  attribute(name: string, value: string): void {
    this.#tell(`attribute ${name} ${JSON.stringify(value)}`)
  }

  passedOver(): void {
    this.#layout.child()
    const { offset = -1, line = -1 } = this.scanner?.location() ?? {}
    this.told.push(`passed over @${offset}:${line}`)
  }

  text(value: string): void {
    const what = this.#placed(`text ${JSON.stringify(value)}`)
    this.#layout.text(value, () => this.told.push(what))
  }

  end(): void {
    this.#layout.end()
    this.#tell('end')
  }
}

/** What an element told, with its ends counted back from its own. */
type Memory = readonly { readonly what: string; readonly bytes: number; readonly lines: number }[]

/**
 * Takes some leaves as one and remembers what comes again, as readers do; then only ends have a place. Text pieces are
 * joined.
 */
class LeafRecorder implements XmlSink {
  readonly told: string[] = []
  scanner: XmlScanner | undefined
  readonly #layout = new Layout()
  #text = ''
  #depth = 0
  /** The element that is being remembered. */
  #again:
    | { element: RepeatedElement; depth: number; from: number; ends: { at: number; offset: number; line: number }[] }
    | undefined

  #flush(): void {
    if (this.#text !== '') this.told.push(`text ${JSON.stringify(this.#text)}`)
    this.#text = ''
  }

  #tell(what: string): void {
    this.#flush()
    this.told.push(what)
  }

  start(node: PlanNode | undefined, name: string): void {
    this.#layout.start(node)
    this.#tell(`start ${node === undefined ? name : nodeNumbers.get(node)}`) // the names of leaves are not told
    this.#depth++
  }

  attribute(name: string, value: string): void {
    this.#tell(`attribute ${name} ${JSON.stringify(value)}`)
  }

  passedOver(): void {
    this.#layout.child()
    this.#tell('passed over')
  }

  text(value: string): void {
    this.#layout.text(value, () => {
      this.#text += value
    })
  }

  end(): void {
    this.#layout.end()
    const { offset = -1, line = -1 } = this.scanner?.location() ?? {}
    this.#tell(`end @${offset}:${line}`)
    this.#depth--
    const again = this.#again
    if (again === undefined) return
    again.ends.push({ at: this.told.length - 1, offset, line })
    if (this.#depth > again.depth) return
    this.#again = undefined
    again.element.made = this.told.slice(again.from).map((what, index) => {
      const end = again.ends.find(({ at }) => at === again.from + index)
      return { what: end === undefined ? what : '', bytes: offset - (end?.offset ?? 0), lines: line - (end?.line ?? 0) }
    })
  }

  repeated(element: RepeatedElement): boolean {
    this.#flush()
    this.#layout.child()
    const memory = element.made as Memory | undefined
    if (memory === undefined) {
      this.#again = { element, depth: this.#depth, from: this.told.length, ends: [] }
      return false
    }
    const { offset = -1, line = -1 } = this.scanner?.location() ?? {}
    for (const { what, bytes, lines } of memory) this.told.push(what || `end @${offset - bytes}:${line - lines}`)
    return true
  }

  leaf(node: PlanNode, value: string): boolean {
    if (value.length % 3 === 0) return false
    this.start(node, '')
    this.text(value)
    this.end()
    return true
  }
}

/** Feeds the pieces and tells how it ended. */
function endingOf(
  told: readonly string[],
  chunks: readonly Uint8Array[],
  open: () => { feed(bytes: Uint8Array): void; end(): void },
  place: () => { offset?: number; line?: number },
): Outcome {
  let source: ReturnType<typeof open> | undefined
  try {
    source = open()
    for (const chunk of chunks) source.feed(chunk)
    source.end()
    const { offset, line } = place()
    return { told, code: 'accepted', offset, line, message: '', found: undefined }
  } catch (error) {
    if (!isCommerceMLError(error)) {
      const message = error instanceof Error ? `${error.stack}` : String(error)
      return { told, code: 'crashed', offset: undefined, line: undefined, message, found: undefined }
    }
    const { code, message, found, position } = error
    const repeated = errorOf(() => source?.end())
    if (repeated !== error) {
      const message = `another error at the second call: ${repeated}`
      return { told, code: 'crashed', offset: undefined, line: undefined, message, found }
    }
    return { told, code, offset: position?.offset, line: position?.line, message, found }
  }
}

function errorOf(call: () => void): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}

function scanned(test: Case, engine: Engine, unknown: 0 | 1, recorder: CallRecorder | LeafRecorder): Outcome {
  const { limits, encoding } = test.options
  const open = (): XmlScanner => {
    const scanner = createScanner(engine, PLANS[test.plan][unknown], recorder, resolveLimits(limits), encoding)
    recorder.scanner = scanner
    return scanner
  }
  return endingOf(recorder.told, pieces(test, engine), open, () => recorder.scanner?.location() ?? {})
}

function read(test: Case, engine: Engine): Outcome {
  const told: string[] = []
  const open = () => createReader({ onEvent: (event) => told.push(JSON.stringify(event)) }, { ...test.options, engine })
  return endingOf(told, pieces(test, engine), open, () => ({}))
}

/** As {@link read}, for events that are asked for one by one. */
function stepped(test: Case, engine: Engine): Outcome {
  const told: string[] = []
  const open = () => {
    const options = resolveOptions({ ...test.options, engine })
    const { feed, end, isPaused, resume } = createFeed(
      options,
      (event) => told.push(JSON.stringify(event)),
      () => {},
      true,
    )
    return {
      feed(chunk: Uint8Array): void {
        feed(chunk)
        while (isPaused()) resume()
      },
      end,
    }
  }
  return endingOf(told, pieces(test, engine), open, () => ({}))
}

/** The ways, each to be taken with both engines. */
export const LEVELS: Readonly<Record<Level, (test: Case, engine: Engine) => Outcome>> = {
  'every call': (test, engine) => scanned(test, engine, 1, new CallRecorder()),
  leaves: (test, engine) => scanned(test, engine, 0, new LeafRecorder()),
  events: read,
  steps: stepped,
}
