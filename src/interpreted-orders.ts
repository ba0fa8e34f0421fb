import type { Position } from './errors.ts'
import type { CommerceMLEvent } from './reader/events.ts'
import { interpretOrder } from './schema/interpret/order.ts'
import type { InterpretOptions, OrderState } from './schema/interpret/state.ts'
import type { Order } from './schema/order.ts'

/** An order, and its state in the form that a shop acts on. */
export interface InterpretedOrder {
  /** The Документ as it was read. */
  readonly order: Order
  /** What it says to a shop: status, payment, shipment; as `interpretOrder` makes it. */
  readonly state: OrderState
  /** Where its element begins. */
  readonly position: Position
}

/**
 * Picks the orders out of a stream of events and interprets each: all that an importer of orders needs. Payments and
 * shipments that come as separate documents (3.1) are yielded too; `state.operation` tells them apart. Other events are
 * skipped, so a catalog yields nothing. Leaving the loop closes the event stream.
 *
 * Throws whatever reading the events throws.
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
