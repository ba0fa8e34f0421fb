import { memoryStores } from 'commerceml/server'
import { expect, test } from 'vitest'
import { fc } from '../helpers/properties.ts'
import { zipOf } from '../helpers/zipped.ts'
import { DOCUMENTS, ModelSession, type Piece } from './helpers/exchange-model.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf } from './helpers/files.ts'
import { OneC, type Reply, utf8, WORDS } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, PASSWORDS, recordInto } from './helpers/site.ts'
import { isWrite, type Operation, watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const HALVES = DOCUMENTS.map((document) => {
  const text = catalogOf(ids(4, document * 100 + 1), 200)
  const cut = text.indexOf(`<Товар><Ид>${document * 100 + 3}<`)
  return [utf8(text.slice(0, cut)), utf8(text.slice(cut))] as const
})
const ARCHIVES = await Promise.all(
  [1, 2].map((archive) => zipOf({ 'goods.xml': utf8(catalogOf([9_000 + archive], 300)) })),
)
const NAMES = ['import.xml', 'offers.xml']
const USERS = ['shop', 'shop', 'other']
const LIFETIME = 6 * 60 * 60 * 1000

/** Whose cookie comes with a request: of the slot itself, none, one that never was, or one of a session that is over. */
type Cookie = 'own' | 'none' | 'wrong' | 'stale'
type Within = { readonly slot: number; readonly cookie: Cookie }
type Command =
  | { readonly do: 'login'; readonly slot: number; readonly right: boolean }
  | ({ readonly do: 'init' } & Within)
  | ({ readonly do: 'file'; readonly name: string; readonly piece: Piece } & Within)
  | ({ readonly do: 'archive'; readonly archive: number } & Within)
  | ({ readonly do: 'import'; readonly name: string; readonly fails: boolean } & Within)
  | ({ readonly do: 'query' | 'success' | 'info' | 'listen' | 'complete' | 'deactivate' | 'nonsense' } & Within)
  | { readonly do: 'order' }
  | { readonly do: 'expire' }

const slot = fc.nat({ max: USERS.length - 1 })
const cookie = fc.oneof(
  { arbitrary: fc.constant<Cookie>('own'), weight: 12 },
  { arbitrary: fc.constantFrom<Cookie>('none', 'wrong', 'stale'), weight: 1 },
)
const within = { slot, cookie }
const name = fc.constantFrom(...NAMES)
const piece = fc.record({ document: fc.constantFrom(...DOCUMENTS), half: fc.constantFrom<0 | 1>(0, 1) })
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    arbitrary: fc.record({ do: fc.constant('login' as const), slot, right: fc.integer({ max: 3 }).map((n) => n > 0) }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant('init' as const), ...within }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('file' as const), name, piece, ...within }), weight: 9 },
  {
    arbitrary: fc.record({ do: fc.constant('archive' as const), archive: fc.constantFrom(1, 2), ...within }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      name: fc.constantFrom(...NAMES, 'goods.xml', 'nothing.xml'),
      fails: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      ...within,
    }),
    weight: 7,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom('query' as const, 'success' as const),
      ...within,
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom(
        'info' as const,
        'listen' as const,
        'complete' as const,
        'deactivate' as const,
        'nonsense' as const,
      ),
      ...within,
    }),
    weight: 2,
  },
  { arbitrary: fc.constant<Command>({ do: 'order' }), weight: 2 },
  { arbitrary: fc.constant<Command>({ do: 'expire' }), weight: 1 },
)

/** The site and the model of it, side by side. */
class Run {
  readonly clock = new FakeClock()
  readonly operations: Operation[] = []
  readonly records: string[] = []
  readonly confirmed: string[][] = []
  readonly site
  readonly clients
  readonly sessions: (ModelSession | undefined)[] = []
  /** Cookies of sessions that may be live, and of those that are over. */
  readonly begun: string[] = []
  /** Of each user. */
  readonly areas = new Map<string, string[]>()
  readonly stale: string[] = []
  /** Orders that 1C has not confirmed. */
  orders: string[] = []
  placed = 0
  consumerFails = false
  consumed = 0

  constructor() {
    const stores = watchedStores(memoryStores(), (operation, work) => {
      this.operations.push(operation)
      return work()
    })
    const record = recordInto(this.records)
    this.site = makeSite({
      stores,
      clock: this.clock,
      importFile: async (job) => {
        this.consumed++
        if (this.consumerFails) throw new Error('made up')
        await record(job)
      },
      orders: {
        query: async () =>
          this.orders.length === 0
            ? undefined
            : { document: ordersOf(this.orders), offer: JSON.stringify(this.orders) },
        confirm: async (offer) => {
          const confirmed = JSON.parse(offer) as string[]
          this.confirmed.push(confirmed)
          this.orders = this.orders.filter((order) => !confirmed.includes(order))
        },
      },
      deactivate: async () => {},
    })
    this.clients = USERS.map((user) => new OneC(this.site.exchange, user, PASSWORDS[user]))
  }

