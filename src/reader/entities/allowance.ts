import { type Limits, limitExceeded } from '../../limits.ts'

// An element or attribute costs memory even when it is empty, and so does each piece of a text.
export const ELEMENT_COST = 32
export const EXTRA_COST = 32
export const ATTRIBUTE_COST = 16
export const PIECE_COST = 16

/**
 * Frames keep the values of an entity until others come in their place, since to clear them costs time: not those of one
 * that used more than this.
 */
export const SHORT_ENTITY = 4_096

/** What one entity may take: `limits.entityLength`. */
export class Allowance {
  readonly #limit: number
  readonly #path: () => string
  /** By the entity that is being read. */
  used = 0

  /** @param path of what is being read */
  constructor({ entityLength }: Limits, path: () => string) {
    this.#limit = entityLength
    this.#path = path
  }

  /** Whether so much is left. */
  has(amount: number): boolean {
    return this.used + amount <= this.#limit
  }

  take(amount: number): void {
    this.used += amount
    if (this.used > this.#limit) this.#refuse()
  }

  #refuse(): never {
    throw limitExceeded('entityLength', this.#limit, `the entity around ${this.#path()}`)
  }
}
