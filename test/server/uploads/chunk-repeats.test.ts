import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../src/testing/upload-files.ts'
import { catalogOf, ids, offersOf, products } from '../helpers/files.ts'
import { chunksOf, OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { storeKinds } from '../helpers/store-kinds.ts'

watchRejections()

const KINDS = storeKinds('uploads')

describe.each(KINDS)('in %s', (_, makeStores) => {
  test.each([-1, 0, 1])('a file of three limits %d byte is what its chunks are', async (more) => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores, fileLimit: 100 })
    const client = new OneC(exchange)
    await client.begin()
    const bytes = Uint8Array.from({ length: 300 + more }, (_, index) => index)
    expect((await client.upload('import_files/ab/a.jpg', bytes, 100)).text).toBe('success')
    // Some emulators end a file of whole limits with an empty chunk.
    expect((await client.file('import_files/ab/a.jpg', '')).text).toBe('success')
    expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.jpg'])).toEqual(bytes)
  })

  test.each([1, 50, 99])('a last chunk of %d bytes that comes again is taken once, restarted or not', async (tail) => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores, fileLimit: 100 })
    const client = new OneC(exchange)
    await client.begin()
    const bytes = Uint8Array.from({ length: 200 + tail }, (_, index) => index)
    await client.upload('import_files/ab/a.jpg', bytes, 100)
    const restarted = new OneC(makeSite({ stores, fileLimit: 100 }).exchange)
    restarted.cookie = client.cookie
    for (const who of [client, restarted]) {
      expect((await who.file('import_files/ab/a.jpg', bytes.subarray(200))).text).toBe('success')
      expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.jpg'])).toEqual(bytes)
    }
  })

  test('equal chunks by who cuts at less than the limit are all kept, also where the limit leaves as much over', async () => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores, fileLimit: 300 })
    const client = new OneC(exchange)
    await client.begin()
    const bytes = Uint8Array.from({ length: 600 }, (_, index) => (index < 100 ? 1 : 7))
    expect((await client.upload('import_files/ab/a.jpg', bytes, 100)).text).toBe('success')
    expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.jpg'])).toEqual(bytes)
  })

  test('the second chunk of a tiny limit is kept where it is equal to the first', async () => {
    const stores = makeStores()
    const client = new OneC(makeSite({ stores, fileLimit: 100 }).exchange)
    await client.begin()
    const bytes = Uint8Array.from({ length: 250 }, (_, index) => (index < 200 ? 7 : 1))
    expect((await client.upload('import_files/ab/a.jpg', bytes, 100)).text).toBe('success')
    expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.jpg'])).toEqual(bytes)
  })

  test('a file of one short chunk that comes again is taken once, before and after a restart', async () => {
    const stores = makeStores()
    const { exchange, records } = makeSite({ stores })
    const client = new OneC(exchange)
    await client.begin()
    const gif = Uint8Array.from({ length: 43 }, (_, index) => index * 7)
    const short = utf8(offersOf([1]).replace(/^<\?.*\?>\n/, ''))
    const restarted = new OneC(makeSite({ stores }).exchange)
    restarted.cookie = client.cookie
    for (const who of [client, client, restarted]) {
      expect((await who.file('import_files/ab/a.gif', gif)).text).toBe('success')
      expect((await who.file('offers.xml', short)).text).toBe('success')
    }
    expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.gif'])).toEqual(gif)
    expect((await client.imported('offers.xml')).word).toBe('success')
    expect(records).toEqual(['offer 1'])
  })
})

describe('parts out of order', () => {
  test('are a failure where taking them would lose or double what stands between, until the export begins anew', async () => {
    const { exchange, records } = makeSite()
    const client = new OneC(exchange)
    await client.begin()
    const chunks = chunksOf(utf8(catalogOf(ids(60))), 1_000)
    const send = async (...indexes: number[]): Promise<string[]> => {
      const texts: string[] = []
      for (const index of indexes) texts.push((await client.file('import.xml', chunks[index] as Uint8Array)).text)
      return texts
    }
    const DISORDER = 'failure\nЧасти файла пришли не по порядку: начните обмен заново.'
    expect(await send(0, 1, 0, 2)).toEqual(['success', 'success', 'success', DISORDER])
    expect(await send(1, 2, 1)).toEqual(['success', 'success', DISORDER])
    await client.ask('catalog', 'init')
    expect(await send(...chunks.keys())).toEqual(chunks.map(() => 'success'))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(60)))
  })
})

describe('parts that are alike', () => {
  // It repeats after 1,009 letters, which no part is long enough to show.
  const prose = (length: number): string =>
    Array.from({ length }, (_, index) =>
      String.fromCharCode(97 + (((index * index * 31 + index * 7) % 1_009) % 26)),
    ).join('')
  const row = (id: string, length: number): string =>
    `<Товар><Ид>${id}</Ид><Наименование>${prose(length)}</Наименование></Товар>`
  const catalog = (rows: string): Uint8Array =>
    utf8(
      `<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>${rows}</Товары></Каталог></КоммерческаяИнформация>`,
    )

  const ALIKE: [string, string[]][] = [
    ['goods that are all the same, several to a part', Array.from({ length: 60 }, () => row('1', 208))],
    ['goods that are all the same, each longer than a part', Array.from({ length: 20 }, () => row('1', 1_408))],
    ['goods with one long description', Array.from({ length: 30 }, (_, index) => row(String(1_000 + index), 2_905))],
  ]

  test.each(ALIKE)('are each taken: %s', async (_, rows) => {
    const names: number[] = []
    const { exchange } = makeSite({
      async importFile({ events }) {
        for await (const event of events) if (event.type === 'product') names.push(event.product.name?.length ?? 0)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    const parts = chunksOf(catalog(rows.join('')), 1_000)
    const texts = parts.map((part) => new TextDecoder().decode(part))
    expect(new Set(texts).size).toBeLessThan(texts.length) // or this shows nothing
    for (const part of parts) expect((await client.file('import.xml', part)).text).toBe('success')
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(names).toEqual(rows.map((text) => (text.match(/[a-z]+/)?.[0] ?? '').length))
  })

  test.each(ALIKE)('are taken once where each is sent again at once: %s', async (_, rows) => {
    const stores = memoryStores()
    const client = new OneC(makeSite({ stores }).exchange)
    await client.begin()
    const bytes = catalog(rows.join(''))
    for (const part of chunksOf(bytes, 1_000)) {
      for (const sent of [part, part]) expect((await client.file('import.xml', sent)).text).toBe('success')
    }
    const file = await stores.uploads.open(client.id, 'import.xml')
    expect(file?.size).toBe(bytes.length)
    await file?.close()
  })

  test('are each taken where a part of 1 MiB is two halves that are the same', async () => {
    let state = 1
    const half = Uint8Array.from({ length: 512 * 1024 }, () => (state = (state * 48_271) % 0x7fffffff))
    const part = new Uint8Array(2 * half.length)
    part.set(half)
    part.set(half, half.length)
    const stores = memoryStores()
    const client = new OneC(makeSite({ stores, fileLimit: part.length }).exchange)
    await client.begin()
    const head = Uint8Array.from({ length: part.length }, () => (state = (state * 48_271) % 0x7fffffff))
    for (const sent of [head, part, part]) expect((await client.file('scan.tif', sent)).text).toBe('success')
    const file = await stores.uploads.open(client.id, 'scan.tif')
    expect(file?.size).toBe(3 * part.length)
    await file?.close()
  })
})
