import type { FetchHandlerOptions } from './fetch-handler.ts'
import type { Exchange } from './site.ts'

const NAMES: readonly string[] = ['authorizationHeader', 'address'] satisfies readonly (keyof FetchHandlerOptions)[]

/** Throws `TypeError` for what is no exchange and for a wrong option: here, and not with the first request of a 1C. */
export function assertMount(
  by: string,
  exchange: Exchange,
  options: { readonly authorizationHeader?: string; readonly address?: unknown },
): void {
  const { authorizationHeader, address } = options
  if (typeof exchange?.handle !== 'function') throw new TypeError(`${by}(exchange) takes what createExchange() gave`)
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  if (unknown !== undefined) throw new TypeError(`${unknown} is no option; known are ${NAMES.join(', ')}`)
  if (authorizationHeader !== undefined && (typeof authorizationHeader !== 'string' || authorizationHeader === '')) {
    throw new TypeError('authorizationHeader must be the name of a header')
  }
  if (address !== undefined && typeof address !== 'function') throw new TypeError('address must be a function')
}
