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

function* slices(chunk: string | Uint8Array): Generator<string | Uint8Array> {
  // What is no chunk may have no length, and would be passed over without a word.
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
    throw new TypeError('the chunks of the input must be strings or Uint8Arrays')
  }
  const isText = typeof chunk === 'string'
  const length = isText ? TEXT_SLICE : BYTES_SLICE
  for (let start = 0; start < chunk.length; start += length) {
    yield isText ? chunk.slice(start, start + length) : chunk.subarray(start, start + length)
  }
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
  throw new TypeError(
    'the input must be a string, a Uint8Array, a Blob, a stream, or an iterable of strings or Uint8Arrays',
  )
}

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

/** Closes an input of which nothing has been asked. */
export const discard = (input: Input): void => abandon(input, iteratorOf(input))

/**
 * The input as chunks of at most 64 Ki UTF-16 units or 1 MiB. The next one is asked for when the last one is done with.
 * When the consumer stops, or `signal` aborts, the source is told: its iterator is returned, its stream cancelled.
 * Throws `signal.reason` on abort, also while a chunk is awaited, or before the first is asked for.
 */
export async function* readChunks(input: Input, signal?: AbortSignal): AsyncGenerator<string | Uint8Array> {
  const iterator = iteratorOf(input)
  if (signal?.aborted) {
    abandon(input, iterator)
    throw signal.reason
  }
  let giveUp: (reason: unknown) => void = () => {} // nobody waits between two chunks
  const abort = (): void => giveUp(signal?.reason)
  // Not Promise.race: against one promise that lasts, it would keep every chunk until the end.
  const orAborted = <T>(next: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      giveUp = reject
      next.then(resolve, reject)
    })
  signal?.addEventListener('abort', abort, { once: true })
  let finished = false
  try {
    for (;;) {
      const next = Promise.resolve(iterator.next())
      const { done, value } = signal === undefined ? await next : await orAborted(next)
      if (done) break
      yield* slices(value)
      signal?.throwIfAborted()
    }
    finished = true
  } finally {
    signal?.removeEventListener('abort', abort)
    if (!finished && signal?.aborted) abandon(input, iterator)
    else if (!finished) await iterator.return?.()
  }
}
