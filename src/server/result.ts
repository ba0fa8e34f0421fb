import type { Outcome } from '../exchange/outcome.ts'
import type { Sendable } from './documents.ts'

/** What came of a deed: its outcome, and the document of an outcome that is one. */
export interface Result {
  readonly outcome: Outcome
  readonly document?: Sendable
}

export const DONE: Result = { outcome: { is: 'done' } }
export const NOTHING: Result = { outcome: { is: 'nothing' } }

export const refused = (reason: Extract<Outcome, { is: 'refused' }>['reason'], files?: readonly string[]): Result => ({
  outcome: { is: 'refused', reason, ...(files !== undefined && { files }) },
})
