/** What can be read: text or bytes, as a whole, in pieces, or as a stream. */
export type Input =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>
  | Blob

// A long string or array is read in slices: between them progress is told, and an abort heeded. Text is encoded slice
// by slice. V8 compiles what runs often, and for the few hundred slices of a large file it need not.
const TEXT_SLICE = 64 * 1024
const BYTES_SLICE = 1024 * 1024

/** Throws `TypeError` for what is no chunk: it may have no length, and would be passed over without a word. */
export function assertChunk(value: unknown): asserts value is string | Uint8Array {
  if (typeof value === 'string' || value instanceof Uint8Array) return
  throw new TypeError('the chunks of the input must be strings or Uint8Arrays')
}

/** At most 64 Ki UTF-16 units or 1 MiB of what a source gave, from there on. */
export function sliceOf(chunk: string | Uint8Array, start: number): string | Uint8Array {
  const most = typeof chunk === 'string' ? TEXT_SLICE : BYTES_SLICE
  if (chunk.length <= most && start === 0) return chunk
  return typeof chunk === 'string' ? chunk.slice(start, start + most) : chunk.subarray(start, start + most)
}

// Not every runtime's ReadableStream can be iterated; and where it can, to return waits for the read under way, which
// may never end. To cancel ends it.
function fromReader(stream: ReadableStream<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
  const reader = stream.getReader()
  const iterator: AsyncIterator<string | Uint8Array> = {
    async next() {
      const { done, value } = await reader.read()
      if (!done) return { done, value }
      reader.releaseLock()
      return { done, value: undefined }
    },
    async return() {
      await reader.cancel().catch(() => {})
      reader.releaseLock()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

const hasMethod = (value: object, name: string | symbol): boolean =>
  typeof (value as Record<string | symbol, unknown>)[name] === 'function'

function chunksOf(input: Input): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> {
  if (typeof input === 'string' || input instanceof Uint8Array) return [input]
  if (typeof input === 'object' && input !== null) {
    if (hasMethod(input, 'getReader')) return fromReader(input as ReadableStream<string | Uint8Array>)
    if (hasMethod(input, Symbol.asyncIterator)) return input as AsyncIterable<string | Uint8Array>
    if (hasMethod(input, 'arrayBuffer') && hasMethod(input, 'stream'))
      return chunksOf((input as Blob).stream() as Input)
    if (hasMethod(input, Symbol.iterator)) return input as Iterable<string | Uint8Array>
  }
  // [object Promise], [object Response]: what was to be awaited, or has a body, is named.
  const found = Object.prototype.toString.call(input).slice(8, -1)
  throw new TypeError(
    `the input must be a string, a Uint8Array, a Blob, a stream, or an iterable of strings or Uint8Arrays, not ${found}`,
  )
}

type Next = IteratorResult<string | Uint8Array, unknown>
type ChunkIterator = Iterator<string | Uint8Array> | AsyncIterator<string | Uint8Array>

function iteratorOf(input: Input): ChunkIterator {
  const chunks = chunksOf(input)
  return Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
}

/** Closes a source that may hang: nothing is awaited. A Node stream returns only when its next chunk has come. */
function abandon(input: Input, iterator: ChunkIterator): void {
  if (typeof input === 'object' && hasMethod(input, 'destroy')) (input as unknown as { destroy(): void }).destroy()
  void (async () => iterator.return?.())().catch(() => {})
}

/** Throws `TypeError` for a stream of Node that somebody has read: it would be an empty document. */
function assertUnread(input: Input): void {
  if (typeof input !== 'object' || (input as { readableEnded?: unknown } | null)?.readableEnded !== true) return
  throw new TypeError('the stream has been read already')
}

/** Closes an input of which nothing has been asked. */
export const discard = (input: Input): void => abandon(input, iteratorOf(input))

/**
 * An input that is being read, chunk by chunk. No generator: what waits in one adds to what is alive meanwhile.
 */
export class OpenInput {
  readonly #input: Input
  readonly #signal: AbortSignal | undefined
  readonly #iterator: ChunkIterator
  #isClosed = false
  #giveUp: (reason: unknown) => void = () => {} // nobody waits between two chunks
  readonly #abort = (): void => this.#giveUp(this.#signal?.reason)

  /** Throws `signal.reason` when it has aborted already: nothing is asked of the input then, and it is closed. */
  constructor(input: Input, signal: AbortSignal | undefined) {
    this.#input = input
    this.#signal = signal
    this.#iterator = iteratorOf(input)
    assertUnread(input)
    if (signal?.aborted) {
      abandon(input, this.#iterator)
      throw signal.reason
    }
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** The next chunk, as long as the source has it. Rejects with `signal.reason` on abort, also while it is awaited. */
  next(): Promise<Next> {
    const next = Promise.resolve(this.#iterator.next())
    if (this.#signal === undefined) return next
    // Not Promise.race: against one promise that lasts, it would keep every chunk until the end.
    return new Promise((resolve, reject) => {
      this.#giveUp = reject
      next.then(resolve, reject)
    })
  }

  /** The source has ended: there is nobody to tell that nothing more is asked. */
  ended(): void {
    this.#isClosed = true
    this.#signal?.removeEventListener('abort', this.#abort)
  }

  /** Nothing more is asked. A source that has not ended is told: its iterator is returned, its stream cancelled. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.ended()
    if (this.#signal?.aborted) abandon(this.#input, this.#iterator)
    else await this.#iterator.return?.()
  }
}
