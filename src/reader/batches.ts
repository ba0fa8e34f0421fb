import { type Input, readChunks } from '../source/chunks.ts'
import { CheckpointKeeper } from './checkpoint.ts'
import type { CommerceMLEvent } from './events.ts'
import type { ResolvedOptions } from './options.ts'
import { createFeed } from './reader.ts'

/** An event, or what is to be done between two. Never asks for a property: events have so many shapes. */
type Waiting = CommerceMLEvent | (() => void)

/**
 * What a chunk of a document gives. It is read as its events are taken, entity by entity. All of it at once would have V8
 * take tens of megabytes more for its young objects, since those that wait for their turn outlive its collections.
 */
export class Batch {
  readonly keeper: CheckpointKeeper
  /** Reads on; false when all has been read. */
  readonly #step: () => boolean
  // The places stay, for those that come next: an array that is emptied for each event is made anew each time.
  readonly #waiting: (Waiting | undefined)[] = []
  #next = 0
  #end = 0
  #last: CommerceMLEvent | undefined

  constructor(keeper: CheckpointKeeper, step: () => boolean) {
    this.keeper = keeper
    this.#step = step
  }

  add(item: Waiting): void {
    this.#waiting[this.#end++] = item
  }

  /** The next event; `undefined` when there is none left. */
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

  /** The line of the event that was taken last. */
  get line(): number | undefined {
    return this.#last?.position.line
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
  const feed = createFeed(
    options,
    (event) => batch.add(event),
    (base) => batch.add(() => keeper.rebase(base)),
    true,
  )
  /** What is to be done next. */
  let work: (() => void) | undefined
  let failure: { error: unknown } | undefined
  const batch = new Batch(keeper, () => {
    if (work === undefined) return false
    try {
      work()
      if (!feed.isPaused()) work = undefined
      else work = feed.resume
    } catch (error) {
      failure = { error }
      work = undefined
    }
    return true
  })
  let read = options.inputOffset
  for await (const chunk of readChunks(input, signal)) {
    read += chunk.length
    onProgress?.(read)
    work = () => feed.feed(chunk)
    yield batch
    if (failure !== undefined) throw failure.error
  }
  work = () => feed.end()
  yield batch
  if (failure !== undefined) throw failure.error
}
