// Linear memory. Tables of one size are static, each in its file: classes, texts and elements
// that come again, numbers of names, some guesses.
// The rest is on the heap: three regions of this file, and those of others, which use `grown`.
//
//   tape    | operations for the consumer, 32-bit words                   |
//   input   | kept from before | the piece that is being scanned | padding |
//   units   | UTF-16 of the texts of this scan that are not plain ASCII   |
//
//   plan.ts         edges, flags and guesses, as many as the plan has
//   names.ts        bytes of the names that have numbers
//   elements.ts     open elements, and spelled names of those without a number
//   attributes.ts   attributes of one tag, their spelled names, a table for many
//
// The tape never grows, and what the plan needs is known when it comes. All else doubles when it is too small, as far
// as the limits let it.

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
