import { createFetchHandler, type ExchangeOptions } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { describe, expect, test, vi } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { basic, OneC, queryOf, readReply, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { longDocument, withDocument } from './long-document.ts'

watchRejections()

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
