import { once } from 'node:events'
import { type ClientHttp2Session, connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createNodeHandler } from 'commerceml/server/node'
import { expect, onTestFinished, test } from 'vitest'
import { catalogOf, ids, products } from './helpers/files.ts'
import { basic, queryOf, readReply, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite } from './helpers/site.ts'

watchRejections()

type Listener = Parameters<typeof createServer>[1]

async function connected(site: ReturnType<typeof makeSite>, before?: Listener): Promise<ClientHttp2Session> {
  const handler = createNodeHandler(site.exchange)
  const server = createServer((request, response) => {
    before?.(request, response)
    void handler(request, response)
  }).listen(0)
  await once(server, 'listening')
  const session = connect(`http://localhost:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    session.destroy()
    server.close()
  })
  return session
}

async function ask(session: ClientHttp2Session, path: string, headers: Record<string, string>, body?: Uint8Array) {
  const stream = session.request({ ':path': path, ':method': body === undefined ? 'GET' : 'POST', ...headers })
  const [received] = (await once(stream.end(body), 'response')) as [Record<string, string>]
  const bytes = Buffer.concat(await stream.toArray())
  return readReply(Number(received[':status']), received, bytes)
}

const SIZES = [20, 2_000] // one piece of a request, and many

test.each(SIZES)('goods come over HTTP/2: %d of them', async (count) => {
  const site = makeSite()
  const session = await connected(site)
  const welcome = await ask(session, queryOf('catalog', 'checkauth'), { authorization: basic('shop', 'right') })
  const headers = { cookie: welcome.lines.slice(1, 3).join('=') }
  await ask(session, queryOf('catalog', 'init'), headers)
  const filename = 'import.xml'
  const sent = await ask(session, queryOf('catalog', 'file', { filename }), headers, utf8(catalogOf(ids(count))))
  expect(sent.text).toBe('success')
  const done = await ask(session, queryOf('catalog', 'import', { filename }), headers)
  expect(done.text).toBe(`success\nimport.xml: 100 %, товаров ${count}`)
  expect(site.records).toEqual(products(ids(count)))
})

test('a body of HTTP/2 that somebody counts on the side comes whole', async () => {
  const site = makeSite()
  let counted = 0
  const session = await connected(site, (request) => request.on('data', ({ length }: Buffer) => (counted += length)))
  const welcome = await ask(session, queryOf('catalog', 'checkauth'), { authorization: basic('shop', 'right') })
  const headers = { cookie: welcome.lines.slice(1, 3).join('=') }
  await ask(session, queryOf('catalog', 'init'), headers)
  const body = utf8(catalogOf(ids(2_000)))
  const sent = await ask(session, queryOf('catalog', 'file', { filename: 'import.xml' }), headers, body)
  expect(sent.text).toBe('success')
  expect(counted).toBe(body.length)
})

function gate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

test('a long body of HTTP/2 that is refused is cut when the reply has been sent', async () => {
  const closed = gate()
  const site = makeSite({ fileLimit: 10_000 })
  const session = await connected(site, (request) => request.stream.once('close', closed.resolve))
  const stream = session.request({ ':path': queryOf('catalog', 'file', { filename: 'a.xml' }), ':method': 'POST' })
  stream.end(new Uint8Array(2_000_000))
  const [received] = (await once(stream, 'response')) as [Record<string, string>]
  expect(readReply(200, received, Buffer.concat(await stream.toArray())).word).toBe('failure')
  await closed.promise
})

test('who goes while orders are prepared over HTTP/2 leaves no source open', async () => {
  let closed = 0
  const asked = gate()
  const gone = gate()
  async function* document() {
    try {
      for (;;) yield utf8('<?xml version="1.0"?>')
    } finally {
      closed++
    }
  }
  const query = async () => {
    asked.resolve()
    await gone.promise
    return { document: document() }
  }
  const site = makeSite({ orders: { query }, limits: { documentBuffer: 1_000 } })
  const session = await connected(site, (request) => request.stream.once('close', gone.resolve))
  const welcome = await ask(session, queryOf('sale', 'checkauth'), { authorization: basic('shop', 'right') })
  const headers = { cookie: welcome.lines.slice(1, 3).join('=') }
  const stream = session.request({ ':path': queryOf('sale', 'query'), ...headers })
  await asked.promise
  stream.close()
  await expect.poll(() => closed).toBe(1)
})

test('what is refused over HTTP/2 is answered, and orders come', async () => {
  const orders = { query: async () => ({ document: utf8('<?xml version="1.0"?><x/>') }) }
  const session = await connected(makeSite({ orders }))
  const refused = await ask(session, queryOf('catalog', 'file', { filename: 'a.xml' }), {}, new Uint8Array(500_000))
  expect(refused.word).toBe('failure')
  const welcome = await ask(session, queryOf('sale', 'checkauth'), { authorization: basic('shop', 'right') })
  const headers = { cookie: welcome.lines.slice(1, 3).join('=') }
  expect((await ask(session, queryOf('sale', 'query'), headers)).text).toContain('<x/>')
})
