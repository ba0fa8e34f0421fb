import { grown } from './memory'
import { addressOf, lengthOf, same } from './names'

// The attributes of the start tag that is being read, 16 bytes each: hash, number or -1, and for those without a number
// where their bytes are kept.
const ENTRY = 16
/** So many are compared one with another; more go through a table. */
const FEW = 8

let entries: usize = 0
let entriesCapacity: usize = 0
let count: i32 = 0
let spelled: usize = 0
let spelledCapacity: usize = 0
let spelledEnd: usize = 0
let table: usize = 0
let tableCapacity: usize = 0
/** The second of two with one name. */
let duplicate: i32 = 0

/** A new start tag. */
export function forget(): void {
  count = 0
  spelledEnd = 0
}

export function countOfAttributes(): i32 {
  return count
}

function entry(index: i32): usize {
  return entries + usize(index) * ENTRY
}

function addressAt(index: i32): usize {
  const name = load<i32>(entry(index), 4)
  return name >= 0 ? addressOf(name) : spelled + load<u32>(entry(index), 8)
}

function lengthAt(index: i32): usize {
  const name = load<i32>(entry(index), 4)
  return name >= 0 ? lengthOf(name) : load<u32>(entry(index), 12)
}

/** The name of the latest. */
export function lastAddress(): usize {
  return addressAt(count - 1)
}

export function lastLength(): usize {
  return lengthAt(count - 1)
}

/** The name that {@link hasDuplicate} found for the second time. */
export function duplicateAddress(): usize {
  return addressAt(duplicate)
}

export function duplicateLength(): usize {
  return lengthAt(duplicate)
}

export function remember(name: i32, from: usize, length: usize, hash: u32): void {
  const size = usize(count) * ENTRY
  if (size + ENTRY > entriesCapacity) {
    const capacity = max<usize>(entriesCapacity * 2, 64 * ENTRY)
    entries = grown(entries, entriesCapacity, capacity)
    entriesCapacity = capacity
  }
  const at = entry(count)
  store<u32>(at, hash)
  store<i32>(at, name, 4)
  if (name < 0) {
    if (spelledEnd + length + 16 > spelledCapacity) {
      const capacity = max<usize>((spelledEnd + length + 16) * 2, 4096)
      spelled = grown(spelled, spelledCapacity, capacity)
      spelledCapacity = capacity
    }
    memory.copy(spelled + spelledEnd, from, length)
    store<u32>(at, u32(spelledEnd), 8)
    store<u32>(at, u32(length), 12)
    spelledEnd += length
  }
  count++
}

function equal(a: usize, b: usize): bool {
  if (load<u32>(a) != load<u32>(b)) return false
  const name = load<i32>(a, 4)
  if (name >= 0) return name == load<i32>(b, 4)
  const length = load<u32>(a, 12)
  return length == load<u32>(b, 12) && same(spelled + load<u32>(a, 8), spelled + load<u32>(b, 8), length)
}

/** Whether two of them have one name. */
export function hasDuplicate(): bool {
  if (count < 2) return false
  if (count > FEW) return hasDuplicateAmongMany()
  for (let index = 1; index < count; index++) {
    duplicate = index
    for (let before = 0; before < index; before++) if (equal(entry(index), entry(before))) return true
  }
  return false
}

function hasDuplicateAmongMany(): bool {
  let size: usize = 32
  while (size < usize(count) * 2) size <<= 1
  if (size * 4 > tableCapacity) {
    table = grown(table, tableCapacity, size * 4)
    tableCapacity = size * 4
  }
  memory.fill(table, 0, size * 4)
  for (let index = 0; index < count; index++) {
    duplicate = index
    let slot = usize(load<u32>(entry(index))) & (size - 1)
    while (true) {
      const other = load<i32>(table + (slot << 2))
      if (other == 0) break
      if (equal(entry(index), entry(other - 1))) return true
      slot = (slot + 1) & (size - 1)
    }
    store<i32>(table + (slot << 2), index + 1)
  }
  return false
}
