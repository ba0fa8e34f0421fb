// Where everything lies in linear memory, and the few things that are written for the outside.
//
//   input   | kept from before | the chunk that is being scanned |  padding |
//   units   | UTF-16 of the texts of this scan that are not plain ASCII      |
//   tape    | operations for the consumer, 32-bit words                      |
//   cache   | short texts seen lately: length and width, then the text       |
//   names   | bytes of the names that are known                              |
//   open    | bytes of the names of the open elements, one behind the other  |
//
// All of it is allocated once and grows by doubling, at most as far as the limits let it.

/** Bytes behind the input that may be read but mean nothing: 16 at a time are looked at. */
export const PADDING: usize = 64

export let input: usize = 0
export let inputCapacity: usize = 0
/** UTF-16 of this scan. */
export let units: usize = 0
/** The operations of this scan. */
export let tape: usize = 0

// Operations fill this much before the consumer must take them: it stays in the cache of the processor.
export const TAPE_BYTES: usize = 64 * 1024
/** The longest operation, and what one step can write before the fill is looked at. */
const TAPE_SLACK: usize = 1024

let unitsCapacity: usize = 0

export function grown(region: usize, size: usize, capacity: usize): usize {
  return region == 0 ? heap.alloc(capacity) : capacity > size ? heap.realloc(region, capacity) : region
}

export function allocate(): void {
  tape = heap.alloc(TAPE_BYTES + TAPE_SLACK)
}

/** Makes room for `bytes` of input in all, and for their UTF-16. */
export function roomForInput(bytes: usize): void {
  if (bytes + PADDING > inputCapacity) {
    const capacity = max<usize>((bytes + PADDING) * 2, 128 * 1024)
    input = grown(input, inputCapacity, capacity)
    inputCapacity = capacity
  }
  if (inputCapacity * 2 + PADDING > unitsCapacity) {
    const capacity = inputCapacity * 2 + PADDING
    units = grown(units, unitsCapacity, capacity)
    unitsCapacity = capacity
  }
}
