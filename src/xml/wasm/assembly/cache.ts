import { found, missed, passesOver } from './scores'
import { KEEP, KEPT, WIDE } from './tape'

// Ids of groups, properties and price types, units, currencies and the like come again and again: their strings are made
// twice. A place holds the text that came last of those with its hash; the second time, its string is kept as well. One
// that is kept for nothing outlives its entity, and the heap grows by it.

export const PLACES: i32 = 4096
/** Bytes of a text that is kept: as ASCII, or as UTF-16. */
const LONGEST = 64
const HEAD = 8
const PLACE = HEAD + LONGEST
const MIX: u64 = 0x9e3779b97f4a7c15
/** In a place's head, of a text whose string the consumer has: so many others must want the place before it goes. */
const LIFE: u64 = 1 << 56
const MANY_LIVES: u64 = 8 * LIFE
const LIVES: u64 = 0xff * LIFE

const places: usize = memory.data(PLACES * PLACE)

const ASKERS: u32 = 1024
/** Elements by their node, and then attributes by their name; they share a score where there are more. */
const scores: usize = memory.data(ASKERS * 2)

// @ts-ignore: decorator
@inline
export function askerOf(number: i32, attribute: bool): usize {
  return scores + usize((u32(number) & (ASKERS - 1)) + (attribute ? ASKERS : 0))
}

// @ts-ignore: decorator
@inline
function tail(at: usize, rest: i32): u64 {
  // The bytes behind a text are padding, or input: they are masked.
  return load<u64>(at) & ((<u64>1 << (rest << 3)) - 1)
}

/** The kind of text to report, with the place in its upper bits; `kind` itself for a text that is not kept. */
export function placed(kind: i32, from: usize, length: i32, asker: usize): i32 {
  const bytes = kind == WIDE ? length << 1 : length
  if (bytes > LONGEST || bytes == 0) return kind
  if (passesOver(asker)) return kind
  const words = bytes >> 3
  const rest = bytes & 7
  let hash: u64 = <u64>bytes | (<u64>kind << 32)
  for (let word = 0; word < words; word++) hash = rotl<u64>((hash ^ load<u64>(from + (word << 3))) * MIX, 29)
  if (rest != 0) hash = rotl<u64>((hash ^ tail(from + (words << 3), rest)) * MIX, 29)
  const number = i32((hash * MIX) >> 52)
  const place = places + number * PLACE
  const head: u64 = (<u64>bytes << 1) | <u64>kind
  const known = load<u64>(place)
  const lives = known & LIVES
  let equal = (known & ~LIVES) == head
  for (let word = 0; equal && word < words; word++) {
    equal = load<u64>(place + HEAD + (word << 3)) == load<u64>(from + (word << 3))
  }
  if (equal && rest != 0) equal = load<u64>(place + HEAD + (words << 3)) == tail(from + (words << 3), rest)
  if (equal) {
    found(asker)
    if (lives != MANY_LIVES) store<u64>(place, head | MANY_LIVES)
    return (lives != 0 ? KEPT : kind | KEEP) | (number << 3)
  }
  missed(asker)
  if (lives > LIFE) {
    store<u64>(place, known - LIFE)
    return kind
  }
  store<u64>(place, head)
  for (let word = 0; word < words; word++) store<u64>(place + HEAD + (word << 3), load<u64>(from + (word << 3)))
  if (rest != 0) store<u64>(place + HEAD + (words << 3), tail(from + (words << 3), rest))
  return kind
}

/** Forgets everything. */
export function clear(): void {
  memory.fill(places, 0, PLACES * PLACE)
  memory.fill(scores, 0, ASKERS * 2)
}
