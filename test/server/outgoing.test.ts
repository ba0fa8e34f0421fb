import { buffer } from 'node:stream/consumers'
import { createExchange, type ExchangeOptions } from 'commerceml/server'
import { writeOrders } from 'commerceml/write'
import { afterEach, describe, expect, test } from 'vitest'
import { FakeClock } from './helpers/fake-clock.ts'
import { bytesOf, OneC, queryOf } from './helpers/one-c.ts'
import { queried } from './helpers/queried.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite } from './helpers/site.ts'

watchRejections()

test('without orders 1C gets a whole document all the same', async () => {
  const { exchange } = makeSite({ version: '2.09' })
  const client = new OneC(exchange)
  await client.checkauth('sale')
  const { text, headers } = await client.ask('sale', 'query')
  expect(headers['Content-Type']).toBe('application/xml; charset=windows-1251')
  expect(text).toMatch(
    /^<\?xml version="1\.0" encoding="windows-1251"\?>\n<КоммерческаяИнформация ВерсияСхемы="2\.09" ДатаФормирования="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"\/>$/,
  )
  expect((await client.ask('sale', 'success')).text).toBe('success')
})

describe('the empty document', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  test.each(['Europe/Moscow', 'UTC'])('is of the local time in %s, as orders are', async (name) => {
    process.env['TZ'] = name
    const clock = new FakeClock()
    const client = new OneC(makeSite({ clock }).exchange)
    await client.checkauth('sale')
    const [, empty] = (await client.ask('sale', 'query')).text.split('\n')
    const orders = await buffer(writeOrders([], { createdAt: new Date(clock.now()) }))
    const timeIn = (text: string | undefined): string | undefined => /ДатаФормирования="([^"]+)"/.exec(text ?? '')?.[1]
    expect(timeIn(empty)).toBeDefined()
    expect(timeIn(empty)).toBe(timeIn(orders.toString()))
  })
})

describe('info', () => {
  test('is a document of the site, or unsupported', async () => {
    const ask = async (options: Partial<ExchangeOptions>) => {
      const client = new OneC(makeSite(options).exchange)
      await client.checkauth('sale')
      return (await client.ask('sale', 'info')).text
    }
    const query = async () => undefined
    const info = async () => '<Справочник/>'
    expect(await ask({ orders: { query, info } })).toBe('<?xml version="1.0" encoding="windows-1251"?>\n<Справочник/>')
    expect(await ask({ orders: { query } })).toBe('failure\nСайт не поддерживает эту команду.')
    expect(await ask({})).toBe('failure\nСайт не поддерживает эту команду.')
  })
})

