import { clear as clearCache } from './cache'
import { fillClasses } from './chars'
import { setOneByte, tableAddress } from './decode'
import { Open, reset as resetElements } from './elements'
import { linesBetween, resetMeasures, unitsBetween } from './measure'
import { allocate, input, roomForInput, tape } from './memory'
import * as names from './names'
import * as plan from './plan'
import { clear as clearRepeats, forget as forgetRepeat } from './repeats'
import { At, CONTENT, Limit } from './state'
import { reset as resetTape, Tape } from './tape'
import { Token } from './text'

// The way in. A consumer makes the plan once, and for each document: `reset`, then for each piece `room`, its bytes,
// `scan`; it takes the operations between `tapeFrom` and `tapeTo`, and calls `scan(0)` until that says DONE.

export { PLACES as textPlaces } from './cache'
export { room as planRoom, take as planTake } from './loader'
export { movedBy, prologEnd, room, unfinished, wholeEnd } from './input'
export { scan } from './steps'

export function init(): void {
  allocate()
  fillClasses()
  roomForInput(0)
  resetTape()
}

export function table(): usize {
  return tableAddress()
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
  setOneByte(oneByte)
  names.forgetOwn()
  plan.forgetGuesses()
  clearRepeats()
  resetElements()
  resetMeasures()
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

export function tapeFrom(): usize {
  return tape
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

/** Line ends from where the last ones were counted. */
export function lines(from: usize, to: usize): i32 {
  return linesBetween(from, to)
}

export function unitCount(from: usize, to: usize): i32 {
  return unitsBetween(from, to)
}

export function forgetTexts(): void {
  clearCache()
}

/** The consumer has no use of the element in that place. */
export function forgetElement(place: i32): void {
  forgetRepeat(place)
}
