import { countOfAttributes, lastAddress, lastLength, remember } from './attributes'
import {
  AMPERSAND,
  BLANK,
  classEnd,
  EQUAL,
  FEED,
  GREATER,
  is,
  LESS,
  NAME_START,
  RETURN,
  SLASH,
  SPACE,
  TAB,
} from './chars'
import { numberOf, Open, skipping } from './elements'
import { event, unitsBetween } from './measure'
import * as names from './names'
import { beginReference } from './reference'
import { Name, nameEnd } from './spelling'
import {
  At,
  ATTRIBUTE_NAME,
  ATTRIBUTE_SYNTAX,
  CHARACTER,
  EQUALS,
  fail,
  failAbout,
  LESS_IN_VALUE,
  Limit,
  LIMIT_ATTRIBUTE_NAME,
  LIMIT_ATTRIBUTES,
  LIMIT_VALUE,
  NO_VALUE,
  QUOTE,
  TAG_CLOSE,
  UNQUOTED,
  VALUE,
  wrongCharacter,
} from './state'
import { tagClose } from './tags'
import { begin, finishValue, lengthTo, lineEnd, push, readOn, Token, widen } from './text'

// What stands in a start tag behind its name: attributes, from their names to the quotes behind their values.

/** The name of the attribute that is being read, or of the one before. */
let attribute: i32 = -1
let attributeUnits: i32 = 0
let nameFrom: usize = 0
let quote: u32 = 0
/** Numbers of names and 1: by the name of the attribute before, and by that of the element for its first. */
const guesses: usize = memory.data(names.MOST * 2 * 2)

/** The input has moved by so many bytes. */
export function moveAttribute(by: usize): void {
  nameFrom -= by
}

/** Behind a blank in a start tag. */
export function tag(): void {
  const at = classEnd(At.position, At.end, SPACE)
  At.position = at
  if (at >= At.end) return
  const byte: u32 = load<u8>(at)
  if (is(byte, NAME_START)) {
    nameFrom = at
    At.keep = at
    At.state = ATTRIBUTE_NAME
    attributeName() // as far as the input goes, what follows is read at once, without a step between
  } else if (byte == GREATER || byte == SLASH) tagClose()
  else wrongCharacter(ATTRIBUTE_SYNTAX, at)
}

/** The place that says which attribute came last time behind the one before, or first in an element of that name. */
function guessOfAttribute(): usize {
  const first = countOfAttributes() == 0
  const before = first ? Open.latestName : attribute
  if (before < 0) return 0
  return guesses + ((before << 1) + i32(first)) * 2
}

/** The end of the attribute's name if it is the one that came here last time, with its `=`; 0 if not. */
function guessedEnd(guess: usize, from: usize, end: usize): usize {
  const name = guess == 0 ? -1 : <i32>load<u16>(guess) - 1
  if (name < 0 || name >= names.count) return 0 // of an earlier document
  const behind = from + names.lengthOf(name)
  if (behind >= end || load<u8>(behind) != EQUAL || !names.same(names.addressOf(name), from, behind - from)) return 0
  Name.number = name
  Name.hash = names.hashAt(name)
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
    if (guess != 0 && to < end && !At.starved) store<u16>(guess, <u16>(Name.number + 1))
  }
  if (to >= end || At.starved) return
  if (to == from) {
    wrongCharacter(ATTRIBUTE_SYNTAX, to)
    return
  }
  attribute = Name.number >= 0 ? Name.number : numberOf(from, to - from, Name.hash, false)
  attributeUnits = i32(to - from)
  if (attributeUnits > Limit.name) attributeUnits = unitsBetween(from, to)
  remember(attribute, from, to - from, Name.hash)
  At.keep = 0
  At.state = EQUALS
  const byte: u32 = load<u8>(to)
  if (byte == EQUAL) equals()
  else if (byte == GREATER) fail(NO_VALUE, to + 1)
  else if (!is(byte, SPACE)) wrongCharacter(ATTRIBUTE_SYNTAX, to)
}

export function equals(): void {
  const at = classEnd(At.position, At.end, SPACE)
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
  const at = classEnd(At.position, At.end, SPACE)
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
    if (byte == RETURN) at = lineEnd(at, end, BLANK)
    else if (byte == FEED || byte == TAB) {
      widen(at)
      push(BLANK)
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
