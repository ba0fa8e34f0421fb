import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createExchange, type ExchangeOptions, memoryStores } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { exchangeAt, startChild } from './helpers/child.ts'
import { FakeClock, settled } from './helpers/fake-clock.ts'
import { catalogOf, ids, offersOf, ordersOf, products } from './helpers/files.ts'
import { head, listen, open, replyOn } from './helpers/http-site.ts'
import { basic, chunksOf, OneC, piecesOf, queryOf, type Reply, utf8, WORDS } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite, recordInto, type TestSite, taken } from './helpers/site.ts'
import { isWrite, type Operation, watchedStores } from './helpers/watched-stores.ts'

// A row of the table of abuses and faults is a `describe` by the name that it has there.

watchRejections()

const root = await mkdtemp(join(tmpdir(), 'commerceml-abuse-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0
const freshFolder = (): string => join(root, `${++made}`)

/** A site with a list of what was asked of its stores. */
function watchedSite(options: Partial<ExchangeOptions> = {}): TestSite & { operations: Operation[] } {
  const operations: Operation[] = []
  const stores = watchedStores(options.stores ?? memoryStores(), (operation, work) => {
    operations.push(operation)
    return work()
  })
  return { ...makeSite({ ...options, stores }), operations }
}

const TYPES = ['catalog', 'sale', 'reference', 'get_catalog']
const MODES = ['init', 'file', 'import', 'query', 'success', 'info', 'deactivate', 'complete', 'listen']

const BAD_NAMES: readonly (readonly [what: string, query: string])[] = [
  ['../x', 'filename=../x.xml'],
  ['a folder up inside', 'filename=import_files/../../x.xml'],
  ['absolute', 'filename=/etc/passwd.xml'],
  ['absolute behind the folder of 1C on Linux', 'filename=/tmp//etc/x.xml'],
  ['..\\', 'filename=..\\x.xml'],
  ['%2e%2e', 'filename=%2e%2e%2fx.xml'],
  ['%2e%2e encoded twice', 'filename=%252e%252e%252fx.xml'],
  ['NUL', 'filename=import%00.xml'],
  ['a line feed', 'filename=import%0Asuccess.xml'],
  ['C:', 'filename=C:\\x.xml'],
  ['C: without a slash', 'filename=c:x.xml'],
  ['a device name', 'filename=con.xml'],
  ['a device name in a folder', 'filename=a/LPT1.xml'],
  ['2,000 characters', `filename=${'a'.repeat(2000)}.xml`],
  ['filename[]=a (array in query parsers)', 'filename[]=a.xml'],
  ['missing', ''],
  ['empty', 'filename='],
  ['a script', 'filename=shell.php'],
  ['a script that plays a picture', 'filename=shell.php.jpg'],
  ['without extension', 'filename=import'],
  ['a hidden file', 'filename=.htaccess.xml'],
  ['an alternate data stream', 'filename=import.xml:evil.xml'],
  ['a mark that turns text around', 'filename=%E2%80%AEgpj.xml'],
]

describe('`filename=../x`, absolute, `..\\`, `%2e%2e`, NUL, `C:`, device names, 2,000 chars, `filename[]=a` (array in query parsers), missing, empty', () => {
  test.each(BAD_NAMES)('%s: file and import are refused, and the store is not touched', async (_, query) => {
    const { exchange, operations } = watchedSite()
    const client = new OneC(exchange)
    await client.begin()
    operations.length = 0
    for (const mode of ['file', 'import']) {
      const { status, headers, body } = await exchange.handle({
        url: `/1c?type=catalog&mode=${mode}&${query}`,
        cookie: client.cookie,
        body: piecesOf(utf8('<?xml?>')),
      })
      const text = new TextDecoder('windows-1251').decode(body as Uint8Array)
      expect(text).toMatch(/^failure\n[А-Я][^\n<>/\\]+$/)
      expect(status).toBe(200)
      expect(headers['Content-Type']).toBe('text/plain; charset=windows-1251')
    }
    expect(operations.filter(({ name }) => !name.startsWith('sessions.'))).toEqual([])
  })

  test('whatever the name is, nothing is stored outside the area, and nothing under another name than its own', async () => {
    const { exchange, operations } = watchedSite()
    const client = new OneC(exchange)
    await client.begin()
    let sent = 0
    const piece = fc.constantFrom('..', '.', 'a', 'import', '.xml', '/', '\\', '%2e', '\0', ':', 'con', ' ', 'я', '\n')
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => `${pieces.join('')}.xml`),
    )
    await fc.assert(
      fc.asyncProperty(name, async (filename) => {
        operations.length = 0
        const { word } = await client.file(filename.toWellFormed(), `${++sent}`) // the same again is not stored
        const names = operations.filter((operation) => operation.name === 'uploads.commit')
        expect(names).toHaveLength(word === 'success' ? 1 : 0)
        for (const { area, file } of names) {
          expect(area).toBe(client.id)
          expect(file?.split('/').some((part) => ['', '.', '..'].includes(part))).toBe(false)
          expect(file).not.toMatch(/[\\:\0\n]/)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('no or wrong cookie on init/file/import/query/success', () => {
  const cells = TYPES.flatMap((type) => MODES.map((mode) => ({ type, mode })))
  const cookieOf: Record<string, (site: TestSite, clock: FakeClock) => Promise<string | undefined>> = {
    none: async () => undefined,
    wrong: async () => `commerceml_session=${'ab'.repeat(16)}`,
    'of another shape': async () => 'commerceml_session=../../x; PHPSESSID=1',
    'of another name, and wrong': async () => `PHPSESSID=${'ab'.repeat(16)}`,
    expired: async ({ exchange }, clock) => {
      const client = new OneC(exchange)
      await client.begin()
      await clock.advance(6 * 60 * 60 * 1000 + 1)
      return client.cookie
    },
  }

  test.each(Object.entries(cookieOf))(
    '%s: the same failure in each cell, the body is not read, nothing is stored',
    async (_, cookieFor) => {
      const texts = new Set<string>()
      let asked = 0
      for (const { type, mode } of cells) {
        const clock = new FakeClock()
        let read = 0
        const site = watchedSite({ clock })
        const cookie = await cookieFor(site, clock)
        site.operations.length = 0
        async function* body() {
          read++
          yield utf8('x')
        }
        const parameters = { filename: 'import.xml', timestamp: '1', package: '0' }
        const reply = await new OneC(site.exchange).ask(type, mode, parameters, { cookie, body: body() })
        const known = !(type === 'get_catalog' && !['init', 'query'].includes(mode))
        const possible =
          known &&
          !(type !== 'sale' && ['query', 'success', 'info', 'listen'].includes(mode) && type !== 'get_catalog') &&
          !(type !== 'catalog' && mode === 'deactivate')
        // To init there is a line more, or УТ would take it for the parameters.
        const text = mode === 'init' ? reply.text.replace('\nОбмен не начат.', '') : reply.text
        if (possible) texts.add(text)
        else expect(text).toBe('failure\nНеизвестная команда: проверьте параметры type и mode.')
        asked++
        expect(reply.status).toBe(200)
        expect(read).toBe(0)
        expect(site.operations.filter(isWrite)).toEqual([])
        expect(site.operations.every(({ name }) => name === 'sessions.get')).toBe(true)
        expect(reply.headers).not.toHaveProperty('Set-Cookie')
      }
      expect(asked).toBe(TYPES.length * MODES.length)
      expect([...texts]).toEqual(['failure\nСеанс обмена не открыт или истёк: начните обмен заново.'])
    },
  )

  test("other user's: a session reads and writes in its own area alone, whatever names it knows", async () => {
    const { exchange, operations, records } = watchedSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')]
    await mine.begin()
    await mine.upload('import.xml', catalogOf(ids(3)))
    await other.begin()
    for (const { type, mode } of cells) {
      operations.length = 0
      await other.ask(type, mode, { filename: 'import.xml', timestamp: '1' }, { body: piecesOf(utf8('<x/>')) })
      expect(operations.filter(({ area }) => area !== undefined && area !== other.id)).toEqual(
        operations.filter(({ name }) => name === 'imports.importsSince'),
      )
    }
    expect(records).toEqual([])
    expect((await mine.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(3)))
  })
})

describe('session fixation', () => {
  test("a fresh id of 128 bits at each checkauth; the client's own is never taken, and does not work", async () => {
    const { exchange } = makeSite()
    const seen = new Set<string>()
    const own = 'ab'.repeat(16)
    const client = new OneC(exchange)
    for (let times = 0; times < 100; times++) {
      await client.checkauth('catalog', { cookie: `commerceml_session=${own}` })
      expect(client.id).toMatch(/^[0-9a-f]{32}$/)
      seen.add(client.id)
    }
    expect(seen.size).toBe(100)
    expect(seen.has(own)).toBe(false)
    const reply = await client.ask('catalog', 'init', {}, { cookie: `commerceml_session=${own}` })
    expect(reply.word).toBe('failure')
  })

  test('a login with a live session of somebody else begins a session of its own, and leaves that one alone', async () => {
    const { exchange } = makeSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')]
    await mine.begin()
    await other.checkauth('catalog', { cookie: mine.cookie })
    expect(other.id).not.toBe(mine.id)
    expect((await mine.ask('catalog', 'init')).word).toBe('zip=no')
  })
})

describe('brute force', () => {
  test('1,000 wrong then 1 right: the limiter was called each time, and no password is in records or errors', async () => {
    const asked: unknown[] = []
    const attempts: unknown[] = []
    const told: unknown[] = []
    const { exchange, errors } = makeSite({
      allowAttempt: (attempt) => {
        asked.push(attempt)
        return true
      },
      onAttempt: (attempt) => attempts.push(attempt),
      onRequest: (record) => told.push(record),
    })
    for (let number = 0; number < 1_000; number++) {
      const client = new OneC(exchange, 'shop', `geheim-${number}`)
      const reply = await client.checkauth('catalog', { address: '10.0.0.1' })
      expect(reply.text).toBe('failure\nНеверное имя пользователя или пароль.')
      expect(reply.headers).not.toHaveProperty('Set-Cookie')
    }
    const right = new OneC(exchange)
    expect((await right.checkauth('catalog', { address: '10.0.0.1' })).word).toBe('success')
    expect(asked).toHaveLength(1_001)
    expect(asked.every((attempt) => JSON.stringify(attempt) === '{"user":"shop","address":"10.0.0.1"}')).toBe(true)
    expect(attempts.filter((attempt) => (attempt as { accepted: boolean }).accepted)).toHaveLength(1)
    expect(told).toHaveLength(1_001)
    const everything = JSON.stringify([asked, attempts, told, errors.map(String)])
    expect(everything).not.toMatch(/geheim|right/)
    expect(everything).not.toContain(right.id)
  })

  test('a limiter that says no keeps even the right password out, and it is not looked at', async () => {
    let looked = 0
    const { exchange } = makeSite({
      allowAttempt: async () => false,
      authenticate: () => {
        looked++
        return true
      },
    })
    const reply = await new OneC(exchange).checkauth()
    expect(reply.text).toBe('failure\nСлишком много попыток входа: повторите позже.')
    expect(looked).toBe(0)
  })
})

describe('body over file_limit', () => {
  const LIMIT = 1_000
  const bodies = [
    ['limit − 1', LIMIT - 1, 'success'],
    ['limit', LIMIT, 'success'],
    ['limit + 1', LIMIT + 1, 'failure'],
    ['ten times the limit', LIMIT * 10, 'failure'],
  ] as const
  const TOO_LONG = 'failure\nСлишком большой запрос: размер ограничен значением file_limit.'

  test.each(bodies)('%s, with and without Content-Length', async (_, length, word) => {
    for (const contentLength of [length, undefined]) {
      const { exchange, operations } = watchedSite({ fileLimit: LIMIT })
      const client = new OneC(exchange)
      await client.begin()
      const reply = await client.file('a.xml', 'x'.repeat(length), 'catalog', { contentLength })
      expect(reply.text).toBe(word === 'success' ? 'success' : TOO_LONG)
      const count = (name: string): number => operations.filter((operation) => operation.name === name).length
      expect(count('uploads.commit')).toBe(word === 'success' ? 1 : 0)
      expect(count('uploads.begin')).toBe(count('uploads.commit') + count('uploads.abort'))
    }
  })

  test('no more than one piece behind the limit is read', async () => {
    const { exchange } = makeSite({ fileLimit: LIMIT })
    const client = new OneC(exchange)
    await client.begin()
    let read = 0
    async function* body() {
      for (; read < 1_000_000; read += 100) yield new Uint8Array(100)
    }
    const reply = await client.ask('catalog', 'file', { filename: 'a.xml' }, { body: body() })
    expect(reply.text).toBe(TOO_LONG)
    expect(read).toBeLessThanOrEqual(LIMIT)
  })

  test.each([
    ['more', 600],
    ['less', 400],
  ])('a Content-Length that promises %s than comes is a failure, and the file stays as it was', async (_, promised) => {
    const { exchange, records } = makeSite()
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(2)))
    const reply = await client.file('import.xml', new Uint8Array(500), 'catalog', { contentLength: promised })
    expect(reply.text).toBe('failure\nПередача оборвалась: получены не все данные.')
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(2)))
  })

  test('through node:http: with Content-Length, chunked, and the connection serves the next request', async () => {
    const { exchange } = makeSite({ fileLimit: LIMIT })
    const site = await listen(createNodeHandler(exchange))
    const client = new OneC(exchange)
    await client.begin()
    const path = queryOf('catalog', 'file', { filename: 'a.xml' })
    const cookie = client.cookie ?? ''
    for (const [, length, word] of [
      ...bodies,
      ['a bit more than is listened to at least', LIMIT + 60_000, 'failure'] as const,
    ]) {
      for (const chunked of [false, true]) {
        const socket = await open(site.port)
        const headers = chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': length }
        socket.write(head('POST', path, { Cookie: cookie, ...headers }))
        if (chunked) socket.write(`${length.toString(16)}\r\n${'x'.repeat(length)}\r\n0\r\n\r\n`)
        else socket.write('x'.repeat(length))
        const reply = await replyOn(socket)
        expect(reply?.text).toBe(word === 'success' ? 'success' : TOO_LONG)
        socket.write(head('GET', queryOf('catalog', 'init'), { Cookie: cookie }))
        expect((await replyOn(socket))?.word).toBe('zip=no')
        socket.destroy()
      }
    }
    await site.close()
  })
})

describe('slow body', () => {
  /** A body of one byte every so often, for ever. */
  async function* drops(clock: FakeClock, milliseconds: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      await clock.sleep(milliseconds, new AbortController().signal)
      yield utf8('x')
    }
  }
  const TOO_SLOW = 'failure\nДанные приходят слишком медленно: передача прервана.'

  test.each([
    ['one byte a second is cut at the deadline', 1_000, 280_000],
    ['nothing for a while is cut when it was idle too long', Number.POSITIVE_INFINITY, 30_000],
    ['a byte just before it would be idle is cut at the deadline as well', 29_999, 280_000],
  ])('%s, and the file is as it was', async (_, every, deadline) => {
    const clock = new FakeClock()
    const { exchange, records, operations } = watchedSite({ clock })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(2)))
    const started = clock.now()
    let replied: number | undefined
    const reply = client.ask('catalog', 'file', { filename: 'import.xml' }, { body: drops(clock, every) })
    reply.then(() => {
      replied = clock.now()
    })
    expect((await clock.until(reply, 250)).text).toBe(TOO_SLOW)
    expect((replied ?? 0) - started).toBe(deadline)
    expect(operations.filter(({ name }) => name === 'uploads.abort')).toHaveLength(1)
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(2)))
  })

  test('through node:http the client gets the failure, and the connection is let go of', async () => {
    const { exchange } = makeSite({ limits: { bodyIdle: 100 } })
    const site = await listen(createNodeHandler(exchange))
    const client = new OneC(exchange)
    await client.begin()
    const socket = await open(site.port)
    const headers = { Cookie: client.cookie ?? '', 'Content-Length': 1_000 }
    socket.write(`${head('POST', queryOf('catalog', 'file', { filename: 'a.xml' }), headers)}half`)
    expect((await replyOn(socket))?.text).toBe(TOO_SLOW)
    socket.write('x'.repeat(996)) // the rest comes after all: it is thrown away, and the next request is heard
    socket.write(head('GET', queryOf('catalog', 'init'), { Cookie: client.cookie ?? '' }))
    expect((await replyOn(socket))?.word).toBe('zip=no')
    socket.destroy()
    await site.close()
  })
})

