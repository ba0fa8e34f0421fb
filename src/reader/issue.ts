import type { InvalidValueCode } from '../schema/values.ts'

/**
 * Kinds of issues: what is odd but readable, one word each.
 *
 * - invalid-decimal, invalid-flag, invalid-date: a value that is none of its row's; its text is in `extras`
 * - encoding-mismatch: the declaration names another encoding than the bytes are in
 * - missing-version: КоммерческаяИнформация has no ВерсияСхемы
 * - missing-id: a group, product, offer or order without Ид
 * - duplicate-id: the same Ид came within the last one to two thousand of its kind: part of the file may have been written
 *   twice
 * - repeated-element: an element or attribute that the schema allows once came again; the later one is in `extras`
 * - markup-in-text: elements inside of a text, often HTML that was not escaped: the value is the text around them, they are
 *   in `extras`
 * - stray-text: text between elements where the schema has none; it is in `extras`
 * - unknown-element: with `extras: 'report'`, an element or attribute outside the schema; it is in `extras`
 * - empty-full-catalog: a full export (СодержитТолькоИзменения is false) without products: a shop that removes what is
 *   missing would be emptied
 */
export type IssueCode =
  | InvalidValueCode
  | 'encoding-mismatch'
  | 'missing-version'
  | 'missing-id'
  | 'duplicate-id'
  | 'repeated-element'
  | 'markup-in-text'
  | 'stray-text'
  | 'unknown-element'
  | 'empty-full-catalog'

/** Something odd in a document. Nothing is lost: what is no value of the entity is in its `extras`. */
export interface Issue {
  /** What is odd, for programs. */
  readonly code: IssueCode
  /** What was found and what was expected, in English. */
  readonly message: string
  /** What it is about, as it stands in the document: a text or value, the name of an element, an id that came twice. */
  readonly raw: string
  /** English key of the row, if there is one: `unitPrice`. */
  readonly field?: string
  /** Id of the entity, if it was known by then. */
  readonly entity?: string
}

/** Is called with each issue where it is noticed. */
export interface IssueListener {
  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void
}
