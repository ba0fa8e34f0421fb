import { grown } from './memory'

// Names are numbers: those of the plan come first and stay, those that a document brings follow while there is room.

export const MOST = 4096
const SLOTS = MOST * 2
/** A document's own names take no more room than this. */
const OWN_BYTES = 64 * 1024
/** Longer names of a document are no number. */
const LONGEST_OWN: usize = 256
/**
 * Nor are names of a document that would stand so far behind their place: by chance hardly one does when the table is as
 * full as it gets, and names that were chosen to share a place would make each look-up as long as there are names.
 */
const FARTHEST_OWN: i32 = 64

/** The number without the prefix is not known yet: the name came as an attribute's. */
export const UNRESOLVED: i32 = -2

const hashes: usize = memory.data(MOST * 4)
const offsets: usize = memory.data((MOST + 1) * 4)
/** The number of the name without its prefix. */
const locals: usize = memory.data(MOST * 4)
const slots: usize = memory.data(SLOTS * 2)

let bytes: usize = 0
let capacity: usize = 0
let planned: i32 = 0
/** So far from its place a name may stand; the plan's all have room. */
let farthest: i32 = FARTHEST_OWN
export let count: i32 = 0

/** Room for the plan's names, of so many bytes in all, before they come. */
export function clear(planBytes: usize): void {
  bytes = grown(bytes, capacity, planBytes + OWN_BYTES + 64)
  capacity = planBytes + OWN_BYTES
  memory.fill(slots, 0, SLOTS * 2)
  count = 0
  store<u32>(offsets, 0)
}

/** The names so far are the plan's. */
export function keepPlanned(): void {
  planned = count
}

/** Forgets the document's names. They came last into their slots, so none leaves a hole before another. */
export function forgetOwn(): void {
  while (count > planned) {
    count--
    let slot = load<u32>(hashes + (count << 2)) & (SLOTS - 1)
    while (load<u16>(slots + (slot << 1)) != count + 1) slot = (slot + 1) & (SLOTS - 1)
    store<u16>(slots + (slot << 1), 0)
  }
}

// @ts-ignore: decorator
@inline
export function addressOf(name: i32): usize {
  return bytes + load<u32>(offsets + (name << 2))
}

// @ts-ignore: decorator
@inline
export function lengthOf(name: i32): usize {
  return load<u32>(offsets + ((name + 1) << 2)) - load<u32>(offsets + (name << 2))
}

// @ts-ignore: decorator
@inline
export function hashAt(name: i32): u32 {
  return load<u32>(hashes + (name << 2))
}

export function localOf(name: i32): i32 {
  return load<i32>(locals + (name << 2))
}

export function setLocal(name: i32, local: i32): void {
  store<i32>(locals + (name << 2), local)
}

export function hashOf(from: usize, length: usize): u32 {
  let hash: u32 = 0x811c9dc5 ^ <u32>length
  let at = from
  const end = from + length
  for (; at + 4 <= end; at += 4) hash = rotl<u32>((hash ^ load<u32>(at)) * 0x9e3779b1, 15)
  for (; at < end; at++) hash = (hash ^ load<u8>(at)) * 0x01000193
  return hash ^ (hash >> 15)
}

/** The bytes at `a` and `b` are the same; 16 may be read behind each. */
export function same(a: usize, b: usize, length: usize): bool {
  while (length >= 16) {
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false
    a += 16
    b += 16
    length -= 16
  }
  if (length == 0) return true
  return ((i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) ^ 0xffff) & ((1 << i32(length)) - 1)) == 0
}

/** The number of a name, or -1. */
export function find(from: usize, length: usize, hash: u32): i32 {
  let slot = hash & (SLOTS - 1)
  for (let far = 0; far <= farthest; far++) {
    const name = <i32>load<u16>(slots + (slot << 1)) - 1
    if (name < 0) return -1
    if (load<u32>(hashes + (name << 2)) == hash && lengthOf(name) == length && same(addressOf(name), from, length)) {
      return name
    }
    slot = (slot + 1) & (SLOTS - 1)
  }
  return -1
}

/** Gives a name the next number; -1 when there is no room for it. */
export function add(from: usize, length: usize, hash: u32): i32 {
  const at: usize = load<u32>(offsets + (count << 2))
  if (count >= MOST || at + length > capacity || (planned > 0 && length > LONGEST_OWN)) return -1
  let slot = hash & (SLOTS - 1)
  let far = 0
  for (; load<u16>(slots + (slot << 1)) != 0; far++) slot = (slot + 1) & (SLOTS - 1)
  if (far > farthest) {
    if (planned > 0) return -1
    farthest = far
  }
  memory.copy(bytes + at, from, length)
  const name = count++
  store<u32>(offsets + (count << 2), u32(at + length))
  store<u32>(hashes + (name << 2), hash)
  store<i32>(locals + (name << 2), name)
  store<u16>(slots + (slot << 1), <u16>(name + 1))
  return name
}
