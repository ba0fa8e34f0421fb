import { TAPE_BYTES, tape } from './memory'

// Operations, each a row of 32-bit words. `text` stands for three words: kind, address and length; see below.
export const START: i32 = 1 //       node, name, at
export const LEAF: i32 = 2 //        node, name, at, text, text's behind, behind: a start, its text and its end in one
export const TEXT: i32 = 3 //        text, behind: the whole text, or the last piece of it
export const PIECE: i32 = 4 //       text: more comes; of the kind DROPPED, it takes back what came
export const ATTRIBUTE: i32 = 5 //   name, text, behind
export const END: i32 = 6 //         behind
export const NAME: i32 = 7 //        number or -1, from, length: a name that is new, before it is used
export const DECLARATION: i32 = 8 // from, to, behind: <?xml … ?>
export const RECORD: i32 = 9 //      place, to, 0: up to there is an element that may come again; 0 if it turned out otherwise
export const REPEAT: i32 = 10 //     place, at, behind: that element again
export const PASSED: i32 = 11 //     at: a child that nobody wants, in an element whose text is wanted

// Kinds of text: how the consumer gets at it. The number of its place in the cache is in the bits above.
export const ASCII: i32 = 0 // bytes of the input, or narrowed
export const WIDE: i32 = 1 //  UTF-16
export const KEPT: i32 = 2 //  the string in that place of the cache
export const KEEP: i32 = 4 //  with one of the first two: goes into that place
/** Of a PIECE: those before it were white space that nobody wants. */
export const DROPPED: i32 = -1

export const START_WORDS: usize = 4
export const LEAF_WORDS: usize = 9
export const TEXT_WORDS: usize = 5
export const ATTRIBUTE_WORDS: usize = 6
export const END_WORDS: usize = 2
export const PASSED_WORDS: usize = 2
export const NOTE_WORDS: usize = 4

/** The operations that wait for the consumer. */
export class Tape {
  static end: usize = 0
  /** The start of the latest element, as long as it may become a leaf: no attribute, no child, one text. */
  static leaf: usize = 0
}

export function reset(): void {
  Tape.end = tape
  Tape.leaf = 0
}

export function isFull(): bool {
  return Tape.end - tape >= TAPE_BYTES
}

// @ts-ignore: decorator
@inline
function put(index: usize, word: i32): void {
  store<i32>(Tape.end + (index << 2), word)
}

export function start(node: i32, name: i32, at: usize): void {
  put(0, START)
  put(1, node)
  put(2, name)
  put(3, i32(at))
  Tape.end += START_WORDS << 2
}

/** An element with nothing but a text, at once. */
export function leaf(node: i32, name: i32, at: usize, kind: i32, from: usize, length: i32, to: usize, behind: usize): void {
  Tape.leaf = 0
  put(0, LEAF)
  put(1, node)
  put(2, name)
  put(3, i32(at))
  put(4, kind)
  put(5, i32(from))
  put(6, length)
  put(7, i32(to))
  put(8, i32(behind))
  Tape.end += LEAF_WORDS << 2
}

export function text(kind: i32, from: usize, length: i32, behind: usize): void {
  if (Tape.end - Tape.leaf != START_WORDS << 2) Tape.leaf = 0
  put(0, TEXT)
  put(1, kind)
  put(2, i32(from))
  put(3, length)
  put(4, i32(behind))
  Tape.end += TEXT_WORDS << 2
}

export function piece(kind: i32, from: usize, length: i32): void {
  Tape.leaf = 0
  put(0, PIECE)
  put(1, kind)
  put(2, i32(from))
  put(3, length)
  Tape.end += 4 << 2
}

export function attribute(name: i32, kind: i32, from: usize, length: i32, behind: usize): void {
  Tape.leaf = 0
  put(0, ATTRIBUTE)
  put(1, name)
  put(2, kind)
  put(3, i32(from))
  put(4, length)
  put(5, i32(behind))
  Tape.end += ATTRIBUTE_WORDS << 2
}

/** The end of an element. With nothing but a text between, its start becomes a leaf. */
export function end(behind: usize): void {
  const leaf = Tape.leaf
  Tape.leaf = 0
  if (leaf != 0) {
    const inside = Tape.end - leaf
    if (inside == START_WORDS << 2) {
      store<i32>(leaf, ASCII, 16) // an empty text
      store<i64>(leaf, 0, 20)
    } else if (inside == (START_WORDS + TEXT_WORDS) << 2) {
      store<i32>(leaf, load<i32>(leaf, 20), 16)
      store<i64>(leaf, load<i64>(leaf, 24), 20)
      store<i32>(leaf, load<i32>(leaf, 32), 28)
    }
    store<i32>(leaf, LEAF)
    store<i32>(leaf, i32(behind), 32)
    Tape.end = leaf + (LEAF_WORDS << 2)
    return
  }
  put(0, END)
  put(1, i32(behind))
  Tape.end += END_WORDS << 2
}

export function passed(at: usize): void {
  put(0, PASSED)
  put(1, i32(at))
  Tape.end += PASSED_WORDS << 2
}

/** Three words behind an operation. */
export function note(operation: i32, a: i32, b: i32, c: i32): void {
  put(0, operation)
  put(1, a)
  put(2, b)
  put(3, c)
  Tape.end += NOTE_WORDS << 2
}
