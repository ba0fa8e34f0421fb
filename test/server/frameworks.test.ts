import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { type MiddlewareConsumer, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { readEvents } from 'commerceml'
import { createExchange, createFetchHandler, type Exchange, type ExchangeStores, memoryStores } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as onExpress from '../../examples/exchange-express.ts'
import * as onFastify from '../../examples/exchange-fastify.ts'
import * as onHono from '../../examples/exchange-hono.ts'
import * as onKoa from '../../examples/exchange-koa.ts'
import * as onNest from '../../examples/exchange-nest.ts'
import * as onNode from '../../examples/exchange-node-http.ts'
import { createShop, type Shop } from '../../examples/shop.ts'
import { encodeText } from '../../src/exchange/charset.ts'

const EXAMPLES = {
  'node:http': onNode,
  Express: onExpress,
  Fastify: onFastify,
  Hono: onHono,
  Koa: onKoa,
  Nest: onNest,
}
const FRAMEWORKS = Object.entries(EXAMPLES)

const CONTENT_TYPES = [
  undefined,
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'text/xml',
  'application/xml; charset=windows-1251',
  'text/plain',
  'application/json',
  'application/zip',
  'not a type',
]

// More than the body parsers take by default: Express 100 kB, Fastify 1 MiB.
const FILE_LIMIT = 3 * 1024 ** 2

const PATIENCE = { timeout: 20_000 }

const servers: Server[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function portOf(starting: Server | Promise<Server>): Promise<number> {
  const server = await starting
  servers.push(server)
  if (!server.listening) await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

interface Reply {
  readonly what: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

// What a connection or the framework says of itself, and what differs each time.
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'x-powered-by']
const timeless = (text: string): string =>
  text.replace(/[0-9a-f]{32}/g, '<id>').replace(/(ДатаФормирования)="[^"]*"/, '$1="2024-05-01T10:00:00"')

/** 1C, as far as HTTP sees it. */
class Client {
  readonly #url: string
  readonly #headers: Record<string, string> = {}
  readonly replies: Reply[] = []
  /** Id of the session. */
  id = ''

  constructor(port: number) {
    this.#url = `http://localhost:${port}/1c/exchange`
  }

  async ask(query: string, { body, type, ...init }: { body?: Uint8Array; type?: string; method?: string } = {}) {
    const response = await fetch(`${this.#url}?${query}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...this.#headers, ...(type !== undefined && { 'Content-Type': type }) },
      ...(body !== undefined && { body: body as Uint8Array<ArrayBuffer> }),
      ...init,
    })
    const { 'content-type': contentType = '', ...others } = Object.fromEntries(response.headers)
    const text = new TextDecoder(/charset=([\w-]+)/.exec(contentType)?.[1]).decode(await response.arrayBuffer())
    const headers = { 'content-type': contentType, ...others }
    for (const name of OWN_HEADERS) delete (headers as Record<string, string>)[name]
    const said = Object.entries(headers).map(([name, value]) => [name, timeless(value)])
    const what = `${query} ${type ?? ''}`.trimEnd()
    this.replies.push({ what, status: response.status, headers: Object.fromEntries(said), text: timeless(text) })
    return text
  }

  async login(password = '1c', init: { body?: Uint8Array; type?: string } = {}): Promise<string> {
    this.#headers['Authorization'] = `Basic ${Buffer.from(`1c:${password}`).toString('base64')}`
    delete this.#headers['Cookie']
    const reply = await this.ask('type=catalog&mode=checkauth', init)
    const [, cookie = '', id = ''] = reply.split('\n')
    this.#headers['Cookie'] = `${cookie}=${id}`
    this.id = id
    return reply
  }

  forget(): void {
    delete this.#headers['Cookie']
  }

  send(name: string, body: Uint8Array, type?: string): Promise<string> {
    return this.ask(`type=catalog&mode=file&filename=${name}`, { body, ...(type !== undefined && { type }) })
  }

  async import(name: string): Promise<string> {
    for (;;) {
      const reply = await this.ask(`type=catalog&mode=import&filename=${name}`)
      if (!reply.startsWith('progress\n')) return reply
      this.replies.pop() // how many there are is up to the clock
    }
  }
}

/** A catalog in windows-1251: nothing that takes it for text of another encoding leaves it as it is. */
const catalog = (id: string, name: string): Uint8Array =>
  encodeText(
    `<?xml version="1.0" encoding="windows-1251"?>
<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Товары><Товар>
<Ид>${id}</Ид><Наименование>${name} a=1&amp;b=%41+</Наименование>
</Товар></Товары></Каталог></КоммерческаяИнформация>`,
    'windows-1251',
  )

/** Every byte in every place. */
const picture = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index + (index >> 8))

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))

/** Exchanges everything there is, and gives what was said. */
async function exchange(port: number): Promise<{ client: Client; sent: Record<string, string> }> {
  const client = new Client(port)
  const sent: Record<string, string> = {}
  await client.login()
  await client.ask('type=catalog&mode=init')
  for (const [index, type] of CONTENT_TYPES.entries()) {
    const file = catalog(`id-${index}`, `Чайник ${type}`)
    sent[`import${index}.xml`] = digest(file)
    for (const chunk of cut(file, 100)) await client.send(`import${index}.xml`, chunk, type)
    await client.send(`import${index}.xml`, new Uint8Array(0), type)
    sent[`import_files/${index}.jpg`] = digest(picture(150_000 + index))
    await client.send(`import_files/${index}.jpg`, picture(150_000 + index), type)
  }
  for (const type of CONTENT_TYPES.slice(1, 3)) {
    const name = `import_files/${type?.slice(12)}.jpg`
    sent[name] = digest(picture(FILE_LIMIT))
    await client.send(name, picture(FILE_LIMIT), type)
  }
  await client.send('import_files/long.jpg', picture(FILE_LIMIT + 1))
  await client.send('import_files/form.jpg', picture(10), 'multipart/form-data; boundary=x')
  for (const index of CONTENT_TYPES.keys()) await client.import(`import${index}.xml`)
  await client.import('unknown.xml')
  for (const mode of ['query', 'success', 'query', 'listen', 'unknown']) await client.ask(`type=sale&mode=${mode}`)
  return { client, sent }
}

/** What is kept of a session's files: a digest for each, since to compare megabytes as arrays takes minutes. */
async function kept({ uploads }: ExchangeStores, area: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const { name } of await uploads.list(area)) {
    const file = await uploads.open(area, name)
    if (file === undefined) continue
    const pieces: Uint8Array[] = []
    for (let at = 0; at < file.size; at += pieces.at(-1)?.length ?? 0) pieces.push(await file.read(at, file.size - at))
    files[name] = digest(Buffer.concat(pieces))
    await file.close()
  }
  return files
}

const digest = (bytes: Uint8Array): string => `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`

const started = async (listen: (port: number, shop: Shop) => Promise<Server>) => {
  const stores = memoryStores()
  const errors: unknown[] = []
  const shop = createShop({ stores, fileLimit: FILE_LIMIT, onError: (error) => errors.push(error) })
  return { port: await portOf(listen(0, shop)), shop, stores, errors }
}

/** What the example for node:http says. */
let onNodeHttp: readonly Reply[]
beforeAll(async () => {
  const { port } = await started(onNode.listen)
  onNodeHttp = (await exchange(port)).client.replies
})

test('the shop of the examples tells of an order that 1C would refuse, and hands out the others', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { port, shop } = await started(onNode.listen)
  shop.orders.set('a number of more than eleven characters', 'new').set('1008', 'new')
  const client = new Client(port)
  await client.login()
  const numbers = [...(await client.ask('type=sale&mode=query')).matchAll(/<Номер>([^<]+)/g)].map(
    ([, number]) => number,
  )
  expect(numbers).toEqual(['1007', '1008'])
  expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('keeps 11 characters of Номер'))
  await client.ask('type=sale&mode=success')
  expect([...shop.orders.values()]).toEqual(['taken', 'refused', 'taken'])
})

describe.each(FRAMEWORKS)('the example for %s', (_name, { listen }) => {
  test('takes a whole exchange of any Content-Type, keeps every byte and replies as node:http does', async () => {
    const { port, shop, stores, errors } = await started(listen)
    const { client, sent } = await exchange(port)
    expect(await kept(stores, client.id)).toEqual(sent)
    expect([...shop.products.values()]).toEqual(
      CONTENT_TYPES.map((type, index) => ({ id: `id-${index}`, name: `Чайник ${type} a=1&b=%41+` })),
    )
    expect(shop.orders.get('1007')).toBe('taken')
    expect(errors).toEqual([])
    expect(client.replies).toEqual(onNodeHttp)
  })

  test('takes POST with a body for checkauth as well', async () => {
    const client = new Client((await started(listen)).port)
    const body = Buffer.from('login=1c&password=1c')
    for (const type of CONTENT_TYPES) {
      expect(await client.login('1c', { body, ...(type !== undefined && { type }) })).toMatch(/^success\n/)
    }
  })

  test('is there as well when its address is entered with a slash at the end', async () => {
    const { port } = await started(listen)
    const asked = await fetch(`http://localhost:${port}/1c/exchange/?type=catalog&mode=init`)
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringMatching(/^failure\n/)])
    const others = await fetch(`http://localhost:${port}/1c/exchanges?type=catalog&mode=init`)
    expect(others.status).toBe(404)
  })

  test('says failure with status 200 to a wrong password and to a request without a session', async () => {
    const client = new Client((await started(listen)).port)
    expect(await client.login('wrong')).toBe('failure\nНеверное имя пользователя или пароль.')
    client.forget()
    expect(await client.send('import.xml', picture(200_000), 'application/json')).toMatch(
      /^failure\nКлиент не прислал cookie/,
    )
    expect(await client.ask('type=sale&mode=query')).toMatch(/^failure\nКлиент не прислал cookie/)
    for (const { status, headers } of client.replies) {
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/plain; charset=windows-1251')
    }
  })

  test('answers who sends more than announced to 1C, once everything has been sent, and goes on', async () => {
    const { port, stores } = await started(listen)
    const client = new Client(port)
    await client.login()
    const socket = connect(port, 'localhost')
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
    })
    const head = (name: string, length: string): string =>
      `POST /1c/exchange?type=catalog&mode=file&filename=${name} HTTP/1.1\r\nHost: localhost\r\n` +
      `Cookie: commerceml_session=${client.id}\r\n${length}\r\n\r\n`
    const write = (bytes: string | Uint8Array) => new Promise((resolve) => socket.write(bytes, resolve))
    const replies = (count: number) => expect.poll(() => said.split('HTTP/1.1 200').length - 1, PATIENCE).toBe(count)

    await write(head('long.xml', 'Transfer-Encoding: chunked'))
    // No more than what may be on its way: who sends any amount is cut.
    for (const part of cut(picture(FILE_LIMIT + 60_000), 100_000)) {
      await write(`${part.length.toString(16)}\r\n`)
      await write(part)
      await write('\r\n')
    }
    await write('0\r\n\r\n')
    await replies(1)
    expect(said).toContain('\r\n\r\nfailure\n')
    await write(head('next.xml', 'Content-Length: 5'))
    await write('12345')
    await replies(2)
    socket.destroy()
    expect(await kept(stores, client.id)).toEqual({ 'next.xml': digest(Buffer.from('12345')) })
  })

  test('lets who is refused send everything, however slowly, and goes on', async () => {
    const { port } = await started(listen)
    const socket = connect(port, 'localhost')
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
    })
    for (const count of [1, 2]) {
      const head = 'POST /1c/exchange?type=catalog&mode=file&filename=import.xml HTTP/1.1\r\nHost: localhost\r\n'
      socket.write(`${head}Content-Length: 10\r\n\r\n12345`)
      await new Promise((resolve) => setTimeout(resolve, 800)) // Hono's server for Node cuts connections after 500
      socket.write('67890')
      await expect.poll(() => said.split('\r\n\r\nfailure\n').length - 1, PATIENCE).toBe(count)
    }
    socket.destroy()
  })

  test('keeps nothing of a chunk whose connection broke, and takes it again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {}) // Koa tells there of the connection
    const { port, stores } = await started(listen)
    const client = new Client(port)
    await client.login()
    const [first = new Uint8Array(), second = new Uint8Array()] = cut(catalog('id', 'Чай'), 120)
    await client.send('import.xml', first)
    const begun = vi.spyOn(stores.uploads, 'begin')
    const socket = connect(port, 'localhost')
    socket.write(
      `POST /1c/exchange?type=catalog&mode=file&filename=import.xml HTTP/1.1\r\nHost: localhost\r\n` +
        `Cookie: commerceml_session=${client.id}\r\nContent-Length: ${second.length}\r\n\r\n`,
    )
    socket.write(second.subarray(0, 50))
    await expect.poll(() => begun.mock.calls.length, PATIENCE).toBe(1)
    socket.destroy()
    await client.send('import.xml', second)
    expect(await kept(stores, client.id)).toEqual({ 'import.xml': digest(Buffer.concat([first, second])) })
  })

  test('leaves the other routes of the application their parsers', async () => {
    const { port, shop } = await started(listen)
    shop.products.set('1', { id: '1', name: 'Чайник' }).set('2', { id: '2', name: 'Чашка' })
    const response = await fetch(`http://localhost:${port}/search`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Чай' }),
    })
    expect(await response.json()).toEqual([{ id: '1', name: 'Чайник' }])
    const elsewhere = await fetch(`http://localhost:${port}/elsewhere`)
    expect(elsewhere.status).toBe(404)
  })
})

