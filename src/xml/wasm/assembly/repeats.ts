import { isCarried } from './measure'
import { found, kept, missed, passesOver, useless } from './scores'
import { areSame, hashOf, likelyEnd } from './spans'
import { At } from './state'
import * as tape from './tape'
import { Tape } from './tape'

// Whole elements come again, byte for byte: the unit of nearly every product, its rate of tax, properties of a few values.
// One that came twice is kept with its bytes; from then on it is compared instead of read, and the consumer knows what
// came of it. The second time, its operations lie behind a RECORD; those of the others are one REPEAT.

const PLACES = 1024
/** Bytes of an element that is kept. */
const LONGEST: usize = 480
const SHORTEST: usize = 16

// The head of a place: hash, key, length, and of an element that is kept its depth and lives. The key is the element's
// node, or stands for its name where nobody wants it: then there is nothing to be told of it, and nothing on the tape.
const HEAD = 24
const KEY: usize = 8
const LENGTH: usize = 12
const DEPTH: usize = 16
const LIVES: usize = 20
/** Others that must want its place before an element goes: few at first, and more each time that it comes again. */
const FEW_LIVES: i32 = 4
const MOST_LIVES: i32 = 64

const heads: usize = memory.data(PLACES * HEAD)
const bytes: usize = memory.data(PLACES * i32(LONGEST))
const SCORES: u32 = 1024
const scores: usize = memory.data(SCORES)

/** The element that has come for the second time and is being read. */
export class Recorded {
  /** Where it is likely to end; 0 when there is none. */
  static end: usize = 0
  static from: usize = 0
  static place: i32 = 0
  static hash: u64 = 0
  static key: i32 = 0
  /** Elements around it. */
  static depth: i32 = 0
  /** Its RECORD; 0 when nobody wants it. */
  static operation: usize = 0
}

/** Forgets everything: other limits and prefixes may hold in another document. */
export function clear(): void {
  memory.fill(heads, 0, PLACES * HEAD)
  memory.fill(scores, 0, SCORES)
  Recorded.end = 0
}

/** Stands for elements of that name that nobody wants. */
// @ts-ignore: decorator
@inline
export function unwantedKey(name: i32): i32 {
  return -1 - name
}

/** The consumer has no use of the element in that place, nor of others of its node. */
export function forget(place: i32): void {
  const head = headOf(place)
  useless(scoreOf(load<i32>(head, KEY)))
  store<u64>(head, 0)
  store<i32>(head, 0, LIVES)
}

/** The next operations are not those that a RECORD stands before. */
export function stopRecording(): void {
  Recorded.end = 0
}

// @ts-ignore: decorator
@inline
function headOf(place: i32): usize {
  return heads + place * HEAD
}

// @ts-ignore: decorator
@inline
function bytesOf(place: i32): usize {
  return bytes + usize(place) * LONGEST
}

// @ts-ignore: decorator
@inline
function scoreOf(key: i32): usize {
  return scores + (u32(key) & (SCORES - 1))
}

/**
 * The place behind an element that came before, which begins at `at` and whose name has been read; 0 for any other: it
 * has to be read, and is remembered.
 */
export function repeated(at: usize, end: usize, key: i32, name: i32, length: usize, depth: i32): usize {
  const score = scoreOf(key)
  if (passesOver(score) || isCarried()) return 0
  const to = likelyEnd(at, min(end, at + LONGEST), name, length)
  if (to < at + SHORTEST) {
    missed(score)
    return 0
  }
  const size = i32(to - at)
  const hash = hashOf(at, to)
  const place = i32(hash >> 54)
  const head = headOf(place)
  const lives = load<i32>(head, LIVES)
  if (load<u64>(head) != hash || load<i32>(head, KEY) != key || load<i32>(head, LENGTH) != size) {
    missed(score)
    if (lives > 1) store<i32>(head, lives - 1, LIVES)
    else remember(head, hash, key, size)
    return 0
  }
  if (lives == 0) {
    // To compare the wanted one around it saves more.
    if (key < 0 && Recorded.end != 0 && Recorded.key >= 0) return 0
    kept(score)
    record(place, hash, at, to, key, depth)
    return 0
  }
  // Deeper than it was, it might break a limit.
  if (depth > load<i32>(head, DEPTH) || !areSame(bytesOf(place), at, size)) {
    missed(score)
    return 0
  }
  found(score)
  store<i32>(head, min(lives + 2, MOST_LIVES), LIVES)
  At.markup = at
  if (key >= 0) tape.note(tape.REPEAT, place, i32(at), i32(to))
  return to
}

function remember(head: usize, hash: u64, key: i32, size: i32): void {
  store<u64>(head, hash)
  store<i32>(head, key, KEY)
  store<i32>(head, size, LENGTH)
  store<i32>(head, 0, LIVES)
}

function record(place: i32, hash: u64, at: usize, to: usize, key: i32, depth: i32): void {
  if (Recorded.end != 0) useless(scoreOf(Recorded.key)) // the one around this one: its parts are what comes again
  Recorded.end = to
  Recorded.from = at
  Recorded.place = place
  Recorded.hash = hash
  Recorded.key = key
  Recorded.depth = depth
  Recorded.operation = key < 0 ? 0 : Tape.end
  if (key >= 0) tape.note(tape.RECORD, place, 0, 0)
}

/** The recorded element has ended: it is the first that ends inside those around it. It is kept if its end was guessed rightly. */
export function recorded(behind: usize): void {
  const head = headOf(Recorded.place)
  const isLikely = behind == Recorded.end && load<u64>(head) == Recorded.hash // no other has taken its place
  const operation = Recorded.operation
  Recorded.end = 0
  if (!isLikely || (operation != 0 && !isWhole(operation + (tape.NOTE_WORDS << 2), Tape.end))) {
    useless(scoreOf(Recorded.key))
    return
  }
  memory.copy(bytesOf(Recorded.place), Recorded.from, behind - Recorded.from)
  store<i32>(head, Recorded.depth, DEPTH)
  store<i32>(head, FEW_LIVES, LIVES)
  if (operation != 0) store<i32>(operation, i32(Tape.end), 8)
}

/** Whether the operations hold all that was said: no names that are told each time, no pieces of texts. */
function isWhole(from: usize, to: usize): bool {
  while (from < to) {
    const operation = load<i32>(from)
    if (operation == tape.START) from += tape.START_WORDS << 2
    else if (operation == tape.LEAF) from += tape.LEAF_WORDS << 2
    else if (operation == tape.TEXT) from += tape.TEXT_WORDS << 2
    else if (operation == tape.ATTRIBUTE) from += tape.ATTRIBUTE_WORDS << 2
    else if (operation == tape.END) from += tape.END_WORDS << 2
    else if (operation == tape.PASSED) from += tape.PASSED_WORDS << 2
    else return false
  }
  return true
}
