import { CommerceMLError } from '../errors.ts'
import { ansiReferences, type Charset } from '../source/charset.ts'

// All that XML 1.0 has no way to say: controls, halves of surrogate pairs, and the two units that are no characters; and
// U+FFFD itself. A `u` expression takes a whole pair for one character, so \p{Cs} matches halves alone.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]|\p{Cs}/gu
// A reference in every charset: a text in which U+FFFD stands is to УНФ 3.0 one that was decoded wrongly, and it reads all
// of it again as windows-1251.
const REPLACEMENT = '&#65533;'

// A carriage return would come back as a line feed, and blanks in attributes as spaces: references stay what they are.
const TEXT = /[&<>\r]/g
const ATTRIBUTE = /[&<>"\t\n\r]/g
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const escapeOf = (character: string): string => ESCAPES[character] as string // the expressions hold no others

// Most values need nothing: one look decides.
const SUSPICIOUS = /[\0-\x08\x0b-\x1f&<>\ud800-\udfff\ufffd-\uffff]/

/**
 * Text as it may stand in an element. What XML cannot hold, such as a NUL in a customer's comment or half an emoji,
 * becomes U+FFFD, written as `&#65533;`, so that something is seen where something was.
 */
export function escapeText(value: string): string {
  if (!SUSPICIOUS.test(value)) return value
  return value.replace(TEXT, escapeOf).replace(FORBIDDEN, REPLACEMENT)
}

/** Text as it may stand between the quotes of an attribute. */
export function escapeAttribute(value: string): string {
  return value.replace(ATTRIBUTE, escapeOf).replace(FORBIDDEN, REPLACEMENT)
}

const NAME_START = 'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff'
const NAME = new RegExp(
  `^[${NAME_START}][${NAME_START}.0-9\\u00b7-]*(?::[${NAME_START}][${NAME_START}.0-9\\u00b7-]*)?$`,
)
const LONGEST_NAME = 200

/** The name of an element or attribute that is not from the tables. Throws `CommerceMLError` for what is no name. */
export function assertName(name: string, path: string, charset: Charset): void {
  // A reference stands for a character in text alone: a name must be all in the charset.
  const isWhole = charset !== 'windows-1251' || ansiReferences(name) === name
  if (name.length <= LONGEST_NAME && NAME.test(name) && isWhole) return
  const found = JSON.stringify(name.slice(0, 100))
  throw new CommerceMLError(
    'invalid-value',
    `${path}: expected the name of an element or attribute in ${charset}, found ${found}`,
    {
      found: name.slice(0, 100),
    },
  )
}
