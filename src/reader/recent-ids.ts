// A retried upload repeats a chunk of some hundred kilobytes at most: fewer than a thousand entities.
const WINDOW = 1_000

/** Remembers the last thousand ids of a kind, to notice a part of a file that was written twice, in bounded memory. */
export class RecentIds {
  readonly #ids = new Set<string>()

  /** Whether the id came within the window; from now on it has. */
  seen(id: string): boolean {
    if (this.#ids.has(id)) return true
    this.#ids.add(id)
    if (this.#ids.size > WINDOW) for (const oldest of this.#ids) return !this.#ids.delete(oldest)
    return false
  }
}