describe('connection cut in a chunk', () => {
  test('at 64 positions of a 64 KiB chunk the file keeps its whole chunks alone, and the next exchange works', async () => {
    const folder = freshFolder()
    const { exchange, records } = makeSite({ stores: diskStores(folder) })
    const site = await listen(createNodeHandler(exchange))
    const client = new OneC(exchange)
    const file = utf8(catalogOf(ids(900), 100))
    const [first, second, third] = [0, 1, 2].map((part) =>
      file.subarray(part * 65_536, part < 2 ? (part + 1) * 65_536 : file.length),
    ) as [Uint8Array, Uint8Array, Uint8Array]
    expect(third.length).toBeGreaterThan(0)
    await client.begin()
    await client.file('import.xml', first)
    const path = queryOf('catalog', 'file', { filename: 'import.xml' })
    for (let position = 0; position < 64; position++) {
      const socket = await open(site.port)
      const headers = { Cookie: client.cookie ?? '', 'Content-Length': second.length }
      socket.write(head('POST', path, headers))
      const cut = Math.floor((position * second.length) / 64) + (position === 63 ? 1_000 : 0)
      await new Promise<void>((resolve) => socket.write(second.subarray(0, cut), () => resolve()))
      if (position % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
    }
    await delay(200)
    const stored = await diskStores(folder).uploads.open(client.id, 'import.xml')
    expect(stored?.size).toBe(first.length)
    await stored?.close()
    await client.file('import.xml', second)
    await client.file('import.xml', third)
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(900)))
    await site.close()
  })
})

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

