import type { IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { memoryStores } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { head, listen, open, replyOn } from '../helpers/http-site.ts'
import { basic, OneC, piecesOf, queryOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { longDocument, withDocument } from './long-document.ts'
import { nodeSite } from './node-site.ts'

watchRejections()

describe('the node handler', () => {
  test('does a whole exchange over one connection', async () => {
    const { socket, records, close } = await nodeSite()
    const send = async (query: string, headers: Record<string, string | number>, body?: Uint8Array) => {
      socket.write(head(body === undefined ? 'GET' : 'POST', query, headers))
      if (body !== undefined) for await (const piece of piecesOf(body, 1_000)) socket.write(piece)
      return await replyOn(socket)
    }
    const welcome = await send(queryOf('catalog', 'checkauth'), { Authorization: basic('shop', 'right') })
    const Cookie = welcome?.lines.slice(1, 3).join('=') ?? ''
    await send(queryOf('catalog', 'init'), { Cookie })
    const body = utf8(catalogOf(ids(200)))
    const path = queryOf('catalog', 'file', { filename: 'import.xml' })
    expect((await send(path, { Cookie, 'Content-Length': body.length }, body))?.text).toBe('success')
    // 1C sends no body with GET; its emulators send an empty one with everything.
    const empty = { Cookie, 'Content-Length': 0 }
    const done = await send(queryOf('catalog', 'import', { filename: 'import.xml' }), empty, new Uint8Array())
    expect(done?.text).toBe('success\nimport.xml: 100 %, товаров 200')
    expect(records).toEqual(products(ids(200)))
    await close()
  })

  test('answers HEAD without a body, and the connection goes on', async () => {
    const { stream } = longDocument(20)
    const { socket, cookie, close } = await nodeSite(withDocument(stream))
    for (const path of [queryOf('catalog', 'init'), queryOf('sale', 'query')]) {
      let text = ''
      const take = (bytes: Buffer): void => {
        text += bytes.toString('latin1')
      }
      socket.on('data', take)
      socket.write(head('HEAD', path, { Cookie: cookie }))
      await delay(150)
      socket.off('data', take)
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/)
    }
    socket.write(head('GET', queryOf('catalog', 'init'), { Cookie: cookie }))
    expect((await replyOn(socket))?.word).toBe('zip=no')
    await close()
  })

  test('answers a listener without news 304 and no body', async () => {
    const { socket, cookie, close } = await nodeSite({ charset: 'utf-8-bom' })
    socket.write(head('GET', queryOf('sale', 'listen'), { Cookie: cookie }))
    const reply = await replyOn(socket)
    expect([reply?.status, reply?.headers['Content-Length']]).toEqual([304, undefined])
    socket.write(head('GET', queryOf('catalog', 'init'), { Cookie: cookie }))
    expect((await replyOn(socket))?.status).toBe(200)
    await close()
  })

  test.each(['sent', 'begun to send'])(
    'leaves a response alone that somebody else has %s, and closes the document',
    async (how) => {
      const { state, stream } = longDocument(200)
      const { exchange, errors } = makeSite(withDocument(stream))
      const client = new OneC(exchange)
      await client.checkauth('sale')
      const handler = createNodeHandler(exchange)
      let handled: Promise<void> | undefined
      const site = await listen((request, response) => {
        handled = handler(request, response)
        response.writeHead(503)
        if (how === 'sent') response.end('too slow')
        else {
          response.write('too ')
          void handled.finally(() => response.end('slow'))
        }
      })
      const response = await fetch(`http://127.0.0.1:${site.port}${queryOf('sale', 'query')}`, {
        headers: { cookie: client.cookie ?? '' },
      })
      expect(await response.text()).toBe('too slow')
      await handled
      await settled()
      expect([state.closed, errors]).toEqual([true, []])
      await site.close()
    },
  )

  test('takes the bytes that a body parser has kept, and says so when it has kept none', async () => {
    const { exchange, records } = makeSite()
    const client = new OneC(exchange)
    await client.begin()
    const handler = createNodeHandler(exchange)
    const kept: Record<string, (request: IncomingMessage, bytes: Buffer) => void> = {
      body: (request, body) => Object.assign(request, { body }),
      rawBody: (request, rawBody) => Object.assign(request, { rawBody, body: { parsed: true } }),
      nothing: (request) => Object.assign(request, { body: { parsed: true } }),
    }
    let how = ''
    const site = await listen(async (request, response) => {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      kept[how]?.(request, Buffer.concat(pieces))
      await handler(request, response)
    })
    for (how of Object.keys(kept)) {
      const response = await fetch(
        `http://127.0.0.1:${site.port}${queryOf('catalog', 'file', { filename: `${how}.xml` })}`,
        {
          method: 'POST',
          headers: { cookie: client.cookie ?? '' },
          body: catalogOf([1]),
        },
      )
      const text = new TextDecoder('windows-1251').decode(await response.arrayBuffer())
      if (how === 'nothing') expect(text).toMatch(/^failure\nТело запроса прочитано до обмена/)
      else expect([text, (await client.imported(`${how}.xml`)).word]).toEqual(['success', 'success'])
    }
    expect(records).toEqual(products([1, 1]))
    await site.close()
  })

  test.each([
    ['counts its bytes before the exchange', 'before', 'success'],
    ['counts its bytes behind the exchange', 'behind', 'success'],
    ['reads it while the session is looked for', 'meanwhile', 'failure'],
  ] as const)('loses no byte of a body to somebody who %s', async (_, when, word) => {
    const stores = memoryStores()
    const body = utf8(catalogOf(ids(2_000)))
    let meanwhile = (): void => {}
    const slow = watchedStores(stores, async (operation, work) => {
      if (operation.name === 'sessions.get') {
        meanwhile()
        await delay(20)
      }
      return work()
    })
    const { exchange, errors } = makeSite({ stores: slow })
    const client = new OneC(exchange)
    await client.begin()
    const handler = createNodeHandler(exchange)
    let counted = 0
    const site = await listen((request, response) => {
      const listen = (): unknown => request.on('data', (bytes: Uint8Array) => (counted += bytes.length))
      if (when === 'before') listen()
      if (when === 'meanwhile') meanwhile = () => request.resume()
      handler(request, response)
      if (when === 'behind') listen()
    })
    const socket = await open(site.port)
    const path = queryOf('catalog', 'file', { filename: 'import.xml' })
    socket.write(head('POST', path, { Cookie: client.cookie ?? '', 'Content-Length': body.length }))
    // In pieces over the time that the handler needs to find the session.
    for await (const piece of piecesOf(body, 20_000)) {
      socket.write(piece)
      await delay(5)
    }
    expect((await replyOn(socket))?.word).toBe(word)
    const stored = await stores.uploads.list(client.id)
    if (word === 'success') {
      expect(stored).toEqual([{ name: 'import.xml', size: body.length }])
      expect(counted).toBe(body.length)
    } else {
      expect(stored).toEqual([])
      expect(errors.map(String)).toEqual([expect.stringMatching(/has read the body of the request before/)])
    }
    socket.destroy()
    await site.close()
  })

  test('knows the address of the client, or asks for it', async () => {
    const addresses: unknown[] = []
    for (const mount of [{}, { address: () => '10.0.0.1' }, { address: () => undefined }]) {
      const { socket, close } = await nodeSite({ allowAttempt: ({ address }) => addresses.push(address) > 0 }, mount)
      addresses.length = 0
      socket.write(head('GET', queryOf('catalog', 'checkauth'), { Authorization: basic('shop', 'right') }))
      expect((await replyOn(socket))?.word).toBe('success')
      expect(addresses).toEqual(['address' in mount ? mount.address() : '127.0.0.1'])
      await close()
    }
  })

  test('an address that cannot be told is none, and onError is told', async () => {
    const address = (): string => {
      throw new Error('no such header')
    }
    const { socket, errors, close } = await nodeSite({}, { address })
    socket.write(head('GET', queryOf('catalog', 'checkauth'), { Authorization: basic('shop', 'right') }))
    expect((await replyOn(socket))?.word).toBe('success')
    expect(errors.map(String)).toEqual(['Error: no such header'])
    await close() // waits for the handler, which does not reject
  })

  test('takes the login from another header, where a proxy hides it', async () => {
    const { socket, close } = await nodeSite({}, { authorizationHeader: 'X-Forwarded-Authorization' })
    const headers = { 'X-Forwarded-Authorization': basic('other', 'пароль:с:двоеточиями') }
    socket.write(head('GET', queryOf('catalog', 'checkauth'), headers))
    expect((await replyOn(socket))?.word).toBe('success')
    await close()
  })
})
