const END = { done: true, value: undefined } as const

/**
 * The generator that `make` gives when its first value is asked for; calls must come in turn.
 *
 * `async function*` with `yield*` would do the same, and add half as much again to what is alive while a chunk is awaited.
 */
export function deferred<T>(
  make: () => Promise<AsyncGenerator<T, void, undefined>>,
): AsyncGenerator<T, void, undefined> {
  let made: AsyncGenerator<T, void, undefined> | undefined
  let ended = false
  const begin = async (): Promise<IteratorResult<T, void>> => {
    ended = true // if it throws
    made = await make()
    return made.next()
  }
  const generator: AsyncGenerator<T, void, undefined> = {
    next() {
      if (made !== undefined) return made.next()
      return ended ? Promise.resolve(END) : begin()
    },
    async return() {
      ended = true
      await made?.return()
      return END
    },
    async throw(error) {
      ended = true
      await made?.return()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
  return generator
}
