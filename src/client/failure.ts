import type { FailureCode } from './outcome.ts'
import type { Reply } from './reply.ts'
import type { Step } from './step.ts'
import { formatReply, type TranscriptEntry, visible } from './transcript.ts'

/** The details of an {@link ExchangeFailure}. */
export interface ExchangeFailureDetails {
  /** The file that was being sent or imported. */
  readonly file?: string | undefined
  /** The reply, if there was one. */
  readonly reply?: Reply | undefined
  /** Request and reply with secrets masked; `message` quotes the reply from it. */
  readonly entry?: TranscriptEntry | undefined
  /** What the client had shown before. Default: nothing. */
  readonly notes?: readonly string[] | undefined
  /** What kept a reply from coming, or what `onOrders` threw. */
  readonly cause?: unknown
}

// Of a page of HTML that is enough to know it by.
const REPLY_SHOWN = 200

/** What no user of 1C is told, and whoever mends the site needs: what came back, or why nothing did. */
function reasonOf({ entry, cause }: ExchangeFailureDetails): string {
  if (entry !== undefined) return `: ${formatReply(entry, REPLY_SHOWN)}`
  return cause instanceof Error ? `: ${visible(cause.message)}` : ''
}

const BRAND: unique symbol = Symbol.for('commerceml.ExchangeFailure') as never

/**
 * An exchange failed where this 1C would have given up.
 *
 * `words` is what its user would read, in Russian; `message` names the step, the file, the code and what the site
 * replied (the status, and the beginning of the body) in one line: `import import.xml: failure: 200 failure⏎Диск полон`.
 *
 * @example
 * import { fileOf, isExchangeFailure, pushCatalog } from 'commerceml/client'
 * export async function send(url: string, xml: string): Promise<void> {
 *   try {
 *     for await (const event of pushCatalog(url, [fileOf('import.xml', xml)])) console.log(event.type)
 *   } catch (error) {
 *     if (isExchangeFailure(error)) console.error(error.message, error.words)
 *     else throw error
 *   }
 * }
 */
export class ExchangeFailure extends Error {
  /** The name of the class. */
  override readonly name = 'ExchangeFailure'
  /** The step at which it gave up. */
  readonly step: Step
  /** Why, for programs. */
  readonly code: FailureCode
  /** What its user would read; at `too-many-polls`, what the site said last. */
  readonly words: string
  /** Name on the site of the file that was being sent or imported; `undefined` at other steps. */
  readonly file: string | undefined
  /** The reply, if there was one. */
  readonly reply: Reply | undefined
  /** Request and reply as shown to people, with secrets masked. */
  readonly entry: TranscriptEntry | undefined
  /** Messages that the client had shown before, without giving up. */
  readonly notes: readonly string[]

  constructor(step: Step, code: FailureCode, words: string, details: ExchangeFailureDetails = {}) {
    const about = details.file === undefined ? step : `${step} ${details.file}`
    super(`${about}: ${code}${reasonOf(details)}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.step = step
    this.code = code
    this.words = words
    this.file = details.file
    this.reply = details.reply
    this.entry = details.entry
    this.notes = details.notes ?? []
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/**
 * Whether an error is an {@link ExchangeFailure}. Works across two copies of the package, where `instanceof` does not.
 *
 * @example
 * import { ExchangeFailure, isExchangeFailure } from 'commerceml/client'
 * const failure: unknown = new ExchangeFailure('init', 'no-parameters', 'Параметры обмена не получены.')
 * if (isExchangeFailure(failure)) failure.code satisfies string
 */
export function isExchangeFailure(error: unknown): error is ExchangeFailure {
  return typeof error === 'object' && error !== null && BRAND in error
}
