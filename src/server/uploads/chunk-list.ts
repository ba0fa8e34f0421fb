import { type ChunkPrint, samePrint } from './chunk-print.ts'

const wordOf = ({ length, high, low }: ChunkPrint): string => `${length} ${high} ${low}`

/**
 * The chunks of a file in their order. It grows with the file and is shared by all that is remembered of it, since to
 * copy it, or to look through it, with each chunk would be quadratic: a file of 8 GB has 8,000 parts of 1 MiB.
 */
export class ChunkList {
  readonly #prints: ChunkPrint[] = []
  /** Where each begins in the file; of equal ones the last. */
  readonly #places = new Map<string, number>()
  #length = 0

  add(print: ChunkPrint): void {
    this.#prints.push(print)
    this.#places.set(wordOf(print), this.#length)
    this.#length += print.length
  }

  /** Where the file has such a chunk; `undefined` if nowhere. */
  placeOf(print: ChunkPrint): number | undefined {
    return this.#places.get(wordOf(print))
  }

  get prints(): readonly ChunkPrint[] {
    return this.#prints
  }

  /** Whether these are the same chunks in the same order. */
  isLike({ prints }: ChunkList): boolean {
    if (prints.length !== this.#prints.length) return false
    return this.#prints.every((print, index) => samePrint(print, prints[index] as ChunkPrint)) // as many of each
  }
}
