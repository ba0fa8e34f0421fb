import { classEnd, isNameChar, isNameStart, NAME } from './chars'
import { codePointAt, CUT_OFF, width } from './decode'
import * as names from './names'
import { At } from './state'

// Names as they stand in tags: how far they go, and which they are.

/** The name that {@link nameEnd} has read. */
export class Name {
  static hash: u32 = 0
  /** -1 as long as it has none. */
  static number: i32 = -1
}

function lookUp(from: usize, to: usize): void {
  Name.hash = names.hashOf(from, to - from)
  Name.number = names.find(from, to - from, Name.hash)
}

/**
 * Reads on in the name of a start tag or attribute: to the first character that is none of a name, or to the end of the
 * input. A name that the input ends in must be one so far, for the rest of it may never come.
 */
export function nameEnd(from: usize, end: usize): usize {
  const to = classEnd(At.position, end, NAME)
  if (to < end) {
    lookUp(from, to)
    if (Name.number >= 0) {
      At.position = to
      return to
    }
  }
  const valid = nameSoFar(from, At.position, to)
  cutAt(valid, to)
  if (valid < to && !At.starved) lookUp(from, valid)
  return valid
}

/** As {@link nameEnd}, in the name of an end tag, which needs no number. */
export function endNameEnd(end: usize): usize {
  const to = classEnd(At.position, end, NAME)
  const valid = nameSoFar(0, At.position, to)
  cutAt(valid, to)
  return valid
}

/**
 * Up to where the characters from `at` on stand rightly in a name that begins at `from`; that is 0 for an end tag's,
 * which is compared and not judged.
 */
function nameSoFar(from: usize, at: usize, to: usize): usize {
  while (at < to) {
    const code = codePointAt(at, At.end)
    if (code < 0 || !(at == from ? isNameStart(code) : isNameChar(code))) break
    at += width
  }
  return at
}

/** The name is one up to `at`; what is left of it may be the beginning of a character. */
function cutAt(at: usize, to: usize): void {
  At.position = at
  if (at < to && codePointAt(at, At.end) == CUT_OFF) At.starved = true
}
