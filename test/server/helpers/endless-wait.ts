/** `orders.wait` of a shop that never has any: `stopped` once it is told to stop. */
export class EndlessWait {
  stopped = false

  readonly wait = (_: unknown, signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => {
        this.stopped = true
        reject(signal.reason) // nobody's any more
      }),
    )
}
