import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { createFetchHandler, type ExchangeOptions, memoryStores } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { describe, expect, test, vi } from 'vitest'
import { settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, products } from './helpers/files.ts'
import { head, listen, open, replyOn } from './helpers/http-site.ts'
import { basic, OneC, piecesOf, queryOf, readReply, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite } from './helpers/site.ts'
import { watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const START = utf8('<?xml version="1.0"?><x>')

/** A long document that knows how much of it was taken, and whether it was closed. */
function longDocument(pieces: number, failsAt = Number.POSITIVE_INFINITY) {
  const state = { given: 0, closed: false }
  async function* stream() {
    try {
      yield START
      for (; state.given < pieces; state.given++) {
        if (state.given === failsAt) throw new Error('the database is gone')
        yield new Uint8Array(100_000).fill(32)
      }
      yield utf8('</x>')
    } finally {
      state.closed = true
    }
  }
  return { state, stream }
}

const withDocument = (stream: () => AsyncIterable<Uint8Array>): Partial<ExchangeOptions> => ({
  limits: { documentBuffer: 200_000 },
  orders: { query: async () => ({ document: stream() }) },
})

test.each([
  ['node', createNodeHandler],
  ['fetch', createFetchHandler],
])('the %s handler is made of an exchange, or not at all', (_, create) => {
  const { exchange } = makeSite()
  const options = { authenticate: () => true, importFile: async () => {} }
  for (const wrong of [undefined, options]) expect(() => create(wrong as never)).toThrow(TypeError)
  for (const authorizationHeader of ['', 5]) {
    expect(() => create(exchange, { authorizationHeader } as never)).toThrow('authorizationHeader must be')
  }
  expect(() => create(exchange, { address: '10.0.0.1' } as never)).toThrow('address must be a function')
  const misspelt = { authorisationHeader: 'x-authorization' }
  expect(() => create(exchange, misspelt as never)).toThrow('authorisationHeader is no option; known are')
})

describe('the fetch handler', () => {
  /** A 1C that speaks to a handler. */
  async function begun(options: Partial<ExchangeOptions> = {}, mount: Parameters<typeof createFetchHandler>[1] = {}) {
    const site = makeSite(options)
    const handler = createFetchHandler(site.exchange, mount)
    const client = new OneC(site.exchange)
    await client.checkauth()
    const ask = (type: string, mode: string, parameters = {}, init: RequestInit & { duplex?: 'half' } = {}) =>
      handler(
        new Request(`https://shop.example${queryOf(type, mode, parameters)}`, {
          ...init,
          headers: { cookie: client.cookie ?? '', ...init.headers },
        }),
      )
    const reply = async (response: Response) =>
      readReply(response.status, Object.fromEntries(response.headers), new Uint8Array(await response.arrayBuffer()))
    return { ...site, client, ask, reply, handler }
  }

  test('does a whole exchange', async () => {
    const { handler, records, reply } = await begun()
    const send = async (query: string, init: RequestInit = {}) =>
      reply(await handler(new Request(`https://a${query}`, init)))
    const welcome = await send(queryOf('catalog', 'checkauth'), { headers: { authorization: basic('shop', 'right') } })
    const headers = { cookie: welcome.lines.slice(1, 3).join('=') }
    expect((await send(queryOf('catalog', 'init'), { headers })).text).toBe('zip=no\nfile_limit=1048576')
    const body = catalogOf(ids(20))
    const filename = 'import.xml'
    const sent = await send(queryOf('catalog', 'file', { filename }), { method: 'POST', headers, body })
    expect(sent.text).toBe('success')
    const done = await send(queryOf('catalog', 'import', { filename }), { headers })
    expect(done.text).toBe('success\nimport.xml: 100 %, товаров 20')
    expect(done.headers['content-type']).toBe('text/plain; charset=windows-1251')
    expect(records).toEqual(products(ids(20)))
  })

  test('streams a body, and throws away of one that it refuses what a client in order may have sent', async () => {
    const { ask, reply, client } = await begun({ fileLimit: 10_000 })
    for (const cookie of [client.cookie ?? '', '']) {
      let pulled = 0
      const most = cookie === '' ? 10_000 : 10_000 + 64 * 1024
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (++pulled > 50_000) controller.close()
            else controller.enqueue(new Uint8Array(1_000))
          },
        },
        { highWaterMark: 0 },
      )
      const init = { method: 'POST', body, duplex: 'half', headers: { cookie } } as const
      const response = await ask('catalog', 'file', { filename: 'a.jpg' }, init)
      expect((await reply(response)).word).toBe('failure')
      expect([pulled, body.locked]).toEqual([(cookie === '' ? 0 : 11) + Math.ceil(most / 1_000), false])
    }
  })

  test.each([
    ['stops', 1_000_000, 5_000],
    ['drips', 4_000, 60_000],
  ])('waits for the rest of a body that it refuses, and that %s, no longer than 1C is owed', async (_, every, most) => {
    const { ask, reply } = await begun()
    vi.useFakeTimers()
    try {
      const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, every))
        controller.enqueue(utf8('x'))
      }
      const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
      const init = { method: 'POST', body, duplex: 'half', headers: { cookie: '' } } as const
      let replied = false
      const response = ask('catalog', 'file', { filename: 'a.jpg' }, init)
      response.then(() => {
        replied = true
      })
      await vi.advanceTimersByTimeAsync(most - 1)
      expect(replied).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(replied).toBe(true)
      expect((await reply(await response)).word).toBe('failure')
    } finally {
      vi.useRealTimers()
    }
  })

  test('lets go of a body that hangs', async () => {
    const { ask, reply } = await begun({ limits: { bodyIdle: 30 } })
    const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) })
    const response = await ask('catalog', 'file', { filename: 'a.jpg' }, { method: 'POST', body, duplex: 'half' })
    expect((await reply(response)).text).toBe('failure\nДанные приходят слишком медленно: передача прервана.')
    await settled()
    expect(body.locked).toBe(false)
  })

  test('tells of a body that breaks', async () => {
    const { ask, reply, errors } = await begun()
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) })
    const response = await ask('catalog', 'file', { filename: 'a.jpg' }, { method: 'POST', body, duplex: 'half' })
    expect((await reply(response)).text).toBe('failure\nПередача оборвалась: получены не все данные.')
    expect(errors.map(String)).toEqual(['Error: reset'])
  })

  test('says that somebody has read the body before', async () => {
    const { client, handler, reply } = await begun()
    const url = `https://shop.example${queryOf('catalog', 'file', { filename: 'a.xml' })}`
    const request = new Request(url, { method: 'POST', body: 'x', headers: { cookie: client.cookie ?? '' } })
    await request.text()
    expect((await reply(await handler(request))).text).toMatch(/^failure\nТело запроса прочитано до обмена/)
  })

  test('says so of a body that somebody has begun to read, or may have', async () => {
    const { client, handler, reply, errors } = await begun()
    const url = `https://shop.example${queryOf('catalog', 'file', { filename: 'a.xml' })}`
    const request = new Request(url, { method: 'POST', body: 'x', headers: { cookie: client.cookie ?? '' } })
    request.body?.getReader()
    expect((await reply(await handler(request))).text).toMatch(/^failure\nТело запроса прочитано до обмена/)
    expect(errors.map(String)).toEqual([expect.stringMatching(/has read the body of the request before/)])
  })

  test('says so of a body that somebody has thrown away', async () => {
    const { client, handler, reply } = await begun()
    const url = `https://shop.example${queryOf('catalog', 'file', { filename: 'a.xml' })}`
    const request = new Request(url, { method: 'POST', body: 'x', headers: { cookie: client.cookie ?? '' } })
    await request.body?.cancel()
    expect((await reply(await handler(request))).text).toMatch(/^failure\nТело запроса прочитано до обмена/)
  })

  test('an address that cannot be told is none, and onError is told', async () => {
    const asked: unknown[] = []
    const address = (): string => {
      throw new Error('no such header')
    }
    const { ask, reply, errors } = await begun({ onAttempt: (attempt) => asked.push(attempt) }, { address })
    const headers = { authorization: basic('shop', 'right') }
    expect((await reply(await ask('catalog', 'checkauth', {}, { headers }))).word).toBe('success')
    expect(asked.at(-1)).toEqual({ user: 'shop', accepted: true })
    expect(errors.map(String)).toEqual(['Error: no such header'])
  })

  test('hands out a long document as it is taken, and closes it when it is not', async () => {
    const { state, stream } = longDocument(200)
    const { ask } = await begun(withDocument(stream))
    const response = await ask('sale', 'query')
    expect(state.given).toBeLessThan(6)
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    for (let pieces = 0; pieces < 5; pieces++) await reader.read()
    await settled()
    expect(state.given).toBeLessThan(12)
    await reader.cancel()
    await settled()
    expect(state.closed).toBe(true)
  })

  test('breaks off a long document that fails when half of it is out', async () => {
    const { stream } = longDocument(200, 100)
    const { ask } = await begun(withDocument(stream))
    await expect((await ask('sale', 'query')).arrayBuffer()).rejects.toThrow('the database is gone')
  })

  test('gives a failure for a document that fails before', async () => {
    const { stream } = longDocument(200, 1)
    const { ask, reply } = await begun(withDocument(stream))
    expect((await reply(await ask('sale', 'query'))).text).toBe('failure\nСайт не смог подготовить документ.')
  })

  test('answers a listener without news 304 and no body', async () => {
    const { ask } = await begun({ charset: 'utf-8-bom' })
    const response = await ask('sale', 'listen')
    expect([response.status, response.body]).toEqual([304, null])
  })

  test('takes the login from another header, and the address from a function', async () => {
    const asked: unknown[] = []
    const mount = { authorizationHeader: 'X-Authorization', address: () => '10.0.0.1' }
    const { ask, reply } = await begun({ onAttempt: (attempt) => asked.push(attempt) }, mount)
    const headers = { 'x-authorization': basic('shop', 'right') }
    expect((await reply(await ask('catalog', 'checkauth', {}, { headers }))).word).toBe('success')
    expect(asked.at(-1)).toEqual({ user: 'shop', address: '10.0.0.1', accepted: true })
  })
})

