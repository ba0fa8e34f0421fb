import { type CommerceMLEvent, type InterpretedOrder, interpretedOrders, type Order, readEvents } from 'commerceml'
import { extend, type Infer, Order as OrderSchema, one, text } from 'commerceml/schema'
import { expectTypeOf, test } from 'vitest'

const ShopOrder = extend(OrderSchema, { promoCode: one('Промокод', text) })

type Yielded<T> = T extends AsyncGenerator<InterpretedOrder<infer O>> ? O : never

test('an order has the fields that the schema of its reading has', () => {
  const all = interpretedOrders(readEvents('', { schema: { order: ShopOrder } }))
  expectTypeOf<Yielded<typeof all>>().toEqualTypeOf<Infer<typeof ShopOrder>>()
  const orders = interpretedOrders(readEvents('', { select: ['order'], schema: { order: ShopOrder } }))
  expectTypeOf<Yielded<typeof orders>['promoCode']>().toEqualTypeOf<string | undefined>()
})

test('and those of this package without one', () => {
  const plain = interpretedOrders(readEvents(''))
  expectTypeOf<Yielded<typeof plain>>().toEqualTypeOf<Order>()
  const given = (events: AsyncIterable<CommerceMLEvent>) => interpretedOrders(events)
  expectTypeOf<Yielded<ReturnType<typeof given>>>().toEqualTypeOf<Order>()
  expectTypeOf<InterpretedOrder['order']>().toEqualTypeOf<Order>()
})

test('orders of which a part alone was read are refused', () => {
  // @ts-expect-error what is missing might have said that the order is paid
  interpretedOrders(readEvents('', { fields: { order: ['number'] } }))
})
