import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Reply, readReply } from './one-c.ts'

/** A site behind node:http. */
export interface HttpSite {
  readonly port: number
  readonly server: Server
  close(): Promise<void>
}

export async function listen(listener: RequestListener): Promise<HttpSite> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port: (server.address() as AddressInfo).port, server, close }
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}) // a cut is what some tests want
  await once(socket, 'connect')
  return socket
}

export const head = (method: string, path: string, headers: Readonly<Record<string, string | number>>): string =>
  `${[
    `${method} ${path} HTTP/1.1`,
    'Host: shop',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n')}\r\n\r\n`

/** The next reply on a connection; `undefined` when it is closed before one is there. */
export async function replyOn(socket: Socket, milliseconds = 10_000): Promise<Reply | undefined> {
  let bytes = Buffer.alloc(0)
  let closed = false
  const take = (piece: Buffer): void => {
    bytes = Buffer.concat([bytes, piece])
  }
  const close = (): void => {
    closed = true
  }
  socket.on('data', take).once('close', close)
  try {
    for (const end = Date.now() + milliseconds; Date.now() < end; ) {
      const reply = parse(bytes)
      if (reply !== undefined) return reply
      if (closed || socket.destroyed) return undefined
      await Promise.race([once(socket, 'data').catch(() => {}), delay(50)])
    }
    throw new Error(`no reply: ${bytes.toString('latin1').slice(0, 200)}`)
  } finally {
    socket.off('data', take).off('close', close)
  }
}

function parse(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [line = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(rest.map((row) => [row.split(':')[0], row.slice(row.indexOf(':') + 1).trim()]))
  const length = Number(headers['Content-Length'] ?? 0)
  const body = bytes.subarray(end + 4)
  return body.length < length ? undefined : readReply(Number(line.split(' ')[1]), headers, body.subarray(0, length))
}
