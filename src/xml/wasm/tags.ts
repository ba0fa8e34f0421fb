import { countOfAttributes, duplicateAddress, duplicateLength, forget, hasDuplicate, lastAddress, lastLength, remember } from './attributes'
import { is, isChar, NAME, NAME_START, SPACE } from './chars'
import { codePointAt, CUT_OFF, INVALID, width } from './decode'
import { closed, expectedAddress, expectedLength, numberOf, Open, nameSoFar, opened, push, skipping } from './elements'
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
  ENCODING,
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
  VALUE,
  wrongCharacter,
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
/** Numbers of names and 1: by the name of the attribute before, and by that of the element for its first. */
const attributeGuesses: usize = memory.data(names.MOST * 2 * 2)

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
  } else wrongCharacter(TAG_NAME, at)
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
  const name = nameNumber >= 0 ? nameNumber : numberOf(from, length, nameHash, true)
  At.keep = 0
  forget()
  opened(name, from, length, behind)
  if (!endsName(code)) fail(TAG_NAME, behind)
  At.state = TAG_CLOSE
}

// Of the name that {@link nameEnd} has read.
let nameHash: u32 = 0
let nameNumber: i32 = -1

function lookUp(from: usize, to: usize): void {
  nameHash = names.hashOf(from, to - from)
  nameNumber = names.find(from, to - from, nameHash)
}

/**
 * Reads on in the name of a start tag or attribute: to the first character that is none of a name, or to the end of the
 * input. A name that the input ends in must be one so far, for the rest of it may never come.
 */
function nameEnd(from: usize, end: usize): usize {
  const to = namedEnd(At.position, end)
  if (to < end) {
    lookUp(from, to)
    if (nameNumber >= 0) {
      At.position = to
      return to
    }
  }
  const valid = nameSoFar(from, At.position, to)
  cutAt(valid, to)
  if (valid < to && !At.starved) lookUp(from, valid)
  return valid
}

function namedEnd(at: usize, end: usize): usize {
  while (at < end && is(load<u8>(at), NAME)) at++
  return at
}

/** The name is one up to `at`; what is left of it may be the beginning of a character. */
function cutAt(at: usize, to: usize): void {
  At.position = at
  if (at < to && codePointAt(at, At.end) == CUT_OFF) At.starved = true
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
    attributeName() // as far as the input goes, what follows is read at once, without a step between
  } else if (byte == GREATER || byte == SLASH_SIGN) tagClose()
  else wrongCharacter(ATTRIBUTE_SYNTAX, at)
}

/** The place that says which attribute came last time behind the one before, or first in an element of that name. */
function guessOfAttribute(): usize {
  const first = countOfAttributes() == 0
  const before = first ? Open.latestName : attribute
  if (before < 0) return 0
  return attributeGuesses + ((before << 1) + i32(first)) * 2
}

/** The end of the attribute's name if it is the one that came here last time, with its `=`; 0 if not. */
function guessedEnd(guess: usize, from: usize, end: usize): usize {
  const name = guess == 0 ? -1 : <i32>load<u16>(guess) - 1
  if (name < 0 || name >= names.count) return 0 // of an earlier document
  const behind = from + names.lengthOf(name)
  if (behind >= end || load<u8>(behind) != EQUAL || !names.same(names.addressOf(name), from, behind - from)) return 0
  nameNumber = name
  nameHash = names.hashAt(name)
  At.position = behind
  return behind
}

export function attributeName(): void {
  const from = nameFrom
  const end = At.end
  const guess = guessOfAttribute()
  let to: usize = At.position == from ? guessedEnd(guess, from, end) : 0
  if (to == 0) {
    to = nameEnd(from, end)
    if (guess != 0 && to < end && !At.starved) store<u16>(guess, <u16>(nameNumber + 1))
  }
  if (to >= end || At.starved) return
  if (to == from) {
    wrongCharacter(ATTRIBUTE_SYNTAX, to)
    return
  }
  attribute = nameNumber >= 0 ? nameNumber : numberOf(from, to - from, nameHash, false)
  attributeUnits = i32(to - from)
  if (attributeUnits > Limit.name) attributeUnits = unitsBetween(from, to)
  remember(attribute, from, to - from, nameHash)
  At.keep = 0
  At.state = EQUALS
  const byte: u32 = load<u8>(to)
  if (byte == EQUAL) equals()
  else if (byte == GREATER) fail(NO_VALUE, to + 1)
  else if (!is(byte, SPACE)) wrongCharacter(ATTRIBUTE_SYNTAX, to)
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
  openingQuote()
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
  if (at + 1 < At.end) value()
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
  if (At.error == 0) tagClose()
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
  const to = namedEnd(At.position, end)
  const valid = nameSoFar(0, At.position, to)
  cutAt(valid, to)
  if (valid >= end || At.starved) return
  // Not as expected, or a blank behind it.
  At.state = END_CLOSE
  endClose()
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
