import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { serve } from '@hono/node-server'
import { type MiddlewareConsumer, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createExchange, createFetchHandler, type Exchange, memoryStores } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { describe, expect, test } from 'vitest'
import { closeServers, portOf } from '../../helpers/servers.ts'
import { Client } from './client.ts'
import { digest, kept, picture } from './kept-files.ts'

closeServers()

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
