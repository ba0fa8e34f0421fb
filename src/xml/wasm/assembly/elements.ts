import { grown } from './memory'
import { event, unitsBetween } from './measure'
import * as names from './names'
import * as plan from './plan'
import { Recorded, recorded } from './repeats'
import { At, failAbout, LIMIT_DEPTH, LIMIT_ELEMENT_NAME, Limit, SECOND_ROOT } from './state'
import * as tape from './tape'
import { Tape } from './tape'

// The open elements, 16 bytes each: node, number of the name or -1, and then where its bytes are among `spelled`.
const ENTRY = 16
let stack: usize = 0
let stackCapacity: usize = 0
let spelled: usize = 0
let spelledCapacity: usize = 0
let spelledEnd: usize = 0

/** The consumer knows what a prefix stands for: the number of the name without it, or -1. */
// @ts-ignore: decorator
@external('consumer', 'local')
declare function localName(name: i32, from: usize, length: usize, root: bool): i32

const NOWHERE: i32 = 0x7fffffff

export class Open {
  static depth: i32 = 0
  /** The node of the innermost one. */
  static node: i32 = plan.ABOVE_ROOT
  /** Depth of the element whose subtree nobody wants. */
  static skipFrom: i32 = NOWHERE
  /** Depth of the outermost element whose text was wanted and has come, as far as is known. */
  static textFrom: i32 = NOWHERE
  /** What was opened or closed last. */
  static latest: i32 = plan.ABOVE_ROOT
  static latestOpened: bool = true
  static latestName: i32 = 0
}

export function reset(): void {
  Open.depth = 0
  Open.node = plan.ABOVE_ROOT
  Open.skipFrom = NOWHERE
  Open.textFrom = NOWHERE
  Open.latest = plan.ABOVE_ROOT
  Open.latestOpened = true
  spelledEnd = 0
}

// @ts-ignore: decorator
@inline
export function skipping(): bool {
  return Open.depth >= Open.skipFrom
}

// @ts-ignore: decorator
@inline
function top(): usize {
  return stack + (Open.depth - 1) * ENTRY
}

/** The name of the innermost open element. */
export function expectedAddress(): usize {
  const name = load<i32>(top(), 4)
  return name >= 0 ? names.addressOf(name) : spelled + load<u32>(top(), 8)
}

export function expectedLength(): usize {
  const name = load<i32>(top(), 4)
  return name >= 0 ? names.lengthOf(name) : load<u32>(top(), 12)
}

/** The number of a name that has just been read, new ones included; -1 for one that got none. The bytes are a name. */
export function numberOf(from: usize, length: usize, hash: u32, element: bool): i32 {
  const name = names.add(from, length, hash)
  if (name >= 0 || !skipping()) tape.note(tape.NAME, name, i32(from), i32(length))
  if (!hasColon(from, length)) return name
  if (element) resolve(name, from, length)
  else if (name >= 0) names.setLocal(name, names.UNRESOLVED)
  return name
}

/** The number of an element's name without its prefix. */
function resolve(name: i32, from: usize, length: usize): i32 {
  const local = localName(name, from, length, !At.rootSeen)
  if (name >= 0) names.setLocal(name, local)
  return local
}

function hasColon(from: usize, length: usize): bool {
  for (let at = from; at < from + length; at++) if (load<u8>(at) == 0x3a) return true
  return false
}

/** A start tag's name has been read. */
export function opened(name: i32, from: usize, length: usize, behind: usize): void {
  const parent = Open.node
  let local = name
  if (name >= 0) local = names.localOf(name)
  if (name >= 0 ? local == names.UNRESOLVED : hasColon(from, length)) local = resolve(name, from, length)
  const node = plan.childOf(parent, name) || plan.childOf(parent, local)
  push(name, node, from, length, behind)
}

/** As {@link opened}, for what was guessed rightly. */
export function push(name: i32, node: i32, from: usize, length: usize, behind: usize): void {
  event(behind)
  if (At.error != 0) return
  if (i32(length) > Limit.name && unitsBetween(from, from + length) > Limit.name) {
    failAbout(LIMIT_ELEMENT_NAME, At.markup, from, from + length)
    return
  }
  if (Open.depth >= Limit.depth) {
    failAbout(LIMIT_DEPTH, At.markup, from, from + length)
    return
  }
  if (Open.depth == 0 && At.rootSeen) {
    failAbout(SECOND_ROOT, At.markup, from, from + length)
    return
  }
  At.rootSeen = true
  const parent = Open.node
  plan.learn(plan.guessAt(Open.latest, Open.latestName, Open.latestOpened), parent, name, node)
  enter(name, node, from, length)
  if (Open.depth > Open.skipFrom) return
  if (Open.depth > 1 && plan.isDropped(node, parent)) {
    Open.skipFrom = Open.depth
    passOver(parent, At.markup)
    return
  }
  Tape.leaf = plan.isLeaf(node) ? Tape.end : 0
  tape.start(node, name, At.markup)
}

/** The innermost element has had a text that is wanted. */
export function hadText(): void {
  Open.textFrom = min(Open.textFrom, Open.depth)
}

/** Nobody wants the child that begins at `at`; the element around it has one all the same. */
export function passOver(parent: i32, at: usize): void {
  Tape.leaf = 0
  if (plan.wantsText(parent)) tape.passed(at)
}

function enter(name: i32, node: i32, from: usize, length: usize): void {
  const size = usize(Open.depth) * ENTRY
  if (size + ENTRY > stackCapacity) {
    const capacity = max<usize>(stackCapacity * 2, 256 * ENTRY)
    stack = grown(stack, stackCapacity, capacity)
    stackCapacity = capacity
  }
  Open.depth++
  store<i32>(top(), node)
  store<i32>(top(), name, 4)
  if (name < 0) {
    if (spelledEnd + length + 16 > spelledCapacity) {
      const capacity = max<usize>((spelledEnd + length + 16) * 2, 4096)
      spelled = grown(spelled, spelledCapacity, capacity)
      spelledCapacity = capacity
    }
    memory.copy(spelled + spelledEnd, from, length)
    store<u32>(top(), u32(spelledEnd), 8)
    store<u32>(top(), u32(length), 12)
    spelledEnd += length
  }
  Open.node = node
  Open.latest = node
  Open.latestOpened = true
  Open.latestName = name
}

/** The innermost element ends; its end tag was right. */
export function closed(behind: usize): void {
  event(behind)
  const name = load<i32>(top(), 4)
  if (name < 0) spelledEnd = load<u32>(top(), 8)
  Open.latest = Open.node
  Open.latestOpened = false
  Open.latestName = name
  Open.depth--
  Open.node = Open.depth == 0 ? plan.ABOVE_ROOT : load<i32>(top())
  if (Open.depth < Open.textFrom) Open.textFrom = NOWHERE
  if (Open.depth + 1 < Open.skipFrom) tape.end(behind)
  else if (Open.depth + 1 == Open.skipFrom) Open.skipFrom = NOWHERE
  if (Recorded.end != 0 && Open.depth <= Recorded.depth) recorded(behind)
}

