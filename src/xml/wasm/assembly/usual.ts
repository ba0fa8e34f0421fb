import { askerOf, placed } from './cache'
import { AMPERSAND, BRACKET, endsName, GREATER, LESS, SLASH } from './chars'
import { oneByte } from './decode'
import { closed, expectedAddress, expectedLength, Open, passOver, push, skipping } from './elements'
import { event, isCarried, unitsBetween } from './measure'
import * as names from './names'
import * as plan from './plan'
import { Recorded, recorded, repeated, unwantedKey } from './repeats'
import { asciiEnd, checkedEnd, narrowEnd, wideEnd } from './runs'
import { At, Limit } from './state'
import { ASCII, leaf, WIDE } from './tape'
import { Units, unitsFrom, widenAscii } from './units'

// Tags and elements as nearly all of a file are, read at once; whatever is unlike them is left to the states.

/** `</`, as two bytes are loaded. */
const END_TAG: u32 = 0x2f3c

/**
 * A tag without attributes, wholly in the input, that is what is expected: the end of the innermost element, or the
 * start of what came here last time. That is nearly every tag of a file, and needs no state on the way. Returns the
 * place behind it; 0 for any other tag, which is then read step by step.
 */
export function usualTag(at: usize, end: usize): usize {
  if (load<u8>(at + 1) == SLASH) {
    const from = at + 2
    const length = expectedLength()
    const behind = from + length
    if (behind >= end || load<u8>(behind) != GREATER || !names.same(expectedAddress(), from, length)) return 0
    closed(behind + 1)
    return behind + 1
  }
  const guess = plan.guessAt(Open.latest, Open.latestName, Open.latestOpened)
  const name = load<i32>(guess, 4)
  if (load<i32>(guess) != Open.node || name < 0) return 0
  const from = at + 1
  const length = names.lengthOf(name)
  const behind = from + length
  if (behind + 1 >= end || !names.same(names.addressOf(name), from, length)) return 0
  const node = load<i32>(guess, 8)
  const byte: u32 = load<u8>(behind)
  if (skipping() || plan.isDropped(node, Open.node)) {
    const to = unwanted(at, end, node, name, length)
    if (to != 0) return to
  } else {
    if (plan.repeats(node) && endsName(byte)) {
      const to = repeated(at, end, node, name, length, Open.depth)
      if (to != 0) return passed(node, name, to)
    }
    if (plan.isLeaf(node) && byte == GREATER) {
      const to = usualLeaf(at, end, node, name, length)
      if (to != 0) return to
    }
  }
  const isEmpty = byte == SLASH && load<u8>(behind + 1) == GREATER
  if (byte != GREATER && !isEmpty) return 0
  At.markup = at
  push(name, node, from, length, behind + 1)
  if (!isEmpty) return behind + 1
  if (At.error == 0) closed(behind + 2)
  return behind + 2
}

/** Where the end tag ends that stands at `at`; 0 if there is none of that name. */
// @ts-ignore: decorator
@inline
function endTagEnd(at: usize, end: usize, name: i32, length: usize): usize {
  const behind = at + length + 3
  if (behind > end || load<u16>(at) != END_TAG || load<u8>(behind - 1) != GREATER) return 0
  return names.same(names.addressOf(name), at + 2, length) ? behind : 0
}

/** Whether no limit can be broken by an element of so long a name. */
// @ts-ignore: decorator
@inline
function isWithinLimits(length: usize): bool {
  return Open.depth < Limit.depth && i32(length) <= Limit.name && !isCarried()
}

function passed(node: i32, name: i32, behind: usize): usize {
  Open.latest = node
  Open.latestOpened = false
  Open.latestName = name
  event(behind)
  return behind
}

/**
 * An element that has only a text, and its end tag with it: seven of ten elements. It is never among the open ones.
 * Returns the place behind it; 0 for what has to be read step by step, and whatever a limit may be about.
 */
function usualLeaf(at: usize, end: usize, node: i32, name: i32, length: usize): usize {
  if (!isWithinLimits(length)) return 0
  const to = wholeText(at + length + 2, end)
  if (to == 0) return 0
  const behind = endTagEnd(to, end, name, length)
  if (behind == 0 || textLength > Limit.text) {
    dropWholeText()
    return 0
  }
  At.markup = at
  const kind = placed(textKind, textFrom, textLength, askerOf(node, false))
  leaf(node, name, at, kind, textFrom, textLength, to + 1, behind)
  if (Recorded.end != 0 && Open.depth <= Recorded.depth) recorded(behind)
  return passed(node, name, behind)
}

/** A whole element that nobody wants: the place behind it, or 0. */
function unwanted(at: usize, end: usize, node: i32, name: i32, length: usize): usize {
  const byte: u32 = load<u8>(at + 1 + length)
  if (!endsName(byte)) return 0
  let to = byte == GREATER ? unwantedLeafEnd(at, end, name, length) : 0
  if (to == 0) to = repeated(at, end, unwantedKey(name), name, length, Open.depth)
  if (to == 0) return 0
  if (!skipping()) passOver(Open.node, at)
  return passed(node, name, to)
}

/** As {@link usualLeaf}, for what nobody wants. */
function unwantedLeafEnd(at: usize, end: usize, name: i32, length: usize): usize {
  if (!isWithinLimits(length)) return 0
  const from = at + length + 2
  const to = wholeUnwantedText(from, end)
  if (to == 0 || (i32(to - from) > Limit.text && unitsBetween(from, to) > Limit.text)) return 0
  return endTagEnd(to, end, name, length)
}

// What {@link wholeText} has found.
let textKind: i32 = ASCII
let textFrom: usize = 0
let textLength: i32 = 0

/**
 * Reads a text without references and carriage returns that ends in this input, at a `<`, and notes what it is. Returns
 * where it ends; 0 for any other text, of which nothing is remembered: it is to be read step by step.
 */
function wholeText(at: usize, end: usize): usize {
  let to = asciiEnd(at, end, LESS, AMPERSAND, BRACKET, true)
  if (to >= end) return 0
  textKind = ASCII
  textFrom = at
  textLength = i32(to - at)
  const byte: u32 = load<u8>(to)
  if (byte == LESS) return to
  if (byte < 0x80) return 0
  const before = Units.end
  widenAscii(at, to)
  to = wideEnd(to, end, LESS, AMPERSAND, BRACKET, true)
  if (to < end && !At.starved && At.error == 0 && load<u8>(to) == LESS) {
    textKind = WIDE
    textFrom = before
    textLength = unitsFrom(before)
    return to
  }
  Units.end = before
  At.starved = false
  At.error = 0
  return 0
}

/** As {@link wholeText}, for one that nobody wants. */
function wholeUnwantedText(at: usize, end: usize): usize {
  const quick: usize = oneByte ? 0 : narrowEnd(at, end)
  if (quick != 0 && quick < end && load<u8>(quick) == LESS) return quick
  const to = checkedEnd(at, end, LESS, AMPERSAND, BRACKET, true)
  if (to < end && !At.starved && At.error == 0 && load<u8>(to) == LESS) return to
  At.starved = false
  At.error = 0
  return 0
}

/** Forgets what {@link wholeText} has read. */
function dropWholeText(): void {
  if (textKind == WIDE) Units.end = textFrom
}
