import type { Server } from 'node:http'
import { connect } from 'node:net'
import { readEvents } from 'commerceml'
import { memoryStores } from 'commerceml/server'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as onExpress from '../../../examples/exchange-express.ts'
import * as onFastify from '../../../examples/exchange-fastify.ts'
import * as onHono from '../../../examples/exchange-hono.ts'
import * as onKoa from '../../../examples/exchange-koa.ts'
import * as onNest from '../../../examples/exchange-nest.ts'
import * as onNode from '../../../examples/exchange-node-http.ts'
import { createShop, type Shop } from '../../../examples/shop.ts'
import { closeServers, portOf } from '../../helpers/servers.ts'
import { Client, type Reply } from './client.ts'
import { digest, kept, picture } from './kept-files.ts'
import { CONTENT_TYPES, catalog, cut, exchange, FILE_LIMIT } from './whole-exchange.ts'

closeServers()
afterEach(() => {
  vi.restoreAllMocks()
})

const EXAMPLES = {
  'node:http': onNode,
  Express: onExpress,
  Fastify: onFastify,
  Hono: onHono,
  Koa: onKoa,
  Nest: onNest,
}
const FRAMEWORKS = Object.entries(EXAMPLES)

const PATIENCE = { timeout: 20_000 }

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
