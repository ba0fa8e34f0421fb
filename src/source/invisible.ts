// What a terminal or the viewer of a log obeys, or does not show: control characters, line separators, marks of direction
// and of width zero, the byte order mark. Ranges, since the classes of Unicode cost a reading of JSON half as much again.
const INVISIBLE = /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

const picture = (character: string): string =>
  character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : '�'

/** Text of others, fit for a line of one's own: pictures stand for what is not to be seen, for some those of the caller. */
export const pictured = (text: string, pictures: Readonly<Record<string, string>>): string =>
  text.replace(INVISIBLE, (character) => pictures[character] ?? picture(character))

/** JSON of the same values, with escapes for what is not to be seen: what is below a blank has them, or is its layout. */
export const visibleJson = (json: string): string =>
  json.replace(INVISIBLE, (character) =>
    character < ' ' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
