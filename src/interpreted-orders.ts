import type { Position } from './errors.ts'
import type { CommerceMLEvent } from './reader/events.ts'
import { interpretOrder } from './schema/interpret-order.ts'
import type { Order } from './schema/order.ts'
import type { InterpretOptions, OrderState } from './schema/order-state.ts'

/** An order with what a shop acts on. */
export interface InterpretedOrder {
  readonly order: Order
  readonly state: OrderState
  /** Where it began. */
  readonly position: Position
}

/**
 * The orders among events, each with its state: what an importer of orders needs. Payments and shipments that come as
 * documents of their own (3.1) are among them; `state.operation` tells. Everything else is passed over, so a catalog
 * gives nothing. Leaving the loop closes the events.
 *
 * Throws what reading throws.
 *
 * @example
 * import { interpretedOrders, readEvents } from 'commerceml'
 * const xml = '<КоммерческаяИнформация ВерсияСхемы="3.1"><Контейнер><Документ><Номер>17</Номер><Отменен>true</Отменен></Документ></Контейнер></КоммерческаяИнформация>'
 * for await (const { state } of interpretedOrders(readEvents(xml))) console.log(state.number, state.cancelled) // 17 true
 */
export async function* interpretedOrders(
  events: AsyncIterable<CommerceMLEvent>,
  options?: InterpretOptions,
): AsyncGenerator<InterpretedOrder, void, undefined> {
  for await (const event of events) {
    if (event.type !== 'order') continue
    const { order, position } = event
    yield { order, state: interpretOrder(order, options), position }
  }
}
