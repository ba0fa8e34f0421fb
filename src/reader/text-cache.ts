// V8 cuts substrings of this many units and more out of their parent without a copy.
const SLICED = 13
// Longer texts hardly repeat.
const LONGEST = 64
const SIZE = 1 << 10

/**
 * Gives texts that stand alone: a parser hands out slices, and a slice keeps the whole piece of input alive that it was
 * cut from: a list of ids would hold the document. What comes again (ids of groups, properties and price types, names of
 * requisites) is the same string each time.
 */
export class TextCache {
  readonly #texts: string[] = new Array<string>(SIZE).fill('')

  own(text: string): string {
    const { length } = text
    if (length < SLICED) return text
    if (length > LONGEST) return detached(text)
    // Ids differ at either end; one that takes another's place costs a copy, nothing else.
    const ends =
      text.charCodeAt(0) + 7 * text.charCodeAt(7) + 31 * text.charCodeAt(length - 1) + 127 * text.charCodeAt(length - 3)
    const place = (ends + length) & (SIZE - 1)
    const known = this.#texts[place] as string // the place is within the array
    if (known === text) return known
    const own = detached(text)
    this.#texts[place] = own
    return own
  }
}

/** A copy: the blank makes V8 put a new string together, and the slice is cut from that one. */
const detached = (text: string): string => ` ${text}`.slice(1)
