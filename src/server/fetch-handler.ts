import { contentLengthOf } from './body.ts'
import { systemClock, within } from './clock.ts'
import type { Exchange, SiteRequest } from './exchange.ts'
import { LEFTOVER_PAUSE, LEFTOVER_TIME } from './limits.ts'
import { assertMount } from './mount.ts'

/** How the handler is mounted. */
export interface FetchHandlerOptions {
  /** The header with user and password, if a proxy renames it. Default: `authorization`. */
  readonly authorizationHeader?: string
  /** Finds the address of the client, which a `Request` does not carry: for `allowAttempt` and the logs. */
  address?(request: Request): string | undefined
}

// Not every runtime can iterate over a stream. No generator: it would not return while a read hangs. The stream is not
// cancelled, which breaks the connection where it is Node's, and the reply is still to be sent on it.
function chunksOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const reader = stream.getReader()
      return {
        async next() {
          const { done, value } = await reader.read()
          return done ? { done, value: undefined } : { done, value }
        },
        async return() {
          reader.releaseLock()
          return { done: true, value: undefined }
        },
      }
    },
  }
}

/**
 * Throws away what is left of a body. Before the reply: 1C reads that when it has sent everything, and Hono's server for
 * Node cuts the connection half a second after the reply to a request that was not read to its end.
 */
async function discardRest(stream: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<void> {
  if (stream === null || stream.locked) return
  const reader = stream.getReader()
  const deadline = systemClock.now() + LEFTOVER_TIME
  try {
    for (let read = 0; read < mostBytes && systemClock.now() < deadline; ) {
      const waited = await within(reader.read(), LEFTOVER_PAUSE, systemClock)
      if (!waited.timely || waited.value.done) break
      read += waited.value.value.length
    }
  } catch {
    // The client has gone: there is nothing left.
  } finally {
    reader.releaseLock()
  }
}

/** A body that can be sent: of a stream, as it is asked for. */
function bodyOf(body: Uint8Array | AsyncIterable<Uint8Array>): BodyInit {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>
  const iterator = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

/**
 * Handles a web `Request` and resolves with a `Response`: for Hono, Next, Nuxt, SvelteKit, Bun, Deno, workers.
 * The body is streamed, so no body parser may have read it; if one has, 1C is refused and `onError` is called.
 *
 * Throws `TypeError` if `exchange` has no method `handle`, and for an unknown or invalid option.
 *
 * @example
 * import { createFetchHandler, type Exchange } from 'commerceml/server'
 * declare const exchange: Exchange
 * const handler = createFetchHandler(exchange)
 * export const GET = handler // a route of Next
 * export const POST = handler
 */
export function createFetchHandler(
  exchange: Exchange,
  options: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  assertMount('createFetchHandler', exchange, options)
  const { authorizationHeader = 'authorization', address } = options
  return async (request) => {
    const { headers } = request
    // Of a stream that somebody reads, maybe a byte is read already and maybe none: it is theirs.
    const eaten = request.bodyUsed || request.body?.locked === true
    const asked: SiteRequest = {
      url: request.url,
      cookie: headers.get('cookie') ?? undefined,
      authorization: headers.get(authorizationHeader) ?? undefined,
      contentLength: contentLengthOf(headers.get('content-length')),
      contentEncoding: headers.get('content-encoding') ?? undefined,
      contentType: headers.get('content-type') ?? undefined,
      body: request.body === null || eaten ? undefined : chunksOf(request.body),
      bodyEaten: eaten,
      address: address && (() => address(request)),
    }
    const { status, headers: own, body, leftover } = await exchange.handle(asked)
    await discardRest(request.body, leftover)
    return new Response(status === 304 ? null : bodyOf(body), { status, headers: { ...own } })
  }
}
