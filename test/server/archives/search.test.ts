import { join } from 'node:path'
import { memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { countedStores, watchedStores } from '../helpers/watched-stores.ts'
import { archiveSite } from './archive-site.ts'

watchRejections()

const root = temporaryFolder('archives')

describe('a document in an archive', () => {
  test('is found in a folder around everything, but not where there are two of them', async () => {
    const one = utf8(catalogOf([1]))
    const { client, records } = await archiveSite({
      'v8_1.zip': await zipOf({ 'webdata/000/import.xml': one, 'a/offers.xml': one, 'b/offers.xml': one }),
    })
    expect((await client.imported('import.xml')).word).toBe('success')
    expect((await client.imported('offers.xml')).text).toBe(
      'failure\nВ архиве несколько таких файлов (a/offers.xml, b/offers.xml): непонятно, какой загружать.',
    )
    expect((await client.imported('b/offers.xml')).word).toBe('success')
    expect(records).toEqual(products([1, 1]))
  })

  test('is not one of many, of which three are named', async () => {
    const documents = ids(5).map((id) => [`webdata/${id}/import.xml`, utf8(catalogOf([id]))])
    const { client } = await archiveSite({ 'v8_1.zip': await zipOf(Object.fromEntries(documents)) })
    expect((await client.imported('import.xml')).text).toBe(
      'failure\nВ архиве несколько таких файлов (webdata/1/import.xml, webdata/2/import.xml, webdata/3/import.xml и ещё 2): непонятно, какой загружать.',
    )
  })

  test('is found in other letters where it is the only one, and where none is spelt as it was asked for', async () => {
    const { client, records } = await archiveSite({
      'v8_1.zip': await zipOf({
        'Import.XML': utf8(catalogOf([1])),
        'a/offers.xml': utf8(catalogOf([2])),
        'Offers.xml': utf8(catalogOf([3])),
        'a/Prices.xml': utf8(catalogOf([4])),
        'b/PRICES.xml': utf8(catalogOf([5])),
      }),
    })
    for (const name of ['import.xml', 'offers.xml', 'OFFERS.xml']) {
      expect((await client.imported(name)).word).toBe('success')
    }
    expect(records).toEqual(products([1, 2, 3]))
    expect((await client.imported('prices.xml')).text).toBe(
      'failure\nВ архиве несколько таких файлов (a/Prices.xml, b/PRICES.xml): непонятно, какой загружать.',
    )
  })

  test('in a later archive in other letters does not go before one that is spelt as it was asked for', async () => {
    const { client, records } = await archiveSite({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])) }),
      'v8_2.zip': await zipOf({ 'deep/IMPORT.xml': utf8(catalogOf([2])) }),
    })
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([1]))
  })

  test('that never came is unknown, though one of the archives is empty', async () => {
    const { client } = await archiveSite({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])) }),
      'v8_2.zip': await zipOf({}),
    })
    expect((await client.imported('offers.xml')).text).toBe('failure\nФайл не был передан в этом сеансе.')
  })

  test('asked for in vain, in other letters than those of the archive that comes then, is owed no more', async () => {
    const asked: unknown[] = []
    const clock = new FakeClock()
    const { client } = await archiveSite({}, { clock, deactivate: async (what) => void asked.push(what) })
    expect((await client.imported('import.xml')).word).toBe('failure')
    await client.upload('v8_1.zip', await zipOf({ 'Import.XML': utf8(catalogOf([1])) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    const timestamp = String(Math.floor(clock.now() / 1_000))
    expect((await client.ask('catalog', 'deactivate', { timestamp })).text).toBe('success')
    expect(asked).toHaveLength(1)
  })

  test.each(['v8_1.zip', 'import.xml'])('is none where the archive is empty, asked for as %s', async (name) => {
    const { client } = await archiveSite({ 'v8_1.zip': await zipOf({}) })
    expect((await client.imported(name)).text).toBe('failure\nАрхив пуст: в нём нет ни одного файла.')
    expect((await client.file('v8_2.zip', await zipOf({}), 'sale')).text).toBe('success')
  })

  test('is the one that lies least deep: folders of packages may stand beside it', async () => {
    const { client, records } = await archiveSite({
      'v8_1.zip': await zipOf({
        '000000001/1/import.xml': utf8(catalogOf([2])),
        '000000001/import.xml': utf8(catalogOf([1])),
      }),
    })
    expect((await client.imported('import.xml')).word).toBe('success')
    expect((await client.imported('000000001/1/import.xml')).word).toBe('success')
    expect(records).toEqual(products([1, 2]))
  })

  test.each([
    ['memory', () => memoryStores()],
    ['disk', () => diskStores(join(root, 'begun'))],
  ])('is the one that was begun last, whether it came in an archive, anew or by itself: in %s', async (_, make) => {
    const { client, records } = await archiveSite({}, { stores: make() })
    const zip = (id: number): Promise<Uint8Array> => zipOf({ 'goods.xml': utf8(catalogOf([id])) })
    const sent: [string, Uint8Array | string][] = [
      ['goods.xml', catalogOf([1])],
      ['a.zip', await zip(2)],
      ['b.zip', await zip(3)],
      ['a.zip', await zip(4)],
      ['goods.xml', catalogOf([5])],
      ['b.zip', await zip(6)],
      ['goods.xml', catalogOf([5])], // as it was
    ]
    for (const [index, [name, bytes]] of sent.entries()) {
      expect((await client.upload(name, bytes)).text).toBe('success')
      for (let times = 0; times < 2; times++) expect((await client.imported('goods.xml')).word).toBe('success')
      expect(records).toEqual(products([...ids(6), 5].slice(0, index + 1)))
    }
  })

  test('is looked for without a listing where no archive has come', async () => {
    const operations: string[] = []
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      operations.push(name)
      return work()
    })
    const { client, records } = await archiveSite({ 'goods.xml': utf8(catalogOf([1])) }, { stores })
    operations.length = 0
    expect((await client.imported('goods.xml')).word).toBe('success')
    expect(operations).not.toContain('uploads.list')
    expect(records).toEqual(products([1]))
  })

  test('is that of the archive that was begun last, and a file of its own where that was begun later', async () => {
    const { client, records } = await archiveSite({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])), 'first.xml': utf8(catalogOf([11])) }),
      'v8_2.zip': await zipOf({ 'import.xml': utf8(catalogOf([2])), 'offers.xml': utf8(catalogOf([22])) }),
      'offers.xml': utf8(catalogOf([3])),
    })
    for (const name of ['import.xml', 'first.xml', 'offers.xml']) await client.imported(name)
    expect(records).toEqual(products([2, 11, 3]))
  })
})

test.each(['init', 'deactivate'])(
  'an archive that nobody has asked for is looked into by %s, and closed',
  async (mode) => {
    const { stores, files } = countedStores(memoryStores())
    const { exchange } = makeSite({ stores, deactivate: async () => {} })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('v8.zip', await zipOf({ 'import.xml': utf8(catalogOf(ids(3))) }))
    const before = files.opened
    await client.ask('catalog', mode, mode === 'deactivate' ? { timestamp: '0' } : {})
    expect([files.opened > before, files.open]).toEqual([true, 0])
  },
)
