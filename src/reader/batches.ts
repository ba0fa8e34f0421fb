import { type Input, readChunks } from '../source/chunks.ts'
import { type Base, CheckpointKeeper } from './checkpoint.ts'
import type { CommerceMLEvent } from './events.ts'
import type { ResolvedOptions } from './options.ts'
import { createFeed } from './reader.ts'

/** What a chunk of a document gave: events, and between them places to go on from. */
export interface Batch {
  readonly items: readonly (CommerceMLEvent | Base)[]
  /** Is told of each that is taken. */
  readonly keeper: CheckpointKeeper
}

/**
 * Reads a document chunk by chunk: the next one is asked for when the batch of the last has been used up. What came
 * before an error comes before it is thrown.
 */
export async function* readBatches(
  input: Input,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
  onProgress: ((read: number) => void) | undefined,
): AsyncGenerator<Batch, void, undefined> {
  const keeper = new CheckpointKeeper(options.reading, options.source, options.resume)
  let items: (CommerceMLEvent | Base)[] = []
  const add = (item: CommerceMLEvent | Base): void => void items.push(item)
  const feed = createFeed(options, add, add)
  let read = options.inputOffset
  let failure: { error: unknown } | undefined
  function attempt(work: () => void): Batch {
    items = []
    try {
      work()
    } catch (error) {
      failure = { error }
    }
    return { items, keeper }
  }
  for await (const chunk of readChunks(input, signal)) {
    read += chunk.length
    onProgress?.(read)
    yield attempt(() => feed.feed(chunk))
    if (failure !== undefined) throw failure.error
  }
  yield attempt(() => feed.end())
  if (failure !== undefined) throw failure.error
}
