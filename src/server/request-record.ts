import type { Conclusion } from '../exchange/conclusion.ts'
import type { Decision } from '../exchange/decision.ts'
import { isFailure, oneLine } from '../exchange/reply.ts'
import type { ExchangeRequest } from '../exchange/request.ts'
import type { SiteResponse } from './response.ts'

/**
 * A request and what became of it, without secrets: no password, cookie or token is in it. Each text is one line of a
 * thousand characters at most, without control characters: what a client sends may be printed on a terminal.
 */
export interface RequestRecord {
  /** As asked for, or taken for where none was, known or not; in lower case, `''` when absent. */
  readonly type: string
  readonly mode: string
  /** As asked for, before it is made safe. */
  readonly filename?: string
  /** Whose session it is; of a login, and where there is no session, who says to be there. */
  readonly user?: string
  readonly address?: string
  /** First line of the reply; `document` for one, `''` for a listener who hears of nothing. */
  readonly status: string
  /** What followed it; `''` to logins and inits that are no failures, where the session's secrets follow. */
  readonly text: string
  readonly milliseconds: number
  /** Bytes of the request's body that were read. */
  readonly received: number
  /** Bytes of the reply; 0 of a document that is sent as a stream. */
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
