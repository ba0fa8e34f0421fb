import type { ImportState, KnownImport } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { unmade } from '../../../src/server/imports/arrears.ts'
import { keyOfDebt } from '../../../src/server/imports/key.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { catalogOf, ids, ordersOf } from '../helpers/files.ts'
import { OneC, piecesOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { deactivatingSite } from './deactivation-site.ts'

watchRejections()

const notAll = (names: string): string => `failure\nНе все файлы загружены (${names}): деактивация отменена.`

const known = (name: string, status: ImportState['status'], finishedAt: number): KnownImport => ({
  name,
  state: { status, owner: '', until: 0, user: 'shop', type: 'catalog', message: '', finishedAt },
})

test.each<[string, string, string, number, boolean]>([
  ['under its name', 'import.xml', 'import.xml', 1, true],
  ['in a folder', 'import.xml', 'webdata/0001/import.xml', 1, true],
  ['in a folder of that folder', '0001/import.xml', 'webdata/0001/import.xml', 1, true],
  ['before', 'import.xml', 'import.xml', -1, false],
  ['as another whose name ends alike', 'port.xml', 'import.xml', 1, false],
  ['as another in such a folder', '1/import.xml', '0001/import.xml', 1, false],
])('what was owed is made where it was done since %s', (_, owed, done, later, made) => {
  const debt = known(keyOfDebt(owed), 'failed', 5)
  expect(unmade([known(done, 'done', 5 + later), debt])).toEqual(made ? [] : [debt])
})

test('as many documents as an archive may hold are told from as many that were done', () => {
  const names = ids(100_000).map((id) => `webdata/${id}/import.xml`)
  const debts = names.map((name) => known(keyOfDebt(name.replace('webdata/', '')), 'failed', 5))
  const done = names.slice(1).map((name) => known(name, 'done', 6))
  expect(unmade([...done, ...debts])).toEqual(debts.slice(0, 1))
})

describe('deactivate', () => {
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
      const { exchange, client, clock, asked, deactivate } = await deactivatingSite()
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
      const { client, clock, asked, deactivate } = await deactivatingSite()
      for (const name of ['sale.xml', 'import.xml']) await send(client, name, catalogOf([1]))
      expect((await deactivate(clock.now())).text).toBe(notAll('sale.xml, import.xml'))
      expect((await client.imported('sale.xml', 'sale')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
      expect((await client.imported('import.xml')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe('success')
      expect(asked.map(({ imported }) => imported)).toEqual([['import.xml']])
    })

    test('is a success where they were in an archive, and the rest of that is owed still', async () => {
      const { client, clock, deactivate } = await deactivatingSite({ applyOrders: 'import' })
      const archive = { 'sale.xml': utf8(ordersOf([1])), 'import.xml': utf8(catalogOf([1])) }
      await client.upload('v8_1.zip', await zipOf(archive))
      expect((await client.imported('sale.xml', 'sale')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
      expect((await client.imported('import.xml')).word).toBe('success')
      expect((await deactivate(clock.now())).text).toBe('success')
    })

    test('is refused where orders came in the place of a document of that name', async () => {
      const { client, clock, deactivate } = await deactivatingSite({ applyOrders: 'import' })
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
    const { client, clock, deactivate } = await deactivatingSite()
    for (const id of ids(5)) await client.upload(`${id}.xml`, catalogOf([id]))
    expect((await deactivate(clock.now())).text).toBe(notAll('1.xml, 2.xml, 3.xml и ещё 2'))
  })
})
