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
   * running imports are aborted (the next process starts them again), and what has begun is awaited, requests until they
   * are answered: a file that is being uploaded is kept. Resolves within `limits.importSlice`, where a request has begun
   * within `limits.bodyTime`, plus what the stores take. The functions of the shop must not wait for it, as it does for
   * them. A reply that was made is still to be sent: let the server end by itself.
   *
   * @example
   * import type { Server } from 'node:http'
   * import type { Exchange } from 'commerceml/server'
   * declare const exchange: Exchange
   * declare const server: Server
   * const stop = async () => {
   *   const closed = new Promise((resolve) => server.close(resolve)) // it listens no more
   *   await exchange.close()
   *   server.closeIdleConnections() // which 1C would keep
   *   await closed
   *   process.exit()
   * }
   * // SIGTERM never comes on Windows: Ctrl-C is SIGINT there, a closed console SIGHUP.
   * for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
   */
  close(): Promise<void>
}
