import { CommerceMLError } from 'commerceml'
import { createExchange, type ExchangeOptions, type RequestRecord } from 'commerceml/server'
import { describe, expect, test, vi } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock } from './helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf, products } from './helpers/files.ts'
import { OneC, type Reply, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite } from './helpers/site.ts'

watchRejections()

describe('onRequest', () => {
  test('is told each request with its reply, its time and its bytes', async () => {
    const clock = new FakeClock()
    const told: RequestRecord[] = []
    const { exchange } = makeSite({
      clock,
      limits: { importSlice: 5_000 },
      onRequest: (record) => told.push(record),
      importFile: () => new Promise(() => {}),
      orders: { query: async () => ({ document: ordersOf([1]) }) },
    })
    const client = new OneC(exchange)
    await client.checkauth('catalog', { address: '10.0.0.1' })
    await client.ask('catalog', 'init')
    await client.upload('import.xml', 'x'.repeat(300))
    await clock.until(client.import('import.xml'))
    await client.ask('catalog', 'whatever')
    await client.ask('sale', 'query')
    const common = { user: 'shop', milliseconds: 0, received: 0 }
    const file = { type: 'catalog', filename: 'import.xml' }
    const unknown = 'Неизвестная команда: проверьте параметры type и mode.'
    expect(told).toEqual([
      { ...common, type: 'catalog', mode: 'checkauth', address: '10.0.0.1', status: 'success', text: '', sent: 59 },
      { ...common, type: 'catalog', mode: 'init', status: 'zip=no', text: '', sent: 25 },
      { ...common, ...file, mode: 'file', status: 'success', text: '', received: 300, sent: 7 },
      {
        ...common,
        ...file,
        mode: 'import',
        status: 'progress',
        text: 'import.xml: 0 %',
        milliseconds: 5_000,
        sent: 24,
      },
      { type: 'catalog', mode: 'whatever', milliseconds: 0, received: 0, status: 'failure', text: unknown, sent: 61 },
      { ...common, type: 'sale', mode: 'query', status: 'document', text: '', sent: expect.any(Number) },
    ])
  })

  test('has no secrets: no password, cookie or token', async () => {
    const told: RequestRecord[] = []
    const { exchange } = makeSite({ token: 'required', onRequest: (record) => told.push(record) })
    const client = new OneC(exchange)
    await client.begin('catalog', { version: '2.09' })
    await client.ask('catalog', 'init', { version: '3.1' })
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    await client.checkauth('catalog', { authorization: undefined })
    const everything = JSON.stringify(told)
    for (const secret of ['right', client.id, client.token as string]) expect(everything).not.toContain(secret)
    expect(told.length).toBeGreaterThan(4)
  })

  test('has each text in one line, with nothing in it that a terminal obeys', async () => {
    const told: RequestRecord[] = []
    const { exchange } = makeSite({ onRequest: (record) => told.push(record) })
    const evil = 'a\u001b[2J\r\nb\u202e\u2028'
    const client = new OneC(exchange, evil, 'x')
    await client.checkauth(evil)
    await client.ask('catalog', evil, { filename: evil }, { address: evil })
    await client.checkauth('catalog')
    const words = told.flatMap(({ type, mode, filename, user, address }) => [type, mode, filename, user, address])
    expect(words.filter((word) => word?.startsWith('a'))).toHaveLength(6)
    expect(JSON.stringify(told)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]|\\u00|\\[rn]/u)
    await client.ask('x'.repeat(5_000), 'init')
    expect(told.at(-1)?.type).toHaveLength(1_000)
  })

  test('counts what was read of a body that was refused', async () => {
    const told: RequestRecord[] = []
    const { exchange } = makeSite({ fileLimit: 100, onRequest: (record) => told.push(record) })
    const client = new OneC(exchange)
    await client.begin()
    await client.file('a.jpg', new Uint8Array(200_000), 'catalog', { contentLength: undefined })
    await client.file('a.jpg', new Uint8Array(200_000))
    expect(told.slice(2).map(({ received }) => received)).toEqual([65_536, 0])
  })
})

test('without onError what goes wrong is on the console', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const fault = new Error('no database')
    const options: ExchangeOptions = { authenticate: () => Promise.reject(fault), importFile: async () => {} }
    await new OneC(createExchange(options)).checkauth()
    expect(said.mock.calls).toEqual([[fault, { mode: 'checkauth' }]])
  } finally {
    said.mockRestore()
  }
})

