import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { createExchange, type ExchangeOptions, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { freshFolder } from '../helpers/abuse.ts'
import { exchangeAt, startChild } from '../helpers/child.ts'
import { catalogOf, ids, offersOf, ordersOf, products } from '../helpers/files.ts'
import { chunksOf, OneC, type Reply, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

describe('import of a missing or foreign file', () => {
  test('failure, and the session goes on', async () => {
    const { exchange, records } = makeSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange)]
    await mine.begin()
    await other.begin()
    await other.upload('import.xml', catalogOf(ids(3)))
    await other.upload('v8.zip', await zipOf({ 'offers.xml': utf8(offersOf(ids(3))) }))
    for (const name of ['import.xml', 'offers.xml', 'v8.zip', 'nothing.xml', 'import_files/a.jpg']) {
      expect((await mine.import(name)).text).toBe('failure\nФайл не был передан в этом сеансе.')
    }
    expect(records).toEqual([])
    await mine.upload('import.xml', catalogOf([7]))
    expect((await mine.imported('import.xml')).word).toBe('success')
    expect((await other.imported('import.xml')).word).toBe('success')
    expect((await other.imported('offers.xml')).word).toBe('success')
    expect(records).toEqual([...products([7]), ...products(ids(3)), ...ids(3).map((id) => `offer ${id}`)])
  })
})

describe('two imports at once, same session and file', () => {
  /** An importer that lets others in between records. */
  const slowly =
    (records: string[]) =>
    async ({ events }: Parameters<ExchangeOptions['importFile']>[0]): Promise<void> => {
      for await (const event of events) {
        if (event.type !== 'product') continue
        records.push(`product ${event.product.id}`)
        await delay(0)
      }
    }

  test.each([
    ['in one process', () => memoryStores(), 1],
    ['in one process, on a disk', () => diskStores(freshFolder()), 1],
    ['in two processes over one disk', () => diskStores(freshFolder()), 2],
  ] as const)('%s: 50 at once, each record once', async (_, makeStores, processes) => {
    const stores = makeStores()
    const records: string[] = []
    const exchanges = Array.from({ length: processes }, () =>
      createExchange({ authenticate: () => true, stores, importFile: slowly(records), limits: { importSlice: 50 } }),
    )
    const client = new OneC(exchanges[0] as (typeof exchanges)[0])
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(100)), 1_000)
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const one = new OneC(exchanges[index % processes] as (typeof exchanges)[0])
        one.cookie = client.cookie
        return one.imported('import.xml')
      }),
    )
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(['success\nimport.xml: 100 %, товаров 100']))
    expect(records).toEqual(products(ids(100)))
  })
})

describe('two 1C bases at once', () => {
  test('1,000 seeds of interleaving: both end right, each with its own files', async () => {
    const run = async (seed: number): Promise<void> => {
      const { exchange, records } = makeSite({ fileLimit: 700 })
      const next = randomOf(seed)
      const base = (first: number): (() => Promise<void>)[] => {
        const client = new OneC(
          exchange,
          first < 100 ? 'shop' : 'other',
          first < 100 ? 'right' : 'пароль:с:двоеточиями',
        )
        const chunks = chunksOf(utf8(catalogOf(ids(12, first))), 700)
        return [
          async () => void (await client.begin()),
          ...chunks.map((chunk) => async () => expect((await client.file('import.xml', chunk)).text).toBe('success')),
          async () => expect((await client.imported('import.xml')).word).toBe('success'),
          async () => void (await client.upload('offers.xml', offersOf(ids(2, first)))),
          async () => expect((await client.imported('offers.xml')).word).toBe('success'),
        ]
      }
      const steps = [base(1), base(101)]
      const running: Promise<void>[] = [Promise.resolve(), Promise.resolve()]
      while (steps.some((left) => left.length > 0)) {
        const which = next(2)
        const step = steps[which]?.shift()
        if (step === undefined) continue
        running[which] = (running[which] as Promise<void>).then(step)
        if (next(3) === 0) await running[which]
      }
      await Promise.all(running)
      const expected = [1, 101].flatMap((first) => [
        ...products(ids(12, first)),
        ...ids(2, first).map((id) => `offer ${id}`),
      ])
      expect([...records].sort()).toEqual(expected.sort())
    }
    for (let seed = 0; seed < 1_000; seed++) await run(seed)
  })
})

function randomOf(seed: number): (below: number) => number {
  let state = seed + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('1C repeats import after `progress`', () => {
  test('each request two or three times at random: the same end state', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const next = randomOf(seed)
      const confirmed: string[] = []
      const { exchange, records } = makeSite({
        limits: { importSlice: 0 },
        orders: {
          query: async () => ({ document: ordersOf([1]), offer: 'one' }),
          confirm: async (offer) => void confirmed.push(offer),
        },
      })
      const client = new OneC(exchange)
      const often = async (ask: () => Promise<Reply>): Promise<Reply> => {
        let reply = await ask()
        for (let times = next(3); times > 0; times--) reply = await ask()
        return reply
      }
      await often(() => client.checkauth())
      await often(() => client.ask('catalog', 'init'))
      for (const chunk of chunksOf(utf8(catalogOf(ids(20))), 600)) await often(() => client.file('import.xml', chunk))
      await often(() => client.import('import.xml'))
      expect((await often(() => client.imported('import.xml'))).word).toBe('success')
      await often(() => client.ask('sale', 'query'))
      await often(() => client.ask('sale', 'success'))
      await often(() => client.file('orders.xml', ordersOf([5, 6]), 'sale'))
      await often(() => client.imported('orders.xml', 'sale'))
      await often(() => client.ask('catalog', 'complete'))
      expect(records).toEqual([...products(ids(20)), 'order 5', 'order 6'])
      expect(confirmed).toEqual(['one'])
    }
  })
})

describe('kill -9 in the middle of an import', () => {
  test('20 kills at any moment of upload and import: afterwards there is what a clean run brings', async () => {
    const folder = freshFolder()
    const log = `${folder}.log`
    await writeFile(log, '')
    let child = await startChild('crash-child', [folder, log])
    let inImport = 0
    for (let loop = 0; loop < 20; loop++) {
      const numbers = ids(200, loop * 1_000)
      const bytes = utf8(catalogOf(numbers, 50))
      const client = new OneC(exchangeAt(child))
      let begun: (() => void) | undefined
      const importing = new Promise<void>((resolve) => {
        begun = resolve
      })
      const whole = async (): Promise<string> => {
        await client.begin()
        await client.upload('import.xml', bytes, Math.ceil(bytes.length / 5))
        begun?.()
        return (await client.imported('import.xml')).text
      }
      const first = whole().catch(() => 'cut')
      const late = loop % 4 > 0
      if (late) await importing
      await delay(1 + loop * (late ? 3 : 1))
      await child.kill()
      const cut = await first
      if (late && cut === 'cut') inImport++
      child = await startChild('crash-child', [folder, log])
      Object.assign(client, { exchange: exchangeAt(child) })
      // Either it goes on where it was, or it begins anew, as 1C does.
      const goesOn = late && loop % 2 === 0
      const text = goesOn ? (await client.imported('import.xml')).text : await whole()
      expect(text).toBe('success\nimport.xml: 100 %, товаров 200')
      expect(['cut', text]).toContain(cut)
      const kept = new Set(readFileSync(log, 'utf8').trim().split('\n'))
      const own = [...kept].filter((record) => Math.floor(Number(record.split(' ')[1]) / 1_000) === loop)
      expect(own).toEqual(products(numbers))
    }
    await child.kill()
    expect(inImport).toBeGreaterThan(5)
  })
})
