import { classEnd, GREATER, is, isChar, isNameChar, isNameStart, QUESTION, SPACE } from './chars'
import { codePointAt, width } from './decode'
import { event } from './measure'
import {
  At,
  CHARACTER,
  CONTENT,
  DECLARATION_LATE,
  fail,
  INSTRUCTION,
  INSTRUCTION_SYNTAX,
  Limit,
  LIMIT_INSTRUCTION,
  unreadable,
} from './state'
import * as tape from './tape'
import { begin, passOn, Token } from './text'

// Processing instructions, which nobody wants, and the XML declaration, which the consumer judges.

/** A question mark that may be the beginning of the end. */
let ending: i32 = 0
/** The text behind the name has begun. */
let begun: bool = false
/** It is the XML declaration. */
let isDeclaration: bool = false
/** Its name is XML, in whatever case. */
let isReserved: bool = false

/** The name behind `<?`. */
export function target(): void {
  const from = At.markup + 2
  const end = At.end
  let at = At.position
  while (at < end) {
    const code = codePointAt(at, end)
    if (code < 0) {
      unreadable(code, at)
      At.position = at
      return
    }
    if (!(at == from ? isNameStart(code) : isNameChar(code))) {
      if (at > from && (code == QUESTION || (code < 0x80 && is(code, SPACE)))) {
        endOfTarget(from, at)
        return
      }
      fail(isChar(code) ? INSTRUCTION_SYNTAX : CHARACTER, at + width)
      return
    }
    at += width
  }
  At.position = at
}

function endOfTarget(from: usize, at: usize): void {
  isReserved = at - from == 3 && (load<u32>(from) & 0x00dfdfdf) == 0x4c4d58
  isDeclaration = at - from == 3 && (load<u32>(from) & 0x00ffffff) == 0x6c6d78
  if (isDeclaration && At.markup != At.document) {
    fail(DECLARATION_LATE, at + 1)
    return
  }
  if (!isDeclaration) At.keep = 0
  At.position = at
  At.state = INSTRUCTION
  begun = false
  ending = 0
  begin(at, true)
}

export function instruction(): void {
  let at = At.position
  const end = At.end
  if (!begun) {
    at = classEnd(at, end, SPACE)
    Token.from = at
    begun = at < end
  }
  while (at < end) {
    const byte: u32 = load<u8>(at)
    if (byte == QUESTION) {
      if (ending == 1) Token.before++
      ending = 1
      at++
      continue
    }
    if (byte == GREATER && ending == 1) {
      endOfInstruction(at + 1)
      return
    }
    Token.before += ending
    ending = 0
    at = passOn(at, end, QUESTION)
    if (At.error != 0 || At.starved) break
  }
  At.position = at
  Token.from = at
}

function endOfInstruction(behind: usize): void {
  At.position = behind
  At.state = CONTENT
  Token.open = false
  if (isDeclaration) {
    At.keep = 0
    tape.note(tape.DECLARATION, i32(At.markup), i32(behind), i32(behind))
    return
  }
  if (isReserved) {
    fail(DECLARATION_LATE, behind)
    return
  }
  event(behind)
  if (Token.before > Limit.text) fail(LIMIT_INSTRUCTION, behind)
}
