import type { BodyHead } from './body.ts'
import type { SiteResponse } from './response.ts'

/** A request, from whatever framework. */
export interface SiteRequest extends BodyHead {
  /** The target of the request line, or the whole URL. */
  readonly url: string
  /** The `Cookie` header. */
  readonly cookie?: string | undefined
  /** The `Authorization` header. */
  readonly authorization?: string | undefined
  /** Only read for `file`, and only once the request is found to be in order. */
  readonly body?: AsyncIterable<Uint8Array> | undefined
  /** Whether something else has read the body already. */
  readonly bodyEaten?: boolean
  /** Address of the client, or a function that finds it. If that throws, there is none, and `onError` is called. */
  readonly address?: string | (() => string | undefined) | undefined
}

/** A site that 1C exchanges with. Handlers and adapters pass requests to it. */
export interface Exchange {
  /** Never rejects: whatever goes wrong becomes the reply `failure`, and `onError` is called. */
  handle(request: SiteRequest): Promise<SiteResponse>
  /**
   * Shuts the site down before the process ends: new requests are refused, listeners are told that there are no orders,
   * running imports are aborted (the next process starts them again), and background work is awaited. Resolves within
   * `limits.importSlice`, plus what the stores take.
   *
   * @example
   * import type { Exchange } from 'commerceml/server'
   * declare const exchange: Exchange
   * // SIGTERM never comes on Windows: Ctrl-C is SIGINT there, a closed console SIGHUP.
   * for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
   *   process.once(signal, () => exchange.close().then(() => process.exit()))
   * }
   */
  close(): Promise<void>
}
