import type { Encoding } from '../../src/source/encodings.ts'
import { encode } from './encode.ts'
import { hostile, hostileBytes } from './hostile.ts'
import type { Random, Weighted } from './random.ts'

// A document that somebody has changed without looking at it.

type Mutation = (random: Random, bytes: Uint8Array, encoding: Encoding) => Uint8Array

const MARKUP = [...Buffer.from('<>&;/!?-[]="\' \r\n\t:x0')]
const LONGEST = 40

const joined = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Uint8Array.from(part)))

/** Two places, in order, at most so far apart; in UTF-16 mostly between units. */
function range(random: Random, bytes: Uint8Array, encoding: Encoding): [from: number, to: number] {
  const step = encoding.startsWith('utf-16') && !random.oneIn(4) ? 2 : 1
  const from = random.below(bytes.length + 1)
  const to = Math.min(bytes.length, from + random.between(1, random.oneIn(5) ? bytes.length : LONGEST))
  return [from - (from % step), to - (to % step)]
}

/** The bytes with others from `from` to `to`. */
const replaced = (bytes: Uint8Array, from: number, to: number, by: Uint8Array | readonly number[]): Uint8Array =>
  joined(bytes.subarray(0, from), by, bytes.subarray(to))

const unit = (byte: number, encoding: Encoding): Uint8Array => encode(String.fromCharCode(byte), encoding)

const MUTATIONS: Weighted<Mutation> = [
  [
    4,
    function flip(random, bytes) {
      const changed = Uint8Array.from(bytes)
      const at = random.below(bytes.length)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8))
      return changed
    },
  ],
  [
    3,
    function change(random, bytes, encoding) {
      const [from] = range(random, bytes, encoding)
      const by = unit(random.pick(MARKUP), encoding)
      return replaced(bytes, from, Math.min(bytes.length, from + by.length), by)
    },
  ],
  [
    4,
    function remove(random, bytes, encoding) {
      const [from, to] = range(random, bytes, encoding)
      return replaced(bytes, from, random.oneIn(2) ? Math.min(to, from + 2) : to, [])
    },
  ],
  [
    3,
    function insertMarkup(random, bytes, encoding) {
      const [from] = range(random, bytes, encoding)
      return replaced(bytes, from, from, unit(random.pick(MARKUP), encoding))
    },
  ],
  [
    4,
    function insertHostile(random, bytes, encoding) {
      const [from] = range(random, bytes, encoding)
      return replaced(bytes, from, from, encode(hostile(random), encoding))
    },
  ],
  [
    3,
    function insertBytes(random, bytes, encoding) {
      const [from] = range(random, bytes, encoding)
      return replaced(bytes, from, from, hostileBytes(random))
    },
  ],
  [
    2,
    function repeat(random, bytes, encoding) {
      const [from, to] = range(random, bytes, encoding)
      return replaced(bytes, to, to, bytes.subarray(from, to))
    },
  ],
  [
    1,
    function move(random, bytes, encoding) {
      const [from, to] = range(random, bytes, encoding)
      const rest = replaced(bytes, from, to, [])
      const [at] = range(random, rest, encoding)
      return replaced(rest, at, at, bytes.subarray(from, to))
    },
  ],
  [
    2,
    function truncate(random, bytes, encoding) {
      const [from] = range(random, bytes, encoding)
      return bytes.slice(0, from)
    },
  ],
]

/** The document changed once, or a few times. */
export function mutated(random: Random, bytes: Uint8Array, encoding: Encoding): Uint8Array {
  let changed = bytes
  for (let count = random.few(4); count >= 0 && changed.length > 0; count--) {
    changed = random.weighted(MUTATIONS)(random, changed, encoding)
  }
  return changed
}

/** The beginning of one document and the end of another. */
export function spliced(random: Random, one: Uint8Array, other: Uint8Array): Uint8Array {
  return joined(one.subarray(0, random.below(one.length + 1)), other.subarray(random.below(other.length + 1)))
}
