import { isChar } from './chars'
import { codePointAt, INVALID, width } from './decode'

// What the scanner stands in when the input ends anywhere, each with what has been read of an example.
export const CONTENT: i32 = 0 //          <a>te
export const MARKUP: i32 = 1 //           <
export const START_NAME: i32 = 2 //       <Тов
export const TAG_CLOSE: i32 = 3 //        <a         or <a b="c"   a blank, `>` or `/` must come
export const TAG: i32 = 4 //              <a␣
export const ATTRIBUTE_NAME: i32 = 5 //   <a b
export const EQUALS: i32 = 6 //           <a b␣
export const QUOTE: i32 = 7 //            <a b=
export const VALUE: i32 = 8 //            <a b="c
export const SLASH: i32 = 9 //            <a/
export const END_NAME: i32 = 10 //        </Тов
export const END_CLOSE: i32 = 11 //       </a␣
export const REFERENCE: i32 = 12 //       &am
export const BANG: i32 = 13 //            <!-      or <![CDA
export const COMMENT: i32 = 14 //         <!-- te
export const COMMENT_CLOSE: i32 = 19 //   <!-- te--
export const CDATA: i32 = 15 //           <![CDATA[te
export const TARGET: i32 = 16 //          <?xm
export const INSTRUCTION: i32 = 17 //     <?a te
export const DOCTYPE: i32 = 18 //         <!DOCTYPE h

// Why a document is refused; the texts stand in ../errors.ts, by these numbers.
export const ENCODING: i32 = 1
export const CHARACTER: i32 = 2
export const OUTSIDE: i32 = 3
export const CDATA_CLOSE: i32 = 4
export const ENTITY: i32 = 5
export const TAG_NAME: i32 = 6
export const ATTRIBUTE_SYNTAX: i32 = 7
export const NO_VALUE: i32 = 8
export const UNQUOTED: i32 = 9
export const LESS_IN_VALUE: i32 = 10
export const BLANK_MISSING: i32 = 11
export const DUPLICATE: i32 = 12
export const SLASH_ALONE: i32 = 13
export const END_SYNTAX: i32 = 14
export const MISMATCH: i32 = 15
export const SECOND_ROOT: i32 = 16
export const DECLARATION_SYNTAX: i32 = 17
export const COMMENT_SYNTAX: i32 = 18
export const INSTRUCTION_SYNTAX: i32 = 19
export const DECLARATION_LATE: i32 = 20
export const DOCTYPE_LATE: i32 = 21
export const DOCTYPE_FOUND: i32 = 22
export const LIMIT_DEPTH: i32 = 23
export const LIMIT_ATTRIBUTES: i32 = 24
export const LIMIT_ELEMENT_NAME: i32 = 25
export const LIMIT_ATTRIBUTE_NAME: i32 = 26
export const LIMIT_VALUE: i32 = 27
export const LIMIT_TEXT: i32 = 28
export const LIMIT_CDATA: i32 = 29
export const LIMIT_COMMENT: i32 = 30
export const LIMIT_INSTRUCTION: i32 = 31
export const LIMIT_TOKEN: i32 = 32

/** Where the scanner is. Addresses move with the input when it is moved. */
export class At {
  static state: i32 = CONTENT
  static position: usize = 0
  static end: usize = 0
  /** Where the bytes of this scan begin; those before were kept. */
  static fresh: usize = 0
  /** Bytes from here on are needed again; 0 when none are. */
  static keep: usize = 0
  /** The `<` of the tag, the `&` of the reference that is being read. */
  static markup: usize = 0
  static reference: usize = 0
  /** A character is cut off at the end of the input: more must come. */
  static starved: bool = false
  /** The consumer must take the operations before the scan goes on. */
  static paused: bool = false
  /** The last character was a carriage return: a line feed behind it belongs to it. */
  static afterReturn: bool = false
  /** Where the document begins, as long as that is in the input. */
  static document: usize = 0
  static rootSeen: bool = false

  static error: i32 = 0
  static errorAt: usize = 0
  /** What the error is about, a name. */
  static errorFrom: usize = 0
  static errorTo: usize = 0
}

export class Limit {
  static depth: i32 = 0
  static attributes: i32 = 0
  static name: i32 = 0
  static text: i32 = 0
  /** UTF-16 units of an unfinished token, as it stands in the document. */
  static token: i32 = 0
}

/**
 * Refuses the document; the first error counts. `at` is behind what was wrong, or where that begins: bytes that are no
 * text, a reference, text outside the root, a DOCTYPE, a second root, and an element over its limits.
 */
export function fail(error: i32, at: usize): void {
  if (At.error != 0) return
  At.error = error
  At.errorAt = at
}

export function failAbout(error: i32, at: usize, from: usize, to: usize): void {
  if (At.error != 0) return
  At.errorFrom = from
  At.errorTo = to
  fail(error, at)
}

/** What {@link codePointAt} could not read: it is cut off, or refuses the document. */
export function unreadable(code: i32, at: usize): void {
  if (code == INVALID) fail(ENCODING, at)
  else At.starved = true
}

/** The character at `at`, which a document may hold; less than 0 when it is cut off, or refuses the document. */
// @ts-ignore: decorator
@inline
export function characterAt(at: usize, end: usize): i32 {
  const code = codePointAt(at, end)
  if (isChar(code)) return code
  if (code < 0) unreadable(code, at)
  else fail(CHARACTER, at + width)
  return INVALID
}

/** A character that may not be there, unless it is none at all. */
export function wrongCharacter(error: i32, at: usize): void {
  const code = codePointAt(at, At.end)
  At.position = at
  if (code < 0) unreadable(code, at)
  else fail(isChar(code) ? error : CHARACTER, at + width)
}
