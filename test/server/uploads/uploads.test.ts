import { type ImportState, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../src/testing/upload-files.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf, products } from '../helpers/files.ts'
import { chunksOf, OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto } from '../helpers/site.ts'
import { storeKinds } from '../helpers/store-kinds.ts'
import { countedStores } from '../helpers/watched-stores.ts'

watchRejections()

const KINDS = storeKinds('uploads')

describe.each(KINDS)('in %s', (_, makeStores) => {
  test('a chunk is refused as long as another process may import its file, to the very end of the lease', async () => {
    const stores = makeStores()
    const clock = new FakeClock()
    const { exchange } = makeSite({ stores, clock })
    const client = new OneC(exchange)
    await client.begin()
    await client.file('import.xml', catalogOf([1]))
    const until = clock.now()
    const running: ImportState = {
      status: 'running',
      owner: 'other',
      until,
      user: 'shop',
      type: 'catalog',
      message: '',
    }
    await stores.imports.claim(client.id, 'import.xml', running, until)
    const refused = 'failure\nФайл уже загружается: дождитесь окончания загрузки.'
    expect((await client.file('import.xml', catalogOf([2]))).text).toBe(refused)
    await clock.advance(1)
    expect((await client.file('import.xml', catalogOf([2]))).text).toBe('success')
  })

  test('a file that came in one chunk and is done is not imported again when it comes again as it was', async () => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const client = new OneC(exchange)
    await client.begin()
    for (let times = 0; times < 3; times++) {
      await client.upload('import.xml', catalogOf(ids(20)))
      expect((await client.imported('import.xml')).word).toBe('success')
    }
    expect(records).toEqual(products(ids(20)))
  })

  test.each([
    ['and it was told', 20_000],
    ['and nobody was told yet', 0],
  ])('a file whose import failed, %s, is another one with the next chunk', async (_, importSlice) => {
    const stores = makeStores()
    let fails = true
    const records: string[] = []
    const record = recordInto(records)
    const { exchange } = makeSite({
      stores,
      limits: { importSlice },
      async importFile(job) {
        if (fails) throw new Error('made up')
        await record(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(30)), 500)
    await client.import('import.xml')
    await settled(20)
    while (importSlice === 0 && (await stores.imports.get(client.id, 'import.xml'))?.status === 'running')
      await settled()
    fails = false
    // As before to the last chunk, and the last alone.
    const chunks = chunksOf(utf8(catalogOf(ids(30))), 500)
    for (const chunk of chunks) expect((await client.file('import.xml', chunk)).text).toBe('success')
    expect((await client.imported('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 30')
    expect(records).toEqual(products(ids(30)))
  })

  test('chunks of one file that come at the same time are each whole', async () => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores })
    const client = new OneC(exchange)
    await client.begin()
    const chunks = ids(8).map((id) => utf8(`${id}`.repeat(100)))
    await Promise.all(chunks.map((chunk) => client.file('a.txt', chunk)))
    const bytes = await contentOf(stores.uploads, [client.id, 'a.txt'])
    const found = chunksOf(bytes ?? new Uint8Array(), 100).map((chunk) => new TextDecoder().decode(chunk))
    expect(found.sort()).toEqual(chunks.map((chunk) => new TextDecoder().decode(chunk)))
  })

  test('a chunk that is on its way when init comes is a failure, and not in the next export', async () => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(9)).slice(0, 300))
    let go: (() => void) | undefined
    async function* body() {
      yield utf8('<x>')
      await new Promise<void>((resolve) => {
        go = resolve
      })
      yield utf8('</x>')
    }
    const chunk = client.ask('catalog', 'file', { filename: 'import.xml' }, { body: body() })
    while (go === undefined) await settled()
    await client.ask('catalog', 'init')
    go()
    expect((await chunk).word).toBe('failure')
    await client.upload('import.xml', catalogOf([7]))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([7]))
  })

  test('another process takes over in the middle: what one remembers of a file is not taken for what is there', async () => {
    const stores = makeStores()
    const records: string[] = []
    const sites = [1, 2].map(() => makeSite({ stores, importFile: recordInto(records) }).exchange)
    const clients = sites.map((exchange) => new OneC(exchange))
    const [one, other] = clients as [OneC, OneC]
    await one.begin()
    other.cookie = one.cookie
    const bytes = catalogOf(ids(12))
    await one.upload('import.xml', bytes)
    await other.ask('catalog', 'init')
    // The first process has seen this very chunk last: it must be stored all the same.
    expect((await one.upload('import.xml', bytes)).text).toBe('success')
    expect((await other.imported('import.xml')).word).toBe('success')
    await one.ask('catalog', 'init')
    for (const [index, chunk] of chunksOf(utf8(catalogOf(ids(40, 100))), 300).entries()) {
      expect((await (clients[index % 2] as OneC).file('import.xml', chunk)).text).toBe('success')
    }
    expect((await other.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([...ids(12), ...ids(40, 100)]))
  })
})

describe('no file of the store stays open', () => {
  const LIMIT = 1_000
  const document = chunksOf(utf8(catalogOf(ids(9), 300)), LIMIT)
  const picture = Uint8Array.from({ length: 2_500 }, (_, index) => (index * index) >> 3)
  test.each<[string, (client: OneC) => Promise<unknown>]>([
    [
      'behind parts of a document that come again',
      async (client) => {
        for (const chunk of document) await client.file('import.xml', chunk)
        for (const chunk of document.toReversed()) await client.file('import.xml', chunk)
        await client.imported('import.xml')
      },
    ],
    [
      'behind a picture of no known kind that takes the place of another',
      async (client) => {
        const known = Uint8Array.from([0xff, 0xd8, 0xff, ...picture])
        for (const bytes of [known, picture]) await client.upload('import_files/1.jpg', bytes, LIMIT)
      },
    ],
    [
      'behind an archive that comes again',
      async (client) => {
        const bytes = await zipOf({ 'import.xml': utf8(catalogOf(ids(9))), 'import_files/1.jpg': picture })
        for (let times = 0; times < 2; times++) await client.upload('v8_1.zip', bytes, LIMIT)
        await client.imported('import.xml')
      },
    ],
    [
      'behind orders that are applied with their last part',
      async (client) => client.upload('orders.xml', ordersOf(ids(30)), LIMIT, 'sale'),
    ],
  ])('%s', async (_, send) => {
    const { stores, files } = countedStores(memoryStores())
    const client = new OneC(makeSite({ stores, fileLimit: LIMIT }).exchange)
    await client.begin()
    await send(client)
    expect([files.opened > 0, files.open]).toEqual([true, 0])
  })
})

test('a body that something has read before is a failure, and the site is told what to do', async () => {
  const { exchange, errors } = makeSite()
  const client = new OneC(exchange)
  await client.begin()
  const reply = await client.file('import.xml', 'x', 'catalog', { body: undefined, bodyEaten: true })
  expect(reply.text).toBe('failure\nТело запроса прочитано до обмена: сообщите разработчику сайта.')
  expect(String(errors[0])).toMatch(/mount the exchange before body parsers/)
})

test('a request without a body is an empty file, which import says', async () => {
  const { exchange } = makeSite()
  const client = new OneC(exchange)
  await client.begin()
  expect((await client.ask('catalog', 'file', { filename: 'import.xml' })).text).toBe('success')
  expect((await client.imported('import.xml')).word).toBe('failure')
})
