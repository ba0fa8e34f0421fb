import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const WITHOUT_BODY: readonly number[] = [204, 205, 304]

/** A site that packs what nobody asked it to pack: unpacked, so that the rest of it can be judged. */
const UNPACK: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

function bodyOf(message: IncomingMessage): Readable {
  const unpack = UNPACK[message.headers['content-encoding']?.trim().toLowerCase() ?? '']
  if (unpack === undefined) return message
  const plain = unpack() as NodeJS.ReadWriteStream & Readable
  // An error of either side ends both; the reader of `plain` gets it.
  pipeline(message, plain).catch((error: unknown) => plain.destroy(error as Error))
  return plain
}

function responseOf(message: IncomingMessage): Response {
  const headers = new Headers()
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '')
  }
  const status = message.statusCode ?? 0
  const body = bodyOf(message)
  if (!WITHOUT_BODY.includes(status)) return new Response(Readable.toWeb(body) as ReadableStream, { status, headers })
  body.resume()
  return new Response(null, { status, headers })
}

/**
 * A fetch that waits as long as it is told to. Node's own gives up after 300 s without a byte, while УНФ waits half an
 * hour, and undici's switch for that cannot be reached without installing it. It knows what the clients need: a method,
 * headers, bytes or a stream of known length, a signal; redirects are not followed.
 *
 * `keepAlive: false` opens a connection for each request: none is lost to a site that closes idle ones at that moment.
 */
export function createNodeFetch({ keepAlive }: { readonly keepAlive: boolean }): typeof fetch {
  const agents = { 'http:': new HttpAgent({ keepAlive }), 'https:': new HttpsAgent({ keepAlive }) }
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : String(input))
      const secure = url.protocol === 'https:'
      const { method = 'GET', body, signal } = init
      const headers = Object.fromEntries(new Headers(init.headers))
      const options = { method, headers, agent: agents[secure ? 'https:' : 'http:'], ...(signal && { signal }) }
      const request = (secure ? requestHttps : requestHttp)(url, options)
      request.once('response', (message) => {
        try {
          resolve(responseOf(message))
        } catch (error) {
          reject(error) // a status that is none
        }
      })
      // A site may answer and close before it has read everything: the answer has come first then, and counts.
      request.on('error', (error) => reject(signal?.aborted ? signal.reason : error))
      if (body instanceof ReadableStream) {
        const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
        source.on('error', (error) => request.destroy(error))
        request.on('close', () => source.destroy())
        source.pipe(request)
      } else request.end(body ?? undefined)
    })
}
