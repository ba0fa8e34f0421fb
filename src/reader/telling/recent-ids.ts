// A retried upload repeats a chunk of some hundred kilobytes at most: fewer than a thousand entities.
const WINDOW = 1_000
// A power of two, sparse enough that a place is found at once.
const PLACES = 4_096
// Ids in order, at first: two windows.
const LOG = 2_048
const KEY_BYTES = 6
// What stands for the older window until there is one: many documents have a few ids of a kind.
const NONE = new Float64Array(PLACES)

/** Which of two places to go on from: the one that may be asked for, and the one that is noted ahead of it, in turn. */
export type Side = 0 | 1

/**
 * Remembers the last one to two thousand ids of a kind, to notice a part of a file that was written twice, in 80 KiB
 * (48 KiB before the thousandth), and 8 bytes more for each id behind a place to go on from that stands far back: as
 * many as a piece of input has, and of groups, which are held.
 * Numbers of 48 bits stand for the ids: one in a hundred thousand million is called a duplicate and is none. Keeping the
 * strings in a Set cost a twentieth of a read.
 */
export class RecentIds {
  #older = NONE
  #newer = new Float64Array(PLACES)
  #log = new Float64Array(LOG)
  #count = 0
  /** From where on ids may be asked for, of the places noted. */
  readonly #from: Record<Side, number> = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  /** How many had come. */
  readonly #to: Record<Side, number> = [0, 0]

  /** Whether the id came within the window; from now on it has. */
  seen(id: string): boolean {
    return this.#add(keyOf(id))
  }

  /**
   * Notes what is remembered now: {@link noted} has it until that side is noted again. Two sides in turn, since a piece
   * of input may be read beyond a place to go on from before that is told.
   */
  note(side: Side): void {
    this.#to[side] = this.#count
    this.#from[side] = Math.max(0, this.#count - (this.#count % WINDOW) - WINDOW)
  }

  /** What {@link note} found, as text; empty when it was not called. */
  noted(side: Side): string {
    return this.#text(this.#from[side], this.#to[side])
  }

  #text(from: number, to: number): string {
    const bytes: number[] = []
    for (let index = from; index < to; index++) {
      let key = this.#log[index % this.#log.length] as number
      for (let byte = 0; byte < KEY_BYTES; byte++) {
        bytes.push(key % 256)
        key = Math.floor(key / 256)
      }
    }
    return btoa(String.fromCharCode(...bytes))
  }

  /** Remembers what {@link noted} gave. */
  restore(window: string): void {
    const bytes = atob(window)
    for (let at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
      let key = 0
      for (let byte = KEY_BYTES - 1; byte >= 0; byte--) key = key * 256 + bytes.charCodeAt(at + byte)
      this.#add(key)
    }
  }

  #add(key: number): boolean {
    const place = placeOf(this.#newer, key)
    if (this.#newer[place] === key || this.#older[placeOf(this.#older, key)] === key) return true
    this.#newer[place] = key
    if (this.#count - Math.min(this.#from[0], this.#from[1]) >= this.#log.length) this.#grow()
    this.#log[this.#count % this.#log.length] = key
    this.#count++
    if (this.#count % WINDOW === 0) this.#turn()
    return false
  }

  #grow(): void {
    const { length } = this.#log
    const log = new Float64Array(length * 2)
    for (let index = this.#count - length; index < this.#count; index++) {
      log[index % log.length] = this.#log[index % length] as number
    }
    this.#log = log
  }

  #turn(): void {
    const emptied = this.#older === NONE ? new Float64Array(PLACES) : this.#older.fill(0)
    this.#older = this.#newer
    this.#newer = emptied
  }
}

/** Two hashes of the FNV family, joined to 48 bits; never 0, which is an empty place. */
function keyOf(id: string): number {
  let high = 0x811c9dc5
  let low = 0x27d4eb2f
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low + unit, 0x85ebca6b)
    low ^= low >>> 15
  }
  return (high >>> 0) * 0x10000 + (low >>> 16) || 1
}

/** Where the key stands, or would stand. */
function placeOf(keys: Float64Array, key: number): number {
  let place = (key | 0) & (PLACES - 1) // the lower bits, as integers: a remainder of such numbers is slow
  while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & (PLACES - 1)
  return place
}
