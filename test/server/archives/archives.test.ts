import { randomBytes } from 'node:crypto'
import { memoryStores } from 'commerceml/server'
import iconv from 'iconv-lite'
import { describe, expect, test, vi } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, offersOf, products } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { archiveSite } from './archive-site.ts'

watchRejections()

const picture = (id: number): Uint8Array => Uint8Array.from({ length: 700 }, (_, index) => (index * id * 31) >>> 2)

/** An archive that is as long as so many limits, and some bytes more. */
async function zipOfLimits(parts: number, more: number): Promise<{ zip: Uint8Array; limit: number }> {
  for (let padding = 0; ; padding++) {
    const zip = await zipOf({
      'import.xml': utf8(catalogOf(ids(50))),
      'offers.xml': utf8(offersOf(ids(2))),
      'import_files/1.jpg': picture(1).subarray(0, 300 + padding),
    })
    const limit = (zip.length - more) / parts
    if (Number.isInteger(limit) && limit > 1) return { zip, limit }
  }
}

describe('an archive in chunks', () => {
  test.each([-1, 0, 1])(
    'of k limits %d byte is opened whole, and its documents imported by the names inside',
    async (more) => {
      for (const parts of [1, 2, 5, 13]) {
        const { zip, limit } = await zipOfLimits(parts, more)
        const { exchange, records } = makeSite({ zip: true, fileLimit: limit })
        const client = new OneC(exchange)
        await client.begin()
        expect((await client.upload('v8_3B8F_3e.zip', zip, limit)).text).toBe('success')
        // Some emulators read until nothing is left, and send that as well.
        if (more === 0) expect((await client.file('v8_3B8F_3e.zip', '')).text).toBe('success')
        expect((await client.imported('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 50')
        expect((await client.imported('offers.xml')).text).toBe('success\noffers.xml: 100 %, предложений 2')
        expect(records).toEqual([...products(ids(50)), 'offer 1', 'offer 2'])
      }
    },
  )
})

describe('a document in an archive', () => {
  test('is imported once, and again when another archive brings it with another content', async () => {
    const { client, records } = await archiveSite({
      'import.zip': await zipOf({ 'import.xml': utf8(catalogOf(ids(30))) }),
    })
    for (let times = 0; times < 2; times++) expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(30)))
    // As it was: nothing to do. Under the same name with another content, without init: another one.
    await client.upload('import.zip', await zipOf({ 'import.xml': utf8(catalogOf(ids(30))) }), 100)
    expect((await client.imported('import.xml')).word).toBe('success')
    await client.upload('import.zip', await zipOf({ 'import.xml': utf8(catalogOf(ids(30, 50))) }), 100)
    expect((await client.imported('import.xml')).word).toBe('success')
    await client.upload('v8_2.zip', await zipOf({ 'import.xml': utf8(catalogOf([7])) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([...ids(30), ...ids(30, 50), 7]))
  })

  test('is imported again when another archive comes in place of one that has a comment behind its end', async () => {
    const { client, records } = await archiveSite({})
    for (const id of [1, 2, 3]) {
      const zip = await zipOf({ 'import.xml': utf8(catalogOf([id], 900)) })
      const comment = utf8(catalogOf([`comment ${id}`], id * 900))
      const commented = Uint8Array.from([...zip, ...comment])
      new DataView(commented.buffer).setUint16(zip.length - 2, comment.length, true)
      expect((await client.upload('import.zip', commented, 300)).text).toBe('success')
      expect((await client.imported('import.xml')).word).toBe('success')
    }
    expect(records).toEqual(products([1, 2, 3]))
  })

  test('is one of all when the archive itself is named', async () => {
    const { client, records } = await archiveSite({
      'import.zip': await zipOf({
        'offers.xml': utf8(offersOf([1])),
        'import.xml': utf8(catalogOf([1, 2])),
        'readme.txt': utf8('no document'),
      }),
    })
    expect((await client.imported('import.zip')).text).toBe('success\nimport.zip: 100 %, товаров 2, предложений 1')
    expect((await client.imported('import.zip')).word).toBe('success')
    expect(records).toEqual(['product 1', 'product 2', 'offer 1'])
  })

  test('comes in its order also in an encoding that only the site knows', async () => {
    const koi8 = (text: string): Uint8Array => iconv.encode(text, 'koi8-r')
    const zip = await zipOf({ 'a.xml': koi8(offersOf([1])), 'b.xml': koi8(catalogOf([1])) })
    const { client, records } = await archiveSite({ 'import.zip': zip }, { read: { encoding: 'koi8-r' } })
    expect((await client.imported('import.zip')).word).toBe('success')
    expect(records).toEqual(['product 1', 'offer 1'])
  })

  test('whose documents have to be read to bring them into their order is read once, not by each who asks', async () => {
    const clock = new FakeClock()
    const inner = memoryStores()
    let read = 0
    const stores = watchedStores(inner, async ({ name }, work) => {
      const result = await work()
      if (name === 'uploads.read') read += (result as Uint8Array).length
      return result
    })
    let go: (() => void) | undefined
    const { exchange } = makeSite({
      clock,
      stores,
      fileLimit: 10_000_000,
      importFile: async ({ events }) => {
        for await (const _ of events) {
          await new Promise<void>((resolve) => {
            go = resolve
          })
        }
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    // Too long to be looked at by chance, and nothing that can be packed.
    const long = (): Uint8Array =>
      utf8(catalogOf([1]).replace('</Наименование>', `${randomBytes(1_000_000).toString('hex')}</Наименование>`))
    const zip = await zipOf({ 'import0_1.xml': long(), 'import1_1.xml': long() })
    await client.upload('v8_1.zip', zip)
    expect((await clock.until(client.import('v8_1.zip'))).word).toBe('progress')
    await vi.waitUntil(() => go !== undefined, 10_000)
    read = 0
    for (let polls = 0; polls < 5; polls++) {
      expect((await clock.until(client.import('v8_1.zip'))).word).toBe('progress')
    }
    expect(read).toBeLessThan(zip.length)
    while ((await inner.imports.isRunning(client.id, clock.now())) && go !== undefined) {
      go()
      await settled()
    }
  })

  test('may have as many files as a session, unless it is told otherwise', async () => {
    const pictures = Object.fromEntries(ids(12).map((id) => [`import_files/${id}.jpg`, picture(id)]))
    const zip = await zipOf({ 'import.xml': utf8(catalogOf([1])), ...pictures })
    for (const [options, word] of [
      [{ limits: { sessionFiles: 13 } }, 'success'],
      [{ limits: { sessionFiles: 12 } }, 'failure'],
      [{ limits: { sessionFiles: 12 }, read: { limits: { zipEntries: 13 } } }, 'success'],
    ] as const) {
      const client = new OneC(makeSite(options).exchange)
      await client.begin()
      await client.upload('v8_1.zip', zip)
      expect((await client.imported('import.xml')).word).toBe(word)
    }
  })

  test('without documents there is nothing to import', async () => {
    const { client } = await archiveSite({ 'pictures.zip': await zipOf({ 'import_files/1.jpg': picture(1) }) })
    expect((await client.imported('pictures.zip')).text).toBe('failure\nФайл не был передан в этом сеансе.')
  })
})

test('an archive that differs from the one before in its end alone takes its place', async () => {
  const { exchange, records } = makeSite()
  const client = new OneC(exchange)
  await client.begin()
  const archive = await zipOf({ 'import.xml': utf8(catalogOf(ids(3))) })
  for (const second of [1, 2, 3]) {
    // The time of a file with its seconds, in the directory alone: archives of one minute begin alike.
    const later = archive.slice()
    later[later.length - 22 - 4] = second
    expect((await client.upload('v8_1.zip', later, 100)).text).toBe('success')
    expect((await client.imported('import.xml')).text).toMatch(/^success/)
  }
  expect(records).toEqual(products(ids(3))) // what is in it is the same document
})
