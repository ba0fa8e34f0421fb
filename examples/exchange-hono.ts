// 1C exchanges with a shop in Hono; on Bun, Deno and workers `export default app` is all.
//   node --import tsx examples/exchange-hono.ts
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { createFetchHandler } from 'commerceml/server'
import { Hono } from 'hono'
import { createShop } from './shop.ts'

export async function listen(port: number, shop = createShop()): Promise<Server> {
  const app = new Hono({ strict: false }) // who enters the address in 1C may end it with a slash
  const exchange = createFetchHandler(shop.exchange)
  // Hono reads a body when it is asked to: what asks for it, such as a validator, must not stand before the exchange.
  app.all('/1c/exchange', (context) => exchange(context.req.raw))
  app.post('/search', async (context) => context.json(shop.search((await context.req.json()).name)))
  return serve({ fetch: app.fetch, port }) as Server
}

if (process.argv[1]?.endsWith('exchange-hono.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
