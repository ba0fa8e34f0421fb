import type { ExchangeRequest } from './request.ts'
import { sameSecret } from './secret.ts'
import type { Session } from './session.ts'
import type { ExchangeSettings } from './settings.ts'

// Of a client that takes the fourth line of checkauth for the token whole, with its name.
const TOKEN_NAME = /^sessid=/

/** What is wrong with the token of a request, if anything is. */
export function tokenFault(
  { parameters }: ExchangeRequest,
  { token }: Session,
  rule: ExchangeSettings['token'],
): 'no-token' | 'bad-token' | undefined {
  if (token === undefined || rule === 'off') return undefined
  const sent = parameters.get('sessid')
  if (sent === undefined) return rule === 'required' ? 'no-token' : undefined
  return sameSecret(sent.replace(TOKEN_NAME, ''), token) ? undefined : 'bad-token'
}
