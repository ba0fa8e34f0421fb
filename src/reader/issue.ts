import type { InvalidValueCode } from '../schema/values.ts'

/** Kinds of issues: what is odd but readable, one word each. */
export type IssueCode =
  | InvalidValueCode
  /** The declaration names another encoding than the bytes are in. */
  | 'encoding-mismatch'
  /** КоммерческаяИнформация has no ВерсияСхемы. */
  | 'missing-version'
  /** A group, product, offer or order without Ид. */
  | 'missing-id'
  /** The same Ид came within the last one to two thousand of its kind: part of the file may have been written twice. */
  | 'duplicate-id'
  /** An element or attribute that the schema allows once came again; the later one is in `extras`. */
  | 'repeated-element'
  /** Elements inside of a text, often HTML that was not escaped: the value is the text around them, they are in `extras`. */
  | 'markup-in-text'
  /** Text between elements where the schema has none; it is in `extras`. */
  | 'stray-text'
  /** With `extras: 'report'`: an element or attribute outside the schema; it is in `extras`. */
  | 'unknown-element'
  /** A full export (СодержитТолькоИзменения is false) without products: a shop that removes what is missing would be emptied. */
  | 'empty-full-catalog'

/** Something odd in a document. Nothing is lost: what is no value of the entity is in its `extras`. */
export interface Issue {
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
