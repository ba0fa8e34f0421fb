import type { Exchange } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/server/clock.ts'
import { freshFolder, watchedSite } from '../helpers/abuse.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { head, listen, open, replyOn } from '../helpers/http-site.ts'
import { basic, OneC, piecesOf, queryOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

const PATIENCE = { timeout: 20_000, interval: 2 }

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

  test('one whose next byte is always there is cut at the deadline as well', async () => {
    let time = 0
    // Nobody gets to sleep as long as there are bytes.
    const clock: Clock = { now: () => ++time, sleep: () => new Promise(() => {}) }
    const { exchange, operations } = watchedSite({ clock, limits: { bodyTime: 1_000 } })
    const client = new OneC(exchange)
    await client.begin()
    async function* flood(): AsyncGenerator<Uint8Array, void, undefined> {
      for (;;) yield utf8('x'.repeat(100))
    }
    const reply = await client.ask('catalog', 'file', { filename: 'import.xml' }, { body: flood() })
    expect(reply.text).toBe(TOO_SLOW)
    expect(operations.map(({ name }) => name)).not.toContain('uploads.commit')
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
    const requests = { begun: 0, ended: 0 }
    const counted: Exchange = {
      async handle(request) {
        requests.begun++
        return exchange.handle(request).finally(() => requests.ended++)
      },
      close: () => exchange.close(),
    }
    const site = await listen(createNodeHandler(counted))
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
      await expect.poll(() => requests.begun, PATIENCE).toBe(position + 1)
      if (position % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
    }
    await expect.poll(() => requests.ended, PATIENCE).toBe(64)
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

const ansiByte = (letter: string): number => {
  const point = letter.codePointAt(0) as number
  return point < 0x80 ? point : point - 0x430 + 0xe0
}

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
