import { askerOf, placed } from './cache'
import { BLANK, FEED, RETURN } from './chars'
import { asciiEnd, blankEnd, checkedEnd, unitsChecked, wideEnd } from './runs'
import { At, CHARACTER, fail } from './state'
import { ASCII, attribute, DROPPED, piece, Tape, text, WIDE } from './tape'
import { areBlank, narrow, put, Units, unitsFrom, widenAscii } from './units'

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

/** Blanks of this length between elements weigh nothing. */
export const SHORT: i32 = 64

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
  Token.wideFrom = Units.end
  widenAscii(Token.from, at)
}

/** Adds a character: of a reference, or in place of a line end. */
export function push(code: u32): void {
  if (Token.unwanted) {
    Token.before += code > 0xffff ? 2 : 1
    if (code > BLANK) Token.blank = false
    return
  }
  if (!Token.wide) {
    // What came before has gone out as a piece.
    Token.wide = true
    Token.wideFrom = Units.end
  }
  Units.end = put(Units.end, code)
}

/** Reads on to one of the three characters or an ASCII control character; without `lines`, line ends and tabs are such. */
export function readOn(at: usize, end: usize, a: u32, b: u32, c: u32, lines: bool): usize {
  if (Token.unwanted) {
    if (Token.blank) noteBlank(at, end, a, b, c)
    at = checkedEnd(at, end, a, b, c, lines)
    Token.before += unitsChecked
    Token.from = at
    return at
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

/** Reads on to `stop` in what is only checked: a comment, an instruction. */
export function passOn(at: usize, end: usize, stop: u32): usize {
  at = checkedEnd(at, end, stop, stop, stop, true)
  Token.before += unitsChecked
  if (At.error != 0 || At.starved || at >= end) return at
  const byte: u32 = load<u8>(at)
  if (byte == stop) return at
  Token.from = at
  if (byte == RETURN) return lineEnd(at, end, FEED)
  fail(CHARACTER, at + 1)
  return at
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
  length = unitsFrom(from)
  if (narrow(from)) kind = ASCII
}

/** Whether the text up to `at` is white space. */
export function isBlank(at: usize): bool {
  if (!Token.blank) return false
  if (Token.unwanted) return true // that was looked at when it was read
  if (!Token.wide) return blankEnd(Token.from, at) >= at
  return areBlank(Token.wideFrom)
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
  return Token.before + (Token.wide ? unitsFrom(Token.wideFrom) : i32(at - Token.from))
}

/** The token ends at `at`. It is dropped when it is only white space, unless that is wanted. */
export function finish(at: usize, behind: usize, node: i32, blankWanted: bool): void {
  Token.open = false
  if (Token.unwanted || (!blankWanted && isBlank(at))) {
    if (!Token.unwanted && Token.before > 0) piece(DROPPED, 0, 0) // what came before is dropped too
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
