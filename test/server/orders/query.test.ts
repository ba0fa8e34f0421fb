import { writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { EndlessWait } from '../helpers/endless-wait.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { ordersOf } from '../helpers/files.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'

watchRejections()

const offered = (text: string): string[] => (text.match(/<Ид>[^<]+/g) ?? []).map((found) => found.slice('<Ид>'.length))

describe('orders for 1C', () => {
  test('may come from a database that answers at once', async () => {
    const confirmed: string[] = []
    const { exchange } = makeSite({
      orders: {
        query: () => ({ document: ordersOf(['a']), offer: 'a' }),
        confirm: (offer) => void confirmed.push(offer),
        info: () => '<Справочник/>',
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect(offered((await client.ask('sale', 'query')).text)).toEqual(['a'])
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual(['a'])
    expect((await client.ask('sale', 'info')).text).toContain('<Справочник/>')
  })

  test('are not there when a source throws at once', async () => {
    const { exchange } = makeSite({
      orders: {
        query: () => undefined,
        info: () => {
          throw new Error('no database')
        },
      },
      onError() {},
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect((await client.ask('sale', 'info')).text).toBe('failure\nСайт не смог подготовить документ.')
  })

  test.each<readonly [string, () => unknown]>([
    ['a list of orders', () => [{ id: '1' }]],
    ['orders in an object', () => ({ orders: [{ id: '1' }] })],
    ['a document alone', () => writeOrders([], { createdAt: '2026-01-01T00:00:00' })],
    ['text alone', () => ordersOf([1])],
    ['a document that is to come', () => ({ document: Promise.resolve(ordersOf([1])), offer: 'one' })],
    ['orders for a document', () => ({ document: [{ id: '1' }], offer: 'one' })],
    ['no document under that name', () => ({ document: undefined, offer: 'one' })],
  ])('given as %s are a failure, and none that 1C would take for no orders', async (_, query) => {
    const { exchange, errors } = makeSite({ orders: { query: query as () => undefined } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect((await client.ask('sale', 'query')).text).toBe('failure\nСайт не смог подготовить документ.')
    expect(errors.map(String)).toEqual([
      'TypeError: orders.query must return { document, offer } or undefined: put what writeOrders() gives into `document`',
    ])
  })

  test.each([undefined, null, 17])(
    'without an offer (%s) go out, and are told of once where the shop marks what was sent: they would come for ever',
    async (offer) => {
      const confirmed: unknown[] = []
      const { exchange, errors } = makeSite({
        orders: {
          query: () => ({ document: ordersOf(['a']), offer: offer as unknown as string }),
          confirm: (said) => void confirmed.push(said),
        },
      })
      const client = new OneC(exchange)
      for (let query = 0; query < 2; query++) {
        await client.checkauth('sale')
        expect(offered((await client.ask('sale', 'query')).text)).toEqual(['a'])
        expect((await client.ask('sale', 'success')).text).toBe('success')
      }
      expect(errors.map(String)).toEqual([
        'TypeError: orders.query must return an offer, a string, beside the document: without one confirm is never called, and 1C gets the same orders for ever',
      ])
      expect(confirmed).toEqual([])
    },
  )

  test('without an offer go out where the shop has no confirm', async () => {
    const { exchange, errors } = makeSite({ orders: { query: () => ({ document: ordersOf(['a']) }) } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect(offered((await client.ask('sale', 'query')).text)).toEqual(['a'])
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(errors).toEqual([])
  })

  test('are none where the shop answers null', async () => {
    const { exchange, errors } = makeSite({ orders: { query: () => null as unknown as undefined } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect((await client.ask('sale', 'query')).text).toContain('<КоммерческаяИнформация ')
    expect(errors).toEqual([])
  })

  test('are asked for with the version that 1C names', async () => {
    const versions: unknown[] = []
    const { exchange } = makeSite({
      orders: {
        async query(asker) {
          versions.push(asker)
          return undefined
        },
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await client.ask('sale', 'query')
    await client.ask('sale', 'init', { version: '2.08' })
    await client.ask('sale', 'query')
    await client.ask('sale', 'query', { version: '3.1' })
    expect(versions).toEqual([{ user: 'shop' }, { user: 'shop', version: '2.08' }, { user: 'shop', version: '3.1' }])
  })

  test.each([
    [{}, 'windows-1251'],
    [{ version: '2.10' }, 'windows-1251'],
    [{ version: '3.1' }, 'utf-8'],
  ])('are an empty document where there are none, which who asks with %o can read', async (parameters, charset) => {
    const { exchange } = makeSite()
    const client = new OneC(exchange)
    await client.begin('sale', parameters)
    const { text, headers } = await client.ask('sale', 'query')
    expect(headers['Content-Type']).toBe(`application/xml; charset=${charset}`)
    const [declaration, root] = text.split('\n')
    expect(declaration?.toLowerCase()).toBe(`<?xml version="1.0" encoding="${charset}"?>`)
    expect(root).toMatch(/^<КоммерческаяИнформация ВерсияСхемы="2.10"/)
  })
})

describe('listen', () => {
  test.each([
    ['orders are there', true, 200, 'success\n'],
    ['none are there', false, 304, ''],
  ])('when %s', async (_, there, status, text) => {
    const { exchange } = makeSite({ orders: { query: async () => undefined, wait: async () => there } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const reply = await client.ask('sale', 'listen')
    expect([reply.status, reply.text]).toEqual([status, text])
  })

  test('waits as long as it is told, then tells the shop to stop, and says that there is nothing', async () => {
    const clock = new FakeClock()
    const waiting = new EndlessWait()
    const { exchange } = makeSite({ clock, orders: { query: async () => undefined, wait: waiting.wait } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const started = clock.now()
    expect((await clock.until(client.ask('sale', 'listen'))).status).toBe(304)
    expect([clock.now() - started, waiting.stopped]).toEqual([50_000, true])
  })

  test('is a failure when the shop fails, and nothing where it does not know of it', async () => {
    const failing = { query: async () => undefined, wait: () => Promise.reject(new Error('x')) }
    for (const [orders, status, word] of [
      [failing, 200, 'failure'],
      [{ query: async () => undefined }, 304, ''],
      [undefined, 304, ''],
    ] as const) {
      const client = new OneC(makeSite(orders && { orders }).exchange)
      await client.checkauth('sale')
      const reply = await client.ask('sale', 'listen')
      expect([reply.status, reply.word]).toEqual([status, word])
    }
  })

  test('has a type of its own in 1С-Битрикс, and no mode', async () => {
    const { exchange } = makeSite({ orders: { query: async () => undefined, wait: async () => true } })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const { body } = await exchange.handle({ url: '/1c?type=listen', cookie: client.cookie })
    expect(Buffer.from(body as Uint8Array).toString()).toBe('success\n')
  })
})
