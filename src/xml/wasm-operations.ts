// Operations of the tape, and kinds of text: src/xml/wasm/tape.ts explains them.
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

export const WIDE = 1
export const KEPT = 2
export const KEEP = 4
export const DROPPED = -1
export const PLACE_SHIFT = 3

/** Words of the operations that an element which comes again may have, the operation itself among them. */
const LENGTHS: Readonly<Record<number, number>> = { [START]: 4, [LEAF]: 9, [TEXT]: 5, [ATTRIBUTE]: 6, [END]: 2 }

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

/** Makes a string of what three words of the tape say. */
export type TextAt = (op: number) => string

/** The operations from `from` to `to` of an element at `base`, one after another as they are asked for. */
export function* rowsOf(words: Int32Array, from: number, to: number, base: number, textAt: TextAt): Generator<Row> {
  for (let op = from; op < to; op += LENGTHS[words[op] as number] as number) yield rowAt(words, op, base, textAt)
}

function rowAt(words: Int32Array, op: number, base: number, textAt: TextAt): Row {
  const word = (index: number): number => words[op + index] as number // within the tape
  const place = (index: number): number => word(index) - base
  const operation = word(0)
  const row: Row = { operation, node: 0, name: 0, text: '', at: 0, textBehind: 0, behind: 0 }
  switch (operation) {
    case START:
      return { ...row, node: word(1), name: word(2), at: place(3) }
    case LEAF: {
      const places = { at: place(3), textBehind: place(7), behind: place(8) }
      return { ...row, node: word(1), name: word(2), text: textAt(op + 4), ...places }
    }
    case TEXT:
      return { ...row, text: textAt(op + 1), behind: place(4) }
    case ATTRIBUTE:
      return { ...row, name: word(1), text: textAt(op + 2), behind: place(5) }
    default:
      return { ...row, behind: place(1) }
  }
}
