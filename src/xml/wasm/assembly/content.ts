import { AMPERSAND, BRACKET, EXCLAMATION, FEED, GREATER, isChar, LESS, QUESTION, RETURN, SLASH } from './chars'
import { codePointAt, width } from './decode'
import { hadText, Open, skipping } from './elements'
import { event } from './measure'
import * as plan from './plan'
import { beginReference } from './reference'
import { blankEnd } from './runs'
import { At, CHARACTER, CDATA_CLOSE, CONTENT, fail, LIMIT_TEXT, Limit, MARKUP, OUTSIDE, unreadable } from './state'
import { isFull } from './tape'
import { begin, finish, isBlank, lengthTo, lineEnd, push, readOn, SHORT, Token } from './text'
import { usualTag } from './usual'

const BYTE_ORDER_MARK = 0xfeff

/** `]` before here: two forbid a `>`. */
let brackets: i32 = 0

export function content(): void {
  while (Open.depth > 0) {
    if (Token.open || betweenTags()) {
      if (!text()) return
    }
    if (At.state != CONTENT || At.paused || At.error != 0 || At.position >= At.end || isFull()) return
  }
  outside()
}

/** Reads tags that are as usual, and the blanks between them. Says whether a text has begun. */
function betweenTags(): bool {
  const end = At.end
  let at = At.position
  let behindTag = false
  while (at < end) {
    if (load<u8>(at) != LESS) {
      const skip = skipping()
      let to = at
      if (skip || !plan.wantsText(Open.node)) to = blankEnd(at, end)
      else if (behindTag && plan.isMixed(Open.node)) to = layoutEnd(at, end)
      if (to == at || to >= end || load<u8>(to) != LESS) {
        At.position = at
        begin(at, skip)
        brackets = 0
        return true
      }
      blank(at, to)
      at = to
      if (At.error != 0) break
    }
    const behind = usualTag(at, end)
    if (behind == 0) {
      beginMarkup(at)
      return false
    }
    at = behind
    behindTag = true
    if (At.error != 0 || Open.depth == 0 || isFull()) break
  }
  At.position = at
  return false
}

/**
 * Where the blank ends that stands behind a tag at `at` and before a child, or behind a child, in an element whose text
 * is wanted too; `at` for what may be a part of the text, or break a limit.
 */
function layoutEnd(at: usize, end: usize): usize {
  if (Open.depth >= Open.textFrom) return at
  const to = blankEnd(at, end)
  if (to + 1 >= end || load<u8>(to) != LESS || i32(to - at) >= SHORT || i32(to - at) > Limit.text) return at
  const next: u32 = load<u8>(to + 1)
  if (next == SLASH) return Open.latestOpened ? at : to
  return next == EXCLAMATION || next == QUESTION ? at : to
}

/** Reads on in a text. Says whether it was read to its end, with the `<` behind it. */
function text(): bool {
  let at = At.position
  const end = At.end
  while (true) {
    at = brackets == 0 ? readOn(at, end, LESS, AMPERSAND, BRACKET, true) : at
    At.position = at
    if (at >= end || At.starved || At.error != 0) return false
    const byte: u32 = load<u8>(at)
    if (byte == BRACKET) {
      brackets = brackets == 0 ? 1 : 2
      if (Token.wide || Token.unwanted) push(BRACKET)
      at++
      if (Token.unwanted) Token.from = at
      continue
    }
    if (brackets != 0) {
      if (byte == GREATER && brackets == 2) {
        fail(CDATA_CLOSE, at + 1)
        return false
      }
      brackets = 0
      continue
    }
    if (byte == LESS) break
    if (byte == AMPERSAND) {
      beginReference(at)
      return false
    }
    if (byte == RETURN) {
      at = lineEnd(at, end, FEED)
      continue
    }
    fail(CHARACTER, at + 1)
    return false
  }
  endOfText(at, Open.node)
  At.position = at
  return true
}

function beginMarkup(at: usize): void {
  At.markup = at
  At.position = at + 1
  At.state = MARKUP
  At.keep = at
}

function endOfText(at: usize, node: i32): void {
  const dropsBlank = node != plan.OUTSIDE_PLAN && !plan.wantsText(node)
  const length = lengthTo(at)
  if (length == 0) {
    Token.open = false
    return
  }
  if (!dropsBlank || length >= SHORT || !isBlank(at)) {
    event(at + 1)
    if (length > Limit.text) fail(LIMIT_TEXT, at + 1)
  }
  if (At.error != 0) return
  finish(at, at + 1, node, !dropsBlank)
  if (!dropsBlank) hadText()
}

/** A blank between elements, which nobody wants. */
function blank(from: usize, to: usize): void {
  const length = i32(to - from)
  if (length < SHORT && Open.node != plan.OUTSIDE_PLAN) return
  event(to + 1)
  if (length > Limit.text && length - pairs(from, to) > Limit.text) fail(LIMIT_TEXT, to + 1)
}

/** Carriage returns with a line feed: two bytes that are one character. */
function pairs(from: usize, to: usize): i32 {
  let count = 0
  for (let at = from + 1; at < to; at++) count += i32(load<u8>(at) == FEED && load<u8>(at - 1) == RETURN)
  return count
}

/** Before the root and behind it: blanks only. */
function outside(): void {
  let at = At.position
  const end = At.end
  at = blankEnd(at, end)
  At.position = at
  if (at >= end) return
  if (load<u8>(at) == LESS) {
    beginMarkup(at)
    return
  }
  const code = codePointAt(at, end)
  if (code < 0) unreadable(code, at)
  else if (code == BYTE_ORDER_MARK && At.document == at) {
    // One that was not taken for a mark: it is forgiven at the start, as by other parsers.
    At.position = at + width
    At.document = at + width
  } else if (!isChar(code)) fail(CHARACTER, at + width)
  else fail(OUTSIDE, at)
}
