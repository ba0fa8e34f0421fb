import { GREATER, LESS, SLASH } from './chars'
import * as names from './names'

// The bytes of whole elements: where they are likely to end, and whether they are the same. Vectors of 16 bytes overlap
// in those that are no multiple of it.

const MIX: u64 = 0x9e3779b97f4a7c15

/** Behind the first end tag of that name, or `/>`; 0 when there is none. The element may end before or behind it. */
export function likelyEnd(at: usize, stop: usize, name: i32, length: usize): usize {
  let to = at + 1 + length
  if (load<u8>(to) != GREATER) {
    while (to < stop && load<u8>(to) != GREATER) to++
    if (to >= stop) return 0
    if (load<u8>(to - 1) == SLASH) return to + 1
  }
  const less = i8x16.splat(<i8>LESS)
  const slash = i8x16.splat(<i8>SLASH)
  for (; to < stop; to += 16) {
    let ends = i8x16.bitmask(v128.and(i8x16.eq(v128.load(to), less), i8x16.eq(v128.load(to, 1), slash)))
    while (ends != 0) {
      const from = to + ctz(ends) + 2
      const behind = from + length
      if (behind >= stop) return 0
      if (load<u8>(behind) == GREATER && names.same(names.addressOf(name), from, length)) return behind + 1
      ends &= ends - 1
    }
  }
  return 0
}

/** Of 16 bytes or more. Never 0, which is an empty place. */
export function hashOf(from: usize, to: usize): u64 {
  let sums: v128 = i64x2.splat(0)
  for (let at = from; at + 16 <= to; at += 16) {
    sums = v128.xor(i64x2.add(sums, i64x2.shl(sums, 5)), v128.load(at))
  }
  sums = v128.xor(i64x2.add(sums, i64x2.shl(sums, 5)), v128.load(to - 16))
  const low: u64 = (i64x2.extract_lane(sums, 0) ^ <u64>(to - from)) * MIX
  const high: u64 = i64x2.extract_lane(sums, 1) * MIX
  return (rotl<u64>(low, 29) ^ high) | 1
}

/** Whether the bytes are the same, 16 of them or more. */
export function areSame(a: usize, b: usize, size: usize): bool {
  for (let at: usize = 0; at + 16 <= size; at += 16) {
    if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false
  }
  const last = size - 16
  return !v128.any_true(v128.xor(v128.load(a + last), v128.load(b + last)))
}
