import { GREATER } from './chars'
import { event } from './measure'
import {
  At,
  COMMENT,
  COMMENT_CLOSE,
  COMMENT_SYNTAX,
  CONTENT,
  fail,
  Limit,
  LIMIT_COMMENT,
  wrongCharacter,
} from './state'
import { begin, passOn, Token } from './text'

// Comments: nobody wants them, they are only checked.

const MINUS: u32 = 0x2d

/** Dashes that may be the beginning of the end. */
let ending: i32 = 0

/** Behind `<!--`. */
export function beginComment(at: usize): void {
  At.position = at
  At.state = COMMENT
  At.keep = 0
  ending = 0
  begin(at, true)
}

export function comment(): void {
  let at = At.position
  const end = At.end
  while (at < end) {
    const byte: u32 = load<u8>(at)
    if (byte == MINUS) {
      at++
      if (++ending < 2) continue
      event(at)
      if (Token.before > Limit.text) {
        fail(LIMIT_COMMENT, at)
        return
      }
      Token.open = false
      At.state = COMMENT_CLOSE
      At.position = at
      return
    }
    Token.before += ending
    ending = 0
    at = passOn(at, end, MINUS)
    if (At.error != 0 || At.starved) break
  }
  At.position = at
  Token.from = at
}

/** Only `>` may stand behind the two dashes. */
export function commentClose(): void {
  const at = At.position
  if (load<u8>(at) != GREATER) {
    wrongCharacter(COMMENT_SYNTAX, at)
    return
  }
  At.position = at + 1
  At.state = CONTENT
}
