import { buffer } from 'node:stream/consumers'
import { encodeText } from 'commerceml/exchange'
import { type ExchangeOptions, type ImportJob, memoryStores, type UploadStore } from 'commerceml/server'
import { writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { ids, ordersOf } from './helpers/files.ts'
import { bytesOf, chunksOf, OneC, queryOf, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto, taken } from './helpers/site.ts'
import { watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const records = (numbers: readonly number[]): string[] => numbers.map((id) => `order ${id}`)

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

/** The store, with a count of the bytes that are read from it. */
const watchedReads = (uploads: UploadStore, count: (bytes: number) => void): UploadStore => ({
  begin: (area, name) => uploads.begin(area, name),
  list: (area) => uploads.list(area),
  remove: (area, name) => uploads.remove(area, name),
  clear: (area) => uploads.clear(area),
  areas: () => uploads.areas(),
  async open(area, name) {
    const file = await uploads.open(area, name)
    if (file === undefined) return undefined
    return {
      size: file.size,
      async read(position, length) {
        const bytes = await file.read(position, length)
        count(bytes.length)
        return bytes
      },
      close: () => file.close(),
    }
  },
})

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

describe('orders of 1C', () => {
  const upload = async (
    applyOrders: 'file' | 'import' | 'either',
    version: string | undefined,
    bytes: Uint8Array,
    size = Number.POSITIVE_INFINITY,
  ) => {
    const site = makeSite({ applyOrders })
    const client = new OneC(site.exchange)
    await client.begin('sale', version === undefined ? {} : { version })
    const reply = await client.upload('orders-1.xml', bytes, size, 'sale')
    return { ...site, client, reply, atFile: [...site.records] }
  }

  test.each([
    ['either', undefined, true],
    ['either', '2.09', false],
    ['file', undefined, true],
    ['file', '2.09', true],
    ['import', undefined, false],
    ['import', '2.09', false],
  ] as const)('with %s and version %s are applied at file: %s; once in any case', async (apply, version, early) => {
    for (const size of [Number.POSITIVE_INFINITY, 300, 7]) {
      const { client, records: applied, reply, atFile } = await upload(apply, version, utf8(ordersOf(ids(9))), size)
      expect(reply.text).toBe('success')
      expect(atFile).toEqual(early ? records(ids(9)) : [])
      for (let times = 0; times < 2; times++) {
        expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      }
      expect(applied).toEqual(records(ids(9)))
    }
  })

  test('are applied once when their last chunk comes again', async () => {
    const { client, records: applied } = await upload('file', undefined, utf8(ordersOf(ids(9))), 400)
    const last = chunksOf(utf8(ordersOf(ids(9))), 400).at(-1) as Uint8Array
    expect(last.length).toBeGreaterThan(256)
    expect((await client.file('orders-1.xml', last, 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(9)))
  })

  test.each(['orders.xml', 'orders.zip'])(
    'stay applied when the last chunk of %s comes again after a restart',
    async (name) => {
      const stores = memoryStores()
      const { exchange, records: found } = makeSite({ stores })
      const client = new OneC(exchange)
      await client.begin('sale')
      const document = utf8(ordersOf(ids(40)))
      const bytes = name === 'orders.zip' ? await zipOf({ 'orders.xml': document }) : document
      const limit = bytes.length - 99
      expect((await client.upload(name, bytes, limit, 'sale')).word).toBe('success')
      expect(found).toEqual(records(ids(40)))
      const restarted = makeSite({ stores })
      const again = new OneC(restarted.exchange)
      again.cookie = client.cookie
      for (const asked of ['file', 'import']) {
        const last = bytes.subarray(limit)
        const reply = asked === 'file' ? again.file(name, last, 'sale') : again.imported('orders.xml', 'sale')
        expect([asked, (await reply).word]).toEqual([asked, 'success'])
      }
      expect(restarted.records).toEqual([])
    },
  )

  test('are applied once when they come again behind others, also if that is after a restart', async () => {
    const stores = memoryStores()
    const { exchange, records: applied } = makeSite({ applyOrders: 'file', stores })
    const client = new OneC(exchange)
    await client.begin('sale')
    await client.file('orders-1.xml', ordersOf(ids(9)), 'sale')
    expect(applied).toEqual(records(ids(9)))
    const restarted = makeSite({ applyOrders: 'file', stores })
    const again = new OneC(restarted.exchange)
    again.cookie = client.cookie
    await again.file('orders-2.xml', ordersOf(ids(9, 10)), 'sale')
    expect((await again.file('orders-1.xml', ordersOf(ids(9)), 'sale')).word).toBe('success')
    expect(restarted.records).toEqual(records(ids(9, 10)))
  })

  test('others under a name that was applied before a restart are applied in their turn', async () => {
    const stores = memoryStores()
    const client = new OneC(makeSite({ stores }).exchange)
    await client.begin('sale')
    expect((await client.upload('orders.xml', ordersOf(ids(3)), 300, 'sale')).text).toBe('success')
    const restarted = makeSite({ stores })
    const again = new OneC(restarted.exchange)
    again.cookie = client.cookie
    expect((await again.upload('orders.xml', ordersOf(ids(5, 7)), 300, 'sale')).text).toBe('success')
    expect(restarted.records).toEqual(records(ids(5, 7)))
  })

  test('are applied in UTF-16 and with blanks at their end as well', async () => {
    const text = ordersOf(ids(3)).replace('UTF-8', 'UTF-16')
    for (const bytes of [Buffer.from(`\uFEFF${text}\r\n`, 'utf16le'), utf8(`${ordersOf(ids(3))}\r\n \n`)]) {
      expect((await upload('file', undefined, bytes)).atFile).toEqual(records(ids(3)))
    }
  })

  test('of a false declaration are applied when they are whole, by the encoding that the site names', async () => {
    const { exchange, records: applied } = makeSite({ read: { encoding: 'windows-1251' }, applyOrders: 'file' })
    const client = new OneC(exchange)
    await client.begin('sale')
    const bytes = encodeText(ordersOf(ids(9)), 'windows-1251')
    const cut = bytes.lastIndexOf(0x3e, bytes.length / 2) + 1
    expect((await client.file('o.xml', bytes.subarray(0, cut), 'sale')).text).toBe('success')
    expect(applied).toEqual([])
    expect((await client.file('o.xml', bytes.subarray(cut), 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(9)))
  })

  test('are not read from the beginning with each chunk, but with those that end as a tag does', async () => {
    const stores = memoryStores()
    let read = 0
    const uploads = watchedReads(stores.uploads, (bytes) => (read += bytes))
    const { exchange, records: applied } = makeSite({ stores: { ...stores, uploads } })
    const client = new OneC(exchange)
    await client.begin('sale')
    const tags = ordersOf(ids(400)).split(/(?=>)/)
    const chunks: string[] = []
    while (tags.length > 0) chunks.push(tags.splice(0, 20).join(''))
    for (const chunk of chunks) {
      expect(applied).toEqual([])
      expect((await client.file('o.xml', chunk, 'sale')).text).toBe('success')
    }
    expect(applied).toEqual(records(ids(400)))
    expect(read).toBeLessThan(10 * utf8(chunks.join('')).length)
  })

  test.each([
    ['with a comment behind them', (text: string) => `${text}<!-- конец > -->`],
    ['with a blank in the last tag', (text: string) => text.replace(/>$/, '\n>')],
    ['behind a long comment', (text: string) => text.replace('?>', `?><!--${'<a> '.repeat(500)}-->`)],
    ['behind an instruction', (text: string) => text.replace('?>', '?><?xml-stylesheet href="a"?>\n<!-- <b> -->')],
    ['with a mark before them', (text: string) => `\uFEFF${text}`],
    ['with what looks like a tag in a comment behind them', (text: string) => `${text}<!-- <b -->`],
    ['with an instruction behind them', (text: string) => `${text}<?a b>?>\n`],
  ])('are applied %s', async (_, changed) => {
    expect((await upload('file', undefined, utf8(changed(ordersOf(ids(9)))), 300)).atFile).toEqual(records(ids(9)))
  })

  test('of which there are none are whole as well: the importer is asked', async () => {
    const names: string[] = []
    const importFile = async (job: ImportJob) => {
      names.push(job.name)
      await taken(job)
    }
    const client = new OneC(makeSite({ importFile }).exchange)
    await client.begin('sale')
    expect((await client.file('o.xml', '<КоммерческаяИнформация ВерсияСхемы="2.10"/>', 'sale')).text).toBe('success')
    expect(names).toEqual(['o.xml'])
  })

  test('that are not whole are not applied, and import says so', async () => {
    const { client, reply, atFile } = await upload('file', undefined, utf8(ordersOf(ids(9)).slice(0, -30)))
    expect([reply.text, atFile]).toEqual(['success', []])
    expect((await client.imported('orders-1.xml', 'sale')).word).toBe('failure')
  })

  test('that are not whole are not applied either where they are over a limit that the site has lifted', async () => {
    const { exchange, records: applied } = makeSite({ applyOrders: 'file', read: { limits: { depth: 1_000 } } })
    const client = new OneC(exchange)
    await client.begin('sale')
    const deep = '<а>'.repeat(300)
    const bytes = utf8(ordersOf([1]).replace('</Ид>', `</Ид>${deep}${deep.replaceAll('<', '</')}`))
    const half = utf8(ordersOf([1]).split('</Ид>')[0] ?? '').length + utf8(`</Ид>${deep}`).length
    expect((await client.file('orders.xml', bytes.subarray(0, half), 'sale')).text).toBe('success')
    expect((await client.file('orders.xml', bytes.subarray(half), 'sale')).text).toMatch(/^success/)
    expect(applied).toEqual(['order 1'])
  })

  test('that the store cannot read are a failure, not orders that are still to come', async () => {
    let reads = 0
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'uploads.read' && ++reads === 2) throw new Error('EIO') // the first is of its end
      return work()
    })
    const { exchange, errors } = makeSite({ applyOrders: 'file', stores })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('orders.xml', ordersOf(ids(9)), 'sale')).word).toBe('failure')
    expect(errors.map(String)).toEqual(['Error: EIO'])
  })

  test('that are no XML are a failure at once, where they are applied at once', async () => {
    const { reply } = await upload('file', undefined, utf8('<html><body>'))
    expect(reply.word).toBe('failure')
  })

  test.each([
    ['have a Ctrl-Z behind them', (text: string) => `${text}\x1a`],
    ['have another root behind them', (text: string) => `${text}<a></a>`],
    ['are closed by another tag', (text: string) => text.replace(/<\/[^<]*>\s*$/, '</Документы>')],
    ['are malformed in the middle, and end in another tag', (text: string) => `${text.slice(0, 700)}</б><в></в>`],
  ])('that %s are told as failure, in one chunk or many', async (_, changed) => {
    for (const size of [Number.POSITIVE_INFINITY, 300]) {
      const { reply, atFile } = await upload('file', undefined, utf8(changed(ordersOf(ids(9)))), size)
      expect(reply.text).toMatch(/^failure\n/)
      expect(atFile.length).toBeLessThan(10)
    }
  })

  test('that the consumer refuses are a failure of file, and the same file again is tried again', async () => {
    let tries = 0
    const { exchange } = makeSite({
      async importFile(job) {
        if (++tries === 1) throw new Error('нет места')
        await taken(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    const bytes = ordersOf(ids(9))
    expect((await client.upload('o.xml', bytes, 500, 'sale')).text).toBe('failure\nнет места')
    expect((await client.upload('o.xml', bytes, 500, 'sale')).text).toBe('success')
    expect(tries).toBe(2)
  })

  test('that take longer than their slice are a failure of file, and go on: a later failure would be heard by nobody', async () => {
    const clock = new FakeClock()
    let go: (() => void) | undefined
    let done = false
    const { exchange } = makeSite({
      clock,
      async importFile(job) {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        await taken(job)
        done = true
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    const started = clock.now()
    expect((await clock.until(client.file('o.xml', ordersOf(ids(9)), 'sale'))).text).toBe(
      'failure\nДокументы ещё загружаются: повторите обмен позже.',
    )
    expect(clock.now() - started).toBe(150_000)
    expect(done).toBe(false)
    go?.()
    await settled(10)
    expect(done).toBe(true)
    expect((await client.import('o.xml', 'sale')).word).toBe('success')
  })

  test.each([
    ['in one chunk', 10_000],
    ['in many', 100],
    ['in chunks of which the last is the record of its directory', -22],
  ])('in an archive are applied when it is whole: %s; once, whatever comes again', async (_, size) => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) })
    const names: string[] = []
    const applied: string[] = []
    const record = recordInto(applied)
    const { exchange } = makeSite({
      zip: true,
      importFile: (job) => {
        names.push(job.name)
        return record(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    for (let times = 0; times < 2; times++) {
      const most = size > 0 ? size : zip.length + size
      for (const chunk of chunksOf(zip, most)) {
        if (times === 0) expect(applied).toEqual([])
        expect((await client.file('v8.zip', chunk, 'sale')).text).toBe('success')
      }
      expect(applied).toEqual(records(ids(3)))
    }
    for (const name of ['orders-1.xml', 'v8.zip']) {
      expect((await client.imported(name, 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 3')
    }
    expect([names, applied]).toEqual([['orders-1.xml'], records(ids(3))])
  })

  test('in an archive of several documents are applied once, also when import names each of them', async () => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf([1])), 'orders-2.xml': utf8(ordersOf([2])) })
    const { exchange, records: applied } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', zip, 'sale')).text).toBe('success')
    for (const name of ['orders-1.xml', 'orders-2.xml', 'v8.zip']) {
      expect((await client.imported(name, 'sale')).word).toBe('success')
    }
    expect(applied).toEqual(records([1, 2]))
  })

  test('in an archive wait for import where the site applies them there', async () => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) })
    const { exchange, records: applied } = makeSite({ zip: true, applyOrders: 'import' })
    const client = new OneC(exchange)
    await client.begin('sale')
    await client.upload('v8.zip', zip, 100, 'sale')
    expect(applied).toEqual([])
    expect((await client.imported('orders-1.xml', 'sale')).word).toBe('success')
    expect(applied).toEqual(records(ids(3)))
  })

  test('in an archive with the record of a directory in its midst wait for its own', async () => {
    const record = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])
    const archive = new ZipFile()
    archive.addBuffer(record, 'a.jpg', { compress: false })
    archive.addBuffer(Buffer.from(ordersOf(ids(3))), 'orders-1.xml')
    archive.end()
    const bytes = await buffer(archive.outputStream)
    const cut = bytes.indexOf(record) + record.length
    const { exchange, records: applied } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', bytes.subarray(0, cut), 'sale')).text).toBe('success')
    expect(applied).toEqual([])
    expect((await client.file('v8.zip', bytes.subarray(cut), 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(3)))
  })

  test('an archive of pictures has none, and one that is broken is a failure of file', async () => {
    const client = new OneC(makeSite({ zip: true }).exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', await zipOf({ 'a.jpg': utf8('x') }), 'sale')).text).toBe('success')
    const broken = Buffer.from(await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) }))
    broken.writeUInt32LE(0, broken.readUInt32LE(broken.length - 6)) // the directory's first signature
    expect((await client.file('v9.zip', broken, 'sale')).word).toBe('failure')
  })

  test.each(['\n', '\r\n', '   ', '<!-- конец -->', '\n<!-- a --><?a b?>\n', '\n\0'])(
    'whose last chunk is %j have been applied, and that changes nothing',
    async (tail) => {
      const { client, records: applied } = await upload('file', undefined, utf8(ordersOf(ids(9))))
      expect((await client.file('orders-1.xml', tail, 'sale')).text).toBe('success')
      expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      expect(applied).toEqual(records(ids(9)))
    },
  )

  test.each(['<a/>', 'x', '<!-- a -- b -->', '<?xml version="1.0"?>', `<!--${'-'.repeat(9)}`, ' '.repeat(2_000)])(
    'followed by a chunk %j are another file',
    async (other) => {
      const { client } = await upload('file', undefined, utf8(ordersOf(ids(9))))
      await client.file('orders-1.xml', other, 'sale')
      expect((await client.imported('orders-1.xml', 'sale')).word).toBe('failure')
    },
  )

  test('sent again in the same session, in the same chunks, are applied no more; others in their place are', async () => {
    for (const size of [Number.POSITIVE_INFINITY, 300, 7]) {
      const bytes = utf8(ordersOf(ids(9)))
      const { client, records: applied } = await upload('file', undefined, bytes, size)
      for (let times = 0; times < 2; times++) {
        expect((await client.upload('orders-1.xml', bytes, size, 'sale')).text).toBe('success')
        expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      }
      expect(applied).toEqual(records(ids(9)))
      await client.upload('orders-1.xml', ordersOf([...ids(8), 10]), size, 'sale')
      expect(applied).toEqual(records([...ids(9), ...ids(8), 10]))
    }
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
    let aborted = false
    const { exchange } = makeSite({
      clock,
      orders: {
        query: async () => undefined,
        wait: (_, signal) =>
          new Promise((_, reject) =>
            signal.addEventListener('abort', () => {
              aborted = true
              reject(signal.reason) // nobody's any more
            }),
          ),
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const started = clock.now()
    expect((await clock.until(client.ask('sale', 'listen'))).status).toBe(304)
    expect([clock.now() - started, aborted]).toEqual([50_000, true])
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
