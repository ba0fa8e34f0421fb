// A retried upload repeats a chunk of some hundred kilobytes at most: fewer than a thousand entities.
const WINDOW = 1_000

/** Remembers the last one to two thousand ids of a kind, to notice a part of a file that was written twice, in bounded memory. */
export class RecentIds {
  #older = new Set<string>()
  #newer = new Set<string>()

  /** Whether the id came within the window; from now on it has. */
  seen(id: string): boolean {
    if (this.#newer.has(id) || this.#older.has(id)) return true
    if (this.#newer.size >= WINDOW) {
      this.#older = this.#newer
      this.#newer = new Set()
    }
    this.#newer.add(id)
    return false
  }
}
