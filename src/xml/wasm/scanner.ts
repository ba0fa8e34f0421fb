import * as cache from './cache'
import { fillClasses } from './chars'
import { content } from './content'
import { bang, cdata, comment, commentClose, doctype, instruction, moveDeclaration, target } from './declarations'
import { oneByte, setOneByte as decodeOneByte, tableAddress as decodeTable } from './decode'
import { Open, reset as resetElements } from './elements'
import { allocate, input, roomForInput, TAPE_BYTES, tape as tapeAddress } from './memory'
import { carry, linesBetween, moveMark, resetMark, unitsBetween } from './measure'
import * as names from './names'
import * as plan from './plan'
import { reference } from './reference'
import {
  ATTRIBUTE_NAME,
  At,
  BANG,
  CDATA,
  COMMENT,
  COMMENT_CLOSE,
  CONTENT,
  DOCTYPE,
  DOCTYPE_FOUND,
  END_CLOSE,
  END_NAME,
  EQUALS,
  INSTRUCTION,
  Limit,
  MARKUP,
  QUOTE,
  REFERENCE,
  SLASH,
  START_NAME,
  TAG,
  TAG_CLOSE,
  TARGET,
  VALUE,
} from './state'
import { reset as resetTape, Tape, isFull } from './tape'
import { attributeName, endClose, endName, equals, markup, moveTag, openingQuote, slash, startName, tag, tagClose, value } from './tags'
import { cut, resetUnits, Token } from './text'

// The way in. A consumer makes the plan once, and for each document: `reset`, then for each chunk `room`, its bytes,
// `scan`; it takes the operations between `tapeFrom` and `tapeTo`, and calls `scan(0)` until that says DONE.

export const DONE: i32 = 0
export const MORE: i32 = 1
export const FAILED: i32 = 2

export function init(): void {
  allocate()
  fillClasses()
  roomForInput(0)
  resetTape()
}

export function table(): usize {
  return decodeTable()
}

export function planClear(nodes: i32, edges: i32, nameBytes: i32): void {
  plan.clear(nodes, edges)
  names.clear(nameBytes)
}

/** The name's bytes lie at the start of the input. Returns its number. */
export function planName(length: i32): i32 {
  return names.add(input, length, names.hashOf(input, length))
}

export function planNode(node: i32, wantsText: bool, leaf: bool, unknown: bool): void {
  plan.setNode(node, wantsText, leaf, unknown)
}

export function planEdge(parent: i32, name: i32, child: i32): void {
  plan.addEdge(parent, name, child)
}

export function planDone(): void {
  names.keepPlanned()
}

export function limit(depth: i32, attributes: i32, name: i32, text: i32, token: i32): void {
  Limit.depth = depth
  Limit.attributes = attributes
  Limit.name = name
  Limit.text = text
  Limit.token = token
}

/** A new document begins. */
export function reset(oneByte: bool): void {
  decodeOneByte(oneByte)
  names.forgetOwn()
  plan.forgetGuesses()
  resetElements()
  resetMark()
  resetTape()
  At.state = CONTENT
  At.position = input
  At.end = input
  At.fresh = input
  At.keep = 0
  At.document = input
  At.starved = false
  At.paused = false
  At.afterReturn = false
  At.rootSeen = false
  At.error = 0
  At.errorAt = 0
  At.errorFrom = 0
  At.errorTo = 0
  Token.open = false
}

/** How far the input was moved to the front by the latest {@link room}, for whoever counts from its start. */
let moved: usize = 0

export function movedBy(): usize {
  return moved
}

/** Makes room for `bytes` behind what is kept. Returns where they go. */
export function room(bytes: usize): usize {
  const keep = At.keep != 0 ? At.keep : At.position
  const length = At.end - keep
  const offset = keep - input
  memory.copy(input, keep, length)
  const before = input
  roomForInput(length + bytes)
  move(offset, before)
  return At.end
}

/** Addresses of the input change by its move to the front, and by that of its region. */
function move(offset: usize, before: usize): void {
  moved = offset
  const by = offset + before - input
  At.position -= by
  At.end -= by
  At.markup -= by
  At.reference -= by
  Token.from -= by
  moveTag(by)
  moveDeclaration(by)
  moveMark(by)
  if (At.keep != 0) At.keep -= by
  At.document = At.document >= before + offset ? At.document - by : 0
}

