// 1C exchanges with a shop on Node's own server.
//   node --import tsx examples/exchange-node-http.ts
import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { createNodeHandler } from 'commerceml/server/node'
import { createShop, type Product } from './shop.ts'

export async function listen(port: number, shop = createShop()): Promise<Server> {
  const exchange = createNodeHandler(shop.exchange)
  const server = createServer(async (request, response) => {
    const [path = ''] = request.url?.split('?') ?? []
    // The exchange reads the body itself, whatever Content-Type it has.
    if (/^\/1c\/exchange\/?$/.test(path)) return exchange(request, response)
    if (path !== '/search') return response.writeHead(404).end()
    const { name } = (await json(request)) as Pick<Product, 'name'>
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(shop.search(name)))
  })
  return server.listen(port)
}

if (process.argv[1]?.endsWith('exchange-node-http.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
