import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { createNodeHandler } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { head, listen, replyOn } from '../helpers/http-site.ts'
import { OneC, queryOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { longDocument, withDocument } from './long-document.ts'
import { nodeSite } from './node-site.ts'

watchRejections()

const START = utf8('<?xml version="1.0"?><x>')

describe('the node handler', () => {
  test('answers what is sent ahead on one connection in its order, each when the one before is done', async () => {
    const { socket, cookie: Cookie, records, close } = await nodeSite()
    const body = utf8(catalogOf(ids(3)))
    const said: Buffer[] = []
    socket.on('data', (bytes: Buffer) => said.push(bytes))
    socket.write(head('GET', queryOf('catalog', 'init'), { Cookie }))
    socket.write(
      head('POST', queryOf('catalog', 'file', { filename: 'a.xml' }), { Cookie, 'Content-Length': body.length }),
    )
    socket.write(body)
    socket.write(head('GET', queryOf('catalog', 'import', { filename: 'a.xml' }), { Cookie }))
    socket.write(head('GET', queryOf('catalog', 'complete'), { Cookie, Connection: 'close' }))
    await once(socket, 'close')
    const replies = Buffer.concat(said)
      .toString('latin1')
      .split(/HTTP\/1\.1 200 OK[\s\S]*?\r\n\r\n/)
    expect(replies.map((text) => text.split('\n')[0])).toEqual(['', 'zip=no', 'success', 'success', 'success'])
    expect(records).toEqual(products(ids(3)))
    await close()
  })

  test('gives the reply to a body that nobody asked for, and goes on', async () => {
    const { socket, cookie, close } = await nodeSite()
    for (const [path, word] of [
      [queryOf('catalog', 'init'), 'zip=no'],
      [queryOf('catalog', 'file'), 'failure'],
      ['/1c', 'failure'],
    ] as const) {
      socket.write(head('POST', path, { Cookie: cookie, 'Content-Length': 300_000 }))
      socket.write('x'.repeat(300_000))
      expect((await replyOn(socket))?.word).toBe(word)
    }
    await close()
  })

  test('hands out a long document no faster than the client takes it', async () => {
    const { state, stream } = longDocument(600)
    const { socket, cookie, close } = await nodeSite(withDocument(stream))
    socket.pause()
    socket.write(head('GET', queryOf('sale', 'query'), { Cookie: cookie }))
    let before = 0
    do {
      before = state.given
      await delay(200)
    } while (state.given === 0 || state.given !== before)
    expect(before).toBeLessThan(500)
    let received = 0
    let tail = ''
    socket.on('data', (bytes) => {
      received += bytes.length
      tail = (tail + bytes.subarray(-64).toString('latin1')).slice(-64)
    })
    socket.resume()
    while (!tail.endsWith('\r\n0\r\n\r\n')) await once(socket, 'data')
    expect(received).toBeGreaterThan(60_000_000)
    expect(state).toEqual({ given: 600, closed: true })
    await close()
  })

  test('leaves no listener behind for each piece of a long document', async () => {
    let response: ServerResponse | undefined
    let most = 0
    async function* stream() {
      yield START
      for (let piece = 0; piece < 50; piece++) {
        most = Math.max(most, response?.listenerCount('close') ?? 0)
        yield new Uint8Array(10_000).fill(32)
      }
    }
    const { exchange } = makeSite({ limits: { documentBuffer: 0 }, orders: { query: () => ({ document: stream() }) } })
    const handler = createNodeHandler(exchange)
    const { port, close } = await listen((request, answer) => {
      response = answer
      void handler(request, answer)
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const headers = { cookie: client.cookie ?? '' }
    const received = await fetch(`http://127.0.0.1:${port}${queryOf('sale', 'query')}`, { headers })
    expect((await received.arrayBuffer()).byteLength).toBe(START.length + 500_000)
    expect(most).toBeLessThan(10)
    await close()
  })

  test('closes the source when the client goes away, even while the source waits', async () => {
    for (const waits of [false, true]) {
      let closed = false
      const never = new Promise<void>(() => {})
      async function* stream() {
        try {
          yield START
          for (let pieces = 0; ; pieces++) {
            yield new Uint8Array(100_000)
            if (waits && pieces === 5) await never
          }
        } finally {
          closed = true
        }
      }
      const { socket, cookie, close, handled } = await nodeSite(withDocument(stream))
      socket.write(head('GET', queryOf('sale', 'query'), { Cookie: cookie }))
      await once(socket, 'data')
      await delay(50)
      socket.destroy()
      await Promise.all(handled)
      await settled()
      expect(closed).toBe(!waits) // one that hangs cannot be closed, but it is not waited for
      await close()
    }
  })

  test('breaks the connection under a document that fails when half of it is out', async () => {
    const { stream } = longDocument(200, 50)
    const { socket, cookie, close } = await nodeSite(withDocument(stream))
    let text = ''
    socket.on('data', (bytes) => {
      text = (text + bytes.toString('latin1')).slice(-100)
    })
    socket.write(head('GET', queryOf('sale', 'query'), { Cookie: cookie }))
    await once(socket, 'close')
    expect(text).not.toMatch(/0\r\n\r\n$/)
    await close()
  })

  test('gives a failure for a document that fails before', async () => {
    const { stream } = longDocument(200, 1)
    const { socket, cookie, close } = await nodeSite(withDocument(stream))
    socket.write(head('GET', queryOf('sale', 'query'), { Cookie: cookie }))
    expect((await replyOn(socket))?.text).toBe('failure\nСайт не смог подготовить документ.')
    await close()
  })

  test('a client that goes away in the middle of an import stops nothing', async () => {
    let go: (() => void) | undefined
    let done = false
    const { socket, cookie, client, close } = await nodeSite({
      async importFile({ events }) {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        for await (const _ of events);
        done = true
      },
    })
    await client.upload('import.xml', catalogOf([1]))
    socket.write(head('GET', queryOf('catalog', 'import', { filename: 'import.xml' }), { Cookie: cookie }))
    while (go === undefined) await delay(5)
    socket.destroy()
    await delay(50)
    go()
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(done).toBe(true)
    await close()
  })

  test('cuts a client that goes on sending for ever after it was refused', async () => {
    const { socket, cookie, close } = await nodeSite({ fileLimit: 10 })
    const path = queryOf('catalog', 'file', { filename: 'a.jpg' })
    socket.write(head('POST', path, { Cookie: cookie, 'Transfer-Encoding': 'chunked' }))
    const piece = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    let sent = 0
    socket.setMaxListeners(0)
    while (!socket.destroyed && sent < 2_000) {
      sent++
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
    }
    expect(sent).toBeLessThan(50) // most of it is in the buffers of the connection
    await close()
  })
})
