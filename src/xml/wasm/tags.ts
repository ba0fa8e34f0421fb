import { countOfAttributes, duplicateAddress, duplicateLength, forget, hasDuplicate, lastAddress, lastLength, remember } from './attributes'
import { is, isNameChar, NAME, NAME_START, SPACE } from './chars'
import { codePointAt, width } from './decode'
import { closed, expectedAddress, expectedLength, numberOf, Open, opened, push, skipping, validName } from './elements'
import { event, unitsBetween } from './measure'
import * as names from './names'
import * as plan from './plan'
import { beginReference } from './reference'
import {
  ATTRIBUTE_NAME,
  ATTRIBUTE_SYNTAX,
  At,
  BANG,
  BLANK_MISSING,
  CHARACTER,
  CONTENT,
  DUPLICATE,
  END_CLOSE,
  END_NAME,
  END_SYNTAX,
  EQUALS,
  fail,
  failAbout,
  LESS_IN_VALUE,
  LIMIT_ATTRIBUTE_NAME,
  LIMIT_ATTRIBUTES,
  LIMIT_VALUE,
  Limit,
  MISMATCH,
  NO_VALUE,
  QUOTE,
  SLASH,
  SLASH_ALONE,
  START_NAME,
  TAG,
  TAG_CLOSE,
  TAG_NAME,
  TARGET,
  UNQUOTED,
  unreadable,
  VALUE,
} from './state'
import { begin, finishValue, lengthTo, lineEnd, push as pushCharacter, readOn, Token, widen } from './text'

const LESS: u32 = 0x3c
const GREATER: u32 = 0x3e
const SLASH_SIGN: u32 = 0x2f
const EQUAL: u32 = 0x3d
const AMPERSAND: u32 = 0x26

// The attribute that is being read.
let attribute: i32 = -1
let attributeUnits: i32 = 0
let nameFrom: usize = 0
let quote: u32 = 0

/** The input has moved by so many bytes. */
export function moveTag(by: usize): void {
  nameFrom -= by
}

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
  } else if (byte == SLASH_SIGN) {
    At.state = END_NAME
    At.keep = At.markup
    endName()
  } else if (byte == 0x21) {
    At.state = BANG
    At.keep = At.markup
  } else if (byte == 0x3f) {
    At.state = TARGET
    At.keep = At.markup
  } else fail(TAG_NAME, at + 1)
}

/** Whether the byte behind a start tag's name is one that may stand there. */
// @ts-ignore: decorator
@inline
function endsName(byte: u32): bool {
  return byte == GREATER || byte == SLASH_SIGN || is(byte, SPACE)
}

