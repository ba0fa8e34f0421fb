import { askerOf, placed } from './cache'
import { isChar, is, STOPS } from './chars'
import { codePointAt, oneByte, unitOf, width } from './decode'
import { units } from './memory'
import { At, CHARACTER, ENCODING, fail, unreadable } from './state'
import { ASCII, WIDE, Tape, attribute, piece, text } from './tape'

const FEED: u32 = 0x0a
// What ends a text.
const LESS: u32 = 0x3c
const AMPERSAND: u32 = 0x26
const BRACKET: u32 = 0x5d

/**
 * The text, attribute value or CDATA section that is being read. As long as it is plain ASCII it stays where it is in
 * the input; then it goes on as UTF-16.
 */
export class Token {
  static open: bool = false
  /** Nobody wants it: it is only checked and counted. */
  static unwanted: bool = false
  static wide: bool = false
  /** Where its ASCII begins. */
  static from: usize = 0
  static wideFrom: usize = 0
  /** UTF-16 units that came before: earlier pieces, or all of an unwanted one. */
  static before: i32 = 0
  /** All of the pieces that came before was white space. */
  static blank: bool = true
}

let out: usize = 0

/** Nothing of earlier scans is needed any more. */
export function resetUnits(): void {
  out = units
}

export function begin(at: usize, unwanted: bool): void {
  Token.open = true
  Token.unwanted = unwanted
  Token.wide = false
  Token.from = at
  Token.before = 0
  Token.blank = true
}

/** Everything before `at` goes on as UTF-16. */
export function widen(at: usize): void {
  if (Token.unwanted) {
    Token.before += i32(at - Token.from)
    Token.from = at
    return
  }
  if (Token.wide) return
  Token.wide = true
  Token.wideFrom = out
  widenAscii(Token.from, at)
}

/** Plain ASCII goes out as UTF-16. */
function widenAscii(from: usize, to: usize): void {
  for (; from + 16 <= to; from += 16) {
    const bytes = v128.load(from)
    v128.store(out, i16x8.extend_low_i8x16_u(bytes))
    v128.store(out, i16x8.extend_high_i8x16_u(bytes), 16)
    out += 32
  }
  for (; from < to; from++) {
    store<u16>(out, load<u8>(from))
    out += 2
  }
}

/** Adds a character: of a reference, or in place of a line end. */
export function push(code: u32): void {
  if (Token.unwanted) {
    Token.before += code > 0xffff ? 2 : 1
    if (code > 0x20) Token.blank = false
    return
  }
  if (!Token.wide) {
    // What came before has gone out as a piece.
    Token.wide = true
    Token.wideFrom = out
  }
  if (code > 0xffff) {
    store<u16>(out, 0xd7c0 + (code >> 10))
    store<u16>(out, 0xdc00 + (code & 0x3ff), 2)
    out += 4
  } else {
    store<u16>(out, code)
    out += 2
  }
}

/** Where the white space ends that begins at `at`. */
export function blankEnd(at: usize, end: usize): usize {
  const blank = i8x16.splat(0x20)
  const feed = i8x16.splat(0x0a)
  const back = i8x16.splat(0x0d)
  const tab = i8x16.splat(0x09)
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
function asciiEnd(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  const first = i8x16.splat(<i8>a)
  const second = i8x16.splat(<i8>b)
  const third = i8x16.splat(<i8>c)
  const space = i8x16.splat(0x20)
  // Blanks stand for nothing here: they are not less than a blank.
  const feed = i8x16.splat(lines ? 0x0a : 0x20)
  const tab = i8x16.splat(lines ? 0x09 : 0x20)
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
function wideEnd(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  let to = out
  while (at < end) {
    const lead: u32 = load<u8>(at)
    if (lead < 0x80) {
      if (lead == a || lead == b || lead == c || (lead < 0x20 && !(lines && (lead == FEED || lead == 0x09)))) break
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
      const code = codePointAt(at, end)
      if (code < 0) {
        unreadable(code, at)
        break
      }
      if (!isChar(code)) {
        fail(CHARACTER, at + width)
        break
      }
      if (code > 0xffff) {
        store<u16>(to, 0xd7c0 + (code >> 10))
        store<u16>(to, 0xdc00 + (code & 0x3ff), 2)
        to += 4
      } else {
        store<u16>(to, code)
        to += 2
      }
      at += width
    }
  }
  out = to
  return at
}

/** As {@link wideEnd}, for what nobody wants: checked and counted. */
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
      const code = codePointAt(at, end)
      if (code < 0) {
        unreadable(code, at)
        break
      }
      if (!isChar(code)) {
        fail(CHARACTER, at + width)
        break
      }
      count += code > 0xffff ? 2 : 1
      at += width
    }
  }
  Token.before += count
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

/** Reads on to one of the three characters or an ASCII control character; without `lines`, line ends and tabs are such. */
export function readOn(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  if (Token.unwanted) {
    if (Token.blank) noteBlank(at, end, a, b, c)
    const to = checkedEnd(at, end, a, b, c, lines)
    Token.from = to
    return to
  }
  if (!Token.wide) {
    at = asciiEnd(at, end, a, b, c, lines)
    if (at >= end || load<u8>(at) < 0x80) return at
    widen(at)
  }
  return wideEnd(at, end, a, b, c, lines)
}

