import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf, products } from '../helpers/files.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

watchRejections()

const HOURS = 60 * 60 * 1000
const OVER = 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.'
const INIT_OVER = 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.\nОбмен не начат.'

describe('a session', () => {
  test.each([
    ['as long as it is told', 10_000],
    ['six hours unless told', undefined],
  ])('lasts %s, from its last request on', async (_, sessionLifetime) => {
    const clock = new FakeClock()
    const { exchange } = makeSite({ clock, ...(sessionLifetime !== undefined && { sessionLifetime }) })
    const lifetime = sessionLifetime ?? 6 * HOURS
    const client = new OneC(exchange)
    await client.begin()
    for (let times = 0; times < 5; times++) {
      await clock.advance(lifetime)
      expect((await client.ask('catalog', 'complete')).text).toBe('success')
    }
    await clock.advance(lifetime + 1)
    expect((await client.ask('catalog', 'complete')).text).toBe(OVER)
  })

  test('a refused request makes it last no longer', async () => {
    const clock = new FakeClock()
    const { exchange } = makeSite({ clock, token: 'required' })
    const client = new OneC(exchange)
    await client.begin()
    client.token = 'wrong'
    await clock.advance(6 * HOURS)
    expect((await client.ask('catalog', 'init')).word).toBe('failure')
    await clock.advance(1)
    expect((await client.ask('catalog', 'init')).text).toBe(INIT_OVER)
  })

  test('is the first live one of the cookies that come: those of old ones may come before it', async () => {
    const clock = new FakeClock()
    const { exchange } = makeSite({ clock })
    const client = new OneC(exchange)
    await client.checkauth()
    const old = client.cookie
    await clock.advance(3 * HOURS)
    await client.checkauth()
    await clock.advance(3 * HOURS + 1) // the old one is over, and nothing has swept it up
    const cookies = [`PHPSESSID=1; ${old}; commerceml_session=${'0f'.repeat(16)}; ${client.cookie}`]
    for (const cookie of cookies) expect((await client.ask('catalog', 'init', {}, { cookie })).word).toBe('zip=no')
    const others = ids(100).map((id) => `commerceml_session=${String(id).padStart(32, '0')}; `)
    const many = `${others.join('')}${client.cookie}`
    expect((await client.ask('catalog', 'init', {}, { cookie: many })).text).toBe(INIT_OVER)
  })

  test('is known by its id, under whatever name that comes: emulators call the cookie token', async () => {
    const client = new OneC(makeSite().exchange)
    await client.checkauth()
    for (const cookie of [`token=${client.id}`, `commerceml_session=${'0f'.repeat(16)}; a=b; X=${client.id}`]) {
      expect((await client.ask('catalog', 'init', {}, { cookie })).word).toBe('zip=no')
    }
  })

  test('of requests that come at the same time keeps what each has changed', async () => {
    const confirmed: string[] = []
    // A store of some distance: between looking and putting there is time for others.
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      if (name === 'sessions.put') await settled(1)
      const result = await work()
      if (name === 'sessions.get') await settled(1)
      return result
    })
    const { exchange } = makeSite({
      stores,
      orders: {
        query: async () => ({ document: ordersOf([1]), offer: 'one' }),
        confirm: async (offer) => void confirmed.push(offer),
      },
    })
    for (let times = 0; times < 20; times++) {
      const client = new OneC(exchange)
      await client.checkauth('sale')
      const others = ids(times).map((id) => client.file(`${id}.jpg`, 'x'))
      await Promise.all([...others, client.ask('sale', 'query'), client.ask('sale', 'init', { version: '2.08' })])
      expect((await client.ask('sale', 'success')).text).toBe('success')
    }
    expect(confirmed).toHaveLength(20)
  })
})

test('complete tells the site who is done, and a site that fails is a failure', async () => {
  const asked: unknown[] = []
  const { exchange } = makeSite({ complete: async (asker) => void asked.push(asker) })
  const client = new OneC(exchange)
  await client.begin('catalog', { version: '2.09' })
  expect((await client.ask('catalog', 'complete')).text).toBe('success')
  expect(asked).toEqual([{ user: 'shop', version: '2.09' }])
  const failing = new OneC(makeSite({ complete: () => Promise.reject(new Error('x')) }).exchange)
  await failing.begin()
  expect((await failing.ask('catalog', 'complete')).word).toBe('failure')
})

test('one session may do all types of exchange', async () => {
  const { exchange, records } = makeSite()
  const client = new OneC(exchange)
  await client.checkauth('catalog')
  await client.upload('import.xml', catalogOf(ids(2)))
  await client.upload('references___1.xml', catalogOf([9]), 1e9, 'reference')
  expect((await client.imported('import.xml')).word).toBe('success')
  expect((await client.imported('references___1.xml', 'reference')).word).toBe('success')
  expect(records).toEqual(products([1, 2, 9]))
})
