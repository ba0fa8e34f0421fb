import { type InterpretOptions, interpretOrder, Order, type OrderState } from 'commerceml/schema'
import type { Draft } from 'commerceml/write'
import { complete } from '../../helpers/generate.ts'
import { requisites as listOf, type Said } from './state-row.ts'

export const asRead = (order: Draft<Order>): Order => complete(Order, order) as unknown as Order

/** An order with these requisites. */
export function saying(requisites: Said, order: Draft<Order> = {}): Order {
  return asRead({ operation: 'Заказ товара', ...order, requisites: listOf(requisites) })
}

export const stateOf = (order: Order, options?: InterpretOptions): Partial<OrderState> => {
  const { sources, ...state } = interpretOrder(order, options)
  return state
}