/** Whether an unwanted text is white space has to be noted while it is read. */
function noteBlank(at: usize, end: usize, a: u32, b: u32, c: u32): void {
  const to = blankEnd(at, end)
  if (to >= end) return
  const byte: u32 = load<u8>(to)
  Token.blank = byte == a || byte == b || byte == c
}

/** A carriage return at `at`, alone or with its line feed, becomes `as`. Returns the place behind it. */
export function lineEnd(at: usize, end: usize, as: u32): usize {
  widen(at)
  push(as)
  at++
  if (at < end) {
    if (load<u8>(at) == FEED) at++
  } else At.afterReturn = true
  Token.from = at
  return at
}

/** Of a whole text: its kind, and where it is. */
export let textKind: i32 = ASCII
export let textFrom: usize = 0
export let textLength: i32 = 0

/**
 * Reads a text without references and carriage returns that ends in this input, at a `<`, and notes what it is. Returns
 * where it ends; 0 for any other text, of which nothing is remembered: it is to be read step by step.
 */
export function wholeText(at: usize, end: usize): usize {
  let to = asciiEnd(at, end, LESS, AMPERSAND, BRACKET, true)
  if (to >= end) return 0
  textKind = ASCII
  textFrom = at
  textLength = i32(to - at)
  const byte: u32 = load<u8>(to)
  if (byte == LESS) return to
  if (byte < 0x80) return 0
  const before = out
  widenAscii(at, to)
  to = wideEnd(to, end, LESS, AMPERSAND, BRACKET, true)
  if (to < end && !At.starved && At.error == 0 && load<u8>(to) == LESS) {
    textKind = WIDE
    textFrom = before
    textLength = i32((out - before) >> 1)
    return to
  }
  out = before
  At.starved = false
  At.error = 0
  return 0
}

/** As {@link wholeText}, for one that nobody wants. */
export function wholeUnwantedText(at: usize, end: usize): usize {
  Token.before = 0
  const to = checkedEnd(at, end, LESS, AMPERSAND, BRACKET, true)
  textLength = Token.before
  if (to < end && !At.starved && At.error == 0 && load<u8>(to) == LESS) return to
  At.starved = false
  At.error = 0
  return 0
}

/** Forgets what {@link wholeText} has read. */
export function dropWholeText(): void {
  if (textKind == WIDE) out = textFrom
}

// What {@link settle} has found.
let kind: i32 = ASCII
let from: usize = 0
let length: i32 = 0

/** Where the text is that was gathered up to `at`. UTF-16 that turned out to be ASCII becomes bytes again. */
function settle(at: usize): void {
  if (!Token.wide) {
    kind = ASCII
    from = Token.from
    length = i32(at - Token.from)
    return
  }
  kind = WIDE
  from = Token.wideFrom
  length = i32((out - from) >> 1)
  let any: v128 = i64x2.splat(0)
  let unit = from
  for (; unit + 16 <= out && !v128.any_true(v128.and(any, i16x8.splat(<i16>0xff80))); unit += 16) {
    any = v128.or(any, v128.load(unit))
  }
  if (v128.any_true(v128.and(any, i16x8.splat(<i16>0xff80)))) return
  for (; unit < out; unit += 2) if (load<u16>(unit) >= 0x80) return
  kind = ASCII
  for (let index = 0; index < length; index++) store<u8>(from + index, load<u8>(from + (index << 1)))
}

/** Whether the text up to `at` is white space. */
export function isBlank(at: usize): bool {
  if (!Token.blank) return false
  if (Token.unwanted) return true // that was looked at when it was read
  if (!Token.wide) return blankEnd(Token.from, at) >= at
  for (let unit = Token.wideFrom; unit < out; unit += 2) if (load<u16>(unit) > 0x20) return false
  return true
}

/** The input, or the room for operations, ends inside the token: what there is of it goes out. */
export function cut(at: usize): void {
  if (!Token.open) return
  if (Token.unwanted) {
    widen(at)
    return
  }
  Token.blank = isBlank(at) // before it is settled: that may overwrite its UTF-16
  settle(at)
  if (length > 0) piece(kind, from, length)
  Token.before += length
  Token.wide = false
  Token.from = at
}

/** UTF-16 units of the token that ends at `at`. */
export function lengthTo(at: usize): i32 {
  if (Token.unwanted) return Token.before + i32(at - Token.from)
  return Token.before + (Token.wide ? i32((out - Token.wideFrom) >> 1) : i32(at - Token.from))
}

/** The token ends at `at`. It is dropped when it is only white space, unless that is wanted. */
export function finish(at: usize, behind: usize, node: i32, blankWanted: bool): void {
  Token.open = false
  if (Token.unwanted || (!blankWanted && isBlank(at))) {
    if (!Token.unwanted && Token.before > 0) piece(-1, 0, 0) // what came before is dropped too
    return
  }
  settle(at)
  text(Token.before == 0 ? placed(kind, from, length, askerOf(node, false)) : kind, from, length, behind)
  if (length == 0) Tape.leaf = 0 // an empty CDATA section is a text as well
}

/** The attribute value ends at `at`. */
export function finishValue(name: i32, at: usize): void {
  Token.open = false
  if (Token.unwanted) return
  settle(at)
  attribute(name, Token.before == 0 ? placed(kind, from, length, askerOf(name, true)) : kind, from, length, at + 1)
}
