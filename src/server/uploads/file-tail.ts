// Longer ones are no tails: a comment behind a document is a line of whoever wrote it.
const LONGEST_TAIL = 1_024

// Blanks, comments and instructions, which are all that XML lets stand behind a root. A declaration begins a document.
const MISCELLANY = /^(?:[\t\n\r ]|<!--(?:(?!--)[\s\S])*-->|<\?(?!xml[\t\n\r ?])(?:(?!\?>)[\s\S])*\?>)*$/i

/** As many of a chunk's first bytes are looked at. */
export const TAIL_BYTES: number = LONGEST_TAIL

/**
 * Whether a chunk of that length and beginning is nothing but the end of a document behind its root: where a file of
 * `file_limit` bytes ends in a newline, that comes as a chunk of its own.
 */
export function isTail(start: readonly number[], length: number): boolean {
  if (length > start.length) return false
  // The other halves of UTF-16 units say nothing here, whichever come first.
  return MISCELLANY.test(String.fromCharCode(...start.filter((byte) => byte !== 0)))
}
