import { encodeText } from 'commerceml/exchange'
import type { ExchangeOptions } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../src/testing/upload-files.ts'
import { document, product } from '../../helpers/documents.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { storeKinds } from '../helpers/store-kinds.ts'

watchRejections()

const KINDS = storeKinds('uploads')

describe.each(KINDS)('in %s', (_, makeStores) => {
  const noise = (length: number, seed: number): Uint8Array =>
    Uint8Array.from({ length }, (_, index) => (index * 31 * seed) ^ (index >> 3))
  const png = (length: number, seed: number): Uint8Array =>
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...noise(length - 4, seed)])

  test.each([
    ['a longer one', noise(300, 3), noise(310, 5), [1_000, 1_000]],
    ['one behind a chunk that was its last', noise(1_300, 3), noise(1_200, 5), [1_000, 1_000]],
    ['the same', noise(300, 3), noise(300, 3), [1_000, 1_000]],
    ['a shorter one that begins as a picture', png(300, 3), png(290, 5), [1_000, 1_000]],
    ['one that begins as a picture, by who cuts at less', png(450, 3), png(450, 5), [200, 200]],
  ])('a picture is replaced by %s', async (_, before, after, [first = 0, second = 0]) => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores, fileLimit: 1_000 })
    const client = new OneC(exchange)
    await client.begin()
    for (const [bytes, size] of [
      [before, first],
      [after, second],
    ] as const) {
      expect((await client.upload('import_files/ab/a.png', bytes, size)).text).toBe('success')
      expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.png'])).toEqual(bytes)
    }
  })

  test('a picture in parts of whatever length is whole: its first bytes tell where one begins', async () => {
    const stores = makeStores()
    const { exchange } = makeSite({ stores, fileLimit: 1_000 })
    const client = new OneC(exchange)
    await client.begin()
    for (const seed of [3, 5]) {
      const bytes = png(1_900, seed)
      for (const [from, to] of [
        [0, 300],
        [300, 1_250],
        [1_250, 1_251],
        [1_251, 1_700],
        [1_700, 1_900],
      ]) {
        expect((await client.file('import_files/ab/a.png', bytes.subarray(from, to))).text).toBe('success')
      }
      expect(await contentOf(stores.uploads, [client.id, 'import_files/ab/a.png'])).toEqual(bytes)
    }
  })

  test('a picture of no known kind is sent anew after a restart in its middle', async () => {
    const stores = makeStores()
    const [before, after] = [0, 1].map(() => new OneC(makeSite({ stores, fileLimit: 1_000 }).exchange)) as [OneC, OneC]
    await before.begin()
    after.cookie = before.cookie
    const [old, anew] = [3, 5].map((seed) => png(1_500, seed).fill(0x42, 0, 4)) as [Uint8Array, Uint8Array]
    await before.file('import_files/a.bmp', old.subarray(0, 600))
    await after.file('import_files/a.bmp', old.subarray(600, 1_200))
    await after.file('import_files/a.bmp', old.subarray(1_200))
    await after.upload('import_files/a.bmp', anew, 600)
    expect(await contentOf(stores.uploads, [before.id, 'import_files/a.bmp'])).toEqual(anew)
  })

  test.each([
    ['UTF-8', [], (text: string) => Buffer.from(text, 'utf8')],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf], (text: string) => Buffer.from(text, 'utf8')],
    ['UTF-16LE', [0xff, 0xfe], (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16BE', [0xfe, 0xff], (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ] as const)('a document in %s begins anew where one was broken off, without init', async (_, mark, encode) => {
    const stores = makeStores()
    const { exchange, records } = makeSite({ stores })
    const client = new OneC(exchange)
    await client.begin()
    const [old, anew] = [ids(9), ids(4, 20)].map((numbers) => {
      const text = catalogOf(numbers).replace(/ encoding="UTF-8"/, mark.length === 2 ? ' encoding="UTF-16"' : '')
      return Buffer.concat([Buffer.from(mark), encode(text)])
    }) as [Buffer, Buffer]
    await client.file('import.xml', old.subarray(0, 400))
    await client.upload('import.xml', anew, 400)
    expect(await contentOf(stores.uploads, [client.id, 'import.xml'])).toEqual(new Uint8Array(anew))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(4, 20)))
  })

  test.each([
    ['place', [16]],
    ['size', [12]],
    ['place and size', [12, 16]],
  ])(
    'an archive of which an earlier record has the %s of the directory is whole, so that another may follow',
    async (_, fields) => {
      const stores = makeStores()
      const client = new OneC(makeSite({ stores }).exchange)
      await client.begin()
      // Above 4 GiB the place alone is too large for its field, as a rule.
      const [large, next] = await Promise.all(
        [9, 4].map((count) => zipOf({ 'import.xml': utf8(catalogOf(ids(count))) })),
      )
      const end = new DataView((large as Uint8Array).buffer, (large as Uint8Array).length - 22)
      for (const field of fields) end.setUint32(field, 0xffffffff, true)
      await client.file('v8.zip', large as Uint8Array)
      await client.file('v8.zip', next as Uint8Array)
      expect(await contentOf(stores.uploads, [client.id, 'v8.zip'])).toEqual(next)
    },
  )

  test('the first chunk after init begins the file anew, and other sessions keep theirs', async () => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const [one, other] = [new OneC(exchange), new OneC(exchange)]
    await one.begin()
    await other.begin()
    const half = catalogOf(ids(40)).slice(0, 700)
    await one.upload('import.xml', half)
    await other.upload('import.xml', catalogOf(ids(3)))
    await one.ask('catalog', 'init')
    expect((await one.import('import.xml')).text).toBe('failure\nФайл не был передан в этом сеансе.')
    await one.upload('import.xml', catalogOf(ids(2, 50)))
    expect((await one.imported('import.xml')).word).toBe('success')
    expect((await other.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([50, 51, 1, 2, 3]))
  })

  test('a file is taken in without init, by who never sends one', async () => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const client = new OneC(exchange)
    await client.checkauth()
    await client.upload('import.xml', catalogOf(ids(9)), 200)
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(9)))
  })

  test('a whole export again in the same session, without init: the files are imported anew where they changed', async () => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const client = new OneC(exchange)
    await client.begin()
    for (const numbers of [ids(20), ids(20), ids(20, 5)]) {
      expect((await client.upload('import.xml', catalogOf(numbers), 400)).text).toBe('success')
      expect((await client.imported('import.xml')).word).toBe('success')
    }
    expect(records).toEqual([...products(ids(20)), ...products(ids(20)), ...products(ids(20, 5))])
  })

  const bare = (numbers: readonly number[]): string => catalogOf(numbers).replace(/^<\?xml.*\?>\n/, '')

  test.each<[string, (text: string) => Uint8Array, Partial<ExchangeOptions>?]>([
    ['in UTF-8', utf8],
    ['behind a mark', (text) => utf8(`\uFEFF${text}`)],
    ['behind blanks', (text) => utf8(`\r\n${text}`)],
    ['in windows-1251', (text) => encodeText(text, 'windows-1251'), { read: { encoding: 'windows-1251' } }],
  ])('a document without a declaration that is sent again, changed, begins anew: %s', async (_, encode, options) => {
    const { exchange, records } = makeSite({ stores: makeStores(), ...options })
    const client = new OneC(exchange)
    await client.begin()
    for (const numbers of [ids(20), ids(3), ids(5, 2)]) await client.upload('import.xml', encode(bare(numbers)))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(5, 2)))
  })

  const quoting = product(`<Ид>1</Ид><Описание><![CDATA[<p>${document('')}${document('')}]]></Описание>`)

  test.each<[string, readonly string[]]>([
    ['its declaration', ['<?xml version="1.0" encoding="UTF-8"?>\n', bare([1])]],
    ['a tag that is quoted in its text, and behind the end of such a document', quoting.split(/(?<=>)(?=<К)/)],
  ])('a chunk that begins as a root does behind %s is the next of its file', async (_, chunks) => {
    const { exchange, records } = makeSite({ stores: makeStores() })
    const client = new OneC(exchange)
    await client.begin()
    for (const chunk of chunks) expect((await client.file('import.xml', chunk)).text).toBe('success')
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([1]))
  })
})