describe('import of a missing or foreign file', () => {
  test('failure, and the session goes on', async () => {
    const { exchange, records } = makeSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange)]
    await mine.begin()
    await other.begin()
    await other.upload('import.xml', catalogOf(ids(3)))
    await other.upload('v8.zip', await zipOf({ 'offers.xml': utf8(offersOf(ids(3))) }))
    for (const name of ['import.xml', 'offers.xml', 'v8.zip', 'nothing.xml', 'import_files/a.jpg']) {
      expect((await mine.import(name)).text).toBe('failure\nФайл не был передан в этом сеансе.')
    }
    expect(records).toEqual([])
    await mine.upload('import.xml', catalogOf([7]))
    expect((await mine.imported('import.xml')).word).toBe('success')
    expect((await other.imported('import.xml')).word).toBe('success')
    expect((await other.imported('offers.xml')).word).toBe('success')
    expect(records).toEqual([...products([7]), ...products(ids(3)), ...ids(3).map((id) => `offer ${id}`)])
  })
})

describe('two imports at once, same session and file', () => {
  /** An importer that lets others in between records. */
  const slowly =
    (records: string[]) =>
    async ({ events }: Parameters<ExchangeOptions['importFile']>[0]): Promise<void> => {
      for await (const event of events) {
        if (event.type !== 'product') continue
        records.push(`product ${event.product.id}`)
        await delay(0)
      }
    }

  test.each([
    ['in one process', () => memoryStores(), 1],
    ['in one process, on a disk', () => diskStores(freshFolder()), 1],
    ['in two processes over one disk', () => diskStores(freshFolder()), 2],
  ] as const)('%s: 50 at once, each record once', async (_, makeStores, processes) => {
    const stores = makeStores()
    const records: string[] = []
    const exchanges = Array.from({ length: processes }, () =>
      createExchange({ authenticate: () => true, stores, importFile: slowly(records), limits: { importSlice: 50 } }),
    )
    const client = new OneC(exchanges[0] as (typeof exchanges)[0])
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(100)), 1_000)
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const one = new OneC(exchanges[index % processes] as (typeof exchanges)[0])
        one.cookie = client.cookie
        return one.imported('import.xml')
      }),
    )
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(['success\nimport.xml: 100 %, товаров 100']))
    expect(records).toEqual(products(ids(100)))
  })
})

