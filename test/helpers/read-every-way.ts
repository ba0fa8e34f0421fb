import { Readable } from 'node:stream'
import {
  type CommerceMLError,
  type CommerceMLEvent,
  createReader,
  type Input,
  isCommerceMLError,
  type ReaderOptions,
} from 'commerceml'
import { expect } from 'vitest'
import { readAll } from './fixtures.ts'

/** What a document gave: its events, and the error that ended it. */
interface Outcome {
  readonly events: readonly unknown[]
  readonly error: CommerceMLError | undefined
}

/** A way to get the events out of bytes. */
type Way = (bytes: Uint8Array) => Promise<unknown[]>

// Documents up to this length are split at every byte; longer ones in the first bytes, where the encoding is found
// out, and at places spread over the rest.
const SPLIT_EVERYWHERE = 3_000
const SPLIT_HEAD = 600
const SPLIT_SAMPLES = 500

function splitPoints(length: number): number[] {
  const head = length <= SPLIT_EVERYWHERE ? length - 1 : SPLIT_HEAD
  const points = Array.from({ length: head }, (_, index) => index + 1)
  // Steps of a golden section spread evenly and hit all residues, so every place within a character is met.
  const samples = length <= SPLIT_EVERYWHERE ? 0 : SPLIT_SAMPLES
  for (let index = 1; index <= samples; index++)
    points.push(1 + Math.floor(((index * 0.618_033_988_7) % 1) * (length - 1)))
  return points
}

function* pieces<T extends string | Uint8Array>(whole: T, length: number): Generator<T> {
  for (let start = 0; start < whole.length; start += length) yield whole.slice(start, start + length) as T
}

async function* later<T>(chunks: Iterable<T>): AsyncGenerator<T> {
  for (const chunk of chunks) {
    await Promise.resolve()
    yield chunk
  }
}

function webStream<T>(chunks: Iterable<T>): ReadableStream<T> {
  const iterator = chunks[Symbol.iterator]()
  return new ReadableStream<T>({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** Reads to the end or to the error, and keeps what came before it. */
async function outcomeOf(read: (emit: (event: unknown) => void) => void | Promise<void>): Promise<Outcome> {
  const events: unknown[] = []
  try {
    await read((event) => events.push(event))
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    return { events, error }
  }
  return { events, error: undefined }
}

const pushed = (chunks: Iterable<string | Uint8Array>, options: ReaderOptions): Promise<Outcome> =>
  outcomeOf((onEvent) => {
    const reader = createReader({ onEvent }, options)
    for (const chunk of chunks) reader.feed(chunk)
    reader.end()
  })

const pulled = (input: Input, options: ReaderOptions): Promise<Outcome> =>
  outcomeOf((emit) => readAll(input, options, emit).then(() => {}))

/**
 * One string for equal outcomes: comparing thousands of event lists by structure would take minutes.
 * Of an error's place the path counts: how far behind the fault a parser notices it may depend on the pieces.
 */
const digest = ({ events, error }: Outcome): string =>
  JSON.stringify([events, error && [error.code, error.position?.path, error.entity, error.found]])

/** What holds each way to the outcome of the document read whole, whose digest is made once. */
function sameAs(whole: Outcome): (way: string, outcome: Outcome) => void {
  const expected = digest(whole)
  return (way, outcome) => {
    const found = digest(outcome)
    if (found === expected) return
    expect(JSON.parse(found), way).toEqual(JSON.parse(expected))
    expect(found, `${way}: the order of keys`).toBe(expected)
  }
}

/** The text of a document whose bytes and declaration agree on UTF-8; its byte order mark stays. */
function textOf(bytes: Uint8Array, { events, error }: Outcome): string | undefined {
  const document = events.find((event) => (event as CommerceMLEvent).type === 'document') as
    | Extract<CommerceMLEvent, { type: 'document' }>
    | undefined
  if (error !== undefined || document === undefined) return undefined
  const declared = document.declaredEncoding?.toLowerCase() ?? 'utf-8'
  if (document.encoding !== 'utf-8' || declared !== 'utf-8') return undefined
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/**
 * Reads a document whole, byte by byte, split in two at every byte, as text, as every kind of stream, pushed and
 * pulled, and demands the same events each time, and the same error if it has one. Returns the events, throws the error.
 *
 * @param extraWays further ways, such as through an archive; their events are compared with `plain` equality
 */
export async function readEveryWay(
  bytes: Uint8Array,
  options: ReaderOptions = {},
  extraWays: readonly Way[] = [],
): Promise<CommerceMLEvent[]> {
  const whole = await pulled(bytes, options)
  const same = sameAs(whole)
  for (const split of splitPoints(bytes.length)) {
    const halves = [bytes.subarray(0, split), bytes.subarray(split)]
    same(`split at byte ${split}`, await pushed(halves, options))
  }
  same('pushed whole', await pushed([bytes], options))
  same('pushed byte by byte', await pushed(pieces(bytes, 1), options))
  same('pulled byte by byte', await pulled(pieces(bytes, 1), options))
  same('with empty pieces between', await pushed([new Uint8Array(), bytes, new Uint8Array()], options))
  same('as an async iterable', await pulled(later(pieces(bytes, 7)), options))
  same('as a Node stream', await pulled(Readable.from(pieces(Buffer.from(bytes), 1_000)), options))
  same('as a web stream', await pulled(webStream(pieces(bytes, 1_000)), options))
  same('as a Blob', await pulled(new Blob([Uint8Array.from(bytes)]), options))
  const text = textOf(bytes, whole)
  if (text !== undefined) {
    same('as a string', await pulled(text, options))
    same('as strings of one UTF-16 unit', await pushed(pieces(text, 1), options))
    same('as an iterable of strings', await pulled(pieces(text, 1_000), options))
    same('as a stream of strings', await pulled(webStream(pieces(text, 100)), options))
  }
  for (const [index, way] of extraWays.entries()) {
    const outcome = await outcomeOf(async (emit) => {
      for (const event of await way(bytes)) emit(event)
    })
    same(`extra way ${index}`, outcome)
  }
  if (whole.error !== undefined) throw whole.error
  return whole.events as CommerceMLEvent[]
}
