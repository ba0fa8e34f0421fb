import { BLANK, BRACKET, FEED, GREATER, RETURN } from './chars'
import { hadText, Open, skipping } from './elements'
import { event } from './measure'
import * as plan from './plan'
import { At, CDATA, CHARACTER, CONTENT, fail, Limit, LIMIT_CDATA, OUTSIDE } from './state'
import { begin, finish, isBlank, lengthTo, lineEnd, push, readOn, SHORT, Token, widen } from './text'

// CDATA sections: each is a text of its own.

/** Brackets that may be the beginning of the end. */
let ending: i32 = 0

/** Behind `<![CDATA[`. */
export function beginSection(at: usize): void {
  if (Open.depth == 0) {
    fail(OUTSIDE, at)
    return
  }
  At.keep = 0
  At.state = CDATA
  ending = 0
  begin(at, skipping())
}

export function cdata(): void {
  let at = At.position
  const end = At.end
  Token.from = at
  widen(at) // always: brackets are added one by one
  while (at < end) {
    const byte: u32 = load<u8>(at)
    if (byte == BRACKET) {
      at++
      if (ending < 2) ending++
      else push(BRACKET)
      continue
    }
    if (byte == GREATER && ending == 2) {
      Token.from = at
      endOfSection(at + 1)
      return
    }
    for (; ending > 0; ending--) push(BRACKET)
    Token.from = at
    at = readOn(at, end, BRACKET, BRACKET, BRACKET, true)
    if (At.error != 0 || At.starved) break
    if (at < end && load<u8>(at) < BLANK) {
      if (load<u8>(at) != RETURN) {
        fail(CHARACTER, at + 1)
        return
      }
      at = lineEnd(at, end, FEED)
    }
  }
  At.position = at
  Token.from = at
}

function endOfSection(behind: usize): void {
  At.position = behind
  At.state = CONTENT
  const node = Open.node
  const length = lengthTo(Token.from)
  const dropped = node != plan.OUTSIDE_PLAN && !plan.wantsText(node)
  if (!dropped || length >= SHORT || !isBlank(Token.from)) {
    event(behind)
    if (length > Limit.text) fail(LIMIT_CDATA, behind)
  }
  if (At.error != 0) return
  finish(Token.from, behind, node, !dropped)
  if (!dropped) hadText()
}
