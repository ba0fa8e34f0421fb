import { isCommerceMLError } from '../../errors.ts'
import { sentenceOf } from '../../exchange/refusal.ts'
import { oneLine } from '../../exchange/reply.ts'
import type { ErrorContext } from '../hooks.ts'
import { failureText, ImportFault } from './fault.ts'
import { wrongWith } from './read-fault.ts'

/** What a shop has 1C told of what its importer threw; `undefined` leaves it at `failureText`. */
export type FailureText = (error: unknown, context: ErrorContext) => string | undefined

/** Ours, or of a document that cannot be read: it was made for 1C's eyes, and says what is wrong with the file. */
const hasWords = (error: unknown): boolean =>
  error instanceof ImportFault || (isCommerceMLError(error) && wrongWith(error) !== undefined)

/** The words for a failure, as the shop has them. Where it fails to say, the message may be what it was to hide. */
export function wordsFor(
  error: unknown,
  own: FailureText | undefined,
  context: ErrorContext,
  onError: (error: unknown) => void,
): string {
  if (own === undefined || hasWords(error)) return failureText(error)
  try {
    const said: unknown = own(error, context)
    if (said === undefined || said === null) return failureText(error)
    if (typeof said === 'string') return oneLine(said) || sentenceOf('import-failed')
    Promise.resolve(said).catch(() => {}) // an async function is told of by its type
    onError(new TypeError(`failureText must return a string or undefined, not a value of type ${typeof said}`))
  } catch (thrown) {
    onError(thrown)
  }
  return sentenceOf('import-failed')
}
