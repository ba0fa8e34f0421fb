import { AMPERSAND, BLANK, BRACKET, FEED, LESS, RETURN, TAB } from './chars'
import { oneByte, unitOf, width } from './decode'
import { characterAt, ENCODING, fail } from './state'
import { put, Units } from './units'

// Runs of characters, many at a time: where they end. What is found behind `end` counts for nothing.

/** Where the white space ends that begins at `at`. */
export function blankEnd(at: usize, end: usize): usize {
  const blank = i8x16.splat(<i8>BLANK)
  const feed = i8x16.splat(<i8>FEED)
  const back = i8x16.splat(<i8>RETURN)
  const tab = i8x16.splat(<i8>TAB)
  while (at < end) {
    const bytes = v128.load(at)
    const lines = v128.or(v128.or(i8x16.eq(bytes, feed), i8x16.eq(bytes, back)), i8x16.eq(bytes, tab))
    const other = i8x16.bitmask(v128.or(i8x16.eq(bytes, blank), lines)) ^ 0xffff
    if (other != 0) return min(at + ctz(other), end)
    at += 16
  }
  return end
}

/** Where plain ASCII ends: at one of three characters, a control character, or what is not ASCII. */
export function asciiEnd(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  const first = i8x16.splat(<i8>a)
  const second = i8x16.splat(<i8>b)
  const third = i8x16.splat(<i8>c)
  const space = i8x16.splat(<i8>BLANK)
  // Blanks stand for nothing here: they are not less than a blank.
  const feed = i8x16.splat(<i8>(lines ? FEED : BLANK))
  const tab = i8x16.splat(<i8>(lines ? TAB : BLANK))
  while (at < end) {
    const bytes = v128.load(at)
    // Signed: what is not ASCII is less than a blank as well.
    const odd = v128.andnot(i8x16.lt_s(bytes, space), v128.or(i8x16.eq(bytes, feed), i8x16.eq(bytes, tab)))
    const stops = v128.or(v128.or(i8x16.eq(bytes, first), i8x16.eq(bytes, second)), i8x16.eq(bytes, third))
    const found = i8x16.bitmask(v128.or(odd, stops))
    if (found != 0) return min(at + ctz(found), end)
    at += 16
  }
  return end
}

/** As {@link asciiEnd}, over characters of any kind, which go out as UTF-16. */
export function wideEnd(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  let to = Units.end
  while (at < end) {
    const lead: u32 = load<u8>(at)
    if (lead < 0x80) {
      if (lead == a || lead == b || lead == c || (lead < BLANK && !(lines && (lead == FEED || lead == TAB)))) break
      store<u16>(to, lead)
      to += 2
      at++
    } else if (oneByte) {
      const unit = unitOf(lead)
      if (unit == 0xffff) {
        fail(ENCODING, at)
        break
      }
      store<u16>(to, unit)
      to += 2
      at++
    } else if (lead >= 0xc2 && lead < 0xe0 && at + 16 <= end) {
      // Eight characters of two bytes at once: Cyrillic.
      const bytes = v128.load(at)
      const high = i16x8.shl(v128.and(bytes, i16x8.splat(0x001f)), 6)
      const low = v128.and(i16x8.shr_u(bytes, 8), i16x8.splat(0x003f))
      v128.store(to, v128.or(high, low))
      const count = pairsAt(at)
      if (count == 0) {
        fail(ENCODING, at)
        break
      }
      to += count << 1
      at += count << 1
    } else {
      const code = characterAt(at, end)
      if (code < 0) break
      to = put(to, code)
      at += width
    }
  }
  Units.end = to
  return at
}

/**
 * Where UTF-8 of one and two bytes a character ends, at `<`, `&`, `]` or a control character; 0 if anything else stands
 * before, which may be right or wrong. A character of one byte stands before `at`.
 */
export function narrowEnd(at: usize, end: usize): usize {
  const less = i8x16.splat(<i8>LESS)
  const ampersand = i8x16.splat(<i8>AMPERSAND)
  const bracket = i8x16.splat(<i8>BRACKET)
  const space = i8x16.splat(<i8>BLANK)
  const feed = i8x16.splat(<i8>FEED)
  const tab = i8x16.splat(<i8>TAB)
  const continuation = i8x16.splat(-64) // bytes of 0x80 to 0xBF are less, as signed numbers
  for (; at < end; at += 16) {
    const bytes = v128.load(at)
    const follows = i8x16.lt_s(bytes, continuation)
    // The byte behind each lead follows it, and no other does.
    const wrong = v128.or(
      v128.xor(follows, isLead(v128.load(at - 1))),
      v128.andnot(i8x16.lt_s(bytes, i8x16.splat(0)), v128.or(follows, isLead(bytes))),
    )
    const blank = v128.or(i8x16.eq(bytes, feed), i8x16.eq(bytes, tab))
    const control = v128.andnot(i8x16.lt_u(bytes, space), blank)
    const marks = v128.or(v128.or(i8x16.eq(bytes, less), i8x16.eq(bytes, ampersand)), i8x16.eq(bytes, bracket))
    const stops = i8x16.bitmask(v128.or(control, marks))
    const faults = i8x16.bitmask(wrong)
    if (stops != 0) return (faults & (stops ^ (stops - 1))) == 0 ? min(at + ctz(stops), end) : 0
    if (faults != 0) return 0
  }
  return end
}

/** Leads of two bytes: 0xC2 to 0xDF. */
// @ts-ignore: decorator
@inline
function isLead(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(<i8>0xc2)), i8x16.splat(0x1e))
}

/** UTF-16 units of what {@link checkedEnd} has read. */
export let unitsChecked: i32 = 0

/** As {@link wideEnd}, for what nobody wants: checked, and counted in {@link unitsChecked}. */
export function checkedEnd(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  let count = 0
  while (at < end) {
    const lead: u32 = load<u8>(at)
    if (lead < 0x80) {
      const next = asciiEnd(at, end, a, b, c, lines)
      count += i32(next - at)
      if (next == at) break
      at = next
    } else if (!oneByte && lead < 0xe0 && at + 16 <= end) {
      const pairs = pairsAt(at)
      if (pairs == 0) {
        fail(ENCODING, at)
        break
      }
      count += i32(pairs)
      at += pairs << 1
    } else {
      const code = characterAt(at, end)
      if (code < 0) break
      count += code > 0xffff ? 2 : 1
      at += width
    }
  }
  unitsChecked = count
  return at
}

/** How many characters of two bytes stand at `at`, eight at most. */
// @ts-ignore: decorator
@inline
function pairsAt(at: usize): usize {
  const bytes = v128.load(at)
  // The lower byte of a lane is the lead; leads C0 and C1 would be longer than needed.
  const shaped = i16x8.eq(v128.and(bytes, i16x8.splat(<i16>0xc0e0)), i16x8.splat(<i16>0x80c0))
  const proper = i16x8.gt_u(v128.and(bytes, i16x8.splat(0x00ff)), i16x8.splat(0x00c1))
  return ctz(~i16x8.bitmask(v128.and(shaped, proper)) | 0x100)
}