test('the example says to 1C what the protocol wants', async () => {
  const said = (what: string) => onNodeHttp.filter((reply) => reply.what === what).map(({ text }) => text)
  expect(said('type=catalog&mode=checkauth')).toEqual(['success\ncommerceml_session\n<id>'])
  expect(said('type=catalog&mode=init')).toEqual([`zip=no\nfile_limit=${FILE_LIMIT}`])
  const files = onNodeHttp.filter(({ what }) => what.includes('mode=file'))
  expect(new Set(files.slice(0, -2).map(({ text }) => text))).toEqual(new Set(['success']))
  expect(files.slice(-2).map(({ text }) => text)).toEqual([
    'failure\nСлишком большой запрос: размер ограничен значением file_limit.',
    'failure\nТело запроса сжато или отправлено как форма: отправляйте файл как есть.',
  ])
  const imports = onNodeHttp.filter(({ what }) => what.includes('mode=import'))
  for (const { text } of imports.slice(0, -1)) expect(text).toMatch(/^success\nimport\d\.xml/)
  expect(imports.at(-1)?.text).toMatch(/^failure\n/)
  const [orders = '', none = ''] = said('type=sale&mode=query')
  const types = async (xml: string) => {
    const found: string[] = []
    for await (const event of readEvents(xml.replace('windows-1251', 'utf-8'))) found.push(event.type)
    return found
  }
  expect(await types(orders)).toEqual(['document', 'order', 'end'])
  expect(await types(none)).toEqual(['document', 'end'])
  expect(said('type=sale&mode=success')).toEqual(['success'])
  expect(onNodeHttp.map(({ status }) => status).filter((status) => status !== 200)).toEqual([304])
})

