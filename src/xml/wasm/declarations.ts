import { isChar, isNameChar, isNameStart, SPACE, is } from './chars'
import { codePointAt, width } from './decode'
import { Open, skipping } from './elements'
import { event, unitsBetween } from './measure'
import * as plan from './plan'
import {
  At,
  CDATA,
  CHARACTER,
  COMMENT,
  COMMENT_CLOSE,
  COMMENT_SYNTAX,
  CONTENT,
  DECLARATION_LATE,
  DECLARATION_SYNTAX,
  DOCTYPE,
  DOCTYPE_FOUND,
  DOCTYPE_LATE,
  fail,
  failAbout,
  INSTRUCTION,
  INSTRUCTION_SYNTAX,
  LIMIT_CDATA,
  LIMIT_COMMENT,
  LIMIT_INSTRUCTION,
  Limit,
  OUTSIDE,
  unreadable,
  wrongCharacter,
} from './state'
import * as tape from './tape'
import { begin, checkedEnd, finish, isBlank, lengthTo, lineEnd, push, readOn, Token, widen } from './text'

// What is neither element nor text: comments, CDATA sections, processing instructions, and the DOCTYPE that is refused.

const MINUS: u32 = 0x2d
const BRACKET: u32 = 0x5d
const GREATER: u32 = 0x3e
const QUESTION: u32 = 0x3f
const RETURN: u32 = 0x0d

/** `[CDATA[` and `DOCTYPE` as eight bytes, the last of them free. */
const CDATA_WORD: u64 = 0x005b41544144435b
const DOCTYPE_WORD: u64 = 0x0045505954434f44
const UPPER: u64 = 0x00dfdfdfdfdfdfdf
const SEVEN: u64 = 0x00ffffffffffffff
/** After so many characters it is clear what `<!` begins. */
const DECIDED = 7
const LONGEST_DOCTYPE_NAME: usize = 64

/** Dashes, brackets or question marks that may be the beginning of an end. */
let ending: i32 = 0
/** The text of a processing instruction has begun. */
let begun: bool = false
let isDeclaration: bool = false
let nameTo: usize = 0

export function moveDeclaration(by: usize): void {
  nameTo -= by
}

/** Behind `<!`. */
export function bang(): void {
  const from = At.markup + 2
  const end = At.end
  let at = from
  let count = 0
  while (at < end && count < DECIDED) {
    const code = codePointAt(at, end)
    if (code < 0) {
      unreadable(code, at)
      At.position = at
      return
    }
    if (!isChar(code)) {
      fail(CHARACTER, at + width)
      return
    }
    // A line end of two characters counts once.
    if (code != 0x0a || at == from || load<u8>(at - 1) != RETURN) count += code > 0xffff ? 2 : 1
    at += width
    if (count == 2 && load<u16>(from) == 0x2d2d) {
      At.position = at
      At.state = COMMENT
      At.keep = 0
      ending = 0
      begin(at, true)
      return
    }
  }
  At.position = at
  if (count < DECIDED) return
  const word = load<u64>(from)
  const isProlog = !At.rootSeen
  if ((word & SEVEN) == CDATA_WORD) beginCdata(at)
  else if ((word & SEVEN) == DOCTYPE_WORD || (isProlog && (word & UPPER) == DOCTYPE_WORD)) {
    if (isProlog) {
      At.state = DOCTYPE
      nameTo = at
    } else fail(DOCTYPE_LATE, at)
  } else fail(DECLARATION_SYNTAX, at)
}

function beginCdata(at: usize): void {
  if (Open.depth == 0) {
    fail(OUTSIDE, at)
    return
  }
  At.keep = 0
  At.state = CDATA
  ending = 0
  begin(at, skipping())
}

/** A DOCTYPE is refused at its name: what stands in it is never read. */
export function doctype(): void {
  const end = At.end
  let from = At.position
  // `nameTo` is where the name has begun; blanks before it are passed over.
  if (nameTo == from) {
    while (from < end && is(load<u8>(from), SPACE)) from++
    nameTo = from
    At.position = from
  }
  let at = At.position
  while (at < end) {
    const byte: u32 = load<u8>(at)
    const isLong = at - nameTo >= LONGEST_DOCTYPE_NAME && unitsBetween(nameTo, at) >= i32(LONGEST_DOCTYPE_NAME)
    if (byte == GREATER || byte == 0x5b || is(byte, SPACE) || isLong) {
      failAbout(DOCTYPE_FOUND, At.markup, nameTo, at)
      return
    }
    // What is no character is no name either: the document is refused for the former.
    const code = codePointAt(at, end)
    if (code < 0) {
      unreadable(code, at)
      break
    }
    at += width
  }
  At.position = at
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
    at = other(at, end, MINUS)
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

/** Characters that nobody wants, up to `stop`. */
function other(at: usize, end: usize, stop: u32): usize {
  at = checkedEnd(at, end, stop, stop, stop, true)
  if (At.error != 0 || At.starved || at >= end) return at
  const byte: u32 = load<u8>(at)
  if (byte == stop) return at
  Token.from = at
  if (byte == RETURN) return lineEnd(at, end, 0x0a)
  fail(CHARACTER, at + 1)
  return at
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
      cdataEnd(at + 1)
      return
    }
    for (; ending > 0; ending--) push(BRACKET)
    Token.from = at
    at = readOn(at, end, BRACKET, BRACKET, BRACKET, true)
    if (At.error != 0 || At.starved) break
    if (at < end && load<u8>(at) < 0x20) {
      if (load<u8>(at) != RETURN) {
        fail(CHARACTER, at + 1)
        return
      }
      at = lineEnd(at, end, 0x0a)
    }
  }
  At.position = at
  Token.from = at
}

function cdataEnd(behind: usize): void {
  At.position = behind
  At.state = CONTENT
  const node = Open.node
  const length = lengthTo(Token.from)
  const dropped = node != plan.OUTSIDE_PLAN && !plan.wantsText(node)
  if (!dropped || length >= 64 || !isBlank(Token.from)) {
    event(behind)
    if (length > Limit.text) fail(LIMIT_CDATA, behind)
  }
  if (At.error == 0) finish(Token.from, behind, node, !dropped)
}

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

/** XML, in whatever case. */
let isReserved: bool = false

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
    while (at < end && is(load<u8>(at), SPACE)) at++
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
    at = other(at, end, QUESTION)
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