describe('two 1C bases at once', () => {
  test('1,000 seeds of interleaving: both end right, each with its own files', async () => {
    const run = async (seed: number): Promise<void> => {
      const { exchange, records } = makeSite({ fileLimit: 700 })
      const next = randomOf(seed)
      const base = (first: number): (() => Promise<void>)[] => {
        const client = new OneC(
          exchange,
          first < 100 ? 'shop' : 'other',
          first < 100 ? 'right' : 'пароль:с:двоеточиями',
        )
        const chunks = chunksOf(utf8(catalogOf(ids(12, first))), 700)
        return [
          async () => void (await client.begin()),
          ...chunks.map((chunk) => async () => expect((await client.file('import.xml', chunk)).text).toBe('success')),
          async () => expect((await client.imported('import.xml')).word).toBe('success'),
          async () => void (await client.upload('offers.xml', offersOf(ids(2, first)))),
          async () => expect((await client.imported('offers.xml')).word).toBe('success'),
        ]
      }
      const steps = [base(1), base(101)]
      const running: Promise<void>[] = [Promise.resolve(), Promise.resolve()]
      while (steps.some((left) => left.length > 0)) {
        const which = next(2)
        const step = steps[which]?.shift()
        if (step === undefined) continue
        running[which] = (running[which] as Promise<void>).then(step)
        if (next(3) === 0) await running[which]
      }
      await Promise.all(running)
      const expected = [1, 101].flatMap((first) => [
        ...products(ids(12, first)),
        ...ids(2, first).map((id) => `offer ${id}`),
      ])
      expect([...records].sort()).toEqual(expected.sort())
    }
    for (let seed = 0; seed < 1_000; seed++) await run(seed)
  })
})

