/** Lets callers of one key in one after another, in the order of their calls. */
export class Mutexes<K = string> {
  readonly #last = new Map<K, Promise<unknown>>()

  async run<T>(key: K, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const turn = before.then(work)
    const settled = turn.catch(() => {}) // what becomes of it is not the next one's business
    this.#last.set(key, settled)
    try {
      return await turn
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key)
    }
  }
}
