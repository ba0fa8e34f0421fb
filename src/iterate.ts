import type { CommerceMLEvent, EventType } from './reader/events.ts'
import { type ReaderOptions, resolveOptions } from './reader/options.ts'
import type { AllFields, FieldsOf, SelectedEvent } from './reader/projection.ts'
import { createFeed } from './reader/reader.ts'
import type { SchemaOverrides } from './schema/places.ts'
import { type Input, readChunks } from './source/chunks.ts'

/** How {@link readEvents} reads. */
export interface ReadOptions<
  S extends SchemaOverrides = Record<never, never>,
  K extends EventType = EventType,
  F extends FieldsOf<S> = AllFields,
> extends ReaderOptions<S, K, F> {
  /** Ends the reading: the iterator throws `signal.reason`, and the input is closed. */
  readonly signal?: AbortSignal
  /** Called with the bytes (UTF-16 units for text) read so far, before the events of each chunk. */
  readonly onProgress?: (read: number) => void
}

/**
 * Reads one document as an async iterable of events.
 *
 * The next chunk of at most 64 KiB is read when the events of the last one have been taken, so a slow consumer slows
 * the source down. Leaving the loop closes the input. What `createReader` promises about memory and errors holds here.
 *
 * Throws `TypeError` for an input or option of the wrong kind and `CommerceMLError` for a document that cannot be read.
 *
 * @example
 * import { readEvents } from 'commerceml'
 * const xml = '<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог></КоммерческаяИнформация>'
 * for await (const event of readEvents(xml)) {
 *   if (event.type === 'product') console.log(event.product.id) // 1
 * }
 */
export async function* readEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(input: Input, options: ReadOptions<S, K, F> = {}): AsyncGenerator<SelectedEvent<S, K, F>, void, undefined> {
  const { signal, onProgress } = options
  let events: CommerceMLEvent[] = []
  const feed = createFeed(resolveOptions(options), (event) => events.push(event))
  let read = 0
  let failure: { error: unknown } | undefined
  function attempt(work: () => void): SelectedEvent<S, K, F>[] {
    try {
      work()
    } catch (error) {
      failure = { error }
    }
    const taken = events as unknown as SelectedEvent<S, K, F>[] // the options typed them
    events = []
    return taken
  }
  for await (const chunk of readChunks(input, signal)) {
    read += chunk.length
    onProgress?.(read)
    for (const event of attempt(() => feed.feed(chunk))) {
      yield event
      signal?.throwIfAborted()
    }
    if (failure !== undefined) throw failure.error
  }
  yield* attempt(() => feed.end())
  if (failure !== undefined) throw failure.error
}