  async step(command: Command): Promise<void> {
    this.operations.length = 0
    if (command.do === 'order') return void this.orders.push(`order-${++this.placed}`)
    if (command.do === 'expire') return this.expire()
    if (command.do === 'login') return this.login(command.slot, command.right)
    const client = this.clients[command.slot] as OneC
    const session = command.cookie === 'own' ? this.sessions[command.slot] : undefined
    const cookie = {
      own: client.cookie,
      none: undefined,
      wrong: `commerceml_session=${'0f'.repeat(16)}`,
      stale: this.stale.at(-1),
    }[command.cookie]
    const acting = new OneC(this.site.exchange)
    acting.cookie = cookie
    const area = acting.id
    const reply = await this.does(command, acting, session)
    // Deactivation looks at what was imported in other sessions of the same user, and into their archives; init looks
    // as well, for what is owed. That is all.
    const looks = command.do === 'deactivate' || command.do === 'init'
    const seen = looks ? (this.areas.get(client.user) ?? []) : []
    for (const operation of this.operations) {
      if (operation.area === undefined || operation.name === 'imports.importsSince') continue
      expect(isWrite(operation) ? [area] : [area, ...seen]).toContain(operation.area)
    }
    if (session !== undefined) return
    expect(reply.text).toMatch(/^failure\n(Сеанс обмена не открыт|Клиент не прислал cookie|Неизвестная команда)/)
    expect(this.operations.filter(isWrite)).toEqual([])
    expect(this.operations.filter(({ name }) => name !== 'sessions.get')).toEqual([])
  }

  async login(slot: number, right: boolean): Promise<void> {
    const client = this.clients[slot] as OneC
    const before = client.cookie
    const authorized = right ? client : new OneC(this.site.exchange, client.user, 'wrong')
    const reply = await authorized.checkauth('sale')
    expect(reply.word).toBe(right ? 'success' : 'failure')
    if (!right) return expect(this.operations).toEqual([])
    expect(client.cookie).not.toBe(before)
    // What is over is swept up now, and nothing else is touched.
    await settled(1)
    for (const { area, name } of this.operations.filter(isWrite)) {
      const gone = this.stale.includes(`commerceml_session=${area}`)
      expect(name === 'sessions.put' || gone).toBe(true)
    }
    this.begun.push(client.cookie ?? '')
    this.areas.set(client.user, [...(this.areas.get(client.user) ?? []), client.id])
    this.sessions[slot] = new ModelSession()
  }

  async expire(): Promise<void> {
    this.stale.push(...this.begun)
    this.begun.length = 0
    this.sessions.length = 0
    await this.clock.advance(LIFETIME + 1)
  }

  async does(
    command: Exclude<Command, { do: 'order' | 'expire' | 'login' }>,
    client: OneC,
    session?: ModelSession,
  ): Promise<Reply> {
    const { records, confirmed } = this
    const kept = [...records]
    switch (command.do) {
      case 'init': {
        session?.init()
        const reply = await client.ask('catalog', 'init')
        if (session !== undefined) expect(reply.text).toBe('zip=no\nfile_limit=1048576')
        return reply
      }
      case 'file': {
        const { document, half } = command.piece
        const expected = session?.file(command.name, command.piece) ?? 'failure'
        const reply = await client.file(command.name, (HALVES[document] as (typeof HALVES)[0])[half])
        expect(reply.word).toBe(expected)
        return reply
      }
      case 'archive': {
        if (session !== undefined) session.archive = command.archive
        const reply = await client.file('v8.zip', ARCHIVES[command.archive - 1] as Uint8Array)
        if (session !== undefined) expect(reply.text).toBe('success')
        return reply
      }
      case 'import': {
        this.consumerFails = command.fails
        const before = this.consumed
        const archived = command.name === 'goods.xml'
        const expected = archived
          ? session?.importArchived(command.fails)
          : session?.import(command.name, command.fails)
        const reply = await client.import(command.name)
        expect(reply.word).toBe(expected?.word ?? 'failure')
        expect(records).toEqual([...kept, ...(expected?.records ?? [])])
        expect(this.consumed - before).toBe(expected?.asked ? 1 : 0)
        return reply
      }
      case 'query': {
        const reply = await client.ask('sale', 'query')
        if (session === undefined) return reply
        expect(reply.text.startsWith('<?xml')).toBe(true)
        expect(reply.text.match(/order-\d+(?=<\/Ид>)/g) ?? []).toEqual(this.orders)
        session.offer = this.orders.length === 0 ? undefined : [...this.orders]
        return reply
      }
      case 'success': {
        const before = confirmed.length
        const reply = await client.ask('sale', 'success')
        const offered = session?.offer
        expect(confirmed.slice(before)).toEqual(offered === undefined ? [] : [offered])
        if (session === undefined) return reply
        session.offer = undefined
        expect(reply.text).toBe('success')
        return reply
      }
      default: {
        const type = ['deactivate', 'nonsense'].includes(command.do) ? 'catalog' : 'sale'
        const reply = await client.ask(type, command.do, { timestamp: '1' })
        expect(reply.status === 304 ? 'failure' : reply.word).toSatisfy((word: string) => WORDS.includes(word))
        expect(records).toEqual(kept)
        return reply
      }
    }
  }
}

test('10,000 sequences of requests, in and out of order, come to what a model of the exchange says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 16, size: 'max' }), async (commands) => {
      const run = new Run()
      for (const [index] of USERS.entries()) await run.step({ do: 'login', slot: index, right: true })
      for (const one of commands) await run.step(one)
      // Whatever was placed and not confirmed is offered again: no order is lost.
      await run.step({ do: 'login', slot: 0, right: true })
      await run.step({ do: 'query', slot: 0, cookie: 'own' })
    }),
    { numRuns: 10_000 },
  )
}, 600_000) // a minute of work; beside other processes it took four
