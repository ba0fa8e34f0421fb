import type { Exchange, SiteRequest } from './site.ts'

/** How the handler is mounted. */
export interface FetchHandlerOptions {
  /** The header with the user and password, where a proxy moves it: `authorization` unless told. */
  readonly authorizationHeader?: string
  /** Address of the client, which a `Request` does not have: for `allowAttempt` and the logs. */
  address?(request: Request): string | undefined
}

// Not every runtime can iterate over a stream; and to return must not wait for a read that never ends.
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.releaseLock()
  }
}

function lengthOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined
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
 * The exchange as a function of `Request` to `Response`: for Hono, Next, Nuxt, SvelteKit, Bun, Deno, workers.
 * The body is streamed. A body parser must not have read it; where one has, 1C and `onError` are told.
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
  { authorizationHeader = 'authorization', address }: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { headers } = request
    const asked: SiteRequest = {
      url: request.url,
      cookie: headers.get('cookie') ?? undefined,
      authorization: headers.get(authorizationHeader) ?? undefined,
      contentLength: lengthOf(headers.get('content-length')),
      contentEncoding: headers.get('content-encoding') ?? undefined,
      contentType: headers.get('content-type') ?? undefined,
      body: request.body === null || request.bodyUsed ? undefined : chunksOf(request.body),
      bodyEaten: request.bodyUsed,
      address: address?.(request),
    }
    const { status, headers: own, body } = await exchange.handle(asked)
    return new Response(status === 304 ? null : bodyOf(body), { status, headers: { ...own } })
  }
}
