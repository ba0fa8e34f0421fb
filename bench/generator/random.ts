/** Odd, so that multiplying by it maps distinct numbers to distinct states. */
const STATE_STEP = 0x9e3779b9

/** FNV-1a of a name: keeps the sequences of products, groups and so on apart. */
function saltOf(name: string): number {
  let salt = 0x811c9dc5
  for (let index = 0; index < name.length; index++) salt = Math.imul(salt ^ name.charCodeAt(index), 0x01000193)
  return salt
}

/** Numbers of one thing, the same on every run: mulberry32, seeded with what the thing is and where it stands. */
export class Random {
  #state: number

  /** `index` alone decides within one seed and name, so the thousandth product does not depend on the first 999. */
  constructor(seed: number, name: string, index: number) {
    this.#state = (saltOf(name) + Math.imul(seed, 0x85ebca6b) + Math.imul(index, STATE_STEP)) | 0
  }

  /** 32 bits, unsigned. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** A whole number from 0 up to `limit`, which is not reached. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit)
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T // below() stays in range
  }
}

const hex = (word: number): string => word.toString(16).padStart(8, '0')

/** The id of one thing, as 1C writes it. Distinct for distinct indexes of one name. */
export function guid(seed: number, name: string, index: number): string {
  const random = new Random(seed, name, index)
  const [a, b, c, d] = [hex(random.next()), hex(random.next()), hex(random.next()), hex(random.next())]
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`
}