describe('of a document in text', () => {
  const said = async (document: string, charset: 'windows-1251' | 'utf-8' = 'windows-1251') => {
    const errors: unknown[] = []
    const { exchange } = makeSite({
      charset,
      orders: { query: async () => ({ document }) },
      onError: (error) => errors.push(error),
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    return { text: (await client.ask('sale', 'query')).text, errors }
  }
  const DECLARATION = '<?xml version="1.0" encoding="windows-1251"?>\n'

  test.each([
    ['a mark alone', '\uFEFF<x/>', '<x/>'],
    ['a mark and blanks', '\uFEFF \n<x/>', '<x/>'],
    ['a mark and a declaration', '\uFEFF<?xml version="1.0"?><x/>', '<x/>'],
    ['what windows-1251 lacks', '<x>Ё😀</x>', '<x>Ё&#128512;</x>'],
    [
      'what windows-1251 lacks, in a section',
      '<x><![CDATA[Ё<😀>ё]]>😀<![CDATA[]]></x>',
      '<x><![CDATA[Ё<]]>&#128512;<![CDATA[>ё]]>&#128512;<![CDATA[]]></x>',
    ],
    ['half a pair in a section', '<x><![CDATA[\ud83d]]></x>', '<x><![CDATA[]]>&#65533;<![CDATA[]]></x>'],
    ['a section in a comment, which is none', '<x><!--<![CDATA[😀]]>--></x>', '<x><!--<![CDATA[&#128512;]]>--></x>'],
  ])('with %s', async (_, document, text) => {
    expect((await said(document)).text).toBe(DECLARATION + text)
  })

  test('in UTF-8 has its sections as they are', async () => {
    const { text } = await said('<x><![CDATA[😀]]></x>', 'utf-8')
    expect(text).toBe('<?xml version="1.0" encoding="utf-8"?>\n<x><![CDATA[😀]]></x>')
  })

  test.each(['', ' \n', '\uFEFF', '<?xml version="1.0"?>\n'])(
    'that is empty is a fault of the site: %j',
    async (document) => {
      const { text, errors } = await said(document)
      expect(text).toBe('failure\nСайт не смог подготовить документ.')
      expect(errors.map(String)).toEqual([
        'TypeError: a document in text must not be empty: to have no orders is to return undefined',
      ])
    },
  )
})

test.each(['no orders', '[]', '\uFEFF<?xml version="1.0"?>text'])(
  'text that is no XML is a fault of the site, and no document: %j',
  async (text) => {
    const { bytes, errors } = await queried(() => text, { charset: 'utf-8' })
    expect(bytes.toString()).toBe('failure\nСайт не смог подготовить документ.')
    expect(errors.map(String)).toEqual(['TypeError: a document in text must be XML: its first character is <'])
  },
)

test('info that is no document is a fault of the site', async () => {
  const info = () => Promise.resolve({ statuses: [] }) as unknown as Promise<string>
  const { exchange, errors } = makeSite({ orders: { query: () => undefined, info } })
  const client = new OneC(exchange)
  await client.checkauth('sale')
  expect((await client.ask('sale', 'info')).word).toBe('failure')
  expect(errors.map(String)).toEqual(['TypeError: a document must be text, bytes or an async iterable of bytes'])
})

describe('get_catalog', () => {
  const packages = (charset: 'utf-8-bom' | 'windows-1251', query: NonNullable<ExchangeOptions['catalog']>['query']) =>
    createExchange({ authenticate: () => true, importFile: async () => {}, charset, catalog: { query } })

  test('hands out packages without a byte order mark, from 0 on, and says when there are no more', async () => {
    const asked: unknown[] = []
    const exchange = packages('utf-8-bom', async (asker) => {
      asked.push(asker)
      return asker.package === 'end' ? undefined : `<x>${asker.package}</x>`
    })
    const client = new OneC(exchange)
    await client.checkauth('get_catalog')
    await client.ask('get_catalog', 'init', { outputType: 'package', moduleVersion: '2' })
    const texts: string[] = []
    for (const name of [undefined, '0', '1', 'end']) {
      const parameters: Record<string, string> = name === undefined ? {} : { package: name }
      const { body } = await exchange.handle({
        url: queryOf('get_catalog', 'query', parameters),
        cookie: client.cookie,
      })
      texts.push(Buffer.from(await bytesOf(body)).toString())
    }
    expect(texts).toEqual([
      ...['0', '0', '1'].map((name) => `<?xml version="1.0" encoding="utf-8"?>\n<x>${name}</x>`),
      'finished=yes',
    ])
    expect(asked[0]).toEqual({ user: 'shop', package: '0' })
  })

  test('is unsupported without a catalog, and a failure when that fails', async () => {
    const client = new OneC(makeSite().exchange)
    await client.checkauth('get_catalog')
    expect((await client.ask('get_catalog', 'query')).text).toBe('failure\nСайт не поддерживает эту команду.')
    const failing = new OneC(packages('windows-1251', () => Promise.reject(new Error('x'))))
    await failing.checkauth('get_catalog')
    expect((await failing.ask('get_catalog', 'query')).text).toBe('failure\nСайт не смог подготовить документ.')
  })
})
