import { isCommerceMLError } from '../../errors.ts'
import { type Refusal, sentenceOf } from '../../exchange/refusal.ts'
import { wrongWith } from './read-fault.ts'

type ImportRefusal = Extract<Refusal, `import-${string}` | `upload-${string}`>

/** What ends an import, and has a sentence for 1C; its message is for the site's log. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault'
  readonly reason: ImportRefusal

  constructor(reason: ImportRefusal, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

// What String() makes of an error or an object that says nothing of itself. The name of another class says a little.
const NOTHING_SAID = /^(?:Error|(?:Error: )?\[object \w+\])$/

function saidBy(error: unknown): string {
  if (error instanceof ImportFault) return sentenceOf(error.reason)
  const message: unknown = error instanceof Error ? error.message : ''
  const text = typeof message === 'string' && message !== '' ? message : String(error)
  if (NOTHING_SAID.test(text)) return ''
  const wrong = isCommerceMLError(error) ? wrongWith(error) : undefined
  return wrong === undefined ? text : `${wrong}: ${text}`
}

/**
 * What 1C is shown of whatever an importer threw, for your own forms and logs as well: the message of an error, and before
 * that of a document or archive that cannot be read, in Russian, what is wrong with it. Never throws, and is never empty:
 * what says nothing of itself is a failed import. The option `failureText` of a site may say otherwise.
 *
 * @example
 * import { readEvents } from 'commerceml'
 * import { failureText } from 'commerceml/server'
 * try {
 *   for await (const _ of readEvents('<КоммерческаяИнформация ВерсияСхемы="2.08">')) { }
 * } catch (error) {
 *   console.log(failureText(error).split(':')[0]) // Документ оборван
 * }
 */
export function failureText(error: unknown): string {
  try {
    return saidBy(error) || sentenceOf('import-failed')
  } catch {
    return sentenceOf('import-failed')
  }
}
