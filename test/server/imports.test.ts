import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ExchangeOptions, type ImportJob, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { afterAll, describe, expect, test } from 'vitest'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, products } from './helpers/files.ts'
import { OneC } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto } from './helpers/site.ts'
import { watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const root = mkdtempSync(join(tmpdir(), 'commerceml-imports-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A promise that a test settles. */
function later() {
  let resolve!: () => void
  let reject!: (error: unknown) => void
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** A site with time of its own, and a session with `import.xml` in it. */
async function begun(options: Partial<ExchangeOptions>, numbers = ids(10)) {
  const clock = new FakeClock()
  const site = makeSite({ clock, ...options })
  const client = new OneC(site.exchange)
  await client.begin()
  await client.upload('import.xml', catalogOf(numbers))
  return { ...site, clock, client }
}

test('an import works for a slice of time, says how far it is, and goes on between requests', async () => {
  const gates = [later(), later(), later()]
  const { client, clock } = await begun({
    async importFile({ events }) {
      let products = 0
      for await (const { type } of events) {
        if (type !== 'product') continue
        if (products % 4 === 0) await gates[products / 4]?.promise
        products++
      }
    },
  })
  const started = clock.now()
  expect((await clock.until(client.import('import.xml'))).text).toBe('progress\nimport.xml: 99 %, товаров 1')
  expect(clock.now() - started).toBe(20_000)
  gates[0]?.resolve()
  await settled(10)
  gates[1]?.resolve() // nobody asks at the moment
  await settled(10)
  expect((await clock.until(client.import('import.xml'))).text).toBe('progress\nimport.xml: 99 %, товаров 9')
  gates[2]?.resolve()
  await settled(10)
  expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
  expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

test('percent is of the bytes of the file', async () => {
  const lines: string[] = []
  const { client, clock } = await begun(
    {
      limits: { importSlice: 1_000 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        let products = 0
        for await (const { type } of events) {
          if (type === 'product' && ++products % 1_000 === 0) await clock.sleep(1_500, new AbortController().signal)
        }
      },
    },
    ids(4_000),
  )
  for (;;) {
    const { word, rest } = await clock.until(client.import('import.xml'))
    lines.push(rest)
    if (word !== 'progress') break
  }
  const percents = lines.map((line) => Number(/(\d+) %/.exec(line)?.[1]))
  expect(percents).toEqual([...percents].sort((one, other) => one - other))
  expect(percents.at(-1)).toBe(100)
  expect(percents[0]).toBeLessThan(60)
})

test('the job says what it is, and a string that the importer gives is what 1C is shown', async () => {
  const jobs: ImportJob[] = []
  const { client } = await begun({
    async importFile(job) {
      jobs.push(job)
      return 'Принято: 10'
    },
  })
  expect((await client.import('import.xml')).text).toBe('success\nПринято: 10')
  const [{ name, type, user, signal }] = jobs as [ImportJob]
  expect([name, type, user, signal.aborted]).toEqual(['import.xml', 'catalog', 'shop', false])
})

test('pieces of the file are read as the events are taken', async () => {
  let read = 0
  const stores = watchedStores(memoryStores(), async (operation, work) => {
    const result = await work()
    if (operation.name === 'uploads.read') read += (result as Uint8Array).length
    return result
  })
  const gate = later()
  const { client, clock } = await begun(
    {
      stores,
      limits: { importSlice: 1_000 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        for await (const { type } of events) if (type === 'product') await gate.promise
      },
    },
    ids(20_000),
  )
  expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
  expect(read).toBeLessThan(300_000)
  gate.resolve()
  expect((await clock.until(client.imported('import.xml'))).text).toBe('success\nimport.xml: 100 %, товаров 20000')
  expect(read).toBeGreaterThan(1_000_000)
})

describe('a failure', () => {
  test.each([
    ['thrown at once', () => Promise.reject(new Error('нет места'))],
    [
      'thrown by a function that is not async',
      () => {
        throw new Error('нет места')
      },
    ],
    [
      'after the records',
      async ({ events }: ImportJob) => {
        for await (const _ of events);
        throw new Error('нет места')
      },
    ],
  ])('%s is told once, and the next try starts clean', async (_, fail) => {
    let tries = 0
    const records: string[] = []
    const record = recordInto(records)
    const { client, errors } = await begun({
      importFile: (job) => (++tries === 1 ? fail(job) : record(job)),
    })
    expect((await client.import('import.xml')).text).toBe('failure\nнет места')
    expect(errors.map(String)).toEqual(['Error: нет места'])
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(records).toEqual(products(ids(10)))
    expect(tries).toBe(2)
  })

  test.each(['memory', 'disk'])(
    'that comes while nobody asks is kept, told once, and the next try starts clean (%s)',
    async (kind) => {
      const stores = kind === 'memory' ? memoryStores() : diskStores(join(root, 'kept'))
      const gate = later()
      let tries = 0
      const { client } = await begun({
        stores,
        limits: { importSlice: 0 },
        importFile: () => (++tries === 1 ? gate.promise : Promise.resolve('ладно')),
      })
      expect((await client.import('import.xml')).word).toBe('progress')
      gate.reject(new Error('нет места'))
      while ((await stores.imports.get(client.id, 'import.xml'))?.status === 'running') await settled()
      expect((await client.import('import.xml')).text).toBe('failure\nнет места')
      expect(tries).toBe(1)
      expect((await client.imported('import.xml')).text).toBe('success\nладно')
      expect(tries).toBe(2)
    },
  )

  test('in the very moment that the slice ends is told once all the same', async () => {
    // How many turns the failure comes before or after the end of the slice.
    for (let turns = 0; turns < 12; turns++) {
      for (const first of ['slice', 'failure']) {
        const gate = later()
        let tries = 0
        const { client, clock } = await begun({
          limits: { importSlice: 1_000 },
          importFile: () => (++tries === 1 ? gate.promise : Promise.resolve('ладно')),
        })
        const reply = client.import('import.xml')
        await settled()
        const fail = async (): Promise<void> => {
          for (let turn = 0; turn < turns; turn++) await Promise.resolve()
          gate.reject(new Error('нет места'))
        }
        const failing = first === 'failure' ? fail() : undefined
        const passing = clock.advance(1_000)
        await (failing ?? fail())
        await passing
        const texts = [(await reply).word]
        for (let asked = 0; asked < 2; asked++) texts.push((await client.import('import.xml')).word)
        expect(texts.filter((word) => word === 'failure')).toEqual(['failure'])
        expect(texts.at(-1)).toBe('success')
      }
    }
  })

  test('that takes the store long to keep is told by who waited for it, however long that is', async () => {
    const clock = new FakeClock()
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      if (name === 'imports.update' || name === 'imports.remove') {
        await clock.sleep(200, new AbortController().signal)
      }
      return work()
    })
    let tries = 0
    const { client } = await begun({
      clock,
      stores,
      limits: { importSlice: 1_000 },
      async importFile() {
        await clock.sleep(900, new AbortController().signal)
        if (++tries === 1) throw new Error('нет места')
      },
    })
    expect((await clock.until(client.import('import.xml'))).text).toBe('failure\nнет места')
    expect((await clock.until(client.imported('import.xml'))).word).toBe('success')
    expect(tries).toBe(2)
  })

  test.each([
    ['a string', 'просто текст', 'failure\nпросто текст'],
    ['nothing', undefined, 'failure\nundefined'],
    ['an empty string', '', 'failure\nthe import failed'],
    ['an error without a message', new RangeError(''), 'failure\nRangeError'],
  ])('may be %s', async (_, thrown, text) => {
    const { client } = await begun({ importFile: () => Promise.reject(thrown) })
    expect((await client.import('import.xml')).text).toBe(text)
    expect((await client.import('import.xml')).text).toBe(text)
  })

  test('of the store is a sentence without what it threw, which the site is told', async () => {
    let broken = false
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken && operation.name === 'uploads.read') throw new Error('EIO: /var/lib/shop/secret')
      return work()
    })
    const { client, errors } = await begun({ stores })
    broken = true
    expect((await client.import('import.xml')).text).toBe('failure\nthe site could not read what was uploaded')
    expect(String((errors[0] as Error).cause)).toContain('EIO')
    broken = false
    expect((await client.import('import.xml')).word).toBe('success')
  })

  test('of a document is what is wrong with it, and where', async () => {
    const { client } = await begun({})
    await client.upload('half.xml', catalogOf(ids(50)).slice(0, 1_500))
    expect((await client.import('half.xml')).text).toMatch(
      /^failure\nthe input ends before .+ \(half\.xml, line \d+, byte \d+.*\)$/,
    )
  })
})

describe('init while an import runs', () => {
  test('ends it: its signal aborts, its events end, and the new export is imported', async () => {
    const signals: AbortSignal[] = []
    const records: string[] = []
    const gate = later()
    const { client, errors } = await begun({
      limits: { importSlice: 0 },
      async importFile({ events, signal }) {
        signals.push(signal)
        for await (const event of events) {
          if (event.type !== 'product') continue
          records.push(`product ${event.product.id}`)
          if (signals.length === 1) {
            await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))])
          }
        }
      },
    })
    expect((await client.import('import.xml')).word).toBe('progress')
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('failure') // no time at all was given to end it
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('zip=no')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await client.upload('import.xml', catalogOf(ids(3, 70)))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([1, 70, 71, 72]))
    expect(errors).toEqual([])
  })

  test('is refused when the import does not end within a slice', async () => {
    const gate = later()
    const { client, clock } = await begun({ importFile: () => gate.promise })
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const started = clock.now()
    const reply = await clock.until(client.ask('catalog', 'init'))
    expect(reply.text).toBe('failure\nФайл уже загружается: дождитесь окончания загрузки.')
    expect(clock.now() - started).toBe(20_000)
    gate.resolve()
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('zip=no')
  })
})

