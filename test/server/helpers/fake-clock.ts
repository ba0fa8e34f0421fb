import type { Clock } from '../../../src/server/clock.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Lets promises go as far as they come without time. Disks need real time: a test with one waits for its replies. */
export async function settled(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Time that passes when a test says so. */
export class FakeClock implements Clock {
  #now: number
  readonly #sleepers = new Set<Sleeper>()

  constructor(now = Date.UTC(2025, 0, 1)) {
    this.#now = now
  }

  /** How many wait for it. */
  get sleepers(): number {
    return this.#sleepers.size
  }

  now(): number {
    return this.#now
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || milliseconds <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.#now + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper)
          resolve()
        },
      }
      this.#sleepers.add(sleeper)
      signal.addEventListener('abort', sleeper.wake, { once: true })
    })
  }

  /** Lets time pass, each sleeper woken at its own. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    for (;;) {
      await settled()
      const next = [...this.#sleepers].sort((one, other) => one.at - other.at)[0]
      if (next === undefined || next.at > end) break
      this.#now = Math.max(this.#now, next.at)
      next.wake()
    }
    this.#now = end
    await settled()
  }

  /** Lets time pass until the promise is settled, and gives what it gives. */
  async until<T>(promise: Promise<T>, step = 100): Promise<T> {
    let over = false
    const end = (): void => {
      over = true
    }
    promise.then(end, end)
    for (let steps = 0; steps < 100_000; steps++) {
      await settled()
      if (over) return promise
      await this.advance(step)
    }
    throw new Error('it never comes to an end')
  }
}
