import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { ExchangeOptions } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { expect, test } from 'vitest'
import { head, open, replyOn } from '../helpers/http-site.ts'
import { later } from '../helpers/later.ts'
import { OneC, queryOf } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'

watchRejections()

/** A site behind a server that keeps idle connections, with a client that has logged in; and how it is stopped. */
async function stoppable(options: Partial<ExchangeOptions> = {}) {
  const { exchange } = makeSite(options)
  const server = createServer({ keepAliveTimeout: 75_000 }, createNodeHandler(exchange)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new OneC(exchange)
  await client.begin()
  const socket = await open((server.address() as AddressInfo).port)
  // As the doc comment of `close` has it.
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve))
    await exchange.close()
    server.closeIdleConnections()
    await closed
  }
  return { socket, stop, headers: { Cookie: client.cookie ?? '' } }
}

test('an upload under way is answered when the site is stopped, and its connection closed', async () => {
  const { socket, stop, headers } = await stoppable()
  const path = queryOf('catalog', 'file', { filename: 'a.jpg' })
  socket.write(head('POST', path, { ...headers, 'Content-Length': 100 }))
  socket.write('x'.repeat(50))
  await delay(100)
  const stopped = stop()
  await delay(100)
  socket.write('x'.repeat(50))
  expect((await replyOn(socket))?.text).toBe('success')
  await stopped
}, 10_000)

test('a reply of more than is sent at once is ended when all of it is handed over', async () => {
  const { exchange } = makeSite({ orders: { query: async () => ({ document: `<x>${'x'.repeat(40_000)}</x>` }) } })
  const handler = createNodeHandler(exchange)
  const endedBefore: boolean[] = []
  // As of Node 22: it says that there is room for more when 40 kB wait.
  const server = createServer({ highWaterMark: 64 * 1024 }, (request, response) => {
    const write = response.write.bind(response) as (bytes: Uint8Array, done: () => void) => boolean
    response.write = ((bytes: Uint8Array, done: () => void) =>
      write(bytes, async () => {
        await delay(50)
        endedBefore.push(response.writableEnded)
        done()
      })) as typeof response.write
    void handler(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new OneC(exchange)
  await client.begin()
  const { port } = server.address() as AddressInfo
  const headers = { Cookie: client.cookie ?? '' }
  const reply = await fetch(`http://127.0.0.1:${port}${queryOf('sale', 'query')}`, { headers })
  expect((await reply.text()).length).toBeGreaterThan(40_000)
  await expect.poll(() => endedBefore).toEqual([false])
  server.closeAllConnections()
  server.close()
})

test('a long document arrives whole when the site is stopped, however slowly the client reads', async () => {
  const document = `<x>${'x'.repeat(20_000_000)}</x>`
  const [asked, made] = [later(), later()]
  const { socket, stop, headers } = await stoppable({
    orders: {
      async query() {
        asked.resolve()
        await made.promise
        return { document }
      },
    },
  })
  socket.pause().write(head('GET', queryOf('sale', 'query'), headers))
  await asked.promise
  const stopped = stop()
  made.resolve()
  await delay(500) // by then it is made, and as much of it is out as the connection takes
  let [received, tail] = [0, '']
  socket.on('data', (bytes: Buffer) => {
    received += bytes.length
    tail = bytes.subarray(-4).toString()
  })
  socket.resume()
  while (tail !== '</x>' && !socket.destroyed) await Promise.race([once(socket, 'data'), once(socket, 'close')])
  expect(tail).toBe('</x>')
  expect(received).toBeGreaterThan(document.length)
  socket.destroy()
  await stopped
}, 30_000)
