import { KEEP, KEPT, WIDE } from './tape'

// Ids of groups, properties and price types, units, currencies and the like come again and again: their strings are made
// once. A place holds the text that came last of those with its hash.

const PLACES = 4096
/** Bytes of a text that is kept: as ASCII, or as UTF-16. */
const LONGEST = 64
const HEAD = 8
const PLACE = HEAD + LONGEST
const MIX: u64 = 0x9e3779b97f4a7c15

const places: usize = memory.data(PLACES * PLACE)

// @ts-ignore: decorator
@inline
function tail(at: usize, rest: i32): u64 {
  // The bytes behind a text are padding, or input: they are masked.
  return load<u64>(at) & ((<u64>1 << (rest << 3)) - 1)
}

/** The kind of text to report, with the place in its upper bits; `kind` itself for a text too long. */
export function placed(kind: i32, from: usize, length: i32): i32 {
  const bytes = kind == WIDE ? length << 1 : length
  if (bytes > LONGEST || bytes == 0) return kind
  const words = bytes >> 3
  const rest = bytes & 7
  let hash: u64 = <u64>bytes | (<u64>kind << 32)
  for (let word = 0; word < words; word++) hash = rotl<u64>((hash ^ load<u64>(from + (word << 3))) * MIX, 29)
  if (rest != 0) hash = rotl<u64>((hash ^ tail(from + (words << 3), rest)) * MIX, 29)
  const number = i32((hash * MIX) >> 52)
  const place = places + number * PLACE
  const head: u64 = (<u64>bytes << 1) | <u64>kind
  let equal = load<u64>(place) == head
  for (let word = 0; equal && word < words; word++) {
    equal = load<u64>(place + HEAD + (word << 3)) == load<u64>(from + (word << 3))
  }
  if (equal && rest != 0) equal = load<u64>(place + HEAD + (words << 3)) == tail(from + (words << 3), rest)
  if (equal) return KEPT | (number << 3)
  store<u64>(place, head)
  for (let word = 0; word < words; word++) store<u64>(place + HEAD + (word << 3), load<u64>(from + (word << 3)))
  if (rest != 0) store<u64>(place + HEAD + (words << 3), tail(from + (words << 3), rest))
  return kind | KEEP | (number << 3)
}

/** Forgets everything. */
export function clear(): void {
  memory.fill(places, 0, PLACES * PLACE)
}

