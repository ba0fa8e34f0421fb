import { type InterpretOptions, interpretOrder, Order, type OrderState } from 'commerceml/schema'
import type { Draft } from 'commerceml/write'
import { complete } from '../../helpers/generate.ts'
import type { Said } from './state-row.ts'

export const asRead = (order: Draft<Order>): Order => complete(Order, order) as unknown as Order

/** An order with these requisites. */
export function saying(requisites: Said, order: Draft<Order> = {}): Order {
  const list = Object.entries(requisites).map(([name, value]) => ({ name, values: [value] }))
  return asRead({ operation: 'Заказ товара', ...order, requisites: list })
}

export const stateOf = (order: Order, options?: InterpretOptions): Partial<OrderState> => {
  const { sources, ...state } = interpretOrder(order, options)
  return state
}
