import { type Connection, connectionTo } from './connection.ts'
import { assertOptions } from './option-kinds.ts'
import type { SiteOptions } from './options.ts'

/**
 * Makes a client of a site. Nothing is sent yet; `checkauth` begins a session, and later calls carry its cookie.
 *
 * Each method resolves with the reply and what this client makes of it, even if that is a failure. It rejects with
 * {@link ExchangeFailure} (`no-reply`, `timeout`, `reply-too-long`) when there is no reply to judge, and with
 * `signal.reason` when aborted.
 *
 * Throws `TypeError` for an unknown or invalid option, and for an address that is invalid or holds a password.
 *
 * @example
 * import { connect } from 'commerceml/client'
 * export async function linesOfInit(url: string, user: string, password: string): Promise<string> {
 *   const site = connect(url, { profile: 'ut103', user, password })
 *   await site.checkauth('catalog')
 *   const { outcome } = await site.init('catalog')
 *   return outcome.result === 'failed' ? outcome.words : 'ok'
 * }
 */
export function connect(url: string | URL, options: SiteOptions = {}): Connection {
  assertOptions('connect', options)
  return connectionTo(url, options)
}
