import type { Position } from './errors.ts'
import type { EventType } from './reader/events.ts'
import { interpretOrder } from './schema/interpret/order.ts'
import type { InterpretOptions, OrderState } from './schema/interpret/state.ts'
import type { Order } from './schema/order.ts'

/** An order, and its state in the form that a shop acts on. */
export interface InterpretedOrder<O extends Order = Order> {
  /** The Документ as it was read, with the fields that `schema` added. */
  readonly order: O
  /** What it says to a shop: status, payment, shipment; as `interpretOrder` makes it. */
  readonly state: OrderState
  /** Where its element begins. */
  readonly position: Position
}

/** An event of a reading that reads orders whole: of a part of their fields not all can be told. */
type WholeEvent =
  | { readonly type: Exclude<EventType, 'order'> }
  | { readonly type: 'order'; readonly order: Order; readonly position: Position }

type OrderOf<E> = Extract<E, { readonly type: 'order' }> extends { readonly order: infer O extends Order } ? O : never

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
export async function* interpretedOrders<E extends WholeEvent>(
  events: AsyncIterable<E>,
  options?: InterpretOptions,
): AsyncGenerator<InterpretedOrder<OrderOf<E>>, void, undefined> {
  for await (const event of events) {
    if (event.type !== 'order') continue
    const { order, position } = event
    yield { order: order as OrderOf<E>, state: interpretOrder(order, options), position }
  }
}
