import { CommerceMLError } from '../../errors.ts'
import type { Location } from '../scanner.ts'
import type { Locator } from './locator.ts'
import { lineEnds, type StrictParser } from './parser.ts'
import { bareAmpersand } from './references.ts'

const REFERENCE_ERROR = /^(?:undefined|empty|malformed character|disallowed character in) entity/

// saxes reads such text to its end before it says so.
const TEXT_OUTSIDE = /^text data outside of root node/
const NO_CHARACTER = 'disallowed character'
const NOT_BLANK = /[^\t\r\n ]/
const BYTE_ORDER_MARK = '\ufeff'

/** What saxes has found wrong, and what tells where: it says so only when it has read on. */
export interface Fault {
  readonly message: string
  readonly parser: StrictParser
  readonly locator: Locator | undefined
  /** What saxes was reading. */
  readonly text: string
  /** UTF-16 units before that text. */
  readonly start: number
  /** What had come before it of a reference, with its ampersand. */
  readonly begun: string | undefined
  /** A carriage return, if saxes had not read the one before the text; `''` otherwise. */
  readonly before: string
  /** Where the last event was, in UTF-16 units. */
  readonly mark: number
  /** The last event was a comment, which is told before its `>`. */
  readonly inComment: boolean
  /** No element is open. */
  readonly isOutside: boolean
}

/** The error for a fault, with its place. */
export function faultError(fault: Fault): CommerceMLError {
  const { message } = fault
  return new CommerceMLError('not-well-formed', message, { position: { ...placeOf(fault), path: '' } })
}

function placeOf(fault: Fault): Location {
  const { message, parser, text, start, begun, before, mark, isOutside } = fault
  const noticed = Math.min(parser.position - start, text.length - parser.carried.length)
  const isReference = REFERENCE_ERROR.test(message) || parser.reference !== undefined
  const isCharacter = message === NO_CHARACTER
  let at = noticed
  if (isOutside && (TEXT_OUTSIDE.test(message) || isReference || (isCharacter && parser.isInText))) {
    const from = outsideFrom(fault)
    const found = text.slice(from).search(NOT_BLANK)
    // A CDATA section is noticed when it is one.
    const isFirst = parser.isCdata || (isCharacter && from + found === noticed - 1)
    if (found !== -1 && !isFirst) at = from + found
  } else if (isReference) {
    const closed = text.indexOf(';')
    if (begun !== undefined && (closed === -1 || closed >= noticed - 1)) {
      return {
        offset: fault.locator?.before(start, begun + before) ?? 0,
        line: lineAt(parser, 0, before.length + noticed, before + text),
      }
    }
    const bare = bareAmpersand(text, Math.max(mark - start, begun === undefined ? 0 : closed + 1))
    at = bare !== undefined && bare < noticed ? bare : text.lastIndexOf('&', noticed - 1)
  } else if (text[at - 1] === '\n' && (text[at - 2] ?? before) === '\r') {
    at-- // saxes reads the two as one, when they come together
    return { offset: fault.locator?.at(start + at) ?? 0, line: parser.line }
  }
  return { offset: fault.locator?.at(start + at) ?? 0, line: lineAt(parser, at, noticed, text) }
}

/** Where the part of the text begins that stands outside the root element. */
function outsideFrom({ text, start, mark, inComment }: Fault): number {
  const from = Math.max(0, mark + (inComment ? 1 : 0) - start)
  return start + from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from
}

/** The line of a place that saxes has passed. */
function lineAt(parser: StrictParser, at: number, noticed: number, text: string): number {
  return parser.line - lineEnds(text.slice(at, noticed))
}
