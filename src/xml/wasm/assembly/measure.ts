import { oneByte } from './decode'
import { At, fail, LIMIT_TOKEN, Limit } from './state'

/** UTF-16 units of the characters that begin from `from` to `to`. */
export function unitsBetween(from: usize, to: usize): i32 {
  if (to <= from) return 0
  if (oneByte) return i32(to - from)
  let count = 0
  let at = from
  const continuation = i8x16.splat(-64) // bytes of 0x80 to 0xBF are less, as signed numbers
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(at)
    count += popcnt<i32>(i8x16.bitmask(i8x16.ge_s(bytes, continuation)))
    count += popcnt<i32>(i8x16.bitmask(i8x16.ge_u(bytes, i8x16.splat(-16)))) // four bytes are a pair of units
  }
  for (; at < to; at++) {
    const byte = load<u8>(at)
    count += i32((byte & 0xc0) != 0x80) + i32(byte >= 0xf0)
  }
  return count
}

/** A lane of {@link linesBetween} counts so many bytes before it could overflow. */
const MOST_COUNTED: usize = 255 * 16

/** A carriage return stands before what {@link linesBetween} counts next. */
let afterReturn: bool = false

/** Line ends from `from`, where it was asked last, to `to`, which is behind that. */
export function linesBetween(from: usize, to: usize): i32 {
  let at = from
  if (afterReturn && load<u8>(at) == 0x0a) at++
  afterReturn = load<u8>(to - 1) == 0x0d
  const feed = i8x16.splat(0x0a)
  const back = i8x16.splat(0x0d)
  let count = 0
  // Feeds and returns, without the feeds that belong to a return. Equal lanes are -1.
  while (at + 16 < to) {
    const stop = min(at + MOST_COUNTED, to)
    let counts: v128 = i64x2.splat(0)
    for (; at + 16 < stop; at += 16) {
      const bytes = v128.load(at)
      const backs = i8x16.eq(bytes, back)
      const pairs = v128.and(backs, i8x16.eq(v128.load(at, 1), feed))
      counts = i8x16.sub(counts, i8x16.add(backs, i8x16.eq(bytes, feed)))
      counts = i8x16.add(counts, pairs)
    }
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts))
    count += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1)
    count += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3)
  }
  // A feed here whose return stands before it has been taken off already.
  let carry = false
  for (; at < to; at++) {
    const byte = load<u8>(at)
    count += i32(byte == 0x0d || (byte == 0x0a && !carry))
    carry = byte == 0x0d
  }
  return count
}

/** Units of the token that is being read which came before {@link At.fresh}; 0 when it began in this input. */
let carried: i32 = 0
let mark: usize = 0

/** Something was complete at `at`: what goes on and on is measured from there. */
export function event(at: usize): void {
  if (carried > 0) {
    if (carried + unitsBetween(At.fresh, at) > Limit.token) fail(LIMIT_TOKEN, at)
    carried = 0
  }
  mark = at
}

/** A token began in earlier input: its length has to be looked at when something is complete. */
// @ts-ignore: decorator
@inline
export function isCarried(): bool {
  return carried > 0
}

/** The input ends inside a token. */
export function carry(): void {
  carried += unitsBetween(max(mark, At.fresh), At.end)
  if (carried > Limit.token) fail(LIMIT_TOKEN, At.end)
}

/** The input has moved by so many bytes. */
export function moveMark(by: usize): void {
  mark = mark > by ? mark - by : 0
}

export function resetMeasures(): void {
  carried = 0
  mark = 0
  afterReturn = false
}
