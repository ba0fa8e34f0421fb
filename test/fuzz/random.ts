/** A choice, and how often it is taken beside the others of its table. */
export type Weighted<T> = readonly (readonly [weight: number, choice: T])[]

const STEPS_BEFORE_USE = 12

/**
 * Numbers that look like chance and are the same for the same seed on every machine: sfc32 of PractRand.
 * fast-check has such numbers too, behind a layer for shrinking that takes half of the time of a round.
 */
export class Random {
  #a: number
  #b: number
  #c = 0
  #counter = 1

  /** @param seed a whole number up to 2^53: seeds that stand beside one another have nothing in common */
  constructor(seed: number) {
    this.#a = seed >>> 0
    this.#b = Math.floor(seed / 2 ** 32) >>> 0
    for (let step = 0; step < STEPS_BEFORE_USE; step++) this.#next()
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A whole number from 0 to `end - 1`; 0 for an `end` of 0. */
  below(end: number): number {
    return Math.floor((this.#next() / 2 ** 32) * end)
  }

  /** A whole number, both ends included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  /** A whole number from 0 up, half as likely with each step, and never more than `most`. */
  few(most: number): number {
    return Math.min(Math.clz32(this.#next()), most)
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T // no table is empty
  }

  weighted<T>(table: Weighted<T>): T {
    let rest = this.below(table.reduce((sum, [weight]) => sum + weight, 0))
    for (const [weight, choice] of table) {
      rest -= weight
      if (rest < 0) return choice
    }
    throw new RangeError('a table without choices')
  }
}
