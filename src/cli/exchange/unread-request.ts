import type { Duplex } from 'node:stream'
import { type Charset, charsetLabel, DEFAULT_SETTINGS, encodeText, refusal } from 'commerceml/exchange'

// What Node's parser says of a character beyond ASCII in an address, and of a blank in one.
const BAD_ADDRESS = ['HPE_INVALID_URL', 'HPE_INVALID_CONSTANT']

/** What Node answers otherwise, where it is not 400. */
const STATUSES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** The answer to what Node cannot read as a request: to its empty one 1C would say nothing of the name of its file. */
function answerTo(code = '', charset: Charset): string | Uint8Array {
  if (!BAD_ADDRESS.includes(code)) return `HTTP/1.1 ${STATUSES[code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`
  const body = encodeText(refusal('bad-address').text, charset)
  const type = `Content-Type: text/plain; charset=${charsetLabel(charset)}`
  const head = `HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

// A connection that is closed while the other side still writes is reset there, and the answer is lost with it: a file
// that is being uploaded is let in for so long, and thrown away.
const LINGER = 5_000

/**
 * For `clientError` of a server.
 *
 * @param isBusy whether a request of the connection is being answered: nothing may come into the midst of that
 */
export function unreadRequest(
  log: (text: string) => void,
  isBusy: (socket: Duplex) => boolean,
  charset: Charset = DEFAULT_SETTINGS.charset,
): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const answered = new WeakSet<Duplex>()
  return (error, socket) => {
    if (answered.has(socket)) return // what follows is no request either
    if (!socket.writable || isBusy(socket) || error.code === 'ECONNRESET') {
      socket.destroy()
      return
    }
    answered.add(socket)
    log(`error: no request: ${error.message}`)
    socket.end(answerTo(error.code, charset))
    const over = setTimeout(() => socket.destroy(), LINGER).unref()
    socket.once('close', () => clearTimeout(over))
  }
}
