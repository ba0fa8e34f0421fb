import type { Conclusion } from '../exchange/conclusion.ts'
import type { Decision } from '../exchange/decision.ts'
import { isFailure, oneLine } from '../exchange/reply.ts'
import type { ExchangeRequest } from '../exchange/request.ts'
import type { SiteResponse } from './response.ts'

/**
 * A request and what became of it. Holds no password, cookie or token. Each text is one line of at most 1,000 characters,
 * without control characters, so that it is safe to print.
 */
export interface RequestRecord {
  /** As requested, known or not; derived from the mode where the request names none. Lower case, `''` when absent. */
  readonly type: string
  /** As requested, known or not; `listen` for a listener. Lower case, `''` when absent. */
  readonly mode: string
  /** As requested, unchecked. */
  readonly filename?: string
  /** The user of the session; without a session, the user that the request names. */
  readonly user?: string
  /** Address of the client, if the adapter knows it. */
  readonly address?: string
  /** First line of the reply; `document` for a document, `''` for a listener when there are no orders. */
  readonly status: string
  /** The rest of the reply; `''` for successful logins and inits, which hold the secrets of the session. */
  readonly text: string
  /** From the arrival of the request until the reply was ready to be sent. */
  readonly milliseconds: number
  /** Bytes of the request body that were read. */
  readonly received: number
  /** Bytes of the reply; 0 for a document that is streamed. */
  readonly sent: number
}

/** The record of a request. */
export function recordOf(
  { type, mode, parameters, credentials }: ExchangeRequest,
  address: string | undefined,
  decision: Decision,
  { reply }: Conclusion,
  { body }: SiteResponse,
  took: Pick<RequestRecord, 'milliseconds' | 'received'>,
): RequestRecord {
  const [status = '', ...rest] = reply.kind === 'text' ? reply.text.split('\n') : ['document']
  // What follows a welcome, and what init says to those who ask for it, are the session's secrets.
  const told = reply.kind === 'text' && isFailure(reply)
  const secret = (decision.do === 'login' || decision.do === 'begin') && !told
  const filename = parameters.get('filename')
  const user = 'session' in decision ? decision.session.user : credentials?.user
  return {
    type: oneLine(type),
    mode: oneLine(mode),
    ...(filename !== undefined && { filename: oneLine(filename) }),
    ...(user !== undefined && { user: oneLine(user) }),
    ...(address !== undefined && { address: oneLine(address) }),
    status: oneLine(status),
    text: secret ? '' : oneLine(rest.join(' ')),
    ...took,
    sent: body instanceof Uint8Array ? body.length : 0,
  }
}
