import { readEvents } from 'commerceml'
import type { Prepare } from '../child/main.ts'
import { weigh } from '../child/weigh.ts'
import { SHAPES } from './shapes.ts'

/**
 * So that the shorter of the two takes long enough to be timed, a document grows until it does. Long enough, too, that
 * both are out of the processor's cache and of V8's young generation: where the one is in and the other out there is a
 * step, from 1.9 to 2.9 for a text of 8 and 16 MB, and 2.0 again from 16 MB on.
 */
const LEAST_MS = 100
const LEAST_UNITS = 2_000
const MOST_UNITS = 512_000
const RUNS = 5
const CHUNK_BYTES = 64 * 1024

/** Nothing of it is to end in a refusal. */
const LIMITS = Object.fromEntries(
  ['depth', 'attributes', 'nameLength', 'textLength', 'entityLength', 'groupTree'].map((name) => [
    name,
    Number.POSITIVE_INFINITY,
  ]),
)

function* chunks(document: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < document.length; start += CHUNK_BYTES) yield document.subarray(start, start + CHUNK_BYTES)
}

export const prepare: Prepare = async ({ shape = '', engine }) => {
  const make = SHAPES[shape]
  if (make === undefined) throw new TypeError(`there is no shape ${shape}`)
  const encoded = (units: number): Uint8Array => new TextEncoder().encode(make(units))

  async function timeOf(document: Uint8Array): Promise<number> {
    const started = performance.now()
    // The weight of extras as deep as `depth` makes them would need as deep a stack: the events are taken, not walked.
    for await (const event of readEvents(chunks(document), { limits: LIMITS, ...(engine && { engine }) }))
      if (event.type === 'document') weigh(event.document)
    return performance.now() - started
  }

  // What is compiled on the way would be taken for the document's own.
  async function warmTimeOf(document: Uint8Array): Promise<number> {
    await timeOf(document)
    return timeOf(document)
  }

  return async () => {
    let units = LEAST_UNITS
    while (units < MOST_UNITS && (await warmTimeOf(encoded(units))) < LEAST_MS) units *= 2
    const [once, twice] = [encoded(units), encoded(units * 2)]
    const [short, long]: [number[], number[]] = [[], []]
    for (let run = 0; run < RUNS; run++) {
      short.push(await timeOf(once))
      long.push(await timeOf(twice))
    }
    // The least: whatever else the machine does only adds to a time.
    return { entities: null, growth: Math.min(...long) / Math.min(...short) }
  }
}
