import { type Deactivation, type ExchangeOptions, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf, products } from './helpers/files.ts'
import { OneC, piecesOf, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, PASSWORDS, recordInto, taken } from './helpers/site.ts'
import { isWrite, type Operation, watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const HOURS = 60 * 60 * 1000
const OVER = 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.'
const notAll = (names: string): string => `failure\nНе все файлы загружены (${names}): деактивация отменена.`
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

  test('that is over is swept up at a later login, with its files and nobody else’s, once a minute', async () => {
    const clock = new FakeClock()
    const operations: Operation[] = []
    const stores = watchedStores(memoryStores(), (operation, work) => {
      operations.push(operation)
      return work()
    })
    const { exchange } = makeSite({ clock, stores })
    const [old, late] = [new OneC(exchange), new OneC(exchange)] as const
    const live = new OneC(exchange, 'other', PASSWORDS['other'])
    await old.begin()
    await old.upload('import.xml', catalogOf([1]))
    await clock.advance(3 * HOURS)
    await live.begin()
    await live.upload('import.xml', catalogOf([2]))
    await clock.advance(3 * HOURS + 1)
    operations.length = 0
    await late.checkauth()
    await settled()
    const swept = operations.filter((operation) => isWrite(operation) && operation.area !== undefined)
    expect(swept.map(({ name, area }) => [name, area])).toEqual([
      ['imports.clear', old.id],
      ['uploads.clear', old.id],
      ['sessions.remove', old.id],
    ])
    expect(await stores.uploads.list(old.id)).toEqual([])
    expect((await live.imported('import.xml')).word).toBe('success')
    const looks = (): number => operations.filter(({ name }) => name === 'sessions.unusedSince').length
    for (let times = 0; times < 10; times++) await late.checkauth()
    expect(looks()).toBe(1)
    await clock.advance(60_000)
    await late.checkauth()
    expect(looks()).toBe(2)
  })

  test('a sweep that fails for one lets the login pass, is told, takes the others, and is made up for', async () => {
    const clock = new FakeClock()
    const broken = new Set<string>()
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken.has(operation.area ?? '') && operation.name === 'uploads.clear') throw new Error('EIO')
      return work()
    })
    const leftovers = async (): Promise<void> => {
      throw new Error('EBUSY')
    }
    const { exchange, errors } = makeSite({ clock, stores: { ...stores, sweep: leftovers } })
    const old = [new OneC(exchange), new OneC(exchange), new OneC(exchange)]
    for (const client of old) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
    }
    for (const client of old.slice(0, 2)) broken.add(client.id)
    await clock.advance(7 * HOURS)
    errors.length = 0
    expect((await new OneC(exchange).checkauth()).word).toBe('success')
    await settled()
    expect(errors.map(String)).toEqual(['Error: EBUSY', 'Error: EIO', 'Error: EIO'])
    expect((await stores.uploads.areas()).toSorted()).toEqual([...broken].toSorted())
    broken.clear()
    await clock.advance(60_000)
    await new OneC(exchange).checkauth()
    await settled()
    expect(await stores.uploads.areas()).toEqual([])
  })

  test('that was lost, as in a power cut, leaves nothing behind for long', async () => {
    const clock = new FakeClock()
    const stores = memoryStores()
    const { exchange } = makeSite({ clock, stores })
    const [lost, kept] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [lost, kept]) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
      await client.imported('import.xml')
    }
    await stores.sessions.remove(lost.id)
    await clock.advance(60_000)
    await kept.checkauth()
    await settled()
    expect(await stores.uploads.areas()).not.toContain(lost.id)
    expect(await stores.imports.get(lost.id, 'import.xml')).toBeUndefined()
    expect(await stores.uploads.areas()).toHaveLength(1)
  })

  test.each([
    ['begins another', (client: OneC) => client.checkauth()],
    ['completes one', (client: OneC) => client.ask('catalog', 'complete')],
  ])('keeps its uploads until it is idle for half an hour and its user %s', async (_, act) => {
    const clock = new FakeClock()
    const stores = memoryStores()
    const { exchange } = makeSite({ clock, stores, deactivate: async () => {} })
    const [idle, busy] = [new OneC(exchange), new OneC(exchange)]
    const other = new OneC(exchange, 'other', PASSWORDS['other'])
    for (const client of [idle, busy, other]) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
    }
    await idle.imported('import.xml')
    const areas = async (): Promise<string[]> => [...(await stores.uploads.areas())].toSorted()
    const all = [idle.id, busy.id, other.id].toSorted()
    await clock.advance(30 * 60_000)
    const [busyId, idleId] = [busy.id, idle.id]
    await busy.upload('import_files/1.jpg', 'a picture')
    await act(busy)
    await settled()
    expect(await areas()).toEqual(all)
    await clock.advance(60_000)
    await other.ask('catalog', 'init')
    await settled()
    expect((await areas()).includes(idleId), 'nobody of its user has come').toBe(true)
    await act(busy)
    await settled()
    expect((await areas()).includes(idleId)).toBe(false)
    expect((await areas()).includes(busyId)).toBe(true)
    // What it has imported is still known, and deactivation goes by it.
    expect((await stores.imports.get(idleId, 'import.xml'))?.status).toBe('done')
    expect((await idle.ask('catalog', 'deactivate', { timestamp: String(clock.now() / 1_000) })).word).toBe('success')
    expect((await idle.import('offers.xml')).word).toBe('failure')
  })

  test.each([
    ['idle for half an hour', 29 * 60_000, 6 * HOURS],
    ['over', 6 * HOURS - 60_000, 6 * HOURS],
    ['over sooner than idle', 9 * 60_000, 10 * 60_000],
  ])('is not swept as %s while a chunk of it comes in', async (_, before, sessionLifetime) => {
    const clock = new FakeClock()
    const { exchange } = makeSite({ clock, sessionLifetime, limits: { bodyIdle: Number.POSITIVE_INFINITY } })
    const [client, other] = [new OneC(exchange), new OneC(exchange)]
    await client.begin()
    await clock.advance(before)
    let go: (() => void) | undefined
    async function* body() {
      yield utf8(catalogOf([1]).slice(0, 200))
      await new Promise<void>((resolve) => (go = resolve))
      yield utf8(catalogOf([1]).slice(200))
    }
    const chunk = client.ask('catalog', 'file', { filename: 'import.xml' }, { body: body() })
    while (go === undefined) await settled()
    await clock.advance(2 * 60_000)
    await other.checkauth()
    await settled()
    go()
    expect((await chunk).text).toBe('success')
    expect((await client.imported('import.xml')).word).toBe('success')
  })

  test('is not swept while a file of it is imported, however long nobody asks', async () => {
    const clock = new FakeClock()
    const stores = memoryStores()
    let go: (() => void) | undefined
    const { exchange } = makeSite({
      clock,
      stores,
      importFile: async ({ events }) => {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        for await (const _ of events);
      },
    })
    const client = new OneC(exchange)
    await client.checkauth()
    await client.upload('import.xml', catalogOf([1]))
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const id = client.id
    for (const hours of [1, 7]) {
      await clock.advance(hours * HOURS)
      await client.checkauth()
      await settled()
      expect(await stores.uploads.areas()).toContain(id)
    }
    go?.()
    await settled()
    expect((await stores.imports.get(id, 'import.xml'))?.status).toBe('done')
    await clock.advance(60_000)
    await client.checkauth()
    await settled()
    expect(await stores.uploads.areas()).not.toContain(id)
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

  test('that another process has swept up during a request does not come back with its end', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({
      stores,
      complete: () => stores.sessions.remove(client.id),
    })
    const client = new OneC(exchange)
    await client.begin()
    expect((await client.ask('catalog', 'complete')).text).toBe('success')
    expect(await stores.sessions.get(client.id)).toBeUndefined()
    expect((await client.ask('catalog', 'complete')).text).toBe(OVER)
  })
})

