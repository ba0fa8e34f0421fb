// What a site or a document says gets onto a terminal: no escape sequence may, nor what turns the direction of text.
const HIDDEN = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g

const picture = (character: string): string => {
  const code = character.charCodeAt(0)
  if (character === '\n' || character === '\r') return ' '
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�'
}

/** Text of others as one line of our own: pictures stand for control characters, blanks for line ends. */
export const visible = (text: string): string => text.replace(HIDDEN, picture)

/** JSON of the same values, which escapes what is below a blank alone. */
export const visibleJson = (json: string): string =>
  json.replace(
    /[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const MOST = 400

/** Such a line, cut: a site may answer with a page where a word is meant, and an id have megabytes. */
export function glimpse(text: string): string {
  const line = visible(text)
  return line.length <= MOST ? line : `${line.slice(0, MOST)}… (${line.length} characters)`
}
