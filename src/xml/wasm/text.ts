// Bytes as text. Most are one character, so that gzip finds again in the text what comes again in the bytes: base64
// hides it, and hexadecimal, twice as long, leaves a package 1 kB larger on the wire.

/** The character code of the first letter, behind the double quote, which would have to be escaped. */
export const FIRST = 0x23
/** Up to the tilde. */
export const LETTERS = 92
/** A byte that is not among the first 92 stands behind a character that says so: this code and 1 or 2. */
export const PAGE = 0x1f
/** Added to each byte, so that the most frequent of WebAssembly are among the first 92. */
export const SHIFT = 5

/** The bytes that `text` was made of. It takes about a millisecond for 25 kB, once. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  let length = 0
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < FIRST) before = (code - PAGE) * LETTERS
    else {
      bytes[length++] = code - FIRST + before - SHIFT
      before = 0
    }
  }
  return bytes.subarray(0, length)
}