describe('a token', () => {
  const BAD = 'failure\nОшибка проверки источника запроса: параметр sessid не совпадает с выданным.\nОбмен не начат.'
  const NONE =
    'failure\nПараметр sessid не передан: добавляйте к адресу четвёртую строку ответа на вход (checkauth).\nОбмен не начат.'
  const begin = async (token: ExchangeOptions['token'] & string) => {
    const client = new OneC(makeSite({ token }).exchange)
    const reply = await client.checkauth()
    return { client, reply }
  }

  test('is no part of the welcome where there are none', async () => {
    const { client, reply } = await begin('off')
    expect(reply.lines).toHaveLength(3)
    expect((await client.ask('catalog', 'init', { sessid: 'whatever' })).word).toBe('zip=no')
  })

  test.each([
    ['offered', true, false, false],
    ['required', true, false, true],
  ] as const)('%s: right, wrong, missing', async (rule, right, wrong, missingRefused) => {
    const { client, reply } = await begin(rule)
    expect(reply.lines.map((line) => line.split('=')[0])).toEqual([
      'success',
      'commerceml_session',
      client.id,
      'sessid',
      'timestamp',
      '',
    ])
    expect((await client.ask('catalog', 'init')).word === 'zip=no').toBe(right)
    const token = client.token
    for (const bad of ['wrong', '', `${token}0`, token?.slice(1) ?? '']) {
      client.token = bad
      expect((await client.ask('catalog', 'init')).text === BAD).toBe(!wrong)
    }
    client.token = `sessid=${token}` // the line whole
    expect((await client.ask('catalog', 'init')).word === 'zip=no').toBe(right)
    client.token = undefined
    expect((await client.ask('catalog', 'init')).text === NONE).toBe(missingRefused)
  })

  test('of another session does not pass, and a wrong one reads nothing', async () => {
    const { exchange } = makeSite({ token: 'required' })
    const [one, other] = [new OneC(exchange), new OneC(exchange)]
    await one.begin()
    await other.begin()
    other.token = one.token
    let read = false
    async function* body() {
      read = true
      yield utf8('x')
    }
    const reply = await other.ask('catalog', 'file', { filename: 'a.xml' }, { body: body() })
    expect([reply.text, read]).toEqual([BAD.replace('\nОбмен не начат.', ''), false])
  })
})

