import { assertOptions, assertSignal } from './option-checks.ts'
import { type Batch, readBatches } from './reader/batches.ts'
import { type Checkpoint, CheckpointKeeper } from './reader/checkpoint.ts'
import { EventIterator, type Events } from './reader/event-iterator.ts'
import type { EventType } from './reader/events.ts'
import { type ReaderOptions, resolveOptions } from './reader/options.ts'
import type { AllFields, FieldsOf, SelectedEvent } from './reader/plan/projection.ts'
import type { SchemaOverrides } from './schema/places.ts'
import { discard, type Input } from './source/chunks.ts'

/** How {@link readEvents} reads. */
export interface ReadOptions<
  S extends SchemaOverrides = Record<never, never>,
  K extends EventType = EventType,
  F extends FieldsOf<S> = AllFields,
> extends ReaderOptions<S, K, F> {
  /** Stops the reading: the iterator throws `signal.reason`, and the input is closed. */
  readonly signal?: AbortSignal | undefined
  /** Called before the events of each chunk, with the bytes read so far (UTF-16 units if the input is text). */
  readonly onProgress?: ((read: number) => void) | undefined
}

/** Options that only `readEvents` has: whoever pushes a document into a reader can stop, and knows how far it is. */
const HEEDED_HERE: readonly string[] = ['signal', 'onProgress'] satisfies (keyof ReadOptions)[]

/**
 * Reads one document as an async iterable of events.
 *
 * Pull-based: an entity is parsed when its event is requested (64 KiB at a time with saxes or UTF-16), and the next
 * chunk is requested when the last one is used up but for the start of an entity, so a slow consumer slows the source
 * down. Leaving the loop closes the input, and so does calling `return()` before the first event. What `createReader`
 * promises about memory and errors holds here too.
 *
 * Throws `TypeError` for an input or option of the wrong kind, and `CommerceMLError` for a document that cannot be read.
 *
 * @example
 * import { readEvents } from 'commerceml'
 * const xml = '<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог></КоммерческаяИнформация>'
 * for await (const event of readEvents(xml)) {
 *   if (event.type === 'product') console.log(event.product.id) // 1
 * }
 */
export function readEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(input: Input, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<K, F, S>> {
  return eventsOf(documentBatches(input, options), options, () => discard(input))
}

/** {@link readEvents}, batch by batch. Options are checked when the first batch is requested. */
export function documentBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  input: Input,
  options: ReadOptions<S, K, F>,
): AsyncGenerator<Batch, void, undefined> {
  // No generator around the generator: what waits in one adds to what is alive while a chunk is awaited.
  return readBatches(input, () => {
    const { signal, onProgress } = options
    const resolved = resolveOptions(options, HEEDED_HERE)
    assertSignal(signal)
    return { options: resolved, signal, onProgress }
  })
}

/**
 * The events of batches that are read with these options.
 *
 * @param discard closes the input if no event is ever requested
 */
export function eventsOf<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  batches: AsyncGenerator<Batch, void, undefined>,
  options: ReadOptions<S, K, F>,
  discard?: () => unknown,
): Events<SelectedEvent<K, F, S>> {
  try {
    assertOptions(options)
  } catch (error) {
    discard?.()
    throw error
  }
  const start = (): Checkpoint => {
    const { reading, source, resume } = resolveOptions(options, HEEDED_HERE)
    return new CheckpointKeeper(reading, source, resume).checkpoint()
  }
  return new EventIterator(batches, options.signal, start, discard)
}
