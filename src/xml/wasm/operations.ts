// Operations of the tape, and kinds of text: assembly/tape.ts explains them.
export const START = 1
export const LEAF = 2
export const TEXT = 3
export const PIECE = 4
export const ATTRIBUTE = 5
export const END = 6
export const NAME = 7
export const DECLARATION = 8
export const RECORD = 9
export const REPEAT = 10
export const PASSED = 11

export const WIDE = 1
export const KEPT = 2
export const KEEP = 4
export const DROPPED = -1
export const PLACE_SHIFT = 3

// Flags of the plan's nodes: assembly/plan.ts explains them.
export const WANTS_TEXT = 1
export const LEAF_NODE = 2
export const REPORTS_UNKNOWN = 4
export const REPEATS = 8

const LENGTHS: Readonly<Record<number, number>> = {
  [LEAF]: 9,
  [START]: 4,
  [END]: 2,
  [PASSED]: 2,
  [TEXT]: 5,
  [ATTRIBUTE]: 6,
  [PIECE]: 4,
  [NAME]: 4,
  [DECLARATION]: 4,
  [RECORD]: 4,
  [REPEAT]: 4,
}

/** Words of an operation, itself among them. What a RECORD is of follows it. */
export const lengthOf = (operation: number): number => LENGTHS[operation] as number // there are no others

/** An operation that outlives its tape. Places are counted from the element's `<`. */
export interface Row {
  readonly operation: number
  readonly node: number
  readonly name: number
  readonly text: string
  readonly at: number
  readonly textBehind: number
  readonly behind: number
}

/** The operation at `op` of an element that begins at `base`, with its text. */
export function rowAt(words: Int32Array, op: number, base: number, text: string): Row {
  const operation = words[op] as number // all is within the tape
  const isLeaf = operation === LEAF
  const hasName = isLeaf || operation === START
  return {
    operation,
    node: hasName ? (words[op + 1] as number) : 0,
    name: hasName ? (words[op + 2] as number) : operation === ATTRIBUTE ? (words[op + 1] as number) : 0,
    text,
    at: hasName ? (words[op + 3] as number) - base : 0,
    textBehind: isLeaf ? (words[op + 7] as number) - base : 0,
    behind: (words[op + lengthOf(operation) - 1] as number) - base,
  }
}

/** Where the three words of its text are, 0 for an operation without one. */
export const textPlace = (operation: number): number =>
  operation === LEAF ? 4 : operation === TEXT ? 1 : operation === ATTRIBUTE ? 2 : 0
