/** The time, and waiting: the runtime's, or a test's. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after this many milliseconds, or at once when the signal aborts. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

// Timers of a longer time fire at once.
const LONGEST_TIMER = 2 ** 31 - 1

/** The runtime's. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const timer = setTimeout(finish, Math.min(milliseconds, LONGEST_TIMER))
      function finish(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', finish)
        resolve()
      }
      signal.addEventListener('abort', finish, { once: true })
    }),
}

/** What became of waiting. */
export type Waited<T> = { readonly timely: true; readonly value: T } | { readonly timely: false }

/** The promise's value, if it comes in time. Rejects if the promise does; what it does later is ignored. */
export async function within<T>(promise: Promise<T>, milliseconds: number, clock: Clock): Promise<Waited<T>> {
  const over = new AbortController()
  const late = clock.sleep(milliseconds, over.signal).then((): Waited<T> => ({ timely: false }))
  try {
    return await Promise.race([promise.then((value): Waited<T> => ({ timely: true, value })), late])
  } finally {
    over.abort()
  }
}
