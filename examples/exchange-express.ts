// 1C exchanges with a shop in Express.
//   node --import tsx examples/exchange-express.ts
import type { Server } from 'node:http'
import { createNodeHandler } from 'commerceml/server/node'
import express from 'express'
import { createShop } from './shop.ts'

export async function listen(port: number, shop = createShop()): Promise<Server> {
  const app = express()
  // Before the body parsers: the exchange reads the body itself, whatever Content-Type it has.
  app.use('/1c/exchange', createNodeHandler(shop.exchange))
  app.use(express.json(), express.urlencoded())
  app.post('/search', (request, response) => response.json(shop.search(request.body.name)))
  return app.listen(port)
}

if (process.argv[1]?.endsWith('exchange-express.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
