// A retried upload repeats a chunk of some hundred kilobytes at most: fewer than a thousand entities.
const WINDOW = 1_000
// A power of two, sparse enough that a place is found at once.
const PLACES = 4_096

/**
 * Remembers the last one to two thousand ids of a kind, to notice a part of a file that was written twice, in 64 KiB.
 * Numbers of 53 bits stand for the ids: one in five million million is called a duplicate and is none. Keeping the
 * strings in a Set cost a twentieth of a read.
 */
export class RecentIds {
  #older = new Float64Array(PLACES)
  #newer = new Float64Array(PLACES)
  #size = 0

  /** Whether the id came within the window; from now on it has. */
  seen(id: string): boolean {
    const key = keyOf(id)
    const place = placeOf(this.#newer, key)
    if (this.#newer[place] === key || this.#older[placeOf(this.#older, key)] === key) return true
    this.#newer[place] = key
    this.#size++
    if (this.#size === WINDOW) this.#turn()
    return false
  }

  #turn(): void {
    const emptied = this.#older.fill(0)
    this.#older = this.#newer
    this.#newer = emptied
    this.#size = 0
  }
}

/** Two hashes of the FNV family, joined; never 0, which is an empty place. */
function keyOf(id: string): number {
  let high = 0x811c9dc5
  let low = 0x27d4eb2f
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low + unit, 0x85ebca6b)
    low ^= low >>> 15
  }
  return (high >>> 0) * 0x200000 + (low >>> 11) + 1
}

/** Where the key stands, or would stand. */
function placeOf(keys: Float64Array, key: number): number {
  let place = key % PLACES
  while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) % PLACES
  return place
}