function randomOf(seed: number): (below: number) => number {
  let state = seed + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('1C repeats import after `progress`', () => {
  test('each request two or three times at random: the same end state', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const next = randomOf(seed)
      const confirmed: string[] = []
      const { exchange, records } = makeSite({
        limits: { importSlice: 0 },
        orders: {
          query: async () => ({ document: ordersOf([1]), offer: 'one' }),
          confirm: async (offer) => void confirmed.push(offer),
        },
      })
      const client = new OneC(exchange)
      const often = async (ask: () => Promise<Reply>): Promise<Reply> => {
        let reply = await ask()
        for (let times = next(3); times > 0; times--) reply = await ask()
        return reply
      }
      await often(() => client.checkauth())
      await often(() => client.ask('catalog', 'init'))
      for (const chunk of chunksOf(utf8(catalogOf(ids(20))), 600)) await often(() => client.file('import.xml', chunk))
      await often(() => client.import('import.xml'))
      expect((await often(() => client.imported('import.xml'))).word).toBe('success')
      await often(() => client.ask('sale', 'query'))
      await often(() => client.ask('sale', 'success'))
      await often(() => client.file('orders.xml', ordersOf([5, 6]), 'sale'))
      await often(() => client.imported('orders.xml', 'sale'))
      await often(() => client.ask('catalog', 'complete'))
      expect(records).toEqual([...products(ids(20)), 'order 5', 'order 6'])
      expect(confirmed).toEqual(['one'])
    }
  })
})

