import { cookieValues } from './cookie.ts'
import { type Credentials, parseCredentials } from './credentials.ts'
import { parseQuery } from './query.ts'
import { isSessionId } from './session.ts'
import { TRANSITIONS } from './transitions.ts'

/** A request as it came. */
export interface WireRequest {
  /** The target of the request line, or the whole URL: only what follows the first `?` counts. */
  readonly url: string
  /** The `Cookie` header. */
  readonly cookie?: string | undefined
  /** The `Authorization` header; anything but Basic counts as none. */
  readonly authorization?: string | undefined
}

/** A request, parsed. */
export interface ExchangeRequest {
  /** Lower case. Where the request has none, it is derived from the mode; `''` when that is missing too. */
  readonly type: string
  /** Lower case; `listen` for a listener, which sends none. `''` when it is missing. */
  readonly mode: string
  /** All query parameters. */
  readonly parameters: ReadonlyMap<string, string>
  /**
   * Session ids in its cookies, as far as they have the form of ours. First those of our own cookie, then those of others:
   * emulators of 1C send the id under another name (iMega bremen: `token=<id>`), and the name adds nothing to a secret of
   * 128 bits.
   */
  readonly sessionIds: readonly string[]
  /** Whether it brings any cookie, of whatever name. */
  readonly hasCookies: boolean
  /** Of the `Authorization` header; absent when there are none that can be read. */
  readonly credentials?: Credentials
}

// What orders have and the catalog does not: their modes, and the name that УТ, УНФ and WooCommerce give their files.
const isOrderMode = (mode: string): boolean =>
  Object.hasOwn(TRANSITIONS.sale.open, mode) && !Object.hasOwn(TRANSITIONS.catalog.open, mode)
const ORDER_FILE = /(?:^|[\\/])orders[^\\/]*$/i

/**
 * The type of a request that names none. 1С-Битрикс looks at `type` in its `1c_exchange.php` alone (BXe): a page with one
 * of its components goes by the mode (BXc, BXs), and who was made for such a page sends no type (the emulator GEB).
 */
function typeBy(mode: string, filename: string): string {
  if (mode === '') return ''
  return isOrderMode(mode) || ORDER_FILE.test(filename) ? 'sale' : 'catalog'
}

/**
 * Parses a request. The method does not matter: 1C uses POST only for `file`, its emulators for everything.
 *
 * @param cookieName the cookie that holds the session id
 *
 * @example
 * import { parseRequest } from 'commerceml/exchange'
 * const { type, mode } = parseRequest({ url: '/1c?type=catalog&mode=init' }, 'commerceml')
 * console.log(type, mode) // catalog init
 */
export function parseRequest({ url, cookie, authorization }: WireRequest, cookieName: string): ExchangeRequest {
  const parameters = parseQuery(url)
  const word = (name: string): string => (parameters.get(name) ?? '').trim().toLowerCase()
  const credentials = parseCredentials(authorization)
  const cookies = cookieValues(cookie)
  // 1С-Битрикс listens with a type of its own and without a mode (sale/admin/1c_exchange.php).
  const listening = word('type') === 'listen'
  const mode = listening ? 'listen' : word('mode')
  return {
    type: listening ? 'sale' : word('type') || typeBy(mode, parameters.get('filename') ?? ''),
    mode,
    parameters,
    sessionIds: [...new Set([...cookieValues(cookie, cookieName), ...cookies])].filter(isSessionId),
    hasCookies: cookies.length > 0,
    ...(credentials !== undefined && { credentials }),
  }
}
