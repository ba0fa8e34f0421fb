// 1C exchanges with a shop in Koa.
//   node --import tsx examples/exchange-koa.ts
import type { Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { createNodeHandler } from 'commerceml/server/node'
import Koa from 'koa'
import { createShop, type Product } from './shop.ts'

export async function listen(port: number, shop = createShop()): Promise<Server> {
  const app = new Koa()
  const exchange = createNodeHandler(shop.exchange)
  // Before the body parsers: the exchange reads the body itself, whatever Content-Type it has.
  app.use((context, next) => {
    if (!/^\/1c\/exchange\/?$/.test(context.path)) return next()
    context.respond = false
    return exchange(context.req, context.res)
  })
  app.use(async (context) => {
    if (context.path !== '/search') return
    const { name } = (await json(context.req)) as Product
    context.body = shop.search(name)
  })
  return app.listen(port)
}

if (process.argv[1]?.endsWith('exchange-koa.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
