import { type Limits, limitExceeded } from '../limits.ts'

// An element or attribute costs memory even when it is empty, and so does each piece of a text.
const ELEMENT = 32
const EXTRA = 32
const ATTRIBUTE = 16
const PIECE = 16

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

  element(): void {
    this.#take(ELEMENT)
  }

  extra(name: string): void {
    this.#take(name.length + EXTRA)
  }

  attribute(name: string, value: string): void {
    this.#take(name.length + value.length + ATTRIBUTE)
  }

  piece(text: string): void {
    this.#take(text.length + PIECE)
  }

  /** What an element with that text takes. */
  leaf(text: string): number {
    return ELEMENT + (text === '' ? 0 : text.length + PIECE)
  }

  /** Whether so much is left. */
  has(amount: number): boolean {
    return this.used + amount <= this.#limit
  }

  #take(amount: number): void {
    this.used += amount
    if (this.used > this.#limit) throw limitExceeded('entityLength', this.#limit, `the entity around ${this.#path()}`)
  }
}