describe('kill -9 in the middle of an import', () => {
  test('20 kills at any moment of upload and import: afterwards there is what a clean run brings', async () => {
    const folder = freshFolder()
    const log = `${folder}.log`
    await writeFile(log, '')
    let child = await startChild('crash-child', [folder, log])
    let inImport = 0
    for (let loop = 0; loop < 20; loop++) {
      const numbers = ids(200, loop * 1_000)
      const bytes = utf8(catalogOf(numbers, 50))
      const client = new OneC(exchangeAt(child))
      let begun: (() => void) | undefined
      const importing = new Promise<void>((resolve) => {
        begun = resolve
      })
      const whole = async (): Promise<string> => {
        await client.begin()
        await client.upload('import.xml', bytes, Math.ceil(bytes.length / 5))
        begun?.()
        return (await client.imported('import.xml')).text
      }
      const first = whole().catch(() => 'cut')
      const late = loop % 4 > 0
      if (late) await importing
      await delay(1 + loop * (late ? 3 : 1))
      await child.kill()
      const cut = await first
      if (late && cut === 'cut') inImport++
      child = await startChild('crash-child', [folder, log])
      Object.assign(client, { exchange: exchangeAt(child) })
      // Either it goes on where it was, or it begins anew, as 1C does.
      const goesOn = late && loop % 2 === 0
      const text = goesOn ? (await client.imported('import.xml')).text : await whole()
      expect(text).toBe('success\nimport.xml: 100 %, товаров 200')
      expect(['cut', text]).toContain(cut)
      const kept = new Set(readFileSync(log, 'utf8').trim().split('\n'))
      const own = [...kept].filter((record) => Math.floor(Number(record.split(' ')[1]) / 1_000) === loop)
      expect(own).toEqual(products(numbers))
    }
    await child.kill()
    expect(inImport).toBeGreaterThan(5)
  })
})

/** A whole exchange: catalog in chunks, a picture, an archive, offers. Gives the first reply that is no success. */
async function wholeExchange(client: OneC): Promise<Reply> {
  const zip = await zipOf({ 'offers.xml': utf8(offersOf(ids(3))) })
  const steps: (() => Promise<Reply>)[] = [
    () => client.checkauth(),
    () => client.ask('catalog', 'init'),
    ...chunksOf(utf8(catalogOf(ids(12))), 500).map((chunk) => () => client.file('import.xml', chunk)),
    () => client.file('import_files/a.jpg', 'a picture'),
    ...chunksOf(zip, 100).map((chunk) => () => client.file('v8.zip', chunk)),
    () => client.imported('import.xml'),
    () => client.imported('offers.xml'),
  ]
  let reply: Reply | undefined
  for (const step of steps) {
    reply = await step()
    if (!['success', 'zip=no'].includes(reply.word)) return reply
  }
  return reply as Reply
}
const ALL = [...products(ids(12)), ...ids(3).map((id) => `offer ${id}`)].sort()

describe('power cut between chunk writes', () => {
  test.each([
    ['the last operation was done, the sessions are kept', true, true],
    ['the last operation was done, the sessions are gone', true, false],
    ['the last operation was not done, the sessions are kept', false, true],
    ['the last operation was not done, the sessions are gone', false, false],
  ])('at every operation, %s: 1C begins anew and everything is there', async (_, done, kept) => {
    let cuts = 0
    for (let at = 1; ; at++) {
      const disk = memoryStores()
      const records = new Set<string>()
      const importer = recordInto({ push: (...found: string[]) => found.map((record) => records.add(record)).length })
      let count = 0
      const before = watchedStores(disk, async (_, work) => {
        if (++count < at) return work()
        if (count === at && done) await work()
        throw new Error('the power is off')
      })
      const limits = { importLease: 1, importSlice: 20 }
      const client = new OneC(makeSite({ stores: before, importFile: importer, limits }).exchange)
      const reply = await wholeExchange(client)
      await settled(10)
      if (count < at) {
        expect(reply.word).toBe('success')
        break
      }
      cuts++
      const stores = kept ? disk : { ...disk, sessions: memoryStores().sessions }
      const site = makeSite({ stores, importFile: importer, limits })
      Object.assign(client, { exchange: site.exchange })
      // What was cut is not imported as if it were whole.
      await delay(2)
      const half = await client.imported('import.xml')
      if (half.word === 'success') expect([...records]).toEqual(expect.arrayContaining(products(ids(12))))
      const again = await wholeExchange(client)
      expect([at, again.word, again.rest]).toEqual([at, 'success', 'offers.xml: 100 %, предложений 3'])
      expect([...records].sort()).toEqual(ALL)
    }
    expect(cuts).toBeGreaterThan(60)
  })
})

describe('disk full, quota, fsync error', () => {
  test.each(['ENOSPC', 'EDQUOT', 'EIO'])(
    '%s at the Nth operation, for every N: failure, no part left, and the next exchange works',
    async (code) => {
      let faults = 0
      const silent = new Set<string>()
      for (let at = 1; ; at++) {
        let count = 0
        let failed: string | undefined
        let begun = 0
        let ended = 0
        const stores = watchedStores(memoryStores(), async ({ name }, work) => {
          if (++count === at) {
            failed = name
            throw Object.assign(new Error(`${code}: made up`), { code })
          }
          const result = await work()
          if (name === 'uploads.begin') begun++
          if (name === 'uploads.commit' || name === 'uploads.abort') ended++
          return result
        })
        const { exchange, records, errors } = makeSite({ stores, limits: { importLease: 1, importSlice: 20 } })
        const client = new OneC(exchange)
        const reply = await wholeExchange(client)
        await settled(10)
        if (failed === undefined) {
          expect(reply.word).toBe('success')
          break
        }
        faults++
        if (reply.word === 'success') {
          silent.add(failed)
          expect([...records].sort()).toEqual(ALL)
        } else expect([failed, reply.word]).toEqual([failed, 'failure'])
        expect([failed, reply.text.includes(code)]).toEqual([failed, false])
        if (failed !== 'uploads.abort' && failed !== 'uploads.close')
          expect([failed, errors.length]).toEqual([failed, 1])
        expect([failed, begun - ended]).toEqual([failed, 0])
        await delay(2)
        const again = await wholeExchange(client)
        expect([failed, again.word, again.rest]).toEqual([failed, 'success', 'offers.xml: 100 %, предложений 3'])
        expect([...new Set(records)].sort()).toEqual(ALL)
      }
      expect(faults).toBeGreaterThan(60)
      // These are not what a reply is about: sweeping, closing, and keeping the end of an import that was told.
      const others = ['sessions.unusedSince', 'uploads.areas', 'imports.update', 'uploads.close', 'uploads.abort']
      expect([...silent].filter((name) => !others.includes(name))).toEqual([])
    },
  )
})