test('Express and Nest keep their parser of forms', async () => {
  for (const { listen } of [onExpress, onNest]) {
    const { port, shop } = await started(listen)
    shop.products.set('1', { id: '1', name: 'Чайник' })
    const response = await fetch(`http://localhost:${port}/search`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'Чай' }),
    })
    expect(await response.json()).toEqual([{ id: '1', name: 'Чайник' }])
  }
})

describe('a body parser before the exchange', () => {
  interface Mounted {
    readonly exchange: Exchange
    readonly handler: ReturnType<typeof createNodeHandler>
  }

  /** Says what is said to a file that comes as this type, what the developer is told, and what was kept of it. */
  async function send(
    mount: (mounted: Mounted) => Server | Promise<Server>,
    type: string,
    body: string | Uint8Array = 'a=1&b=2',
  ) {
    const stores = memoryStores()
    const errors: Error[] = []
    const exchange = createExchange({
      authenticate: () => true,
      importFile: async () => {},
      onError: (error) => errors.push(error as Error),
      stores,
    })
    const client = new Client(await portOf(mount({ exchange, handler: createNodeHandler(exchange) })))
    await client.login()
    const bytes = Uint8Array.from(Buffer.from(body))
    const reply = await client.send('import.xml', bytes, type)
    const status = client.replies.at(-1)?.status
    return { reply, status, errors: errors.map(({ message }) => message), kept: await kept(stores, client.id), bytes }
  }

  const withExpress =
    (...parsers: express.RequestHandler[]) =>
    ({ handler }: Mounted): Server =>
      express()
        .use(...parsers)
        .use('/1c/exchange', handler)
        .listen(0)

  const withFastify = async ({ handler }: Mounted): Promise<Server> => {
    const app = Fastify()
    app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.all('/1c/exchange', (request, reply) => {
      reply.hijack()
      return handler(request.raw, reply.raw)
    })
    await app.listen({ port: 0 })
    return app.server
  }

  /** The plugin with a parser for all types, which leaves bodies alone. */
  const withoutFastifyParsers = async ({ handler }: Mounted): Promise<Server> => {
    const app = Fastify()
    app.register(async (plugin) => {
      plugin.removeAllContentTypeParsers()
      plugin.addContentTypeParser('*', (_request, _body, done) => done(null))
      plugin.all('/1c/exchange', (request, reply) => {
        reply.hijack()
        return handler(request.raw, reply.raw)
      })
    })
    await app.listen({ port: 0 })
    return app.server
  }

  const withKoa = ({ handler }: Mounted): Server =>
    new Koa()
      .use(async (context, next) => {
        for await (const _ of context.req);
        await next()
      })
      .use((context) => {
        context.respond = false
        return handler(context.req, context.res)
      })
      .listen(0)

  const withHono = ({ exchange }: Mounted): Server => {
    const app = new Hono()
    app.use(async (context, next) => {
      await context.req.text()
      await next()
    })
    const handler = createFetchHandler(exchange)
    app.all('/1c/exchange', (context) => handler(context.req.raw))
    return serve({ fetch: app.fetch, port: 0 }) as Server
  }

  /** Middleware of a module: Nest puts its parsers before it. */
  const withNest =
    (options: { rawBody?: boolean; bodyParser?: boolean } = {}) =>
    async ({ handler }: Mounted): Promise<Server> => {
      class AppModule {
        configure(consumer: MiddlewareConsumer): void {
          consumer.apply(handler as RequestListener<typeof IncomingMessage>).forRoutes('1c/exchange')
        }
      }
      Module({})(AppModule)
      const app = await NestFactory.create(AppModule, { logger: false, ...options })
      return app.listen(0)
    }

  const FORM = 'application/x-www-form-urlencoded'

  test.each([
    ['express.urlencoded()', withExpress(express.urlencoded()), FORM],
    ['express.json()', withExpress(express.json()), 'application/json', '{"a":1}'],
    ['express.text()', withExpress(express.text({ type: 'text/*' })), 'text/xml'],
    ['a middleware of a Nest module', withNest(), FORM],
    ['the parsers of Fastify', withFastify, 'text/plain'],
    ['a parser of Fastify to a buffer of its own', withFastify, 'application/xml'],
    ['a middleware of Koa', withKoa, 'application/octet-stream'],
    ['a middleware of Hono', withHono, 'application/octet-stream'],
  ] as const)(
    '%s: 1C gets a failure, the developer the cure, and nothing is kept',
    async (_, mount, type, body?: string) => {
      const { reply, status, errors, kept: left } = await send(mount, type, body)
      expect(reply).toBe('failure\nТело запроса прочитано до обмена: сообщите разработчику сайта.')
      expect(status).toBe(200)
      expect(errors).toEqual([expect.stringMatching(/before body parsers/)])
      expect(left).toEqual({})
    },
  )

  test.each([
    ['express.raw()', withExpress(express.raw({ type: () => true })), 'application/octet-stream'],
    ['express.raw() of every type', withExpress(express.raw({ type: () => true })), FORM],
    ['parsers for other types', withExpress(express.json(), express.urlencoded()), 'text/xml'],
    ['a plugin of Fastify without parsers', withoutFastifyParsers, FORM],
    ['rawBody of Nest', withNest({ rawBody: true }), FORM],
    ['Nest without body parsers', withNest({ bodyParser: false }), FORM],
    ['parsers of Nest for other types', withNest(), 'application/octet-stream'],
  ] as const)('%s: the bytes are kept', async (_, mount, type) => {
    const { reply, errors, kept: files, bytes } = await send(mount, type, picture(50_000))
    expect(reply).toBe('success')
    expect(errors).toEqual([])
    expect(files).toEqual({ 'import.xml': digest(bytes) })
  })
})
