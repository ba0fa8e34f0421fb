import { assertNames } from '../option-checks.ts'
import type { Exchange } from './exchange.ts'

/** Of both handlers; the request that `address` is asked about is each one's own. */
interface MountOptions {
  readonly authorizationHeader?: string
  readonly address?: unknown
}
const ALL: Readonly<Record<keyof MountOptions, true>> = { authorizationHeader: true, address: true }

/** Throws `TypeError` for what is no exchange and for a wrong option: here, and not with the first request of a 1C. */
export function assertMount(by: string, exchange: Exchange, options: MountOptions): void {
  if (typeof exchange?.handle !== 'function') throw new TypeError(`${by}(exchange) takes what createExchange() gave`)
  assertNames(options, Object.keys(ALL))
  const { authorizationHeader, address } = options
  if (authorizationHeader !== undefined && (typeof authorizationHeader !== 'string' || authorizationHeader === '')) {
    throw new TypeError('authorizationHeader must be the name of a header')
  }
  if (address !== undefined && typeof address !== 'function') throw new TypeError('address must be a function')
}
