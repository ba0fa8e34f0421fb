import type { Batch } from './batches.ts'
import type { Checkpoint } from './checkpoint.ts'

/** The events of a document, read on demand. `await using` closes the input at the end of its block. */
export interface Events<E> extends AsyncGenerator<E, void, undefined> {
  /** The place after the last event that was yielded, for `resume`. */
  checkpoint(): Checkpoint
}

type Result<E> = IteratorResult<E, void>

const END = { done: true, value: undefined } as const

// What runtimes without `await using` lack, nobody can ask for there.
const DISPOSE: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol('asyncDispose')

/**
 * The events of batches, one by one. An async generator would do the same and cost three turns of the microtask queue
 * for each event; here one that waits is handed out at once.
 */
export class EventIterator<E> implements Events<E> {
  readonly #batches: AsyncGenerator<Batch, void, undefined>
  readonly #signal: AbortSignal | undefined
  readonly #start: () => Checkpoint
  /** Closes the input of a reading that has not begun: a generator that has not begun closes nothing. */
  #discard: (() => unknown) | undefined
  #batch: Batch | undefined
  #ended = false
  /** What must be over before the next call has its turn. */
  #turn: Promise<unknown> | undefined
  /** Calls that are not over. */
  #calls = 0

  /**
   * @param start where a reading stands that has not begun
   * @param discard closes what it was given to read, if it never begins
   */
  constructor(
    batches: AsyncGenerator<Batch, void, undefined>,
    signal: AbortSignal | undefined,
    start: () => Checkpoint,
    discard?: () => unknown,
  ) {
    this.#batches = batches
    this.#signal = signal
    this.#start = start
    this.#discard = discard
  }

  checkpoint(): Checkpoint {
    return this.#batch === undefined ? this.#start() : this.#batch.keeper.checkpoint()
  }

  next(): Promise<Result<E>> {
    if (this.#turn === undefined && !this.#signal?.aborted) {
      const event = this.#take()
      if (event !== undefined) return Promise.resolve({ done: false, value: event })
    }
    return this.#inTurn(() => this.#next())
  }

  return(): Promise<Result<E>> {
    const closed = this.#inTurn(() => this.#closed(() => END))
    closed.catch(() => {}) // who leaves in passing, in a listener of an abort, need not look at it
    return closed
  }

  throw(error: unknown): Promise<Result<E>> {
    return this.#inTurn(() =>
      this.#closed(() => {
        throw error
      }),
    )
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [DISPOSE](): Promise<void> {
    await this.return()
  }

  // Few promises and closures: they are alive while a chunk is awaited.
  #inTurn(work: () => Promise<Result<E>>): Promise<Result<E>> {
    this.#calls++
    const turn = this.#turn === undefined ? work() : this.#turn.then(work, work)
    if (this.#calls > 0) this.#turn = turn // it may be over by now
    return turn
  }

  #over(): void {
    this.#calls--
    if (this.#calls === 0) this.#turn = undefined
  }

  async #next(): Promise<Result<E>> {
    try {
      while (!this.#ended) {
        if (this.#signal?.aborted && this.#batch !== undefined) {
          await this.#close()
          throw this.#signal.reason
        }
        const event = this.#take()
        if (event !== undefined) return { done: false, value: event }
        this.#discard = undefined
        const { done, value } = await this.#batches.next()
        if (done) break
        this.#batch = value
      }
      this.#ended = true
      return END
    } catch (error) {
      this.#ended = true
      throw error
    } finally {
      this.#over()
    }
  }

  #take(): E | undefined {
    return this.#ended ? undefined : (this.#batch?.take() as E | undefined) // as the options have it
  }

  async #closed(result: () => Result<E>): Promise<Result<E>> {
    try {
      await this.#close()
      return result()
    } finally {
      this.#over()
    }
  }

  async #close(): Promise<void> {
    this.#ended = true
    const discard = this.#discard
    this.#discard = undefined
    await discard?.()
    await this.#batches.return()
  }
}
