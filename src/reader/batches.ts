import { assertChunk, discard, type Input, OpenInput, sliceOf } from '../source/chunks.ts'
import { type Base, CheckpointKeeper } from './checkpoint.ts'
import type { CommerceMLEvent } from './events.ts'
import type { ResolvedOptions } from './options.ts'
import { createFeed, type SteppingFeed } from './reader.ts'

/** An event, or what is to be done between two: told apart without a look into it, events have so many shapes. */
type Waiting = CommerceMLEvent | (() => void)

/**
 * The events of a document, chunk after chunk. A chunk is read as its events are taken, entity by entity. All of it at
 * once would have V8 take tens of megabytes more for its young objects, since those that wait for their turn outlive its
 * collections. V8 counts what does: when 4 MB have, it takes 8 MB more. It collects while a file is waited for, so what is
 * alive then is held to 2 kB: nothing of the items that were told, nor the start of the next one, see {@link #step}.
 */
export class Batch {
  readonly keeper: CheckpointKeeper
  readonly #feed: SteppingFeed
  /** What came last, as long as it has not been begun. */
  #next: (() => void) | undefined
  /** Of what came before it, something waits. */
  #isPaused = false
  #failure: { error: unknown } | undefined
  // The places stay, for those that come next: an array that is emptied for each event is made anew each time.
  readonly #waiting: (Waiting | undefined)[] = []
  #first = 0
  #end = 0

  constructor(options: ResolvedOptions) {
    const keeper = new CheckpointKeeper(options.reading, options.source, options.resume)
    const add = (item: Waiting): void => {
      this.#waiting[this.#end++] = item
    }
    this.keeper = keeper
    let noted: Base | undefined
    const rebase = (): void => keeper.rebase(noted as Base) // it waits behind what it was noted for
    const note = (base: Base): void => {
      noted = base
      add(rebase)
    }
    this.#feed = createFeed(options, add, note, true)
  }

  /** The next chunk has come. */
  feed(chunk: Uint8Array | string): void {
    this.#next = () => this.#feed.feed(chunk)
  }

  /** There are no more chunks. */
  end(): void {
    this.#next = () => this.#feed.end()
  }

  /** The next event; `undefined` when the chunk has been read, or cannot be read further: see {@link check}. */
  take(): CommerceMLEvent | undefined {
    do {
      while (this.#first < this.#end) {
        const item = this.#waiting[this.#first]
        this.#waiting[this.#first++] = undefined
        if (typeof item === 'function') item()
        else {
          this.keeper.tell()
          return item
        }
      }
      this.#first = this.#end = 0
    } while (this.#step())
    this.#feed.rest()
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

  /** The line that the reading has come to. */
  get line(): number {
    return this.#feed.line()
  }

  /** Reads on; false when there is nothing to do, or only the start of an item to read, whose end has not come. */
  #step(): boolean {
    const next = this.#next
    const resumes = this.#isPaused && (next !== undefined || !this.#feed.isStarved())
    const work = resumes ? this.#feed.resume : next
    if (work === undefined) return false
    this.#next = undefined // neither twice, whatever a codec calls
    this.#isPaused = false
    try {
      work()
      if (resumes) this.#next = next
      this.#isPaused = this.#feed.isPaused()
    } catch (error) {
      this.#failure = { error }
    }
    return true
  }
}

/** How a document is read. */
export interface Reading {
  readonly options: ResolvedOptions
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((read: number) => void) | undefined
}

/**
 * Reads a document chunk by chunk: the same batch comes for each, and the next chunk is asked for when the events of the
 * last have been taken. What came before an error comes before it is thrown.
 *
 * @param begin called when the first batch is requested; if it throws, the input is closed
 */
export async function* readBatches(input: Input, begin: () => Reading): AsyncGenerator<Batch, void, undefined> {
  let reading: Reading
  try {
    reading = begin()
  } catch (error) {
    discard(input)
    throw error
  }
  const { options, signal, onProgress } = reading
  const batch = new Batch(options)
  let read = options.inputOffset
  try {
    const source = new OpenInput(input, signal)
    try {
      for (;;) {
        const { done, value } = await source.next()
        if (done) {
          source.ended()
          break
        }
        assertChunk(value)
        for (let start = 0; start < value.length; ) {
          const chunk = sliceOf(value, start)
          start += chunk.length
          read += chunk.length
          onProgress?.(read)
          batch.feed(chunk)
          yield batch
          batch.check()
        }
        signal?.throwIfAborted()
      }
    } catch (error) {
      await source.close().catch(() => {}) // what ended the reading counts
      throw error
    } finally {
      await source.close()
    }
    batch.end()
    yield batch
    batch.check()
  } finally {
    batch.close()
  }
}