describe('an import of another process', () => {
  test('is waited for, told about, and never begun twice', async () => {
    const stores = memoryStores()
    const gate = later()
    const { client, clock } = await begun({ stores, limits: { importSlice: 1_000 }, importFile: () => gate.promise })
    await clock.until(client.import('import.xml'))
    let begunTwice = false
    const other = new OneC(
      makeSite({
        stores,
        clock,
        limits: { importSlice: 1_000 },
        importFile: async () => {
          begunTwice = true
        },
      }).exchange,
    )
    other.cookie = client.cookie
    expect((await clock.until(other.import('import.xml'))).word).toBe('progress')
    const told = other.import('import.xml')
    gate.resolve()
    expect((await clock.until(told)).text).toBe('success\nimport.xml: 100 %')
    expect(begunTwice).toBe(false)
  })

  test.each(['memory', 'disk'])(
    'that gives no sign of life is taken over, and the one that comes back is aborted (%s)',
    async (kind) => {
      const stores = kind === 'memory' ? memoryStores() : diskStores(join(root, 'lease'))
      const records: string[] = []
      const signals: AbortSignal[] = []
      const [clock, lateClock] = [new FakeClock(), new FakeClock()] // the first process hangs: no time passes for it
      const limits = { importSlice: 0 }
      const hung = makeSite({
        stores,
        clock,
        limits,
        importFile: ({ signal }) => {
          signals.push(signal)
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        },
      })
      const client = new OneC(hung.exchange)
      await client.begin()
      await client.upload('import.xml', catalogOf(ids(5)))
      expect((await client.import('import.xml')).word).toBe('progress')
      const other = new OneC(makeSite({ stores, clock: lateClock, importFile: recordInto(records) }).exchange)
      other.cookie = client.cookie
      await lateClock.advance(59_000)
      const early = other.imported('import.xml')
      await settled(20)
      expect(records).toEqual([])
      expect((await lateClock.until(early)).text).toBe('success\nimport.xml: 100 %, товаров 5') // its lease ran out meanwhile
      expect(records).toEqual(products(ids(5)))
      expect(signals[0]?.aborted).toBe(false)
      await clock.advance(20_000)
      for (let turns = 0; turns < 1_000 && !signals[0]?.aborted; turns++) await settled()
      expect(signals[0]?.aborted).toBe(true)
      await settled(20)
      expect((await stores.imports.get(client.id, 'import.xml'))?.status).toBe('done')
      expect(hung.errors).toEqual([])
    },
  )

  test('an import that lives renews its lease for as long as it takes', async () => {
    const stores = memoryStores()
    const gate = later()
    const { client, clock } = await begun({ stores, limits: { importSlice: 0 }, importFile: () => gate.promise })
    await client.import('import.xml')
    for (let minutes = 0; minutes < 60; minutes++) {
      await clock.advance(60_000)
      expect((await stores.imports.get(client.id, 'import.xml'))?.until).toBeGreaterThan(clock.now())
    }
    gate.resolve()
    await settled(10)
    expect((await client.import('import.xml')).word).toBe('success')
  })

  test.each([
    ['a while', 30_000, 'success'],
    ['longer than the lease', 100_000, 'failure'],
  ])('a store that cannot renew the lease for %s', async (_, milliseconds, word) => {
    let broken = false
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken && operation.name === 'imports.update') throw new Error('EIO: /var/lib')
      return work()
    })
    const gate = later()
    const { client, clock, errors } = await begun({
      stores,
      limits: { importSlice: 0 },
      importFile: ({ signal }) =>
        Promise.race([
          gate.promise,
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        ]),
    })
    await client.import('import.xml')
    broken = true
    await clock.advance(milliseconds)
    broken = false
    await clock.advance(60_001)
    gate.resolve()
    await settled(10)
    expect(errors.length).toBeGreaterThan(0)
    const reply = await client.import('import.xml')
    if (word === 'success') expect(reply.text).toBe('success\nimport.xml: 100 %')
    // What came of it could not be kept: it is not ours any more, and is begun again.
    else expect(reply.text).not.toContain('EIO')
  })

  test('a lease without an end is one on a disk too', async () => {
    const stores = diskStores(join(root, 'endless'))
    let begins = 0
    const gate = later()
    const options = {
      stores,
      limits: { importSlice: 0, importLease: Number.POSITIVE_INFINITY },
      importFile: () => {
        begins++
        return gate.promise
      },
    }
    const { client, clock } = await begun(options)
    await client.import('import.xml')
    const other = new OneC(makeSite({ ...options, clock }).exchange)
    other.cookie = client.cookie
    expect((await other.import('import.xml')).word).toBe('progress')
    expect(begins).toBe(1)
    gate.resolve()
    while ((await stores.imports.get(client.id, 'import.xml'))?.status === 'running') await settled()
    expect((await other.import('import.xml')).word).toBe('success')
  })
})

test('an importer may leave its events, or take none', async () => {
  for (const take of [0, 1, 3]) {
    const { client, errors } = await begun({
      async importFile({ events }) {
        let taken = 0
        if (take > 0) for await (const _ of events) if (++taken === take) break
        return `взято ${taken}`
      },
    })
    expect((await client.import('import.xml')).text).toBe(`success\nвзято ${take}`)
    expect(errors).toEqual([])
  }
})

test('files of different sessions are imported at the same time, and wait for nobody', async () => {
  const gates = new Map<string, ReturnType<typeof later>>()
  const { exchange } = makeSite({
    limits: { importSlice: 0 },
    importFile: ({ user }) => {
      const gate = later()
      gates.set(user, gate)
      return gate.promise
    },
  })
  const clients = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')] as const
  for (const client of clients) {
    await client.begin()
    await client.upload('import.xml', catalogOf([1]))
    expect((await client.import('import.xml')).word).toBe('progress')
  }
  expect([...gates.keys()]).toEqual(['shop', 'other'])
  gates.get('other')?.resolve()
  await settled(10)
  expect((await clients[1].import('import.xml')).word).toBe('success')
  expect((await clients[0].import('import.xml')).word).toBe('progress')
  gates.get('shop')?.resolve()
})
