import { type Input, readChunks } from '../source/chunks.ts'
import { CheckpointKeeper } from './checkpoint.ts'
import type { CommerceMLEvent } from './events.ts'
import type { ResolvedOptions } from './options.ts'
import { createFeed, type SteppingFeed } from './reader.ts'

/** An event, or what is to be done between two: told apart without a look into it, events have so many shapes. */
type Waiting = CommerceMLEvent | (() => void)

/**
 * The events of a document, chunk after chunk. A chunk is read as its events are taken, entity by entity. All of it at
 * once would have V8 take tens of megabytes more for its young objects, since those that wait for their turn outlive its
 * collections.
 */
export class Batch {
  readonly keeper: CheckpointKeeper
  readonly #feed: SteppingFeed
  /** What is to be done next. */
  #work: (() => void) | undefined
  #failure: { error: unknown } | undefined
  // The places stay, for those that come next: an array that is emptied for each event is made anew each time.
  readonly #waiting: (Waiting | undefined)[] = []
  #next = 0
  #end = 0
  #last: CommerceMLEvent | undefined

  constructor(options: ResolvedOptions) {
    const keeper = new CheckpointKeeper(options.reading, options.source, options.resume)
    const add = (item: Waiting): void => {
      this.#waiting[this.#end++] = item
    }
    this.keeper = keeper
    this.#feed = createFeed(options, add, (base) => add(() => keeper.rebase(base)), true)
  }

  /** The next chunk has come. */
  feed(chunk: Uint8Array | string): void {
    this.#work = () => this.#feed.feed(chunk)
  }

  /** There are no more chunks. */
  end(): void {
    this.#work = () => this.#feed.end()
  }

  /** The next event; `undefined` when the chunk has been read, or cannot be read further: see {@link check}. */
  take(): CommerceMLEvent | undefined {
    do {
      while (this.#next < this.#end) {
        const item = this.#waiting[this.#next]
        this.#waiting[this.#next++] = undefined
        if (typeof item === 'function') item()
        else {
          this.keeper.tell()
          this.#last = item
          return item
        }
      }
      this.#next = this.#end = 0
    } while (this.#step())
    return undefined
  }

  /** No more events are taken. */
  close(): void {
    this.#feed.close()
  }

  /** Throws what ended the reading. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }

  /** The line of the event that was taken last. */
  get line(): number | undefined {
    return this.#last?.position.line
  }

  /** Reads on; false when there is nothing to do. */
  #step(): boolean {
    const work = this.#work
    if (work === undefined) return false
    this.#work = undefined // not twice, whatever a codec calls
    try {
      work()
      if (this.#feed.isPaused()) this.#work = this.#feed.resume
    } catch (error) {
      this.#failure = { error }
    }
    return true
  }
}

/**
 * Reads a document chunk by chunk: the same batch comes for each, and the next chunk is asked for when the events of the
 * last have been taken. What came before an error comes before it is thrown.
 */
export async function* readBatches(
  input: Input,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
  onProgress: ((read: number) => void) | undefined,
): AsyncGenerator<Batch, void, undefined> {
  const batch = new Batch(options)
  let read = options.inputOffset
  try {
    for await (const chunk of readChunks(input, signal)) {
      read += chunk.length
      onProgress?.(read)
      batch.feed(chunk)
      yield batch
      batch.check()
    }
    batch.end()
    yield batch
    batch.check()
  } finally {
    batch.close()
  }
}
