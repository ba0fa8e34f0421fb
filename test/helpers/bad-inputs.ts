import { Readable } from 'node:stream'
import {
  type CommerceMLErrorCode,
  type CommerceMLEvent,
  createReader,
  type Input,
  type IssueCode,
  isCommerceMLError,
  type Position,
  type ReaderOptions,
  type ReadOptions,
  readEvents,
} from 'commerceml'

/** What became of a document. */
export interface Outcome {
  /** The error's code, or that there was none. */
  readonly code: CommerceMLErrorCode | 'accepted'
  /** The error's `found`. */
  readonly found: string | undefined
  /** The error's place. */
  readonly position: Position | undefined
  /** Each event as JSON, written when it came: what is changed afterwards shows as a difference. */
  readonly events: readonly string[]
}

/** The verdict and everything that was told. The place of an error may differ by what was looked at together. */
export const essence = ({ code, found, events }: Outcome): string => [code, found, ...events].join('\n')

/** Collects what happens; lets every error through that is not the library's own. */
class Recorder {
  readonly #events: string[] = []

  readonly take = (event: CommerceMLEvent): void => {
    this.#events.push(JSON.stringify(event))
  }

  accepted(): Outcome {
    return { code: 'accepted', found: undefined, position: undefined, events: this.#events }
  }

  refused(error: unknown): Outcome {
    if (!isCommerceMLError(error)) throw error
    return { code: error.code, found: error.found, position: error.position, events: this.#events }
  }
}

/** Pushes the pieces into a reader. */
export function feedAll(chunks: Iterable<string | Uint8Array>, options?: ReaderOptions): Outcome {
  const recorder = new Recorder()
  try {
    const reader = createReader({ onEvent: recorder.take }, options)
    for (const chunk of chunks) reader.feed(chunk)
    reader.end()
    return recorder.accepted()
  } catch (error) {
    return recorder.refused(error)
  }
}

/** Pulls the events out of an input. */
export async function readAll(input: Input, options?: ReadOptions): Promise<Outcome> {
  const recorder = new Recorder()
  try {
    for await (const event of readEvents(input, options)) recorder.take(event)
    return recorder.accepted()
  } catch (error) {
    return recorder.refused(error)
  }
}

/** Bytes or text in pieces of a size. */
export function* pieces<T extends string | Uint8Array>(whole: T, size: number): Generator<T> {
  for (let start = 0; start < whole.length; start += size) {
    yield (typeof whole === 'string' ? whole.slice(start, start + size) : whole.subarray(start, start + size)) as T
  }
}

/** Bytes in two pieces. */
export const cutAt = (bytes: Uint8Array, at: number): Uint8Array[] => [bytes.subarray(0, at), bytes.subarray(at)]

/** Pieces as a source that is asked for them. */
export async function* slowly<T>(chunks: Iterable<T>): AsyncGenerator<T> {
  for (const chunk of chunks) yield chunk
}

/** Pieces as a web stream. */
export function webStream(chunks: Iterable<string | Uint8Array>): ReadableStream<string | Uint8Array> {
  const iterator = chunks[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** Pieces as a Node stream. */
export const nodeStream = (chunks: Iterable<Uint8Array>): Readable => Readable.from(chunks, { objectMode: false })

/** Sizes of pieces that cut a document everywhere, somewhere and hardly ever. */
export const PIECE_SIZES = [1, 2, 7, 65_536] as const

/** Codes of the issues among the events. */
export function issuesIn({ events }: Outcome): IssueCode[] {
  const parsed = events.map((event) => JSON.parse(event) as CommerceMLEvent)
  return parsed.flatMap((event) => (event.type === 'issue' ? [event.issue.code] : []))
}
