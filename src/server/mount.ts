import type { Exchange } from './site.ts'

/** Throws `TypeError` for what is no exchange and for a wrong option: here, and not with the first request of a 1C. */
export function assertMount(
  by: string,
  exchange: Exchange,
  { authorizationHeader, address }: { readonly authorizationHeader: string; readonly address: unknown },
): void {
  if (typeof exchange?.handle !== 'function') throw new TypeError(`${by}(exchange) takes what createExchange() gave`)
  if (typeof authorizationHeader !== 'string' || authorizationHeader === '') {
    throw new TypeError('authorizationHeader must be the name of a header')
  }
  if (address !== undefined && typeof address !== 'function') throw new TypeError('address must be a function')
}
