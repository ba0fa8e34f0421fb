import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type ExchangeOptions, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import iconv from 'iconv-lite'
import { describe, expect, test, vi } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, offersOf, products } from './helpers/files.ts'
import { chunksOf, OneC, utf8, WORDS } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto } from './helpers/site.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { countedStores, watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const BAD = fileURLToPath(new URL('../../../shared/badinputs/zip/', import.meta.url))
const bad = existsSync(BAD) ? readdirSync(BAD).filter((name) => name.endsWith('.zip')) : []

const root = temporaryFolder('archives')

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
  const begin = async (
    archives: Readonly<Record<string, Uint8Array>>,
    options: Parameters<typeof makeSite>[0] = {},
  ) => {
    const site = makeSite({ zip: true, ...options })
    const client = new OneC(site.exchange)
    await client.begin()
    for (const [name, bytes] of Object.entries(archives)) await client.upload(name, bytes)
    return { ...site, client }
  }

  test('is found in a folder around everything, but not where there are two of them', async () => {
    const one = utf8(catalogOf([1]))
    const { client, records } = await begin({
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
    const { client } = await begin({ 'v8_1.zip': await zipOf(Object.fromEntries(documents)) })
    expect((await client.imported('import.xml')).text).toBe(
      'failure\nВ архиве несколько таких файлов (webdata/1/import.xml, webdata/2/import.xml, webdata/3/import.xml и ещё 2): непонятно, какой загружать.',
    )
  })

  test('is found in other letters where it is the only one, and where none is spelt as it was asked for', async () => {
    const { client, records } = await begin({
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
    const { client, records } = await begin({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])) }),
      'v8_2.zip': await zipOf({ 'deep/IMPORT.xml': utf8(catalogOf([2])) }),
    })
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([1]))
  })

  test('that never came is unknown, though one of the archives is empty', async () => {
    const { client } = await begin({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])) }),
      'v8_2.zip': await zipOf({}),
    })
    expect((await client.imported('offers.xml')).text).toBe('failure\nФайл не был передан в этом сеансе.')
  })

  test('asked for in vain, in other letters than those of the archive that comes then, is owed no more', async () => {
    const asked: unknown[] = []
    const clock = new FakeClock()
    const { client } = await begin({}, { clock, deactivate: async (what) => void asked.push(what) })
    expect((await client.imported('import.xml')).word).toBe('failure')
    await client.upload('v8_1.zip', await zipOf({ 'Import.XML': utf8(catalogOf([1])) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    const timestamp = String(Math.floor(clock.now() / 1_000))
    expect((await client.ask('catalog', 'deactivate', { timestamp })).text).toBe('success')
    expect(asked).toHaveLength(1)
  })

  test.each(['v8_1.zip', 'import.xml'])('is none where the archive is empty, asked for as %s', async (name) => {
    const { client } = await begin({ 'v8_1.zip': await zipOf({}) })
    expect((await client.imported(name)).text).toBe('failure\nАрхив пуст: в нём нет ни одного файла.')
    expect((await client.file('v8_2.zip', await zipOf({}), 'sale')).text).toBe('success')
  })

  test('is the one that lies least deep: folders of packages may stand beside it', async () => {
    const { client, records } = await begin({
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
    const { client, records } = await begin({}, { stores: make() })
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
    const { client, records } = await begin({ 'goods.xml': utf8(catalogOf([1])) }, { stores })
    operations.length = 0
    expect((await client.imported('goods.xml')).word).toBe('success')
    expect(operations).not.toContain('uploads.list')
    expect(records).toEqual(products([1]))
  })

  test('is that of the archive that was begun last, and a file of its own where that was begun later', async () => {
    const { client, records } = await begin({
      'v8_1.zip': await zipOf({ 'import.xml': utf8(catalogOf([1])), 'first.xml': utf8(catalogOf([11])) }),
      'v8_2.zip': await zipOf({ 'import.xml': utf8(catalogOf([2])), 'offers.xml': utf8(catalogOf([22])) }),
      'offers.xml': utf8(catalogOf([3])),
    })
    for (const name of ['import.xml', 'first.xml', 'offers.xml']) await client.imported(name)
    expect(records).toEqual(products([2, 11, 3]))
  })

  test('is imported once, and again when another archive brings it with another content', async () => {
    const { client, records } = await begin({ 'import.zip': await zipOf({ 'import.xml': utf8(catalogOf(ids(30))) }) })
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
    const { client, records } = await begin({})
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
    const { client, records } = await begin({
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
    const { client, records } = await begin({ 'import.zip': zip }, { read: { encoding: 'koi8-r' } })
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
    const { client } = await begin({ 'pictures.zip': await zipOf({ 'import_files/1.jpg': picture(1) }) })
    expect((await client.imported('pictures.zip')).text).toBe('failure\nФайл не был передан в этом сеансе.')
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

describe('a broken archive', () => {
  test.skipIf(bad.length === 0)(
    'of each kind in the corpus is a failure with a sentence, changes nothing, and is closed',
    async () => {
      expect(bad.length).toBeGreaterThan(20)
      for (const name of bad) {
        const { stores, files } = countedStores(memoryStores())
        const { exchange, records } = makeSite({ stores, fileLimit: 1e8 })
        const client = new OneC(exchange)
        await client.begin()
        const bytes = new Uint8Array(readFileSync(`${BAD}/${name}`))
        await client.upload('v8.zip', bytes)
        for (const asked of ['v8.zip', 'import.xml']) {
          const { word, lines } = await client.imported(asked)
          // Some of them are whole but for one entry, and some are only odd.
          expect([name, WORDS.includes(word), lines.length]).toEqual([name, true, 2])
          if (word === 'failure') expect([name, lines[1]]).toEqual([name, expect.stringMatching(/^[^<>\0-\x1f]{20,}$/)])
        }
        expect([name, files.open]).toEqual([name, 0])
        await client.begin()
        await client.upload('import.xml', catalogOf([77]))
        expect((await client.imported('import.xml')).word).toBe('success')
        expect(records.at(-1)).toBe('product 77')
      }
    },
  )

  test.each([
    ['cut short', async () => (await zipOf({ 'import.xml': utf8(catalogOf(ids(20))) })).subarray(0, -30)],
    ['a bomb', () => zipOf({ 'import.xml': utf8(`<?xml version="1.0"?>${' '.repeat(30_000_000)}`) })],
    [
      'leaving its folder',
      async () => {
        const zip = Buffer.from(await zipOf({ 'aa/import.xml': utf8(catalogOf([1])) }))
        return new Uint8Array(Buffer.from(zip.toString('latin1').replaceAll('aa/import', '../import'), 'latin1'))
      },
    ],
    ['no archive at all', async () => utf8('PK or not')],
    ['empty', async () => new Uint8Array()],
  ])('%s: failure with a message', async (_, make) => {
    const { exchange, records } = makeSite({ fileLimit: 1e8 })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('v8.zip', await make())
    const reply = await client.imported('import.xml')
    expect(reply.word).toBe('failure')
    expect(reply.lines[1]).toMatch(/.{20,}/)
    expect(records).toEqual([])
  })

  test.each(['import.xml', 'v8.zip'])('that was asked for as %s begins anew with the next chunk', async (asked) => {
    const { exchange, records } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin()
    const zips = await Promise.all([1, 2, 3].map((id) => zipOf({ 'import.xml': utf8(catalogOf([id, `${id}0`], 900)) })))
    for (const zip of zips.slice(0, 2)) {
      for (const chunk of chunksOf(zip, 300).slice(0, 2))
        expect((await client.file('v8.zip', chunk)).text).toBe('success')
      expect((await client.imported(asked)).word).toBe('failure')
    }
    for (const zip of zips.slice(1)) {
      expect((await client.upload('v8.zip', zip, 300)).text).toBe('success')
      expect((await client.imported(asked)).word).toBe('success')
    }
    expect(records).toEqual(products([2, '20', 3, '30']))
  })

  test('whose checksum is wrong is a failure, and no record of it is kept by who waits for the end', async () => {
    const zip = await zipOf({ 'import.xml': utf8(catalogOf(ids(200))) })
    const broken = Uint8Array.from(zip)
    broken[Math.floor(zip.length / 2)] = (broken[Math.floor(zip.length / 2)] as number) ^ 0xff
    const { exchange, records } = makeSite()
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('v8.zip', broken)
    expect((await client.imported('import.xml')).word).toBe('failure')
    expect(records).toEqual([])
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

describe('files() of a job', () => {
  /** A site that notes the names, and a client that has begun. */
  async function naming(options: Partial<ExchangeOptions> = {}): Promise<{ found: string[]; client: OneC }> {
    const found: string[] = []
    const { exchange } = makeSite({
      ...options,
      async importFile({ files }) {
        for await (const { name } of files()) found.push(name)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    return { found, client }
  }

  test('have no names from an archive that would be refused as uploads: the site is told of them', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({
      extensions: ['xml', 'zip', 'jpg'],
      onError: (error) => errors.push(error),
    })
    const scripts = Object.fromEntries(ids(30).map((id) => [`import_files/${id}.jpg.php`, picture(id)]))
    const odd = { 'import_files/a.svg': picture(1), 'import_files/.htaccess': picture(2), ...scripts }
    await client.upload(
      'v8.zip',
      await zipOf({ 'import.xml': utf8(catalogOf([1])), ...odd, 'import_files/a.jpg': picture(3) }),
    )
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/a.jpg'])
    expect(String(errors[0])).toMatch(
      /leaves out .*: "import_files\/a.svg" \(extension\), "import_files\/.htaccess" \(reserved\), .* and 12 more$/,
    )
    expect(String(errors[0]).match(/\((?:extension|reserved)\)/g)).toHaveLength(20)
    expect(errors).toHaveLength(1)
  })

  test('have the names that uploads of theirs would have', async () => {
    const { found, client } = await naming()
    const pictures = { 'upload/1c/webdata/import_files/a.jpg': picture(1), 'import_files/b.jpg': picture(2) }
    await client.upload('v8.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])), ...pictures }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/a.jpg', 'import_files/b.jpg'])
  })

  test('have no name twice from two names: the first has it, and the site is told of the other', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({ onError: (error) => errors.push(error) })
    const pictures = { 'import_files/b.jpg': picture(1), 'upload/1c/webdata/import_files/b.jpg': picture(2) }
    await client.upload('v8.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])), ...pictures }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/b.jpg'])
    expect(errors.map(String)).toEqual([
      expect.stringMatching(/: "upload\/1c\/webdata\/import_files\/b.jpg" \(named as "import_files\/b.jpg"\)$/),
    ])
  })

  test('have a name as often as it was sent, in one archive and the next', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({ onError: (error) => errors.push(error) })
    const files = { 'import.xml': utf8(catalogOf([1])), 'import_files/b.jpg': picture(1) }
    for (const name of ['v8_1.zip', 'v8_2.zip']) await client.upload(name, await zipOf(files))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import.xml', 'import_files/b.jpg', 'import_files/b.jpg'])
    expect(errors).toEqual([])
  })

  test('are all of the session: pictures as they were sent and those in archives, under the names of the products', async () => {
    const found = new Map<string, Uint8Array>()
    const records: string[] = []
    const record = recordInto(records)
    const { exchange } = makeSite({
      async importFile(job) {
        const each = (async () => {
          for await (const { name, open } of job.files()) found.set(name, new Uint8Array(await buffer(open())))
        })()
        await record(job) // at the same time: both read the one archive
        await each
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import_files/ab/1.jpg', picture(1), 200)
    await client.upload(
      'v8.zip',
      await zipOf({ 'import.xml': utf8(catalogOf(ids(3_000))), 'import_files/cd/2.jpg': picture(2) }),
    )
    expect((await client.imported('import.xml')).word).toBe('success')
    expect([...found.keys()]).toEqual(['import_files/ab/1.jpg', 'import.xml', 'import_files/cd/2.jpg'])
    expect(found.get('import_files/ab/1.jpg')).toEqual(picture(1))
    expect(found.get('import_files/cd/2.jpg')).toEqual(picture(2))
    expect(records).toEqual(products(ids(3_000)))
  })

  test.each([
    ['webdata/import.xml', 'webdata/import_files/a.jpg', 'webdata/import_files/b/c.jpg'],
    ['webdata/000/import.xml', 'webdata/000/import_files/a.jpg', 'webdata/000/import_files/b/c.jpg'],
    ['import.xml', 'import_files/a.jpg', 'import_files/b/c.jpg'],
    ['import.xml', 'webdata/import_files/a.jpg', 'webdata/import_files/b/c.jpg'],
  ])('are named without the folder around everything in their archive: %s, %s', async (document, ...pictures) => {
    const names: string[] = []
    const { exchange } = makeSite({
      async importFile({ files }) {
        for await (const { name, open } of files()) names.push(name, `${(await buffer(open())).length}`)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    const [first = '', second = ''] = pictures
    const inner = { [first]: picture(1), [second]: picture(2) }
    const isAround = document.split('/').length > 1 || !first.startsWith('webdata')
    if (!isAround) await client.upload('pictures.zip', await zipOf(inner))
    await client.upload('v8.zip', await zipOf({ [document]: utf8(catalogOf([1])), ...(isAround && inner) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(names.filter((name) => name.endsWith('.jpg'))).toEqual(['import_files/a.jpg', 'import_files/b/c.jpg'])
    expect(names).toContain('import.xml')
    expect(names.filter((name) => name === '700')).toHaveLength(2)
  })

  test.each([
    ['/tmp/webdata/', '/tmp/webdata/'],
    ['/tmp/v8_3B8F_3e/webdata/', '/tmp/v8_3B8F_3e/webdata/'],
    ['000000001\\goods\\1\\', '000000001/goods/1/'],
    ['', ''],
  ])('are named without the folder around everything that was sent by itself: %s', async (backslashed, folder) => {
    const { found, client } = await naming()
    await client.upload(`${backslashed}import_files/b/c.jpg`, picture(1))
    await client.upload(`${folder}import_files/a.jpg`, picture(2))
    await client.upload(`${folder}import0_1.xml`, catalogOf([1]))
    await client.upload('v8.zip', await zipOf({ 'more/import_files/d.jpg': picture(3) }))
    expect((await client.imported(`${folder}import0_1.xml`)).word).toBe('success')
    expect(found).toEqual(['import_files/b/c.jpg', 'import_files/a.jpg', 'import0_1.xml', 'import_files/d.jpg'])
  })

  test('are named as products know them also where the document came without the folder', async () => {
    const { found, client } = await naming()
    await client.upload('import0_1.xml', catalogOf([1])) // УТ 11 sends it by its name alone
    for (const name of ['ab/1.jpg', 'cd/2.jpg']) await client.upload(`/tmp/webdata/import_files/${name}`, picture(1))
    expect((await client.imported('import0_1.xml')).word).toBe('success')
    expect(found).toEqual(['import0_1.xml', 'import_files/ab/1.jpg', 'import_files/cd/2.jpg'])
  })

  test.each([
    [['goods/1/import_files/a.jpg', 'goods/2/import_files/a.jpg', 'goods/import.xml']],
    [['photos/a.jpg', 'photos/import.xml']],
    [['photos/a.jpg', 'import.xml']],
  ])('are named as they were sent where they lie in several folders, or in one of their own: %s', async (names) => {
    const { found, client } = await naming()
    for (const name of names) await client.upload(name, name.endsWith('.xml') ? catalogOf([1]) : picture(1))
    expect((await client.imported(names.at(-1) as string)).word).toBe('success')
    expect(found).toEqual(names)
  })

  test('are not what macOS puts beside them, which is no reason to keep the folder around either', async () => {
    const { found, client } = await naming()
    const own = { 'webdata/import.xml': utf8(catalogOf([1])), 'webdata/import_files/a.jpg': picture(1) }
    const forks = { '__MACOSX/webdata/._import.xml': picture(2), 'webdata/import_files/._a.jpg': picture(3) }
    await client.upload('v8.zip', await zipOf({ ...own, ...forks }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found).toEqual(['import.xml', 'import_files/a.jpg'])
  })

  test('are named as they are where no folder is around everything', async () => {
    const { found, client } = await naming()
    const names = ['photos/a.jpg', 'photos/b.jpg']
    await client.upload('pictures.zip', await zipOf(Object.fromEntries(names.map((name) => [name, picture(1)]))))
    await client.upload('v8.zip', await zipOf({ 'web/import.xml': utf8(catalogOf([1])), 'photos/c.jpg': picture(3) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found).toEqual([...names, 'web/import.xml', 'photos/c.jpg'])
  })

  test('are none of another session', async () => {
    const names: string[] = []
    const { exchange } = makeSite({
      async importFile({ files }) {
        for await (const { name } of files()) names.push(name)
      },
    })
    const [client, other] = [new OneC(exchange), new OneC(exchange)]
    await other.begin()
    await other.upload('import_files/ab/secret.jpg', picture(1))
    await client.begin()
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect(names).toEqual(['import.xml'])
  })
})