describe('onError', () => {
  const fail = (): never => {
    throw new Error('no database')
  }

  test('is told what was being done, for whom, and with which file', async () => {
    const told: unknown[] = []
    const document = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`<?xml version="1.0"?><x>${'х'.repeat(20_000)}`)
      fail()
    }
    let query: () => Promise<{ document: AsyncIterable<Uint8Array>; offer: string }> = async () => fail()
    const { exchange } = makeSite({
      limits: { documentBuffer: 1_000 },
      importFile: fail,
      orders: { query: () => query(), info: fail, confirm: fail },
      catalog: { query: fail },
      onError: (error, context) => told.push([String(error), context]),
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    await client.upload('import.xml', catalogOf(ids(1)))
    await client.imported('import.xml')
    await client.file('orders.xml', ordersOf([1]), 'sale') // applied at once
    await client.ask('sale', 'query')
    await client.ask('sale', 'info')
    await client.ask('get_catalog', 'query')
    query = async () => ({ document: document(), offer: 'one' })
    await client.ask('sale', 'query').catch(() => {}) // its reply has begun
    const about = (mode: string, file?: string) => [
      'Error: no database',
      { mode, user: 'shop', ...(file !== undefined && { file }) },
    ]
    expect(told).toEqual([
      about('import', 'import.xml'),
      about('file', 'orders.xml'),
      about('query'),
      about('info'),
      about('query'),
      about('query'),
    ])
  })

  const SITE_FAULT = 'failure\nВнутренняя ошибка сайта: подробности в его журнале.'
  const refuse = (): never => {
    throw new CommerceMLError('order-refused', 'order 17 of customer Петрова')
  }

  test.each<[string, Partial<ExchangeOptions>, (client: OneC) => Promise<Reply>]>([
    ['authenticate', { authenticate: refuse }, (client) => client.checkauth()],
    ['complete', { complete: refuse }, (client) => client.ask('catalog', 'complete')],
    [
      'confirm',
      { orders: { query: () => ({ document: ordersOf([1]), offer: 'one' }), confirm: refuse } },
      async (client) => {
        await client.ask('sale', 'query')
        return client.ask('sale', 'success')
      },
    ],
    [
      'deactivate',
      { deactivate: refuse },
      async (client) => {
        await client.upload('import.xml', catalogOf(ids(1)))
        await client.imported('import.xml')
        return client.ask('catalog', 'deactivate', { timestamp: '1' })
      },
    ],
  ])('alone is told what %s throws, an error of this package too', async (_, options, ask) => {
    const { exchange, errors } = makeSite(options)
    const client = new OneC(exchange)
    if (options.authenticate === undefined) await client.checkauth()
    expect((await ask(client)).text).toBe(SITE_FAULT)
    expect(errors.map((error) => (error as CommerceMLError).code)).toEqual(['order-refused'])
  })

  test('is told of an archive that cannot be opened, as of a document that cannot be read', async () => {
    const told: unknown[] = []
    const { exchange } = makeSite({
      zip: true,
      onError: (error, context) => told.push([(error as CommerceMLError).code, context]),
    })
    const client = new OneC(exchange)
    await client.begin()
    const broken = (await zipOf({ 'import.xml': utf8(catalogOf(ids(9))) })).subarray(0, -10)
    await client.upload('v8.zip', broken)
    await client.upload('offers.xml', '<no')
    const said = [await client.imported('import.xml'), await client.imported('offers.xml')]
    expect(said.map(({ rest }) => rest.split(':')[0])).toEqual(['Архив оборван', 'Документ оборван'])
    const about = (file: string) => ({ mode: 'import', user: 'shop', file })
    expect(told).toEqual([
      ['zip-truncated', about('import.xml')],
      ['truncated-input', about('offers.xml')],
    ])
  })

  test('has no context where no client has asked', async () => {
    const told: unknown[][] = []
    const { exchange } = makeSite({ onRequest: fail, onError: (...given) => told.push(given) })
    await new OneC(exchange).checkauth()
    expect(told).toEqual([[expect.any(Error), undefined]])
  })
})

describe('a hook that fails', () => {
  const faults = [
    [
      'by throwing',
      () => {
        throw new Error('the log is full')
      },
    ],
    ['by rejecting later', async () => Promise.reject(new Error('the log is full'))],
  ] as const

  test.each(faults)('%s changes no reply and stops nothing', async (_, hook) => {
    for (const hooks of [['onRequest'], ['onAttempt'], ['onError'], ['onRequest', 'onAttempt', 'onError']]) {
      const { exchange, records } = makeSite(Object.fromEntries(hooks.map((name) => [name, hook])))
      const client = new OneC(exchange)
      expect((await client.begin()).text).toBe('zip=no\nfile_limit=1048576')
      await client.upload('import.xml', catalogOf(ids(3)))
      expect((await client.imported('import.xml')).word).toBe('success')
      await client.upload('bad.xml', 'x')
      expect((await client.imported('bad.xml')).word).toBe('failure')
      expect((await new OneC(exchange, 'shop', 'x').checkauth()).word).toBe('failure')
      expect(records).toEqual(products(ids(3)))
    }
  })

  test.each(faults)('%s is told to onError', async (_, hook) => {
    const { exchange, errors } = makeSite({ onRequest: hook, onAttempt: hook })
    await new OneC(exchange).checkauth()
    expect(errors.map(String)).toEqual(['Error: the log is full', 'Error: the log is full'])
  })
})
