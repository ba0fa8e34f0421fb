import { join } from 'node:path'
import { type CommerceMLError, readEvents } from 'commerceml'
import { type Clock, type ExchangeOptions, type ImportJob, type ImportState, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, products } from './helpers/files.ts'
import { OneC, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto, take, taken } from './helpers/site.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const root = temporaryFolder('imports')

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
async function begun(options: Partial<ExchangeOptions>, numbers = ids(10), file = catalogOf(numbers)) {
  const clock = new FakeClock()
  const site = makeSite({ clock, ...options })
  const client = new OneC(site.exchange)
  await client.begin()
  await client.upload('import.xml', file)
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

test.each(['import.xml', 'import.zip'])(
  'an importer of %s that never waits leaves time to others, and 1C hears how far it is',
  async (name) => {
    // Time passes by work alone, so that a slow machine has as many turns as a fast one.
    let time = Date.now()
    let isOver = false
    const now = vi.spyOn(Date, 'now').mockImplementation(() => time)
    onTestFinished(() => {
      isOver = true
      now.mockRestore()
    })
    const clock: Clock = {
      now: () => time,
      async sleep(milliseconds, signal) {
        for (const end = time + milliseconds; time < end && !signal.aborted; ) await settled(1)
      },
    }
    const { exchange } = makeSite({
      clock,
      limits: { importSlice: 100 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        for await (const { type } of events) if (type === 'product') time += 0.2
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    // Stored, not packed: unpacking takes turns of its own.
    const file = catalogOf(ids(4_000))
    await client.upload(name, name === 'import.zip' ? await zipOf({ 'import.xml': utf8(file) }, false) : file)
    const turns = new Set<number>()
    const words: string[] = []
    const note = (): void => {
      turns.add(time)
      if (!isOver) setImmediate(note)
    }
    note()
    do words.push((await client.import(name)).word)
    while (words.at(-1) === 'progress')
    expect(words.slice(0, 2)).toEqual(['progress', 'progress'])
    expect(words.at(-1)).toBe('success')
    expect(turns.size).toBeGreaterThan(4)
  },
)

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
      await taken(job)
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
        importFile: (job) => (++tries === 1 ? gate.promise : taken(job).then(() => 'ладно')),
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
          importFile: (job) => (++tries === 1 ? gate.promise : taken(job).then(() => 'ладно')),
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
      async importFile(job) {
        await clock.sleep(900, new AbortController().signal)
        if (++tries === 1) throw new Error('нет места')
        await taken(job)
      },
    })
    expect((await clock.until(client.import('import.xml'))).text).toBe('failure\nнет места')
    expect((await clock.until(client.imported('import.xml'))).word).toBe('success')
    expect(tries).toBe(2)
  })

  test.each([
    ['a string', 'просто текст', 'failure\nпросто текст'],
    ['nothing', undefined, 'failure\nundefined'],
    ['an empty string', '', 'failure\nЗагрузка файла не удалась.'],
    ['an object without a string form', Object.create(null), 'failure\nЗагрузка файла не удалась.'],
    ['an object that says nothing', { code: 5 }, 'failure\nЗагрузка файла не удалась.'],
    [
      'an error about such an object',
      new Error('[object Array] is no product'),
      'failure\n[object Array] is no product',
    ],
    [
      'an error whose message is no string',
      Object.assign(new Error('x'), { message: { code: 5 } }),
      'failure\nЗагрузка файла не удалась.',
    ],
    [
      'an error that throws when it is asked',
      Object.defineProperty(new Error('x'), 'message', {
        get() {
          throw new Error('no')
        },
      }),
      'failure\nЗагрузка файла не удалась.',
    ],
    [
      'a proxy that is gone',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      })(),
      'failure\nЗагрузка файла не удалась.',
    ],
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
    expect((await client.import('import.xml')).text).toBe('failure\nСайт не смог прочитать переданный файл.')
    expect(String((errors[0] as Error).cause)).toContain('EIO')
    broken = false
    expect((await client.import('import.xml')).word).toBe('success')
  })

  test('of a document is what is wrong with it, and where', async () => {
    const { client } = await begun({})
    await client.upload('half.xml', catalogOf(ids(50)).slice(0, 1_500))
    expect((await client.import('half.xml')).text).toMatch(
      /^failure\nДокумент оборван: the input ends before .+ \(half\.xml, line \d+, byte \d+.*\)$/,
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
    const { client, clock } = await begun({ importFile: (job) => gate.promise.then(() => taken(job)) })
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const started = clock.now()
    const reply = await clock.until(client.ask('catalog', 'init'))
    expect(reply.text).toBe('failure\nФайл уже загружается: дождитесь окончания загрузки.\nОбмен не начат.')
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
    const { client, clock } = await begun({
      stores,
      limits: { importSlice: 1_000 },
      importFile: (job) => gate.promise.then(() => taken(job)),
    })
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
    expect((await clock.until(told)).text).toBe('success\nimport.xml: 100 %, товаров 10')
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
      // A disk takes its own time, so that turns of the event loop cannot be counted.
      await expect.poll(() => signals[0]?.aborted, { timeout: 20_000 }).toBe(true)
      await settled(20)
      expect((await stores.imports.get(client.id, 'import.xml'))?.status).toBe('done')
      expect(hung.errors).toEqual([])
    },
  )

  test.each([
    ['comes to its end', async () => {}, []],
    ['fails', () => Promise.reject(new Error('нет места')), ['Error: нет места']],
  ])('that %s when another process has it is no success: that one will say what comes of it', async (_, end, told) => {
    const stores = memoryStores()
    const gate = later()
    const importFile = async (job: ImportJob): Promise<void> => {
      await gate.promise
      await taken(job)
      await end()
    }
    const { client, clock, errors } = await begun({ stores, importFile })
    const reply = client.import('import.xml')
    await settled()
    const state = await stores.imports.get(client.id, 'import.xml')
    const late = clock.now() + 61_000
    const others: ImportState = { ...(state as ImportState), owner: 'other', until: late + 60_000 }
    expect(await stores.imports.claim(client.id, 'import.xml', others, late)).toBe(true)
    gate.resolve()
    expect((await reply).text).toBe('failure\nЗагрузку файла продолжает другой процесс сайта.')
    expect(await stores.imports.get(client.id, 'import.xml')).toEqual(others)
    expect(errors.map(String)).toEqual(told)
  })

  test.each([
    ['comes to its end', 0],
    ['renews its lease', 30_000],
  ])(
    'that was cleared by another process is that of no other when it %s: 1C is told that all began anew',
    async (_, time) => {
      const stores = memoryStores()
      const gate = later()
      const importFile = async (job: ImportJob): Promise<void> => {
        await gate.promise
        await taken(job)
      }
      const { client, clock } = await begun({ stores, importFile, limits: { importSlice: 60_000 } })
      const reply = client.import('import.xml')
      await settled()
      const other = new OneC(makeSite({ stores, clock }).exchange)
      other.cookie = client.cookie
      expect((await other.ask('catalog', 'init')).word).toBe('zip=no')
      if (time > 0) await clock.advance(time)
      gate.resolve()
      expect((await reply).text).toBe('failure\nОбмен начат заново: загрузка файла прервана.')
      expect(await stores.imports.get(client.id, 'import.xml')).toBeUndefined()
    },
  )

  test('that a store loses and cannot tell of is taken over', async () => {
    const gate = later()
    let isDown = false
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'imports.get' && isDown) return Promise.reject(new Error('ECONNRESET'))
      return work()
    })
    const importFile = (job: ImportJob) => gate.promise.then(() => taken(job))
    const { client, errors } = await begun({ stores, importFile })
    const reply = client.import('import.xml')
    await settled()
    await stores.imports.clear(client.id)
    isDown = true
    gate.resolve()
    expect((await reply).text).toBe('failure\nЗагрузку файла продолжает другой процесс сайта.')
    expect(errors.map(String)).toEqual(['Error: ECONNRESET'])
  })

  test('an import that lives renews its lease for as long as it takes', async () => {
    const stores = memoryStores()
    const gate = later()
    const { client, clock } = await begun({
      stores,
      limits: { importSlice: 0 },
      importFile: (job) => gate.promise.then(() => taken(job)),
    })
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
      importFile: async (job) => {
        const { signal } = job
        await Promise.race([
          gate.promise,
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        ])
        await taken(job)
      },
    })
    await client.import('import.xml')
    await clock.advance(5 * 60_000) // it was renewed as often as there was a reason to
    broken = true
    await clock.advance(milliseconds)
    broken = false
    await clock.advance(60_001)
    gate.resolve()
    await settled(10)
    expect(errors.length).toBeGreaterThan(0)
    const reply = await client.import('import.xml')
    if (word === 'success') expect(reply.text).toBe('success\nimport.xml: 100 %, товаров 10')
    // What came of it could not be kept: it is not ours any more, and is begun again.
    else expect(reply.text).not.toContain('EIO')
  })

  test('an end that the store does not keep is told to the site, and to 1C as it was', async () => {
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'imports.update') throw new Error('EIO')
      return work()
    })
    const { client, errors } = await begun({ stores })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(errors.map(String)).toEqual(['Error: EIO'])
  })

  test('an import that ends while its lease is renewed is not running again when the store is done with that', async () => {
    const memory = memoryStores()
    const [gate, kept] = [later(), later()]
    let updates = 0
    const stores = watchedStores(memory, async ({ name }, work) => {
      if (name === 'imports.update' && ++updates === 1) await kept.promise
      return work()
    })
    const importFile = (job: ImportJob) => gate.promise.then(() => taken(job))
    const { client, clock } = await begun({ stores, importFile, limits: { importSlice: 60_000 } })
    const reply = client.import('import.xml')
    await clock.advance(20_000)
    expect(updates).toBe(1)
    gate.resolve()
    await settled(10)
    kept.resolve()
    expect((await reply).word).toBe('success')
    await settled(10)
    expect((await memory.imports.get(client.id, 'import.xml'))?.status).toBe('done')
  })

  test('a lease without an end is one on a disk too', async () => {
    const stores = diskStores(join(root, 'endless'))
    let begins = 0
    const gate = later()
    const options = {
      stores,
      limits: { importSlice: 0, importLease: Number.POSITIVE_INFINITY },
      importFile: (job: ImportJob) => {
        begins++
        return gate.promise.then(() => taken(job))
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

describe('an importer that does not come to the end of the document', () => {
  test('and takes nothing of it has failed, whatever it returns', async () => {
    for (const returned of [undefined, 'Готово']) {
      const { client, errors } = await begun({ importFile: async () => returned })
      const reply = await client.import('import.xml')
      expect(reply.text).toBe('failure\nСайт не прочитал файл: сообщите разработчику сайта.')
      expect(errors.map(String)).toEqual([
        'ImportFault: the importer of import.xml returned without taking an event or asking for files',
      ])
    }
  })

  test.each([
    ['breaks after an event', async ({ events }: ImportJob) => void (await take(events, 1))],
    ['breaks after some', async ({ events }: ImportJob) => void (await take(events, 5))],
  ])('and %s is a success that is not of 100 %, and the site is told', async (_, importFile) => {
    const { client, errors } = await begun({ importFile })
    expect((await client.import('import.xml')).text).toMatch(/^success\nimport\.xml: (?:\d|[1-9]\d) %/)
    expect(errors.map(String)).toEqual([
      'Error: the importer of import.xml returned before it had taken all its events: the rest was not read',
    ])
  })

  test.each([
    ['wants the files alone', async ({ files }: ImportJob) => void (await take(files(), 1))],
    [
      'copies the files alone',
      async ({ files }: ImportJob) => {
        for await (const file of files()) await take(file.open(), Number.POSITIVE_INFINITY)
      },
    ],
  ])('but %s is a success of which nothing is known', async (_, importFile) => {
    const { client, errors } = await begun({ importFile })
    expect((await client.import('import.xml')).text).toBe('success')
    expect(errors).toEqual([])
  })

  test('but reads it by itself, to go on from a checkpoint, is a success of which nothing is known', async () => {
    const found: string[] = []
    const { client, errors } = await begun({
      async importFile({ documents }) {
        for await (const document of documents()) {
          expect(document.name).toBe('import.xml')
          for await (const { type } of readEvents(document.open())) found.push(type)
        }
      },
    })
    expect((await client.import('import.xml')).text).toBe('success')
    expect(found.filter((type) => type === 'product')).toHaveLength(10)
    expect(errors).toEqual([])
  })

  test('and catches what ends it has failed all the same', async () => {
    const importFile = async ({ events }: ImportJob): Promise<string> => {
      await take(events, Number.POSITIVE_INFINITY).catch(() => {})
      return 'Готово'
    }
    const { client, errors } = await begun({ importFile }, ids(10), catalogOf(ids(10)).slice(0, -40))
    const reply = await client.import('import.xml')
    expect(reply.word).toBe('failure')
    expect(errors.map((error) => (error as CommerceMLError).code)).toEqual(['truncated-input'])
  })

  test('but to its last event has come to its end', async () => {
    const { client, errors } = await begun({
      async importFile({ events }) {
        for await (const event of events) if (event.type === 'end') break
      },
    })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(errors).toEqual([])
  })

  test('by its own hand has its file closed all the same', async () => {
    let open = 0
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      const result = await work()
      if (name === 'uploads.open' && result !== undefined) open++
      if (name === 'uploads.close') open--
      return result
    })
    const { client } = await begun({
      stores,
      async importFile({ events }) {
        await events[Symbol.asyncIterator]().next()
      },
    })
    expect((await client.import('import.xml')).word).toBe('success')
    await settled()
    expect(open).toBe(0)
  })
})

describe('an importer that iterates the events again', () => {
  const AGAIN = 'events can be iterated once: keep what the second pass needs'

  test.each([
    ['taken to their end', Number.POSITIVE_INFINITY],
    ['left', 1],
  ])('after they were %s has failed, caught or not: it would find nothing', async (_, count) => {
    for (const caught of [false, true]) {
      const { client, errors } = await begun({
        async importFile({ events }) {
          await take(events, count)
          await take(events, 1).catch((error: unknown) => {
            if (!caught) throw error
          })
        },
      })
      expect((await client.import('import.xml')).text).toBe(`failure\n${AGAIN}`)
      expect(errors.map(String)).toEqual([`TypeError: ${AGAIN}`])
    }
  })

  test('where it has stopped by hand goes on from there', async () => {
    const found: string[] = []
    const { client, errors } = await begun({
      async importFile({ events }) {
        const { value } = await events[Symbol.asyncIterator]().next()
        found.push(value.type)
        for await (const { type } of events) found.push(type)
      },
    })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect([found[0], found.filter((type) => type === 'product').length, found.at(-1)]).toEqual(['document', 10, 'end'])
    expect(errors).toEqual([])
  })
})

test('1C hears of an end once the store knows of it', async () => {
  const kept = later()
  const stores = watchedStores(memoryStores(), async ({ name }, work) => {
    if (name === 'imports.update') await kept.promise
    return work()
  })
  const { client } = await begun({ stores })
  let told = false
  const reply = client.import('import.xml').finally(() => {
    told = true
  })
  await settled(50)
  expect(told).toBe(false)
  kept.resolve()
  expect((await reply).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

describe('an import that an earlier session has left behind', () => {
  const start = async () => {
    const signals: AbortSignal[] = []
    const gate = later()
    const made = await begun({
      limits: { importSlice: 20_000 },
      async importFile(job) {
        signals.push(job.signal)
        if (signals.length === 1) await gate.promise
        await taken(job)
      },
    })
    const { client, clock } = made
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const second = new OneC(made.exchange)
    await second.begin()
    await second.upload('import.xml', catalogOf(ids(3)))
    return { ...made, signals, gate, second }
  }

  test('is ended before the same file of a later session is begun, once nobody has asked for it for 10 s', async () => {
    const { second, clock, signals, gate, client } = await start()
    const left = clock.now()
    const reply = second.import('import.xml')
    await clock.advance(9_000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await clock.advance(1_500)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    gate.resolve()
    expect((await clock.until(reply)).text).toBe('success\nimport.xml: 100 %, товаров 3')
    expect(clock.now() - left).toBeLessThan(12_000)
    expect((await client.import('import.xml')).text).toBe(
      'failure\nФайл передан заново в другом сеансе: прежняя загрузка прервана.',
    )
  })

  test('and does not let go is progress for the later one, a slice long', async () => {
    const { second, clock, signals, gate } = await start()
    const started = clock.now()
    expect((await clock.until(second.import('import.xml'))).text).toBe('progress\nimport.xml: 0 %')
    expect(clock.now() - started).toBe(20_000)
    expect(signals).toHaveLength(1)
    gate.resolve()
    expect((await clock.until(second.imported('import.xml'))).word).toBe('success')
  })

  test('is none while its client asks: two bases with one user do not disturb each other', async () => {
    const { second, clock, signals, gate, client } = await start()
    const asking = client.import('import.xml')
    await settled()
    expect((await clock.until(second.import('import.xml'))).text).toBe('success\nimport.xml: 100 %, товаров 3')
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
    gate.resolve()
    expect((await clock.until(asking)).word).toBe('success')
  })

  test.each([
    ['of another name', async (client: OneC) => void (await client.upload('offers.xml', catalogOf([1]))), 'offers.xml'],
    ['of another type', async (client: OneC) => void (await client.begin('reference')), 'import.xml'],
  ])('is none to a file %s', async (_, prepare, name) => {
    const { second, clock, signals } = await start()
    await prepare(second)
    const type = name === 'import.xml' ? 'reference' : 'catalog'
    await second.upload(name, catalogOf([1]), Number.POSITIVE_INFINITY, type)
    await clock.advance(60_000)
    expect((await clock.until(second.import(name, type))).word).toBe('success')
    expect(signals[0]?.aborted).toBe(false)
  })
})

test('an import that is asked for while a chunk joins its file waits for that: what is acknowledged is imported', async () => {
  const joining = later()
  let commits = 0
  const stores = watchedStores(memoryStores(), async ({ name }, work) => {
    if (name === 'uploads.commit' && ++commits === 2) await joining.promise
    return work()
  })
  const { exchange } = makeSite({ stores })
  const client = new OneC(exchange)
  await client.begin()
  const bytes = utf8(catalogOf(ids(10)))
  await client.file('import.xml', bytes.subarray(0, 500))
  const sending = client.file('import.xml', bytes.subarray(500))
  await settled()
  expect(commits).toBe(2)
  const importing = client.import('import.xml')
  await settled(20)
  joining.resolve()
  expect((await sending).text).toBe('success')
  expect((await importing).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

test('files of different sessions are imported at the same time, and wait for nobody', async () => {
  const gates = new Map<string, ReturnType<typeof later>>()
  const { exchange } = makeSite({
    limits: { importSlice: 0 },
    importFile: (job) => {
      const gate = later()
      gates.set(job.user, gate)
      return gate.promise.then(() => taken(job))
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
