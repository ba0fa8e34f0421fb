import type { InvalidValueCode } from '../schema/values.ts'

/** What is odd but readable, one word each. */
export type IssueCode =
  | InvalidValueCode
  /** The declaration names another encoding than the bytes are in. */
  | 'encoding-mismatch'
  /** КоммерческаяИнформация has no ВерсияСхемы. */
  | 'missing-version'
  /** A group, product, offer or order without Ид. */
  | 'missing-id'
  /** The same Ид again within the last one to two thousand of its kind: a part of the file may have been written twice. */
  | 'duplicate-id'
  /** An element or attribute that stands once by the schema came again; the later one is in `extras`. */
  | 'repeated-element'
  /** Text between elements where the schema has none; it is in `extras`. */
  | 'stray-text'
  /** With `extras: 'report'`: an element or attribute outside the schema; it is in `extras`. */
  | 'unknown-element'
  /** A full export (СодержитТолькоИзменения is false) with no product in it: removing what is missing would empty the shop. */
  | 'empty-full-catalog'

/** One odd thing. Nothing of it is lost: `raw` and `extras` have the text. */
export interface Issue {
  readonly code: IssueCode
  /** What was found, what was expected. */
  readonly message: string
  /** The text as it stood. */
  readonly raw: string
  /** English key of the row, where there is one: `unitPrice`. */
  readonly field?: string
  /** Id of the entity, if it was known by then. */
  readonly entity?: string
}

/** Gets to know what is odd, where it is noticed. */
export interface IssueListener {
  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void
}
