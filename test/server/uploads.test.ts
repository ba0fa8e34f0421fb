import { encodeText } from 'commerceml/exchange'
import { type ExchangeLimits, type ExchangeOptions, type ImportState, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../src/testing/upload-files.ts'
import { document, product } from '../helpers/documents.ts'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, offersOf, ordersOf, products } from './helpers/files.ts'
import { chunksOf, OneC, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, PASSWORDS, recordInto } from './helpers/site.ts'
import { storeKinds } from './helpers/store-kinds.ts'
import { countedStores, watchedStores } from './helpers/watched-stores.ts'

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

describe('limits', () => {
  const upload = async (limits: Partial<ExchangeLimits>, files: readonly (readonly [string, number])[]) => {
    const { exchange } = makeSite({ limits })
    const client = new OneC(exchange)
    await client.begin()
    const replies: string[] = []
    for (const [name, length] of files) replies.push((await client.file(name, noise(length))).lines.join(' '))
    return replies
  }
  let seed = 1
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => (seed = (seed * 48_271) % 0x7fffffff))
  const BIG = 'failure Слишком большой файл.'
  const FULL = 'failure Слишком много данных за один сеанс.'

  test.each([
    [0, [BIG]],
    [599, ['success', BIG]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success', 'success']],
  ])('fileBytes of %d', async (fileBytes, replies) => {
    expect(
      await upload(
        { fileBytes },
        replies.map(() => ['a.jpg', 300] as const),
      ),
    ).toEqual(replies)
  })

  test.each([
    [0, [FULL, FULL]],
    [599, ['success', FULL]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success']],
  ])('sessionBytes of %d', async (sessionBytes, replies) => {
    expect(
      await upload(
        { sessionBytes },
        replies.map((_, index) => [`${index}.jpg`, 300] as const),
      ),
    ).toEqual(replies)
  })

  test.each([
    [0, [FULL]],
    [2, ['success', 'success', FULL]],
    [Number.POSITIVE_INFINITY, ['success', 'success', 'success']],
  ])('sessionFiles of %d', async (sessionFiles, replies) => {
    expect(
      await upload(
        { sessionFiles },
        replies.map((_, index) => [`${index}.jpg`, 9] as const),
      ),
    ).toEqual(replies)
  })

  const USER_FULL = 'failure\nСлишком много данных за последние сеансы: повторите обмен позже.'

  test.each([
    [0, [USER_FULL, USER_FULL]],
    [599, ['success', USER_FULL]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success']],
  ])('userBytes of %d, over all sessions of a user', async (userBytes, replies) => {
    const { exchange } = makeSite({ limits: { userBytes } })
    for (const user of ['shop', 'other']) {
      const said: string[] = []
      for (const _ of replies) {
        const client = new OneC(exchange, user, PASSWORDS[user])
        await client.begin()
        said.push((await client.file('a.jpg', noise(300))).text)
      }
      expect(said).toEqual(replies)
    }
  })

  test('room of the user is given back by what another process clears, and by a file that gets shorter', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({ stores, limits: { userBytes: 5_000 } })
    const [first, second] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [first, second]) await client.begin()
    expect((await first.file('a.jpg', noise(3_000))).text).toBe('success')
    expect((await second.file('a.jpg', noise(3_000))).text).toBe(USER_FULL)
    await stores.uploads.clear(first.id)
    expect((await second.file('a.jpg', noise(3_000))).text).toBe('success')
    expect((await first.file('import.xml', catalogOf([1], 1_000))).text).toBe('success')
    expect((await second.file('b.jpg', noise(1_500))).text).toBe(USER_FULL)
    expect((await first.file('import.xml', catalogOf([1]))).text).toBe('success')
    expect((await second.file('b.jpg', noise(1_500))).text).toBe('success')
  })

  test.each([
    [{ sessionFiles: 1 }, FULL],
    [{ sessionBytes: 599 }, FULL],
    [{ userBytes: 599 }, USER_FULL.replace('\n', ' ')],
  ])('%o holds for files that come at the same time: one gets in', async (limits, refusal) => {
    const { exchange } = makeSite({ limits })
    const client = new OneC(exchange)
    await client.begin()
    const replies = await Promise.all(ids(6).map((id) => client.file(`${id}.jpg`, noise(300))))
    expect(replies.map(({ lines }) => lines.join(' ')).sort()).toEqual([...Array(5).fill(refusal), 'success'])
  })

  test('userBytes holds for sessions that send at the same time', async () => {
    const { exchange } = makeSite({ limits: { userBytes: 599 } })
    const clients = ids(6).map(() => new OneC(exchange))
    for (const client of clients) await client.begin()
    const replies = await Promise.all(clients.map((client) => client.file('a.jpg', noise(300))))
    expect(replies.map(({ text }) => text).sort()).toEqual([...Array(5).fill(USER_FULL), 'success'])
  })

  test('userBytes holds for files that come at the same time when another process has emptied a session', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    for (const each of [stale, client]) {
      expect((await each.file('old.jpg', noise(400))).text).toBe('success')
      await stores.uploads.clear(each.id)
      const replies = await Promise.all(ids(3).map((id) => client.file(`${id}.jpg`, noise(300))))
      expect(replies.map(({ text }) => text).sort()).toEqual([USER_FULL, USER_FULL, 'success'])
      expect((await client.file('4.jpg', noise(300))).text).toBe(USER_FULL)
      await stores.uploads.clear(client.id)
    }
  })

  test('userBytes holds for a chunk on its way to a session that is found empty meanwhile', async () => {
    const memory = memoryStores()
    let go: (() => void) | undefined
    const stores = watchedStores(memory, async ({ name, file }, work) => {
      if (name === 'imports.get' && file === 'slow.jpg') await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    expect((await stale.file('old.jpg', noise(400))).text).toBe('success')
    await memory.uploads.clear(stale.id)
    const sent = stale.file('slow.jpg', noise(300))
    while (go === undefined) await settled()
    expect((await client.file('a.jpg', noise(250))).text).toBe('success')
    go()
    expect((await sent).text).toBe('success')
    expect((await client.file('b.jpg', noise(250))).text).toBe(USER_FULL)
  })

  test('userBytes holds for a chunk that has come to a session while that was found empty', async () => {
    const memory = memoryStores()
    let go: (() => void) | undefined
    const stores = watchedStores(memory, async ({ name, area }, work) => {
      const result = await work()
      if (name === 'uploads.list' && area === gated) await new Promise<void>((resolve) => (go = resolve))
      return result
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    let gated = ''
    for (const each of [stale, client]) expect((await each.file('old.jpg', noise(250))).text).toBe('success')
    await memory.uploads.clear(stale.id)
    gated = stale.id
    const sent = client.file('a.jpg', noise(250))
    while (go === undefined) await settled()
    expect((await stale.file('new.jpg', noise(99))).text).toBe('success')
    go()
    expect((await sent).text).toBe(USER_FULL)
  })

  test.each([{ sessionFiles: 1 }, { sessionBytes: 599 }, { userBytes: 599 }])(
    '%o: a chunk that the store does not take gives its room back',
    async (limits) => {
      let isFull = true
      const stores = watchedStores(memoryStores(), ({ name }, work) => {
        if (name === 'uploads.commit' && isFull) throw new Error('ENOSPC')
        return work()
      })
      const { exchange } = makeSite({ stores, limits })
      const client = new OneC(exchange)
      await client.begin()
      expect((await client.file('a.jpg', noise(300))).word).toBe('failure')
      isFull = false
      expect((await client.file('b.jpg', noise(300))).text).toBe('success')
      isFull = true
      expect((await client.file('b.jpg', noise(200))).word).toBe('failure')
      isFull = false
      const more = Object.hasOwn(limits, 'sessionFiles') ? 'b.jpg' : 'c.jpg'
      expect((await client.file(more, noise(299))).text).toBe('success')
    },
  )

  test('room that is taken and not filled yet is not given back when the store is asked who has emptied his', async () => {
    let go: (() => void) | undefined
    const stores = watchedStores(memoryStores(), async ({ name, file }, work) => {
      if (name === 'uploads.commit' && file === 'slow.jpg') await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [slow, other] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [slow, other]) await client.begin()
    const sent = slow.file('slow.jpg', noise(300))
    while (go === undefined) await settled()
    for (let times = 0; times < 2; times++) {
      expect((await other.file('a.jpg', noise(300))).text).toBe(USER_FULL)
    }
    go()
    expect((await sent).text).toBe('success')
  })

  test('a listing that fails is asked for again with the next chunk', async () => {
    let fails = true
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'uploads.list' && fails) throw new Error('EIO')
      return work()
    })
    const client = new OneC(makeSite({ stores }).exchange)
    await client.begin()
    expect((await client.file('a.jpg', noise(300))).word).toBe('failure')
    fails = false
    expect((await client.file('a.jpg', noise(300))).text).toBe('success')
  })

  test('what a session has is asked for again behind a thousand others: it is not remembered for ever', async () => {
    const listed: unknown[] = []
    const stores = watchedStores(memoryStores(), ({ name, area }, work) => {
      if (name === 'uploads.list') listed.push(area)
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { sessionBytes: 599 } })
    const client = new OneC(exchange)
    await client.checkauth()
    for (const name of ['a.jpg', 'b.jpg']) await client.file(name, noise(200))
    expect(listed).toEqual([client.id])
    for (let others = 0; others < 1_000; others++) {
      const other = new OneC(exchange)
      await other.checkauth()
      await other.file('a.jpg', 'x')
    }
    listed.length = 0
    expect((await client.file('c.jpg', noise(200))).word).toBe('failure')
    expect(listed).toEqual([client.id])
  })

  test('init gives the room back of what came while it emptied the session', async () => {
    let go: (() => void) | undefined
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      if (name === 'uploads.clear' && go === undefined) await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { sessionBytes: 1_000 } })
    const client = new OneC(exchange)
    await client.checkauth()
    expect((await client.file('a.jpg', noise(400))).text).toBe('success')
    const init = client.ask('catalog', 'init')
    while (go === undefined) await settled()
    expect((await client.file('b.jpg', noise(400))).text).toBe('success')
    go()
    expect((await init).word).toBe('zip=no')
    expect((await client.file('c.jpg', noise(900))).text).toBe('success')
  })

  test('init gives the room back, and so does a file that is replaced by a shorter one', async () => {
    const { exchange } = makeSite({ limits: { sessionBytes: 5_000 } })
    const client = new OneC(exchange)
    await client.begin()
    expect((await client.file('import.xml', catalogOf(ids(40)))).text).toBe('success')
    expect((await client.file('a.jpg', noise(4_000))).word).toBe('failure')
    expect((await client.file('import.xml', catalogOf(ids(3)))).text).toBe('success')
    expect((await client.file('a.jpg', noise(4_000))).text).toBe('success')
    await client.ask('catalog', 'init')
    expect((await client.file('b.jpg', noise(4_900))).text).toBe('success')
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
