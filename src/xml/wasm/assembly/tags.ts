import { duplicateAddress, duplicateLength, forget, hasDuplicate } from './attributes'
import {
  classEnd,
  endsName,
  EXCLAMATION,
  GREATER,
  is,
  isChar,
  NAME,
  NAME_START,
  QUESTION,
  SLASH as SLASH_BYTE,
  SPACE,
} from './chars'
import { codePointAt, INVALID, width } from './decode'
import { closed, expectedAddress, expectedLength, numberOf, Open, opened, push } from './elements'
import * as names from './names'
import * as plan from './plan'
import { endNameEnd, Name, nameEnd } from './spelling'
import {
  At,
  BANG,
  BLANK_MISSING,
  CHARACTER,
  CONTENT,
  DUPLICATE,
  ENCODING,
  END_CLOSE,
  END_NAME,
  END_SYNTAX,
  fail,
  failAbout,
  MISMATCH,
  SLASH,
  SLASH_ALONE,
  START_NAME,
  TAG,
  TAG_CLOSE,
  TAG_NAME,
  TARGET,
  wrongCharacter,
} from './state'

// Start tags without what stands in them (values.ts), and end tags.

/** Behind `<`. */
export function markup(): void {
  const at = At.position
  const byte: u32 = load<u8>(at)
  At.position = at + 1
  if (is(byte, NAME_START)) {
    At.position = at
    At.keep = At.markup
    At.state = START_NAME
    startName()
  } else if (byte == SLASH_BYTE) {
    At.state = END_NAME
    At.keep = At.markup
    endName()
  } else if (byte == EXCLAMATION) {
    At.state = BANG
    At.keep = At.markup
  } else if (byte == QUESTION) {
    At.state = TARGET
    At.keep = At.markup
  } else wrongCharacter(TAG_NAME, at)
}

export function startName(): void {
  const from = At.markup + 1
  const end = At.end
  if (At.position == from && Open.depth > 0) {
    const guess = plan.guessAt(Open.latest, Open.latestName, Open.latestOpened)
    const name = load<i32>(guess, 4)
    if (load<i32>(guess) == Open.node && name >= 0) {
      const length = names.lengthOf(name)
      const behind = from + length
      if (behind < end && names.same(names.addressOf(name), from, length) && endsName(load<u8>(behind))) {
        At.keep = 0
        At.position = behind
        At.state = TAG_CLOSE
        forget()
        push(name, load<i32>(guess, 8), from, length, behind + 1)
        if (At.error == 0) tagClose()
        return
      }
    }
  }
  const to = nameEnd(from, end)
  if (to >= end || At.starved) return
  const length = to - from
  const code = codePointAt(to, end)
  if (code == INVALID) fail(ENCODING, to)
  else if (!isChar(code)) fail(CHARACTER, to + width)
  else if (length == 0) fail(TAG_NAME, to + width)
  if (At.error != 0) return
  const behind = to + width
  const name = Name.number >= 0 ? Name.number : numberOf(from, length, Name.hash, true)
  At.keep = 0
  forget()
  opened(name, from, length, behind)
  if (!endsName(code)) fail(TAG_NAME, behind)
  At.state = TAG_CLOSE
}

/** Directly behind a start tag's name, or a value. */
export function tagClose(): void {
  const at = At.position
  if (at >= At.end) return
  const byte: u32 = load<u8>(at)
  At.position = at + 1
  if (byte == GREATER) startEnd(at + 1)
  else if (byte == SLASH_BYTE) At.state = SLASH
  else if (is(byte, SPACE)) At.state = TAG
  else wrongCharacter(BLANK_MISSING, at)
}

function startEnd(behind: usize): void {
  if (hasDuplicate()) {
    failAbout(DUPLICATE, behind, duplicateAddress(), duplicateAddress() + duplicateLength())
    return
  }
  At.state = CONTENT
  // What the root declares of namespaces decides on all other names.
  if (Open.depth == 1) At.paused = true
}

export function slash(): void {
  const at = At.position
  if (load<u8>(at) != GREATER) {
    wrongCharacter(SLASH_ALONE, at)
    return
  }
  At.position = at + 1
  startEnd(at + 1)
  if (At.error == 0) closed(at + 1)
}

export function endName(): void {
  const from = At.markup + 2
  const end = At.end
  if (Open.depth > 0) {
    const length = expectedLength()
    const behind = from + length
    if (behind < end && load<u8>(behind) == GREATER && names.same(expectedAddress(), from, length)) {
      At.keep = 0
      At.position = behind + 1
      At.state = CONTENT
      closed(behind + 1)
      return
    }
  }
  if (endNameEnd(end) >= end || At.starved) return
  // Not as expected, or a blank behind it.
  At.state = END_CLOSE
  endClose()
}

export function endClose(): void {
  const at = classEnd(At.position, At.end, SPACE)
  At.position = at
  if (at >= At.end) return
  if (load<u8>(at) != GREATER) {
    wrongCharacter(END_SYNTAX, at)
    return
  }
  const from = At.markup + 2
  const to = classEnd(from, At.end, NAME)
  At.position = at + 1
  const length = to - from
  if (Open.depth == 0 || expectedLength() != length || !names.same(expectedAddress(), from, length)) {
    failAbout(MISMATCH, at + 1, from, to)
    return
  }
  At.keep = 0
  At.state = CONTENT
  closed(at + 1)
}