describe('the node handler', () => {
  async function begun(options: Partial<ExchangeOptions> = {}, mount: Parameters<typeof createNodeHandler>[1] = {}) {
    const made = makeSite(options)
    const handler = createNodeHandler(made.exchange, mount)
    const handled: Promise<void>[] = []
    const site = await listen((request, response) => handled.push(handler(request, response)))
    const client = new OneC(made.exchange)
    await client.checkauth()
    const socket = await open(site.port)
    const close = async (): Promise<void> => {
      socket.destroy()
      await site.close()
      await Promise.all(handled) // none of them rejects
    }
    const cookie = client.cookie ?? ''
    return { ...made, site, client, cookie, socket, close, handled }
  }

  test('does a whole exchange over one connection', async () => {
    const { socket, records, close } = await begun()
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

  test('answers what is sent ahead on one connection in its order, each when the one before is done', async () => {
    const { socket, cookie: Cookie, records, close } = await begun()
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
    const { socket, cookie, close } = await begun()
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
    const { socket, cookie, close } = await begun(withDocument(stream))
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
      const { socket, cookie, close, handled } = await begun(withDocument(stream))
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
    const { socket, cookie, close } = await begun(withDocument(stream))
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
    const { socket, cookie, close } = await begun(withDocument(stream))
    socket.write(head('GET', queryOf('sale', 'query'), { Cookie: cookie }))
    expect((await replyOn(socket))?.text).toBe('failure\nСайт не смог подготовить документ.')
    await close()
  })

  test('answers HEAD without a body, and the connection goes on', async () => {
    const { stream } = longDocument(20)
    const { socket, cookie, close } = await begun(withDocument(stream))
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
    const { socket, cookie, close } = await begun({ charset: 'utf-8-bom' })
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
      const { socket, close } = await begun({ allowAttempt: ({ address }) => addresses.push(address) > 0 }, mount)
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
    const { socket, errors, close } = await begun({}, { address })
    socket.write(head('GET', queryOf('catalog', 'checkauth'), { Authorization: basic('shop', 'right') }))
    expect((await replyOn(socket))?.word).toBe('success')
    expect(errors.map(String)).toEqual(['Error: no such header'])
    await close() // waits for the handler, which does not reject
  })

  test('takes the login from another header, where a proxy hides it', async () => {
    const { socket, close } = await begun({}, { authorizationHeader: 'X-Forwarded-Authorization' })
    const headers = { 'X-Forwarded-Authorization': basic('other', 'пароль:с:двоеточиями') }
    socket.write(head('GET', queryOf('catalog', 'checkauth'), headers))
    expect((await replyOn(socket))?.word).toBe('success')
    await close()
  })

  test('a client that goes away in the middle of an import stops nothing', async () => {
    let go: (() => void) | undefined
    let done = false
    const { socket, cookie, client, close } = await begun({
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
    const { socket, cookie, close } = await begun({ fileLimit: 10 })
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