/** Scans `bytes` more, or goes on. */
export function scan(bytes: usize): i32 {
  resetTape()
  resetUnits()
  At.paused = false
  if (bytes > 0) {
    At.fresh = At.end
    At.end += bytes
    At.starved = false
  }
  while (At.position < At.end) {
    if (At.paused || isFull()) {
      pause()
      return MORE
    }
    step()
    if (At.error != 0) return FAILED
    if (At.starved) break
  }
  pause()
  if (bytes > 0 || At.fresh < At.end) carry()
  At.fresh = At.end
  return At.error != 0 ? FAILED : DONE
}

/** What there is of a text goes out; of a reference in it there is nothing yet. */
function pause(): void {
  if (At.state == REFERENCE) Token.from = At.position
  cut(At.position)
}

function step(): void {
  if (At.afterReturn) {
    At.afterReturn = false
    if (load<u8>(At.position) == 0x0a) {
      At.position++
      Token.from = At.position
      return
    }
  }
  switch (At.state) {
    case CONTENT:
      content()
      return
    case MARKUP:
      markup()
      return
    case START_NAME:
      startName()
      return
    case TAG_CLOSE:
      tagClose()
      return
    case TAG:
      tag()
      return
    case ATTRIBUTE_NAME:
      attributeName()
      return
    case EQUALS:
      equals()
      return
    case QUOTE:
      openingQuote()
      return
    case VALUE:
      value()
      return
    case SLASH:
      slash()
      return
    case END_NAME:
      endName()
      return
    case END_CLOSE:
      endClose()
      return
    case REFERENCE:
      reference()
      return
    case BANG:
      bang()
      return
    case COMMENT:
      comment()
      return
    case COMMENT_CLOSE:
      commentClose()
      return
    case CDATA:
      cdata()
      return
    case TARGET:
      target()
      return
    case INSTRUCTION:
      instruction()
      return
    case DOCTYPE:
      doctype()
      return
  }
}

export function tapeFrom(): usize {
  return tapeAddress
}

export function tapeTo(): usize {
  return Tape.end
}

export function inputFrom(): usize {
  return input
}

export function errorCode(): i32 {
  return At.error
}

export function errorAt(): usize {
  return At.errorAt
}

export function errorFrom(): usize {
  return At.errorFrom
}

export function errorTo(): usize {
  return At.errorTo
}

/** Whether the document may end here. */
export function isComplete(): bool {
  return At.state == CONTENT && At.rootSeen && Open.depth == 0 && At.position == At.end
}

export function rootSeen(): bool {
  return At.rootSeen
}

/** The end of the input without the beginning of a character there. */
export function wholeEnd(): usize {
  let back: usize = 1
  while (back < 4 && At.end - back >= input && (load<u8>(At.end - back) & 0xc0) == 0x80) back++
  if (oneByte || At.end - back < input) return At.end
  const lead: u32 = load<u8>(At.end - back)
  const length: usize = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return length > back ? At.end - back : At.end
}

/** Up to here nothing will be asked for any more: the `<` or `&` of what is unfinished, or the end of the input. */
export function unfinished(): usize {
  if (At.keep != 0) return At.keep
  return At.starved ? At.position : At.end
}

/** How far what has been read belongs to the prolog: a `<`, or the name behind it, may be the root's. */
export function prologEnd(): usize {
  const state = At.state
  if (state == MARKUP || state == START_NAME || state == END_NAME || state == END_CLOSE) return At.markup
  if (At.error == 0) return At.end
  if (state == CONTENT) return At.position // what stands there is not of the prolog any more
  return At.error == DOCTYPE_FOUND ? At.errorTo : At.errorAt
}

export function lines(from: usize, to: usize, after: bool): i32 {
  return linesBetween(from, to, after)
}

export function unitCount(from: usize, to: usize): i32 {
  return unitsBetween(from, to)
}

export function forgetTexts(): void {
  cache.clear()
}

export { TAPE_BYTES }
