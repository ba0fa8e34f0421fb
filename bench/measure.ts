import type { Encoding, Kind } from './generate.ts'

/** What a contender is to read. */
export interface Input {
  readonly path: string
  readonly kind: Kind
  readonly encoding: Encoding
}

/** What one run of a contender prints. */
export interface Measured {
  readonly ms: number
  /** Products or offers read; `null` from a contender that knows no entities. */
  readonly entities: number | null
  readonly maxRssKb: number
}

/**
 * The whole of a contender's process: takes the input from the command line, reads it once, prints {@link Measured}.
 * Start-up and loading of modules are not in the time: `read` is given when they are over.
 */
export async function measure(read: (input: Input) => Promise<number | null>): Promise<void> {
  const [path = '', kind, encoding] = process.argv.slice(2)
  const started = performance.now()
  const entities = await read({ path, kind: kind as Kind, encoding: encoding as Encoding }) // bench/run.ts passes them
  const ms = performance.now() - started
  const measured: Measured = { ms, entities, maxRssKb: process.resourceUsage().maxRSS }
  process.stdout.write(JSON.stringify(measured))
}