describe('reply injection', () => {
  const nasty = fc
    .array(
      fc.constantFrom('\r', '\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', 'success', 'progress', 'x', ' ', 'я'),
    )
    .map((parts) => parts.join(''))

  test('what an importer throws or returns is one line behind the word', async () => {
    let message = ''
    let fails = true
    const { exchange } = makeSite({
      charset: 'utf-8',
      async importFile(job) {
        if (fails) throw new Error(message)
        await taken(job)
        return message
      },
    })
    const client = new OneC(exchange)
    await fc.assert(
      fc.asyncProperty(nasty, fc.boolean(), async (text, throws) => {
        message = text
        fails = throws
        await client.begin()
        await client.upload('import.xml', catalogOf([1]))
        const reply = await client.imported('import.xml')
        expect(reply.word).toBe(throws ? 'failure' : 'success')
        expect(reply.text.split(/[\n\r\u2028\u2029\u0085\v\f\0]/).length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 500 },
    )
  })

  test('what a source of orders throws is not told at all', async () => {
    let message = ''
    const { exchange, errors } = makeSite({
      orders: {
        async query() {
          throw new Error(message)
        },
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        message = text
        expect((await client.ask('sale', 'query')).text).toBe('failure\nСайт не смог подготовить документ.')
      }),
      { numRuns: 100 },
    )
    expect(errors).toHaveLength(100)
  })
})

describe('Content-Encoding gzip, multipart, BOM in names, cp1251 in the query string', () => {
  const client = async (): Promise<OneC> => {
    const { exchange } = makeSite()
    const one = new OneC(exchange)
    await one.begin()
    return one
  }

  test.each([
    ['gzip', { contentEncoding: 'gzip' }, 'failure'],
    ['deflate, gzip', { contentEncoding: 'deflate, gzip' }, 'failure'],
    ['identity', { contentEncoding: 'Identity' }, 'success'],
    ['multipart', { contentType: 'multipart/form-data; boundary=x' }, 'failure'],
    ['Multipart', { contentType: ' Multipart/Form-Data; boundary=x' }, 'failure'],
    ['a boundary behind a charset', { contentType: 'multipart/mixed; charset=utf-8; Boundary="x"' }, 'failure'],
    ['multipart without a boundary, which is no form', { contentType: 'multipart/form-data' }, 'success'],
    ['a form that is none, as curl has it', { contentType: 'application/x-www-form-urlencoded' }, 'success'],
    ['bytes', { contentType: 'application/octet-stream' }, 'success'],
  ])('%s', async (_, headers, word) => {
    const reply = await (await client()).file('import.xml', catalogOf([1]), 'catalog', headers)
    expect(reply.text).toBe(
      word === 'success'
        ? 'success'
        : 'failure\nТело запроса сжато или отправлено как форма: отправляйте файл как есть.',
    )
  })

  test('a byte order mark in a name is refused: nobody sees it', async () => {
    expect((await (await client()).file('\uFEFFimport.xml', 'x')).word).toBe('failure')
  })

  test('a name in windows-1251 is the same as in UTF-8, encoded and as it is', async () => {
    const one = await client()
    const ansi = '%CA%E0%F2%E0%EB%EE%E3.xml' // Каталог
    const raw = Buffer.from('caE0f2e0ebeee3', 'hex').toString('latin1')
    const ask = (name: string, mode: string) =>
      one.exchange.handle({
        url: `/1c?type=catalog&mode=${mode}&filename=${name}`,
        cookie: one.cookie,
        body: piecesOf(utf8(catalogOf([1]))),
      })
    await ask(ansi, 'file')
    for (const name of [ansi, `${raw}.xml`, encodeURIComponent('Каталог.xml'), 'Каталог.xml']) {
      const { body } = await ask(name, 'import')
      expect(new TextDecoder('windows-1251').decode(body as Uint8Array)).toBe('success\nКаталог.xml: 100 %, товаров 1')
    }
  })

  test('a password in windows-1251 is the same as in UTF-8', async () => {
    const { exchange } = makeSite()
    const password = 'пароль:с:двоеточиями'
    const ansi = Buffer.from([...`other:${password}`].map((letter) => ansiByte(letter)))
    const authorization = `Basic ${ansi.toString('base64')}`
    expect((await new OneC(exchange).checkauth('catalog', { authorization })).word).toBe('success')
    const utf = { authorization: basic('other', password) }
    expect((await new OneC(exchange).checkauth('catalog', utf)).word).toBe('success')
  })
})

const ansiByte = (letter: string): number => {
  const point = letter.codePointAt(0) as number
  return point < 0x80 ? point : point - 0x430 + 0xe0
}

describe('HTML in the reply', () => {
  const FORBIDDEN = /<[a-z/!]|\bat .+:\d+|node_modules|\.[jt]s\b|\/(?:tmp|work|home|var|root)\/|commerceml\/\d|Node/i

  test('on every error path: one line behind a word, no stack, no path, no version, no markup', async () => {
    const seen = new Map<string, string>()
    const told: unknown[] = []
    const folder = freshFolder()
    let broken = ''
    const stores = watchedStores(diskStores(folder), async (operation, work) => {
      if (operation.name === broken) {
        throw Object.assign(new Error(`ENOSPC: no space left on device, write '${folder}/x'`), { code: 'ENOSPC' })
      }
      return work()
    })
    const fail = async (): Promise<never> => {
      throw new Error(`<b>${folder}</b>`)
    }
    const { exchange } = makeSite({
      stores,
      fileLimit: 10_000,
      limits: { importSlice: 500 },
      token: 'offered',
      orders: { query: fail, confirm: fail, info: fail, wait: fail },
      catalog: { query: fail },
      deactivate: fail,
      complete: fail,
      onError: (error) => told.push(error),
    })
    const client = new OneC(exchange)
    const note = async (what: string, asked: Promise<Reply>): Promise<void> => {
      seen.set(what, (await asked).text)
    }
    const zip = await zipOf({ 'import.xml': utf8(catalogOf([1])) })
    await note('no credentials', client.ask('catalog', 'checkauth'))
    await note('bad credentials', new OneC(exchange, 'shop', 'x').checkauth())
    await client.begin()
    for (const mode of ['query', 'success', 'info', 'listen', 'complete']) await note(mode, client.ask('sale', mode))
    await note('package', client.ask('get_catalog', 'query'))
    await note('deactivate', client.ask('catalog', 'deactivate', { timestamp: 'x' }))
    await note('unknown', client.ask('<script>', '</script>'))
    await note('no token', client.ask('catalog', 'init', { sessid: '<b>' }))
    await client.upload('text.xml', 'no XML at all')
    await note('no XML', client.imported('text.xml'))
    await client.upload('page.xml', '<html><body>x</body></html>')
    await note('a page', client.imported('page.xml'))
    await client.upload('half.xml', catalogOf(ids(5)).slice(0, 300))
    await note('half', client.imported('half.xml'))
    await client.upload('half.zip', zip.subarray(0, 100))
    await note('half an archive', client.imported('import.xml'))
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(5)))
    await client.upload('v8.zip', zip)
    for (const operation of [
      'sessions.get',
      'sessions.put',
      'uploads.begin',
      'uploads.write',
      'uploads.commit',
      'uploads.clear',
      'uploads.open',
      'uploads.list',
      'uploads.read',
      'imports.get',
      'imports.claim',
      'imports.update',
      'imports.clear',
      'imports.importsSince',
    ]) {
      broken = operation
      await note(`${operation} at checkauth`, new OneC(exchange).checkauth())
      await note(`${operation} at file`, client.file('import_files/a.jpg', 'x'))
      await note(`${operation} at import`, client.import('import.xml'))
      broken = ''
      await client.begin()
      await client.upload('v8.zip', zip)
      broken = operation
      await note(`${operation} at import of an archive`, client.import('import.xml'))
      await note(`${operation} at deactivate`, client.ask('catalog', 'deactivate', { timestamp: '99999999999' }))
      await note(`${operation} at init`, client.ask('catalog', 'init'))
      broken = ''
      await client.begin()
      await client.upload('import.xml', catalogOf(ids(5)))
    }
    expect(seen.size).toBeGreaterThan(80)
    for (const [what, text] of seen) {
      const [word = '', ...rest] = text.split('\n')
      expect([what, [...WORDS, 'zip=no'].includes(word)]).toEqual([what, true])
      // To init there is a line more, or УТ would take it for the parameters.
      const lines = rest[0] === 'Обмен не начат.' ? 2 : 1
      if (word === 'failure') expect([what, rest.length]).toEqual([what, lines])
      expect([what, FORBIDDEN.test(text)]).toEqual([what, false])
    }
    const refused = [...seen.values()].filter((text) => text.startsWith('failure')).length
    expect(refused).toBeGreaterThan(40)
    expect(told.length).toBeGreaterThan(30)
  })
})
