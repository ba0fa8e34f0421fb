/** White space shorter than this, beside elements, weighs nothing: no limit counts it. Also in wasm/assembly/text.ts. */
export const SHORT_BLANK = 64

/** White space as XML has it: NBSP and U+FEFF are text. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x20) return false
  return true
}

/** The text without the white space around it, as XML has it. */
export function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (start < end && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}