describe('deactivate', () => {
  const begin = async (options: Partial<ExchangeOptions> = {}) => {
    const clock = new FakeClock()
    const asked: Deactivation[] = []
    const site = makeSite({ clock, deactivate: async (what) => void asked.push(what), ...options })
    const client = new OneC(site.exchange)
    await client.begin()
    const deactivate = (milliseconds: number) =>
      client.ask('catalog', 'deactivate', { timestamp: String(Math.floor(milliseconds / 1_000)) })
    return { clock, asked, client, deactivate, ...site }
  }

  test('is refused when nothing was imported since, whatever time is named', async () => {
    const { asked, deactivate, client, clock } = await begin()
    for (const time of [0, clock.now(), clock.now() + 1e9]) {
      expect((await deactivate(time)).text).toBe(
        'failure\nС указанного времени ничего не загружено: деактивация отменена.',
      )
    }
    await client.upload('import.xml', 'no XML')
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).word).toBe('failure')
    expect(asked).toEqual([])
  })

  test.each(['', 'x', '-1', '1.5', '1e3', '9'.repeat(13)])('is refused for the time %j', async (timestamp) => {
    const { client, asked } = await begin()
    expect((await client.ask('catalog', 'deactivate', { timestamp })).text).toBe(
      'failure\nПараметр timestamp должен быть временем в секундах.',
    )
    expect(asked).toEqual([])
  })

  test('never reaches behind the beginning of its session', async () => {
    const { client, clock, asked, deactivate } = await begin()
    const began = clock.now()
    await clock.advance(50_000)
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now() + 1e9)).text).toBe('success')
    expect((await deactivate(began - 5_000)).text).toBe('success')
    expect(asked).toEqual([
      { user: 'shop', before: new Date(began), imported: ['import.xml'] },
      { user: 'shop', before: new Date(began - 5_000), imported: ['import.xml'] },
    ])
  })

  test('goes by all sessions of the user since then, and by nobody else’s', async () => {
    const { exchange, clock, asked } = await begin()
    const other = new OneC(exchange, 'other', 'пароль:с:двоеточиями')
    await other.begin()
    await other.upload('others.xml', catalogOf([1]))
    await other.imported('others.xml')
    const began = clock.now()
    for (const name of ['import.xml', 'offers.xml']) {
      await clock.advance(10_000)
      const client = new OneC(exchange)
      await client.begin()
      await client.upload(name, catalogOf([1]))
      await client.imported(name)
    }
    await clock.advance(10_000)
    const last = new OneC(exchange)
    await last.begin()
    const ask = (time: number) => last.ask('catalog', 'deactivate', { timestamp: String(time / 1_000) })
    expect((await ask(began)).text).toBe('success')
    expect((await ask(began + 20_000)).text).toBe('success')
    expect((await ask(began + 21_000)).word).toBe('failure')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml'], ['offers.xml']])
  })

  test('is refused while a file of the exchange has failed, until it is done', async () => {
    let fails = true
    const records: string[] = []
    const record = recordInto(records)
    const { exchange, client, clock, asked, deactivate } = await begin({
      importFile: (job) => (fails && job.name === 'offers.xml' ? Promise.reject(new Error('нет места')) : record(job)),
    })
    for (const name of ['import.xml', 'offers.xml']) {
      await client.upload(name, catalogOf([1]))
      await client.imported(name)
    }
    expect((await deactivate(clock.now())).text).toBe(notAll('offers.xml'))
    expect(asked).toEqual([])
    fails = false
    await clock.advance(1)
    const again = new OneC(exchange) // 1C repeats the whole session
    await again.begin()
    await again.upload('offers.xml', catalogOf([1]))
    await again.imported('offers.xml')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml']])
  })

  test('is refused when a file was done first, and failed when it came again', async () => {
    let fails = false
    const { client, clock, asked, deactivate } = await begin({
      async importFile(job) {
        await taken(job)
        if (fails) throw new Error('нет места')
      },
    })
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    fails = true
    await clock.advance(1_000)
    await client.upload('import.xml', catalogOf([1, 2]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).word).toBe('failure')
    expect(asked).toEqual([])
  })

  test('is progress while an import of the user runs, a slice long, and waits for its end', async () => {
    let go: (() => void) | undefined
    const { exchange, client, clock, asked, deactivate } = await begin({
      async importFile(job) {
        if (job.name === 'slow.xml') await new Promise<void>((resolve) => (go = resolve))
        await taken(job)
      },
    })
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    const other = new OneC(exchange)
    await other.begin()
    await other.upload('slow.xml', catalogOf([1]))
    expect((await clock.until(other.import('slow.xml'))).word).toBe('progress')
    const started = clock.now()
    expect((await clock.until(deactivate(clock.now()))).text).toBe('progress\nslow.xml: 0 %')
    expect(clock.now() - started).toBe(20_000)
    const last = deactivate(clock.now())
    await settled()
    go?.()
    expect((await clock.until(last)).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'slow.xml']])
  })

  test('does not mind what died with its process once the file was done, nor orders', async () => {
    const stores = memoryStores()
    const { client, clock, asked, deactivate } = await begin({
      stores,
      async importFile(job) {
        await taken(job)
        if (job.type === 'sale') throw new Error('нет места')
      },
    })
    const died = { status: 'running', owner: 'dead', until: clock.now() - 1, user: 'shop', message: '' } as const
    await stores.imports.claim('b2'.repeat(16), 'import.xml', { ...died, type: 'catalog' }, clock.now())
    await client.upload('offers.xml', catalogOf([1]))
    await client.imported('offers.xml')
    await client.upload('orders.xml', catalogOf([1]), 1e9, 'sale')
    expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml']])
  })

  const cut = async (): Promise<Uint8Array> => (await zipOf({ 'goods.xml': utf8(catalogOf([2])) })).subarray(0, -10)
  const goods = async (): Promise<Uint8Array> => zipOf({ 'web/goods.xml': utf8(catalogOf([2])) })
  test.each<[string, (client: OneC) => Promise<unknown>, again?: string]>([
    [
      'was in an archive that could not be read',
      async (client) => {
        await client.upload('v8_1.zip', await cut())
        expect((await client.imported('goods.xml')).word).toBe('failure')
      },
    ],
    [
      'was to be all that a broken archive holds',
      async (client) => {
        await client.upload('goods.zip', await cut())
        expect((await client.imported('goods.zip')).word).toBe('failure')
      },
      'goods.zip',
    ],
    [
      'failed before the session began its export anew',
      async (client) => {
        await client.upload('goods.xml', '<no')
        expect((await client.imported('goods.xml')).word).toBe('failure')
        await client.ask('catalog', 'init')
      },
    ],
    [
      'failed, and was sent again, but not imported',
      async (client) => {
        await client.upload('goods.xml', '<no')
        expect((await client.imported('goods.xml')).word).toBe('failure')
        await client.upload('goods.xml', catalogOf([2]))
      },
    ],
    ['was sent and never imported', (client) => client.upload('goods.xml', catalogOf([2]))],
    ['was not sent whole', (client) => client.upload('goods.xml', catalogOf([2]).slice(0, 100))],
    ['was sent in an archive that nobody asked about', async (client) => client.upload('v8_1.zip', await goods())],
    [
      'was sent in such an archive before the session began its export anew',
      async (client) => {
        await client.upload('v8_1.zip', await goods())
        await client.ask('catalog', 'init')
      },
    ],
    [
      'was in an archive of which another document was imported',
      async (client) => {
        const documents = { 'goods.xml': utf8(catalogOf([2])), 'units.xml': utf8(catalogOf([3])) }
        await client.upload('v8_1.zip', await zipOf(documents))
        expect((await client.imported('units.xml')).word).toBe('success')
      },
    ],
    [
      'was asked for and never sent',
      async (client) => {
        expect((await client.imported('goods.xml')).word).toBe('failure')
      },
    ],
  ])(
    'is refused when a document %s, until that is done or another exchange begins',
    async (_, send, again = 'v8_2.zip') => {
      const { exchange, client, clock, asked, deactivate } = await begin()
      const good = async (by: OneC): Promise<void> => {
        await clock.advance(1_000)
        await by.upload('import.xml', catalogOf([1]))
        expect((await by.imported('import.xml')).word).toBe('success')
      }
      await good(client)
      await send(client)
      await good(client)
      const began = clock.now() - 2_000
      expect((await deactivate(began)).text).toMatch(
        /^failure\nНе все файлы загружены \((?:(?:web\/)?goods\.xml|goods\.zip)\): деактивация отменена\.$/,
      )
      await clock.advance(1_000)
      const next = new OneC(exchange)
      await next.begin()
      await good(next)
      const timestamp = (time: number) => ({ timestamp: String(time / 1_000) })
      expect((await next.ask('catalog', 'deactivate', timestamp(clock.now()))).text).toBe('success')
      expect((await next.ask('catalog', 'deactivate', timestamp(began))).word).toBe('failure')
      asked.length = 0
      // 1C repeats the whole session; the platform's archives have another name each time.
      await next.upload(again, await goods())
      expect((await next.imported('goods.xml')).word).toBe('success')
      expect((await next.ask('catalog', 'deactivate', timestamp(began))).text).toBe('success')
      expect(asked[0]?.imported).toEqual(expect.arrayContaining(['import.xml', 'web/goods.xml']))
    },
  )

  describe('of a client that names no type with its files', () => {
    const send = async (client: OneC, name: string, text: string) => {
      const body = piecesOf(utf8(text))
      return client.exchange.handle({ url: `/1c?mode=file&filename=${name}`, cookie: client.cookie, body })
    }

    test('is a success where they were imported with another than theirs', async () => {
      const { client, clock, asked, deactivate } = await begin()
      for (const name of ['sale.xml', 'import.xml']) await send(client, name, catalogOf([1]))
      expect((await deactivate(clock.now())).text).toBe(notAll('sale.xml, import.xml'))
      expect((await client.imported('sale.xml', 'sale')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
      expect((await client.imported('import.xml')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe('success')
      expect(asked.map(({ imported }) => imported)).toEqual([['import.xml']])
    })

    test('is a success where they were in an archive, and the rest of that is owed still', async () => {
      const { client, clock, deactivate } = await begin({ applyOrders: 'import' })
      const archive = { 'sale.xml': utf8(ordersOf([1])), 'import.xml': utf8(catalogOf([1])) }
      await client.upload('v8_1.zip', await zipOf(archive))
      expect((await client.imported('sale.xml', 'sale')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
      expect((await client.imported('import.xml')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe('success')
    })

    test('is refused where orders came in the place of a document of that name', async () => {
      const { client, clock, deactivate } = await begin({ applyOrders: 'import' })
      await client.upload('import.xml', catalogOf([1]))
      await client.upload('import.xml', ordersOf([1]), 1e9, 'sale')
      expect((await client.imported('import.xml', 'sale')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
      await client.upload('import.xml', catalogOf([1]))
      expect((await client.imported('import.xml')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe('success')
    })
  })

  test('names three of the files that are missing, and how many more there are', async () => {
    const { client, clock, deactivate } = await begin()
    for (const id of ids(5)) await client.upload(`${id}.xml`, catalogOf([id]))
    expect((await deactivate(clock.now())).text).toBe(notAll('1.xml, 2.xml, 3.xml и ещё 2'))
  })

  test('does not mind pictures, alone or in archives, nor an archive that came twice', async () => {
    const { client, clock, asked, deactivate } = await begin()
    await client.upload('import_files/1.jpg', 'a picture')
    await client.upload('pictures.zip', await zipOf({ 'import_files/2.jpg': utf8('a picture') }))
    await client.upload('more.zip', await zipOf({ 'import_files/3.jpg': utf8('a picture') }))
    expect((await client.imported('more.zip')).word).toBe('failure')
    for (let times = 0; times < 2; times++) {
      await clock.advance(1_000)
      expect((await client.upload('v8_1.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])) }), 100)).text).toBe(
        'success',
      )
      expect((await client.imported('import.xml')).text).toMatch(/^success/)
    }
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked).toHaveLength(1)
  })

  test('names the files of archives as 1C does', async () => {
    const { client, clock, asked, deactivate } = await begin()
    const names = ['import.xml', 'webdata/offers.xml']
    await client.upload('v8_1.zip', await zipOf(Object.fromEntries(names.map((name) => [name, utf8(catalogOf([1]))]))))
    for (const name of ['import.xml', 'offers.xml']) await client.imported(name)
    await deactivate(clock.now())
    expect([...(asked[0]?.imported ?? [])].sort()).toEqual(names)
  })

  test('names a file of an archive whole, whatever stands in its name, and knows when it is owed', async () => {
    const { client, clock, asked, deactivate } = await begin()
    const names = ['im|port.xml', 'units.xml']
    await client.upload('v8.zip', await zipOf(Object.fromEntries(names.map((name) => [name, utf8(catalogOf([1]))]))))
    await client.imported('units.xml')
    expect((await deactivate(clock.now())).text).toBe(notAll('im|port.xml'))
    await client.imported('v8.zip')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect([...(asked[0]?.imported ?? [])].sort()).toEqual(names)
  })

  test('is a success where the site does nothing about it, and a failure where it fails', async () => {
    const without = await begin({ deactivate: undefined as never })
    expect((await without.deactivate(without.clock.now())).text).toBe('success')
    const failing = await begin({ deactivate: () => Promise.reject(new Error('no database')) })
    await failing.client.upload('import.xml', catalogOf([1]))
    await failing.client.imported('import.xml')
    expect((await failing.deactivate(failing.clock.now())).text).toBe(
      'failure\nВнутренняя ошибка сайта: подробности в его журнале.',
    )
    expect(failing.errors.map(String)).toEqual(['Error: no database'])
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

test('the welcome is a cookie for those who keep cookies too', async () => {
  const client = new OneC(makeSite().exchange)
  const { headers } = await client.checkauth()
  expect(headers['Set-Cookie']).toBe(`commerceml_session=${client.id}; Path=/; HttpOnly; SameSite=Strict`)
  expect(headers['Cache-Control']).toBe('no-store')
  const init = await client.ask('catalog', 'init')
  expect(init.headers).not.toHaveProperty('Set-Cookie')
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
