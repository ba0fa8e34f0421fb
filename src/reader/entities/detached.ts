// V8 cuts substrings of this many units and more out of their parent without a copy.
const SLICED = 13
// Nobody keeps lists of longer ones.
const KEPT = 256

/**
 * A text that stands alone. A parser hands out slices, and a slice keeps the whole piece of input alive that it was cut
 * from: a list of ids would hold the document. Costs a fifth of a microsecond, so it is for what users keep lists of.
 */
export const detached = (text: string): string =>
  // The blank makes V8 put a new string together, and the slice is cut from that one.
  text.length < SLICED || text.length > KEPT ? text : ` ${text}`.slice(1)
