import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { chunksOf, OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto } from '../helpers/site.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

describe('same chunk twice', () => {
  const LIMIT = 4_096
  const xml = utf8(catalogOf(ids(140), 100))
  const tens = async (kind: 'xml' | 'zip'): Promise<Uint8Array[]> => {
    if (kind === 'xml') return chunksOf(xml, Math.ceil(xml.length / 10))
    const pictures = Object.fromEntries(ids(20).map((id) => [`import_files/${id}.jpg`, noise(id, 1_500)]))
    const zip = await zipOf({ 'import.xml': xml, ...pictures })
    return chunksOf(zip, Math.ceil(zip.length / 10))
  }

  for (const kind of ['xml', 'zip'] as const) {
    test(`${kind}: each of ten chunks sent again at once changes nothing`, async () => {
      const chunks = await tens(kind)
      expect(chunks).toHaveLength(10)
      expect(chunks[0]?.length ?? 0).toBeGreaterThan(LIMIT / 4)
      for (let twice = 0; twice < 10; twice++) {
        const { exchange, records } = makeSite()
        const client = new OneC(exchange)
        await client.begin()
        for (const [index, chunk] of chunks.entries()) {
          for (let times = 0; times < (index === twice ? 2 : 1); times++) {
            expect((await client.file(kind === 'xml' ? 'import.xml' : 'v8.zip', chunk)).text).toBe('success')
          }
        }
        expect((await client.imported('import.xml')).word).toBe('success')
        expect(records).toEqual(products(ids(140)))
      }
    })

    test(`${kind}: each of ten chunks sent again later never gives wrong data`, async () => {
      const chunks = await tens(kind)
      for (let twice = 0; twice < 10; twice++) {
        for (const later of [twice + 1, 9].filter((place) => place > twice && place < 10)) {
          const { exchange, records } = makeSite()
          const client = new OneC(exchange)
          await client.begin()
          for (const [index, chunk] of chunks.entries()) {
            await client.file(kind === 'xml' ? 'import.xml' : 'v8.zip', chunk)
            if (index === later)
              await client.file(kind === 'xml' ? 'import.xml' : 'v8.zip', chunks[twice] as Uint8Array)
          }
          const reply = await client.imported('import.xml')
          if (reply.word === 'success') expect(records).toEqual(products(ids(140)))
          else expect(records).toEqual([])
        }
      }
    })

    test(`${kind}: after a restart of the site a chunk sent again is still known`, async () => {
      const chunks = await tens(kind)
      for (let twice = 0; twice < 10; twice++) {
        const stores = memoryStores()
        const records: string[] = []
        let site = makeSite({ stores, importFile: recordInto(records) })
        const client = new OneC(site.exchange)
        await client.begin()
        for (const [index, chunk] of chunks.entries()) {
          await client.file(kind === 'xml' ? 'import.xml' : 'v8.zip', chunk)
          if (index !== twice) continue
          site = makeSite({ stores, importFile: recordInto(records) })
          Object.assign(client, { exchange: site.exchange })
          await client.file(kind === 'xml' ? 'import.xml' : 'v8.zip', chunk)
        }
        expect((await client.imported('import.xml')).word).toBe('success')
        expect(records).toEqual(products(ids(140)))
      }
    })
  }

  test('a file that is sent anew to two processes in turn is the new one, whatever each of them has seen before', async () => {
    const stores = memoryStores()
    const records: string[] = []
    const sites = [0, 1].map(() => makeSite({ stores, importFile: recordInto(records) }))
    const client = new OneC(sites[0]?.exchange ?? makeSite().exchange)
    const [a, b] = [xml, utf8(catalogOf(ids(140).reverse(), 100))].map((bytes) => chunksOf(bytes, LIMIT))
    await client.begin()
    for (const chunk of a ?? []) await client.file('import.xml', chunk)
    // The end comes from a process that saw the chunk, in a file that has no such place any more.
    for (const chunks of [b, a] as const) {
      for (const [index, chunk] of (chunks ?? []).entries()) {
        Object.assign(client, { exchange: sites[(index + 1) % 2]?.exchange })
        expect((await client.file('import.xml', chunk)).text).toBe('success')
      }
    }
    expect(await stores.uploads.list(client.id)).toEqual([{ name: 'import.xml', size: xml.length }])
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(140)))
  })

  test.each([
    ['pixels of one colour', 1, 1_200],
    ['pixels of three bytes', 3, 1_200],
    ['pixels of eight bytes', 8, 1_200],
    ['a text of ten letters', 10, 1_200],
    ['sixteen digits', 16, 1_200],
    ['rows that are half as long as a chunk', 600, 1_200],
    ['blocks of 64 KiB', 65_536, 1_048_576],
  ])('chunks that are equal by nature are all kept: %s', async (_, period, chunk) => {
    const stores = memoryStores()
    const { exchange } = makeSite({ stores })
    const client = new OneC(exchange)
    await client.begin()
    const row = noise(period, period)
    const picture = Uint8Array.from({ length: 4 * chunk }, (_, index) => row[index % period] as number)
    // Archives may have it as it is.
    const names = ['import_files/a.bmp', 'v8.zip']
    for (const name of names) await client.upload(name, picture, chunk)
    expect(await stores.uploads.list(client.id)).toEqual(names.map((name) => ({ name, size: 4 * chunk })))
  })
})

/** Bytes that do not repeat. */
function noise(seed: number, length: number): Uint8Array {
  let state = seed * 2_654_435_761 + 1
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state ^ (state >>> 13), 1_540_483_477) + 12_345
    return state >>> 24
  })
}

describe('chunk for a file whose import began', () => {
  test.each([
    ['import.xml', async (text: string) => utf8(text)],
    ['v8_1.zip', (text: string) => zipOf({ 'import.xml': utf8(text) })],
  ])('%s: failure while it runs, taken again when it is over', async (name, pack) => {
    let release: (() => void) | undefined
    const records: string[] = []
    const record = recordInto(records)
    const { exchange } = makeSite({
      limits: { importSlice: 0 },
      async importFile(job) {
        await new Promise<void>((resolve) => {
          release = resolve
        })
        await record(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload(name, await pack(catalogOf(ids(50))))
    expect((await client.import('import.xml')).word).toBe('progress')
    const more = await client.file(name, 'more')
    expect(more.text).toBe('failure\nФайл уже загружается: дождитесь окончания загрузки.')
    expect((await client.file(name, await pack(catalogOf(ids(2))))).word).toBe('failure')
    expect((await client.file('import_files/a.jpg', 'a picture')).word).toBe('success')
    release?.()
    await settled(20)
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(50)))
    expect((await client.upload(name, await pack(catalogOf([77])))).word).toBe('success')
    const again = client.imported('import.xml')
    await settled(20)
    release?.()
    expect((await again).word).toBe('success')
    expect(records).toEqual(products([...ids(50), 77]))
  })
})
