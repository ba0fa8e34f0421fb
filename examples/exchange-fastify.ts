// 1C exchanges with a shop in Fastify.
//   node --import tsx examples/exchange-fastify.ts
import type { Server } from 'node:http'
import { createNodeHandler } from 'commerceml/server/node'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { createShop, type Product } from './shop.ts'

export async function listen(port: number, shop = createShop()): Promise<Server> {
  // Who enters the address in 1C may end it with a slash.
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  const exchange = createNodeHandler(shop.exchange)
  // onRequest comes before the content type parsers, which refuse types that they do not know, and big bodies.
  const onRequest = async ({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack()
    await exchange(raw, reply.raw)
  }
  app.all('/1c/exchange', { onRequest }, async () => {})
  app.post<{ Body: Product }>('/search', async (request) => shop.search(request.body.name))
  await app.listen({ port })
  return app.server
}

if (process.argv[1]?.endsWith('exchange-fastify.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
