import { type ExchangeOptions, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { ids, ordersOf } from '../helpers/files.ts'
import { bytesOf, OneC, queryOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

watchRejections()

/** A shop with orders, some of which 1C has. */
function makeShop(options: Partial<ExchangeOptions> = {}) {
  const orders = new Map<string, boolean>()
  const confirmed: string[] = []
  let fails: 'query' | 'confirm' | undefined
  const site = makeSite({
    ...options,
    orders: {
      async query() {
        if (fails === 'query') throw new Error('no database')
        const open = [...orders].filter(([, known]) => !known).map(([id]) => id)
        return open.length === 0 ? undefined : { document: ordersOf(open), offer: open.join(',') }
      },
      async confirm(offer) {
        if (fails === 'confirm') throw new Error('no database')
        confirmed.push(offer)
        for (const id of offer.split(',')) orders.set(id, true)
      },
    },
  })
  const place = (...placed: string[]): void => {
    for (const id of placed) orders.set(id, false)
  }
  const fail = (what: typeof fails): void => {
    fails = what
  }
  return { ...site, place, confirmed, fail }
}

const offered = (text: string): string[] => (text.match(/<Ид>[^<]+/g) ?? []).map((found) => found.slice('<Ид>'.length))

describe('orders for 1C', () => {
  test('are marked by success, those of the query alone: what is placed in between is offered next time', async () => {
    const { exchange, place, confirmed } = makeShop()
    const client = new OneC(exchange)
    place('a', 'b')
    await client.checkauth('sale')
    expect(offered((await client.ask('sale', 'query')).text)).toEqual(['a', 'b'])
    place('c')
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual(['a,b'])
    expect(offered((await client.ask('sale', 'query')).text)).toEqual(['c'])
  })

  test('are offered again when success has not come', async () => {
    const { exchange, place, confirmed } = makeShop()
    place('a')
    for (let sessions = 0; sessions < 3; sessions++) {
      const client = new OneC(exchange)
      await client.checkauth('sale')
      expect(offered((await client.ask('sale', 'query')).text)).toEqual(['a'])
    }
    expect(confirmed).toEqual([])
  })

  test('are confirmed once, however often success comes, and not at all without a query in the session', async () => {
    const { exchange, place, confirmed } = makeShop()
    place('a')
    const [client, other] = [new OneC(exchange), new OneC(exchange)]
    await client.checkauth('sale')
    await other.checkauth('sale')
    await client.ask('sale', 'query')
    expect((await other.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual([])
    for (let times = 0; times < 3; times++) expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual(['a'])
  })

  test('offered while others are confirmed are confirmed in their turn', async () => {
    const confirmed: string[] = []
    let queries = 0
    let go: (() => void) | undefined
    const { exchange } = makeSite({
      orders: {
        query: () => ({ document: ordersOf([++queries]), offer: `offer ${queries}` }),
        async confirm(offer) {
          if (go === undefined) await new Promise<void>((resolve) => (go = resolve))
          confirmed.push(offer)
        },
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await client.ask('sale', 'query')
    const slow = client.ask('sale', 'success')
    while (go === undefined) await settled()
    await client.ask('sale', 'query')
    go()
    expect((await slow).text).toBe('success')
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual(['offer 1', 'offer 2'])
  })

  test('of a query without any leave nothing to confirm', async () => {
    const { exchange, place, confirmed } = makeShop()
    const client = new OneC(exchange)
    place('a')
    await client.checkauth('sale')
    await client.ask('sale', 'query')
    await new OneC(exchange).checkauth('sale')
    await client.ask('sale', 'success')
    await client.ask('sale', 'query')
    await client.ask('sale', 'success')
    expect(confirmed).toEqual(['a'])
  })

  test('stay to be confirmed when that fails', async () => {
    const { exchange, place, confirmed, fail } = makeShop()
    const client = new OneC(exchange)
    place('a')
    await client.checkauth('sale')
    await client.ask('sale', 'query')
    fail('confirm')
    expect((await client.ask('sale', 'success')).word).toBe('failure')
    fail(undefined)
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual(['a'])
  })

  test('that could not be queried are a failure, and what was offered before can still be confirmed', async () => {
    const { exchange, place, confirmed, fail } = makeShop()
    const client = new OneC(exchange)
    place('a')
    await client.checkauth('sale')
    await client.ask('sale', 'query')
    fail('query')
    expect((await client.ask('sale', 'query')).text).toBe('failure\nСайт не смог подготовить документ.')
    await client.ask('sale', 'success')
    expect(confirmed).toEqual(['a'])
  })

  test('whose document breaks off behind its beginning are not confirmed, and what follows is', async () => {
    const confirmed: string[] = []
    let breaks = true
    async function* document() {
      yield utf8(ordersOf(ids(9)))
      if (breaks) throw new Error('no database')
    }
    const { exchange, errors } = makeSite({
      limits: { documentBuffer: 100 },
      orders: {
        query: () => ({ document: document(), offer: 'nine' }),
        confirm: (offer) => void confirmed.push(offer),
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await expect(client.ask('sale', 'query')).rejects.toThrow('no database')
    breaks = false
    expect(errors.map(String)).toEqual(['Error: no database'])
    expect((await client.ask('sale', 'success')).text).toBe('success')
    expect(confirmed).toEqual([])
    await client.ask('sale', 'query')
    await client.ask('sale', 'success')
    expect(confirmed).toEqual(['nine'])
  })

  test('whose document breaks off when others were offered leave those to be confirmed', async () => {
    const confirmed: string[] = []
    async function* document() {
      yield utf8(ordersOf(ids(9)))
      throw new Error('no database')
    }
    let queries = 0
    const { exchange } = makeSite({
      limits: { documentBuffer: 100 },
      orders: {
        query: () =>
          queries++ === 0 ? { document: document(), offer: 'nine' } : { document: ordersOf([1]), offer: 'one' },
        confirm: (offer) => void confirmed.push(offer),
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const { body } = await exchange.handle({ url: queryOf('sale', 'query'), cookie: client.cookie })
    await client.ask('sale', 'query')
    await expect(bytesOf(body)).rejects.toThrow('no database')
    await client.ask('sale', 'success')
    expect(confirmed).toEqual(['one'])
  })

  test('that break off and may be confirmed all the same, as the session cannot be kept, are told of', async () => {
    let breaks = false
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (breaks && name === 'sessions.put') throw new Error('no room')
      return work()
    })
    async function* document() {
      yield utf8(ordersOf(ids(9)))
      breaks = true
      throw new Error('no database')
    }
    const orders = { query: () => ({ document: document(), offer: 'nine' }) }
    const { exchange, errors } = makeSite({ stores, limits: { documentBuffer: 100 }, orders })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await expect(client.ask('sale', 'query')).rejects.toThrow('no database')
    expect(errors.map(String)).toEqual(['Error: no database', 'Error: no room'])
  })
})
