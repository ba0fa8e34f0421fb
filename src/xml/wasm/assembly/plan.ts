import { grown } from './memory'
import { MOST as MOST_NAMES } from './names'

// The plan: which element may stand in which, by numbers of nodes and names, as one hash table of edges. Node 0 is
// everything outside it, node 1 what is known and not wanted, node 2 stands above the root.

export const OUTSIDE_PLAN: i32 = 0
export const SKIPPED: i32 = 1
export const ABOVE_ROOT: i32 = 2

/** Flags of nodes: its text is wanted; a text alone in it makes it a leaf; its unknown children are reported; it may come again. */
const WANTS_TEXT: u8 = 1
const LEAF: u8 = 2
const REPORTS_UNKNOWN: u8 = 4
const REPEATS: u8 = 8

// What followed last time: parent, name and node of the first child, and of the next sibling. Files repeat themselves.
const GUESS = 12
const GUESSES = GUESS * 2

let edges: usize = 0
let mask: u32 = 0
let flags: usize = 0
let guesses: usize = 0
const skippedGuesses: usize = memory.data(MOST_NAMES * GUESSES)
let guessBytes: usize = 0

/** An empty plan with room for so many nodes and edges. */
export function clear(nodes: i32, edgeCount: i32): void {
  let size: u32 = 64
  while (size < u32(edgeCount) * 2) size <<= 1
  mask = size - 1
  edges = grown(0, 0, size * 8)
  flags = grown(0, 0, nodes)
  guessBytes = nodes * GUESSES
  guesses = grown(0, 0, guessBytes)
  memory.fill(edges, 0, size * 8)
  forgetGuesses()
}

/** A new document has names of its own, by the same numbers. */
export function forgetGuesses(): void {
  memory.fill(guesses, 0, guessBytes)
  memory.fill(skippedGuesses, 0, MOST_NAMES * GUESSES)
}

export function setFlags(node: i32, bits: u8): void {
  store<u8>(flags + node, bits)
}

/** Nobody wants the element, nor what stands in it. */
export function isDropped(node: i32, parent: i32): bool {
  return node == SKIPPED || (node == OUTSIDE_PLAN && (load<u8>(flags + parent) & REPORTS_UNKNOWN) == 0)
}

// @ts-ignore: decorator
@inline
export function wantsText(node: i32): bool {
  return (load<u8>(flags + node) & WANTS_TEXT) != 0
}

// @ts-ignore: decorator
@inline
export function isLeaf(node: i32): bool {
  return (load<u8>(flags + node) & LEAF) != 0
}

/** Its text is wanted, and so are children. */
// @ts-ignore: decorator
@inline
export function isMixed(node: i32): bool {
  return (load<u8>(flags + node) & (WANTS_TEXT | LEAF)) == WANTS_TEXT && node != OUTSIDE_PLAN
}

// @ts-ignore: decorator
@inline
export function repeats(node: i32): bool {
  return (load<u8>(flags + node) & REPEATS) != 0
}

const keyOf = (parent: i32, name: i32): u32 => (u32(parent) << 14) | u32(name + 1)
const slotOf = (key: u32): u32 => (key * 0x9e3779b1) >> 12

export function addEdge(parent: i32, name: i32, child: i32): void {
  const key = keyOf(parent, name)
  let slot = slotOf(key) & mask
  while (load<u32>(edges + (slot << 3)) != 0) slot = (slot + 1) & mask
  store<u32>(edges + (slot << 3), key)
  store<i32>(edges + (slot << 3), child, 4)
}

/** The node of a child, or {@link OUTSIDE_PLAN}. */
export function childOf(parent: i32, name: i32): i32 {
  if (parent <= SKIPPED || name < 0) return OUTSIDE_PLAN
  const key = keyOf(parent, name)
  let slot = slotOf(key) & mask
  while (true) {
    const found = load<u32>(edges + (slot << 3))
    if (found == key) return load<i32>(edges + (slot << 3), 4)
    if (found == 0) return OUTSIDE_PLAN
    slot = (slot + 1) & mask
  }
}

/**
 * The place that says what is likely to come, by what was opened or closed last: its node, or its name where there are
 * no nodes, since nobody wants it.
 */
// @ts-ignore: decorator
@inline
export function guessAt(latest: i32, name: i32, opened: bool): usize {
  const row = latest <= SKIPPED && name >= 0 ? skippedGuesses + name * GUESSES : guesses + latest * GUESSES
  return row + (opened ? 0 : GUESS)
}

export function learn(guess: usize, parent: i32, name: i32, node: i32): void {
  store<i32>(guess, parent)
  store<i32>(guess, name, 4)
  store<i32>(guess, node, 8)
}
