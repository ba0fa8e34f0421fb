import { classEnd, FEED, GREATER, is, RETURN, SPACE } from './chars'
import { beginComment } from './comments'
import { codePointAt, width } from './decode'
import { unitsBetween } from './measure'
import { beginSection } from './sections'
import {
  At,
  characterAt,
  DECLARATION_SYNTAX,
  DOCTYPE,
  DOCTYPE_FOUND,
  DOCTYPE_LATE,
  fail,
  failAbout,
  unreadable,
} from './state'

// What begins with `<!`, and the DOCTYPE, which is refused.

/** `--`, `[CDATA[` and `DOCTYPE` as they are loaded, the last byte of eight free. */
const DASHES: u16 = 0x2d2d
const CDATA_WORD: u64 = 0x005b41544144435b
const DOCTYPE_WORD: u64 = 0x0045505954434f44
const UPPER: u64 = 0x00dfdfdfdfdfdfdf
const SEVEN: u64 = 0x00ffffffffffffff
/** After so many characters it is clear what `<!` begins. */
const DECIDED = 7
const OPENING_BRACKET: u32 = 0x5b
const LONGEST_DOCTYPE_NAME: usize = 64

/** Where the name of the DOCTYPE begins. */
let nameFrom: usize = 0

/** The input has moved by so many bytes. */
export function moveDeclaration(by: usize): void {
  nameFrom -= by
}

/** Behind `<!`. */
export function bang(): void {
  const from = At.markup + 2
  const end = At.end
  let at = from
  let count = 0
  while (at < end && count < DECIDED) {
    const code = characterAt(at, end)
    if (code < 0) {
      At.position = at
      return
    }
    // A line end of two characters counts once.
    if (code != FEED || at == from || load<u8>(at - 1) != RETURN) count += code > 0xffff ? 2 : 1
    at += width
    if (count == 2 && load<u16>(from) == DASHES) {
      beginComment(at)
      return
    }
  }
  At.position = at
  if (count < DECIDED) return
  const word = load<u64>(from)
  const isProlog = !At.rootSeen
  if ((word & SEVEN) == CDATA_WORD) beginSection(at)
  else if ((word & SEVEN) == DOCTYPE_WORD || (isProlog && (word & UPPER) == DOCTYPE_WORD)) {
    if (isProlog) {
      At.state = DOCTYPE
      nameFrom = at
    } else fail(DOCTYPE_LATE, at)
  } else fail(DECLARATION_SYNTAX, at)
}

/** A DOCTYPE is refused at its name: what stands in it is never read. */
export function doctype(): void {
  const end = At.end
  let from = At.position
  // As long as it has not begun, blanks before it are passed over.
  if (nameFrom == from) {
    from = classEnd(from, end, SPACE)
    nameFrom = from
    At.position = from
  }
  let at = At.position
  while (at < end) {
    const byte: u32 = load<u8>(at)
    const isLong = at - nameFrom >= LONGEST_DOCTYPE_NAME && unitsBetween(nameFrom, at) >= i32(LONGEST_DOCTYPE_NAME)
    if (byte == GREATER || byte == OPENING_BRACKET || is(byte, SPACE) || isLong) {
      failAbout(DOCTYPE_FOUND, At.markup, nameFrom, at)
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
