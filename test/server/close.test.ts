import { type ExchangeOptions, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { EndlessWait } from './helpers/endless-wait.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, products } from './helpers/files.ts'
import { later } from './helpers/later.ts'
import { OneC, queryOf, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto } from './helpers/site.ts'
import { type Operation, watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const CLOSED = 'failure\nСайт перезапускается: повторите обмен позже.'

/** A site whose import waits in its middle, and the same after a restart. */
async function closing(heedless = false) {
  const clock = new FakeClock()
  const stores = memoryStores()
  let go: (() => void) | undefined
  const importFile: ExchangeOptions['importFile'] = async ({ events, signal }) => {
    const waiting = new Promise<void>((resolve) => {
      go = resolve
      if (!heedless) signal.addEventListener('abort', () => resolve())
    })
    for await (const event of events) if (event.type === 'product') await waiting
  }
  const site = makeSite({ clock, stores, importFile })
  const client = new OneC(site.exchange)
  await client.begin()
  await client.upload('import.xml', catalogOf(ids(5)))
  const records: string[] = []
  const next = (): OneC => {
    const after = new OneC(makeSite({ clock, stores, importFile: recordInto(records) }).exchange)
    after.cookie = client.cookie
    return after
  }
  return { ...site, clock, stores, client, records, next, go: () => go?.() }
}

test('who waits for an import is told of progress, and the next process begins it again at once', async () => {
  const { exchange, client, clock, errors, records, next } = await closing()
  const waiting = client.import('import.xml')
  await settled()
  await exchange.close()
  expect((await waiting).text).toBe('progress\nimport.xml: 99 %, товаров 1')
  const before = clock.now()
  expect((await next().import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 5')
  expect(clock.now()).toBe(before)
  expect(records).toEqual(products(ids(5)))
  expect(errors).toEqual([])
})

test('an import that is being claimed when the site is closed does not begin, and the next process begins it', async () => {
  const { exchange, client, stores, records, next } = await closing()
  const { claim } = stores.imports
  const claimed = new Promise<() => void>((reached) => {
    stores.imports.claim = async (...state) => {
      const isOurs = await claim.apply(stores.imports, state)
      await new Promise<void>(reached)
      return isOurs
    }
  })
  const waiting = client.import('import.xml')
  const go = await claimed
  const closed = exchange.close()
  go()
  await closed
  expect((await waiting).word).toBe('progress')
  stores.imports.claim = claim
  expect((await next().import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 5')
  expect(records).toEqual(products(ids(5)))
})

test('an import that nobody waits for is begun again as well, not told as failed', async () => {
  const { exchange, client, clock, next } = await closing()
  expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
  await exchange.close()
  expect((await next().import('import.xml')).word).toBe('success')
})

test('an importer that does not heed its signal is waited for a slice long, and told of', async () => {
  const { exchange, client, clock, errors, go } = await closing(true)
  expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
  const before = clock.now()
  await clock.until(exchange.close())
  expect(clock.now() - before).toBe(20_000)
  expect(errors.map(String)).toEqual(['Error: an importer does not heed its signal: it was left behind'])
  go()
  await settled()
})

test('who listens for orders hears that there are none, and the shop is told to stop', async () => {
  const clock = new FakeClock()
  const waiting = new EndlessWait()
  const { exchange, errors } = makeSite({ clock, orders: { query: async () => undefined, wait: waiting.wait } })
  const client = new OneC(exchange)
  await client.checkauth('sale')
  const listening = client.ask('sale', 'listen')
  await settled()
  const before = clock.now()
  await exchange.close()
  expect((await listening).status).toBe(304)
  expect([clock.now() - before, waiting.stopped, errors]).toEqual([0, true, []])
})

describe('a request that has begun', () => {
  /** A site to which half of a file has come, with what brings the rest. */
  async function uploading(options: Partial<ExchangeOptions> = {}) {
    const clock = new FakeClock()
    const stores = memoryStores()
    const site = makeSite({ clock, stores, ...options })
    const client = new OneC(site.exchange)
    await client.begin()
    const rest = later()
    async function* body() {
      yield utf8('half')
      await rest.promise
      yield utf8(' and half')
    }
    const reply = client.ask('catalog', 'file', { filename: 'a.jpg' }, { body: body() })
    await settled()
    let isClosed = false
    const closed = site.exchange.close().then(() => {
      isClosed = true
    })
    await settled()
    return { ...site, clock, stores, client, reply, rest, closed, isClosed: () => isClosed }
  }

  test('is answered before the site is closed: the file is read to its end, and kept', async () => {
    const { client, stores, errors, reply, rest, closed, isClosed } = await uploading()
    expect((await client.ask('catalog', 'import', { filename: 'import.xml' })).text).toBe(CLOSED)
    expect(isClosed()).toBe(false)
    rest.resolve()
    expect((await reply).text).toBe('success')
    await closed
    expect(await stores.uploads.list(client.id)).toEqual([expect.objectContaining({ name: 'a.jpg', size: 13 })])
    expect(errors).toEqual([])
  })

  test('holds it up no longer than a body may take', async () => {
    const { clock, errors, reply, closed } = await uploading()
    const before = clock.now()
    await clock.until(closed)
    expect((await reply).word).toBe('failure')
    expect(clock.now() - before).toBe(30_000) // limits.bodyIdle
    expect(errors).toEqual([])
  })

  test('and never ends, since the shop does not answer, is left behind after limits.bodyTime, and told of', async () => {
    const clock = new FakeClock()
    const { exchange, errors } = makeSite({
      clock,
      limits: { bodyTime: 70_000 },
      orders: { query: () => new Promise<undefined>(() => {}) },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    void client.ask('sale', 'query')
    await settled()
    const before = clock.now()
    await clock.until(exchange.close())
    expect(clock.now() - before).toBe(70_000)
    expect(errors.map(String)).toEqual(['Error: a request was not answered within limits.bodyTime: it was left behind'])
  })
})

test('what comes afterwards is refused by name, reads and stores nothing', async () => {
  const operations: Operation[] = []
  const stores = watchedStores(memoryStores(), (operation, work) => {
    operations.push(operation)
    return work()
  })
  const fileLimit = 10 * 1024 ** 2
  const { exchange } = makeSite({ stores, fileLimit })
  const client = new OneC(exchange)
  await client.begin()
  await exchange.close()
  operations.length = 0
  let read = false
  async function* body() {
    read = true
    yield utf8('x')
  }
  for (const mode of ['import', 'complete', 'file', 'checkauth']) {
    const reply = await client.ask('catalog', mode, { filename: 'import.xml' }, { body: body() })
    expect(reply.text, mode).toBe(CLOSED)
  }
  const { lines } = await client.ask('catalog', 'init')
  expect(lines.slice(0, 2)).toEqual(CLOSED.split('\n'))
  // Nobody looks whose it is any more: the reply has to arrive behind the chunk of one who is logged in.
  const { leftover } = await exchange.handle({ url: queryOf('catalog', 'file', { filename: 'import.xml' }) })
  expect(leftover).toBeGreaterThanOrEqual(fileLimit)
  expect([operations, read]).toEqual([[], false])
  await exchange.close()
})

test('a sweep under way ends with what it has begun, and the stores are waited for', async () => {
  const steps: string[] = []
  const inner = memoryStores()
  let go: (() => void) | undefined
  const stores = {
    ...watchedStores(inner, async ({ name, area }, work) => {
      if (name === 'uploads.clear') {
        steps.push(`clear ${area}`)
        await new Promise<void>((resolve) => {
          go = resolve
        })
      }
      return work()
    }),
    settled: async () => {
      steps.push('settled')
    },
  }
  const clock = new FakeClock()
  const { exchange, errors } = makeSite({ clock, stores })
  const old = [new OneC(exchange), new OneC(exchange)]
  for (const client of old) {
    await client.checkauth()
    await client.upload('a.jpg', 'x')
  }
  await clock.advance(7 * 60 * 60 * 1000)
  await new OneC(exchange).checkauth()
  await settled()
  expect(steps).toHaveLength(1)
  const closed = exchange.close()
  await settled()
  expect(steps).toHaveLength(1)
  go?.()
  await closed
  expect(steps).toEqual([expect.stringMatching(/^clear /), 'settled'])
  expect(await inner.uploads.areas()).toHaveLength(1)
  expect(errors).toEqual([])
})
