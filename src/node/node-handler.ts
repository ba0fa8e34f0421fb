import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { contentLengthOf, eatenBody } from '../server/body.ts'
import { unsent } from '../server/documents.ts'
import type { Exchange, SiteRequest } from '../server/exchange.ts'
import { LEFTOVER_TIME } from '../server/limits.ts'
import { assertMount } from '../server/mount.ts'
import { Mutexes } from '../server/mutex.ts'

/** How the handler is mounted. */
export interface NodeHandlerOptions {
  /** The header with user and password, if a proxy renames it. Default: `authorization`. */
  readonly authorizationHeader?: string
  /** Finds the address of the client behind a proxy. Default: the address of the connection. */
  address?(request: IncomingMessage | Http2ServerRequest): string | undefined
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join('; ') : header

/** A body that a parser has kept as bytes (`express.raw()`, Nest's `rawBody`) is as good as the stream. */
function keptBody(request: IncomingMessage): Uint8Array | undefined {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown }
  return [rawBody, body].find((kept) => kept instanceof Uint8Array) as Uint8Array | undefined
}

function bodyOf(request: IncomingMessage): Pick<SiteRequest, 'body' | 'bodyEaten'> {
  if (!request.readableDidRead) {
    // Who counts bytes on the side has made it flow, and what comes until we read would be theirs alone. One of HTTP/2 that
    // was paused before anybody read is never resumed by an iterator.
    if (request.httpVersionMajor === 1 || request.readableFlowing) request.pause()
    return { body: { [Symbol.asyncIterator]: () => unreadBody(request) } }
  }
  const kept = keptBody(request)
  if (kept === undefined) return { bodyEaten: true }
  return {
    body: (async function* () {
      yield kept
    })(),
  }
}

/** From the first byte on, or not at all: reading begins later than the request, when it is found in order. */
function unreadBody(request: IncomingMessage): AsyncIterator<Uint8Array> {
  if (request.readableDidRead) throw eatenBody()
  // To stop reading must not break the connection: the reply is still to be sent on it.
  return request.iterator({ destroyOnReturn: false })
}

/** What a request or response of HTTP/2 is about; those of HTTP/1 have none. */
const streamOf = (message: object): ServerHttp2Stream | undefined => (message as { stream?: ServerHttp2Stream }).stream

/** Whether nobody is there any more. */
const isGone = (response: ServerResponse): boolean => streamOf(response)?.destroyed ?? response.destroyed

// What the system takes at once. Node holds a connection for idle, and a server that is closed cuts it, as soon as a reply
// was ended, be the most of it still on its way.
const SHORT = 16 * 1024

async function* whole(body: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield body
}

async function send(response: ServerResponse, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  if (body instanceof Uint8Array) {
    if (response.statusCode !== 304) response.setHeader('Content-Length', body.length)
    if (body.length <= SHORT) {
      response.end(body)
      return
    }
  }
  const iterator = body instanceof Uint8Array ? whole(body) : body[Symbol.asyncIterator]()
  let sent = Promise.resolve()
  try {
    while (!isGone(response)) {
      const next = await orGone(response, iterator.next())
      if (next === undefined) break
      if (next.done) {
        await orGone(response, sent)
        response.end()
        return
      }
      let hasRoom = true
      sent = new Promise((resolve) => {
        hasRoom = response.write(next.value, () => resolve())
      })
      if (!hasRoom) await orGone(response, once(response, 'drain'))
    }
    Promise.resolve(iterator.return?.()).catch(() => {}) // not awaited: it may hang as well
  } catch (error) {
    // Half a document must not look like a whole one.
    response.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

const once = (response: ServerResponse, event: string): Promise<void> =>
  new Promise((resolve) => response.once(event, () => resolve()))

/**
 * What the promise brings, or `undefined` when there is nobody left to send it to: a source that waits for something
 * must not be waited for then. Not `Promise.race`: against one promise that lasts, it would keep every piece.
 */
function orGone<T>(response: ServerResponse, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const gone = (): void => resolve(undefined)
    response.once('close', gone)
    promise.then(resolve, reject).finally(() => response.off('close', gone))
  })
}

/** Ends a body that nobody reads. Of HTTP/2 that is its stream, without an error: the reply counts (RFC 9113, 8.1). */
function cut(request: IncomingMessage): void {
  const stream = streamOf(request)
  if (stream === undefined) request.destroy()
  else stream.close()
}

/**
 * Throws away what is left of a body, so that the reply arrives and the next request can come: 1C reads the reply when it
 * has sent everything, and a connection that is closed before takes the reply with it.
 */
function discardRest(request: IncomingMessage, mostBytes: number): void {
  if (request.complete || request.destroyed) return
  let left = mostBytes
  const tooLong = setTimeout(cut, LEFTOVER_TIME, request).unref()
  request
    .on('data', (bytes: Uint8Array) => {
      left -= bytes.length
      if (left < 0) cut(request)
    })
    .on('error', () => {}) // cut: nobody waits for it
    .once('close', () => clearTimeout(tooLong))
  request.resume()
}

/**
 * Handles Node's requests and responses: for `node:http`, `node:http2`, Express, Fastify, Koa, Nest. The promise resolves
 * when the reply has been handed over, and never rejects.
 *
 * The body is streamed, so no body parser may have read it, unless it kept the bytes (`express.raw()`, Nest's `rawBody`).
 * If one has, 1C is refused and `onError` is called.
 *
 * Throws `TypeError` if `exchange` has no method `handle`, and for an unknown or invalid option.
 *
 * @example
 * import { createServer } from 'node:http'
 * import type { Exchange } from 'commerceml/server'
 * import { createNodeHandler } from 'commerceml/server/node'
 * declare const exchange: Exchange
 * createServer(createNodeHandler(exchange)).listen(8080)
 */
export function createNodeHandler(
  exchange: Exchange,
  options: NodeHandlerOptions = {},
): (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => Promise<void> {
  assertMount('createNodeHandler', exchange, options)
  const { authorizationHeader = 'authorization', address } = options
  const header = authorizationHeader.toLowerCase()
  // Node hands out at once what a client has sent ahead on one connection, but each may need what the one before has
  // done; only safe requests may be handled side by side (RFC 9112, 9.3.2), and of an exchange none is.
  const turns = new Mutexes<Socket>()

  async function answer(request: IncomingMessage, response: ServerResponse, body: ReturnType<typeof bodyOf>) {
    const { headers } = request
    const reply = await exchange.handle({
      url: request.url ?? '',
      cookie: single(headers.cookie),
      authorization: single(headers[header]),
      contentLength: contentLengthOf(headers['content-length']),
      contentEncoding: headers['content-encoding'],
      contentType: headers['content-type'],
      ...body,
      address: address === undefined ? request.socket.remoteAddress : () => address(request),
    })
    // Somebody else has answered meanwhile, such as a middleware that limits the time, or nobody is there any more.
    if (response.headersSent || isGone(response)) return unsent(reply.body)
    response.statusCode = reply.status // Koa has set 404
    for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
    const sent = send(response, reply.body)
    discardRest(request, reply.leftover)
    await sent
  }

  return (message, reply) => {
    const [request, response] = [message as IncomingMessage, reply as ServerResponse] // those of HTTP/2 are like them
    const body = bodyOf(request) // now: others may listen to it while it waits
    const answered = () => answer(request, response, body)
    // A connection of HTTP/2 has many requests at a time by its nature.
    return request.httpVersionMajor > 1 ? answered() : turns.run(request.socket, answered)
  }
}
