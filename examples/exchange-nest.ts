// 1C exchanges with a shop in Nest. Its decorators are called as functions, so that no compiler option is needed.
//   node --import tsx examples/exchange-nest.ts
import 'reflect-metadata'
import type { Server } from 'node:http'
import { Body, Controller, Inject, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createNodeHandler } from 'commerceml/server/node'
import { createShop, type Product, type Shop } from './shop.ts'

class SearchController {
  readonly #shop: Shop

  constructor(shop: Shop) {
    this.#shop = shop
  }

  search({ name }: Product): Product[] {
    return this.#shop.search(name)
  }
}
const { prototype } = SearchController
Controller('search')(SearchController)
Inject('shop')(SearchController, undefined, 0)
Post()(prototype, 'search', { value: prototype.search })
Body()(prototype, 'search', 0)

class AppModule {}
Module({ controllers: [SearchController] })(AppModule)

export async function listen(port: number, shop = createShop()): Promise<Server> {
  const providers = [{ provide: 'shop', useValue: shop }]
  const app = await NestFactory.create({ module: AppModule, providers }, { logger: ['error'] })
  // Before init() and listen(), which put the body parsers up: the exchange reads the body itself.
  app.use('/1c/exchange', createNodeHandler(shop.exchange))
  return app.listen(port)
}

if (process.argv[1]?.endsWith('exchange-nest.ts')) {
  await listen(8080)
  console.log('http://localhost:8080/1c/exchange, user and password 1c')
}
