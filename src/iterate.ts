import { type Base, type Checkpoint, CheckpointKeeper, startingPoint } from './reader/checkpoint.ts'
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

/** Where a reading of several documents stands that has not opened the first. */
const NOT_BEGUN = startingPoint('')

/** The events of a document, as they are asked for. */
export interface Events<E> extends AsyncGenerator<E, void, undefined> {
  /** Where the reading stands behind the event that came last; for `resume`. */
  checkpoint(): Checkpoint
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
export function readEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(input: Input, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<S, K, F>> {
  let keeper: CheckpointKeeper | undefined
  const begin = (begun: CheckpointKeeper): void => {
    keeper = begun
  }
  const events = iterate(input, options, begin) as AsyncGenerator<SelectedEvent<S, K, F>, void, undefined> // as the options have it
  return withCheckpoint(events, () => {
    if (keeper !== undefined) return keeper.checkpoint()
    const { reading, source, resume } = resolveOptions(options)
    return new CheckpointKeeper(reading, source, resume).checkpoint()
  })
}

const withCheckpoint = <E>(events: AsyncGenerator<E, void, undefined>, checkpoint: () => Checkpoint): Events<E> =>
  Object.assign(events, { checkpoint })

/**
 * Events of readings that begin one after the other, or only after something else: each is given to `follow` as it
 * begins, and from then on it tells where all of them stand.
 */
export function relayed<E>(
  options: Pick<ReadOptions, 'resume'>,
  run: (follow: (events: Events<E>) => Events<E>) => AsyncGenerator<E, void, undefined>,
): Events<E> {
  let current: Events<E> | undefined
  const events = run((begun) => {
    current = begun
    return begun
  })
  return withCheckpoint(events, () => current?.checkpoint() ?? options.resume ?? NOT_BEGUN)
}

async function* iterate<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  input: Input,
  options: ReadOptions<S, K, F>,
  begin: (keeper: CheckpointKeeper) => void,
): AsyncGenerator<CommerceMLEvent, void, undefined> {
  const { signal, onProgress } = options
  const resolved = resolveOptions(options)
  const keeper = new CheckpointKeeper(resolved.reading, resolved.source, resolved.resume)
  begin(keeper)
  // Of a chunk, in order: the iteration stands behind what has been taken, while the reader is done with all of it.
  let waiting: (CommerceMLEvent | Base)[] = []
  const wait = (one: CommerceMLEvent | Base): void => void waiting.push(one)
  const feed = createFeed(resolved, wait, wait)
  let read = resolved.inputOffset
  let failure: { error: unknown } | undefined
  function* attempt(work: () => void): Generator<CommerceMLEvent> {
    try {
      work()
    } catch (error) {
      failure = { error }
    }
    const taken = waiting
    waiting = []
    for (const one of taken) {
      if ('type' in one) {
        keeper.tell()
        yield one
      } else keeper.rebase(one)
    }
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
