import type { Outcome } from '../../src/exchange/outcome.ts'
import { type ExchangeRequest, parseRequest } from '../../src/exchange/request.ts'
import type { Session } from '../../src/exchange/session.ts'
import { type ExchangeSettings, resolveSettings } from '../../src/exchange/settings.ts'

/** The time of the samples, in milliseconds. */
export const NOW = 1_700_000_000_000
export const HOUR = 3_600_000
export const ID = '0123456789abcdef0123456789abcdef'
export const OTHER_ID = '99999999999999999999999999999999'
export const TOKEN = 'fedcba9876543210fedcba9876543210'

/** Settings with a short name for the cookie. */
export const settingsWith = (settings: Partial<ExchangeSettings> = {}): ExchangeSettings =>
  resolveSettings({ cookie: 'sid', ...settings })

/** A session of an hour ago. */
export const sessionWith = (more: Partial<Session> = {}): Session => ({
  id: ID,
  user: '1c',
  state: 'open',
  createdAt: NOW - HOUR,
  usedAt: NOW - 1_000,
  ...more,
})

/** A request for `/1c?` and this. */
export const requestOf = (query: string, headers: { cookie?: string; authorization?: string } = {}): ExchangeRequest =>
  parseRequest({ url: `/1c?${query}`, ...headers }, 'sid')

/** One outcome of each kind. */
export const OUTCOMES: { readonly [K in Outcome['is']]: Extract<Outcome, { is: K }> } = {
  welcome: { is: 'welcome', user: '1c', sessionId: OTHER_ID, token: TOKEN },
  done: { is: 'done', text: 'Готово' },
  progress: { is: 'progress', text: '20 %' },
  failed: { is: 'failed', text: 'Нет места' },
  refused: { is: 'refused', reason: 'unsupported' },
  document: { is: 'document', offer: 'orders 1 to 3' },
  nothing: { is: 'nothing' },
}
