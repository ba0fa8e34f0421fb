/** Without the characters at its end: a regular expression would look for the end from each of them. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

const BLANKS = ' \t\r\n\f\v\u00a0'

/** СокрЛП; not String.trim, which would take a byte order mark away as well. */
export function trimmed(text: string): string {
  const kept = withoutEnd(text, BLANKS)
  let start = 0
  while (start < kept.length && BLANKS.includes(kept.charAt(start))) start++
  return kept.slice(start)
}
