import { CommerceMLError } from '../../errors.ts'
import { type Limits, limitExceeded } from '../../limits.ts'
import { doctypeRefused } from '../doctype.ts'

type Limited = 'depth' | 'attributes' | 'nameLength' | 'textLength'

/** What the scanner says by number (assembly/state.ts), for people. `%` is the name that it is about. */
const MALFORMED: readonly (string | undefined)[] = [
  undefined,
  undefined, // an encoding is put into words where its bytes are known
  'disallowed character',
  'text data outside of root node',
  'the string "]]>" is disallowed in char data',
  'an ampersand that begins no reference of XML (&nbsp; is one of HTML): in text it is written &amp;',
  'disallowed character in tag name',
  'disallowed character in attribute name',
  'attribute without value',
  'unquoted attribute value',
  'a < in an attribute value: there it is written &lt;',
  'no whitespace between attributes',
  'duplicate attribute: %',
  'forward-slash in opening tag not followed by >',
  'disallowed character in closing tag',
  'unexpected close tag',
  'a second root element, %: was one file appended to another?',
  'incorrect syntax',
  'malformed comment',
  'malformed processing instruction',
  'an XML declaration must be at the start of the document',
  'inappropriately located doctype declaration',
]
const ENCODING = 1
const DOCTYPE = MALFORMED.length
const LIMITS: readonly (readonly [limit: Limited, what: string])[] = [
  ['depth', 'the element %'],
  ['attributes', 'the attributes of one element'],
  ['nameLength', 'the element name %…'],
  ['nameLength', 'the attribute name %…'],
  ['textLength', 'the value of attribute %'],
  ['textLength', 'a text'],
  ['textLength', 'a CDATA section'],
  ['textLength', 'a comment'],
  ['textLength', 'a processing instruction'],
  ['textLength', 'a text, attribute or comment that goes on and on'],
]

/** Whether the number stands for bytes that are none of the encoding. */
export const isEncodingError = (code: number): boolean => code === ENCODING

/** The error for a number of the scanner; `name` is what it is about. */
export function scannerError(code: number, name: string, limits: Limits): CommerceMLError {
  if (code === DOCTYPE) return doctypeRefused(name)
  const limited = LIMITS[code - DOCTYPE - 1]
  if (limited === undefined) {
    return new CommerceMLError(
      'not-well-formed',
      (MALFORMED[code] ?? 'malformed').replace('%', () => name),
    )
  }
  const [limit, what] = limited
  return limitExceeded(
    limit,
    limits[limit],
    what.replace('%', () => name.slice(0, 40)),
  )
}
