import type { Conclusion } from '../exchange/conclusion.ts'
import type { Decision } from '../exchange/decision.ts'
import { isFailure } from '../exchange/reply.ts'
import type { ExchangeRequest } from '../exchange/request.ts'
import type { SiteResponse } from './response.ts'

/** A request and what became of it, without secrets: no password, cookie or token is in it. */
export interface RequestRecord {
  readonly type: string
  readonly mode: string
  readonly filename?: string
  /** Who logged in. */
  readonly user?: string
  readonly address?: string
  /** First line of the reply; `document` for one. */
  readonly status: string
  /** What followed it. */
  readonly text: string
  readonly milliseconds: number
  /** Bytes of the request's body that were read. */
  readonly received: number
  /** Bytes of the reply; of a stream, what was held of it. */
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
    type,
    mode,
    ...(filename !== undefined && { filename }),
    ...(user !== undefined && { user }),
    ...(address !== undefined && { address }),
    status,
    text: secret ? '' : rest.join(' '),
    ...took,
    sent: body instanceof Uint8Array ? body.length : 0,
  }
}
