import { type Input, readChunks } from '../source/chunks.ts'
import { type Base, CheckpointKeeper } from './checkpoint.ts'
import type { CommerceMLEvent } from './events.ts'
import type { ResolvedOptions } from './options.ts'
import { createFeed } from './reader.ts'

/** Events that have been told and not been taken, and places to go on from between them. */
class Waiting {
  readonly #items: (CommerceMLEvent | Base | undefined)[] = []
  #next = 0
  #end = 0

  add(item: CommerceMLEvent | Base): void {
    this.#items[this.#end++] = item
  }

  /** The places stay, for those that come next: an array that is emptied and filled for each event is made anew each time. */
  take(): CommerceMLEvent | Base | undefined {
    if (this.#next === this.#end) {
      this.#next = this.#end = 0
      return undefined
    }
    const item = this.#items[this.#next]
    this.#items[this.#next++] = undefined
    return item
  }
}

/**
 * What a chunk of a document gives: events, and between them places to go on from. It is read as its events are taken,
 * entity by entity. All of it at once would have V8 take tens of megabytes more for its young objects, since those that
 * wait for their turn outlive its collections.
 */
export class Batch {
  readonly keeper: CheckpointKeeper
  /** Reads on until something has come; false when all has been read. */
  readonly #step: () => boolean
  readonly #waiting: Waiting
  /** The line of the event that was taken last. */
  line: number | undefined

  constructor(keeper: CheckpointKeeper, waiting: Waiting, step: () => boolean) {
    this.keeper = keeper
    this.#waiting = waiting
    this.#step = step
  }

  /** The next event; `undefined` when there is none left. */
  take(): CommerceMLEvent | undefined {
    do {
      for (let item = this.#waiting.take(); item !== undefined; item = this.#waiting.take()) {
        if ('type' in item) {
          this.keeper.tell()
          this.line = item.position.line
          return item
        }
        this.keeper.rebase(item)
      }
    } while (this.#step())
    return undefined
  }
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
  const waiting = new Waiting()
  const add = (item: CommerceMLEvent | Base): void => waiting.add(item)
  const feed = createFeed(options, add, add, true)
  let read = options.inputOffset
  let failure: { error: unknown } | undefined
  /** Does the work, and then what is left of it, step by step. */
  function batchOf(work: () => void): Batch {
    let next: (() => void) | undefined = work
    return new Batch(keeper, waiting, () => {
      if (next === undefined) return false
      try {
        next()
        next = feed.isPaused() ? feed.resume : undefined
      } catch (error) {
        failure = { error }
        next = undefined
      }
      return true
    })
  }
  for await (const chunk of readChunks(input, signal)) {
    read += chunk.length
    onProgress?.(read)
    yield batchOf(() => feed.feed(chunk))
    if (failure !== undefined) throw failure.error
  }
  yield batchOf(() => feed.end())
  if (failure !== undefined) throw failure.error
}
