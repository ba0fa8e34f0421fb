/** White space as XML has it: NBSP and U+FEFF are text. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x20) return false
  return true
}
