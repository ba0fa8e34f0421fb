import { readEvents } from 'commerceml'
import type { Order } from 'commerceml/schema'
import { type Draft, type OrderProfileName, orderFromShop, type ShopOrder, writeOrders } from 'commerceml/write'
import { expect } from 'vitest'
import { joinedBytes } from './bytes.ts'

const createdAt = '2026-01-31T12:30:00'

/** What 1C reads of these orders. */
export async function readBack(orders: readonly Draft<Order>[], profile: OrderProfileName): Promise<Order[]> {
  const read: Order[] = []
  for await (const event of readEvents(await joinedBytes(writeOrders(orders, { profile, createdAt })))) {
    if (event.type === 'order') read.push(event.order)
    expect(event.type === 'issue' ? event.issue : undefined).toBeUndefined()
  }
  return read
}

/** What 1C gets of one order. */
export async function carried(shop: ShopOrder, profile: OrderProfileName): Promise<Order> {
  const [order] = await readBack([orderFromShop(shop, { profile })], profile)
  if (order === undefined) throw new Error('expected an order')
  return order
}