export function startName(): void {
  const from = At.markup + 1
  const end = At.end
  if (At.position == from && Open.depth > 0) {
    const guess = plan.guessAt(Open.latest, Open.latestOpened)
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
  const to = nameEnd(At.position, end)
  At.position = to
  if (to >= end) return
  const hash = names.hashOf(from, to - from)
  let length = to - from
  let name = names.find(from, length, hash)
  if (name < 0) {
    length = validName(from, to)
    if (At.error != 0 || length == 0) {
      fail(TAG_NAME, from + 1)
      return
    }
    const valid = length == to - from ? hash : names.hashOf(from, length)
    name = valid == hash ? -1 : names.find(from, length, valid)
    if (name < 0) name = numberOf(from, length, valid, true)
  }
  At.keep = 0
  forget()
  opened(name, from, length, from + length + 1)
  if (length < to - from || !endsName(load<u8>(to))) fail(TAG_NAME, from + length + 1)
  At.state = TAG_CLOSE
}

function nameEnd(at: usize, end: usize): usize {
  while (at < end && is(load<u8>(at), NAME)) at++
  return at
}

/** Directly behind a start tag's name, or a value. */
export function tagClose(): void {
  const at = At.position
  if (at >= At.end) return
  const byte: u32 = load<u8>(at)
  At.position = at + 1
  if (byte == GREATER) startEnd(at + 1)
  else if (byte == SLASH_SIGN) At.state = SLASH
  else if (is(byte, SPACE)) At.state = TAG
  else wrongCharacter(BLANK_MISSING, at)
}

/** A character that may not be there, unless it is none at all. */
function wrongCharacter(error: i32, at: usize): void {
  const code = codePointAt(at, At.end)
  At.position = at
  if (code < 0) unreadable(code, at)
  else if (code < 0x20 && !is(code, SPACE)) fail(CHARACTER, at + 1)
  else fail(error, at + width)
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

function skipSpaces(at: usize): usize {
  while (at < At.end && is(load<u8>(at), SPACE)) at++
  return at
}

/** Behind a blank in a start tag. */
export function tag(): void {
  const at = skipSpaces(At.position)
  At.position = at
  if (at >= At.end) return
  const byte: u32 = load<u8>(at)
  if (is(byte, NAME_START)) {
    nameFrom = at
    At.keep = at
    At.state = ATTRIBUTE_NAME
  } else if (byte == GREATER || byte == SLASH_SIGN) tagClose()
  else wrongCharacter(ATTRIBUTE_SYNTAX, at)
}

export function attributeName(): void {
  const from = nameFrom
  const to = nameEnd(At.position, At.end)
  At.position = to
  if (to >= At.end) return
  const hash = names.hashOf(from, to - from)
  attribute = names.find(from, to - from, hash)
  if (attribute < 0) {
    const length = validName(from, to)
    if (length < to - from) {
      wrongCharacter(ATTRIBUTE_SYNTAX, from + length)
      return
    }
    attribute = numberOf(from, length, hash, false)
  }
  attributeUnits = i32(to - from)
  if (attributeUnits > Limit.name) attributeUnits = unitsBetween(from, to)
  remember(attribute, from, to - from, hash)
  At.keep = 0
  At.state = EQUALS
  const byte: u32 = load<u8>(to)
  if (byte != EQUAL && !is(byte, SPACE)) {
    if (byte == GREATER) fail(NO_VALUE, to + 1)
    else wrongCharacter(ATTRIBUTE_SYNTAX, to)
  }
}

export function equals(): void {
  const at = skipSpaces(At.position)
  At.position = at
  if (at >= At.end) return
  if (load<u8>(at) != EQUAL) {
    wrongCharacter(NO_VALUE, at)
    return
  }
  At.position = at + 1
  At.state = QUOTE
}

export function openingQuote(): void {
  const at = skipSpaces(At.position)
  At.position = at
  if (at >= At.end) return
  quote = load<u8>(at)
  if (quote != 0x22 && quote != 0x27) {
    wrongCharacter(UNQUOTED, at)
    return
  }
  At.position = at + 1
  At.state = VALUE
  begin(at + 1, skipping())
}

export function value(): void {
  let at = At.position
  const end = At.end
  while (true) {
    at = readOn(at, end, quote, LESS, AMPERSAND, false)
    At.position = at
    if (at >= end || At.starved || At.error != 0) return
    const byte: u32 = load<u8>(at)
    if (byte == quote) break
    if (byte == AMPERSAND) {
      beginReference(at)
      return
    }
    if (byte == 0x0d) at = lineEnd(at, end, 0x20)
    else if (byte == 0x0a || byte == 0x09) {
      widen(at)
      pushCharacter(0x20)
      at++
      Token.from = at
    } else {
      fail(byte == LESS ? LESS_IN_VALUE : CHARACTER, at + 1)
      return
    }
  }
  At.position = at + 1
  At.state = TAG_CLOSE
  endOfValue(at)
}

function endOfValue(at: usize): void {
  event(at + 1)
  const count = countOfAttributes()
  if (count > Limit.attributes) fail(LIMIT_ATTRIBUTES, at + 1)
  if (attributeUnits > Limit.name) {
    const from = lastAddress()
    failAbout(LIMIT_ATTRIBUTE_NAME, at + 1, from, from + lastLength())
  }
  if (lengthTo(at) > Limit.text) {
    const from = lastAddress()
    failAbout(LIMIT_VALUE, at + 1, from, from + lastLength())
  }
  if (At.error == 0) finishValue(attribute, at)
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
  const to = nameEnd(max(At.position, from), end)
  At.position = to
  if (to >= end) return
  // Not as expected, or a blank behind it.
  const length = validEnd(from, to)
  if (At.error != 0 || At.starved) return
  if (length < to - from) {
    wrongCharacter(END_SYNTAX, from + length)
    return
  }
  At.position = to
  At.state = END_CLOSE
  endClose()
}

/** A closing name may begin with anything that stands in a name: it is compared, not judged. */
function validEnd(from: usize, to: usize): usize {
  let at = from
  while (at < to) {
    const length = validName(at, to)
    at += length
    if (length == 0) {
      const code = codePointAt(at, to)
      if (code < 0 || !isNameChar(code)) break
      at += width
    }
  }
  return at - from
}

export function endClose(): void {
  const at = skipSpaces(At.position)
  At.position = at
  if (at >= At.end) return
  if (load<u8>(at) != GREATER) {
    wrongCharacter(END_SYNTAX, at)
    return
  }
  const from = At.markup + 2
  let to = from
  while (is(load<u8>(to), NAME)) to++
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
