import type { TSchema } from 'typebox'
import { fieldOf } from './fields.ts'
import { isDeleted } from './interpret.ts'
import { Order, type SubordinateDocument } from './order.ts'
import { momentIn, Said } from './order-said.ts'
import type { InterpretOptions, OrderPayment, OrderShipment, OrderState } from './order-state.ts'
import { CANCELLED_STATUS, comparable, DELIVERY_LINE, type Operation, operationOf } from './order-words.ts'

const PAYMENTS: ReadonlySet<Operation | undefined> = new Set<Operation>([
  'cashPayment',
  'cashlessPayment',
  'acquiringOperation',
  'cashRefund',
  'cashlessRefund',
])
const REFUNDS: ReadonlySet<Operation | undefined> = new Set<Operation>(['cashRefund', 'cashlessRefund'])
const SHIPMENTS: ReadonlySet<Operation | undefined> = new Set<Operation>(['goodsShipment', 'goodsReturn'])

type Document = Pick<Order | SubordinateDocument, 'requisites' | 'operation'> & {
  readonly [K in
    | 'number'
    | 'date'
    | 'time'
    | 'sum'
    | 'currency'
    | 'deletionMark'
    | 'cancelled']?: SubordinateDocument[K]
}

// An empty element is text as well: <Основание/> in an order names no other order.
const filled = (value: string | undefined): string | undefined => (value?.trim() ? value : undefined)

/** What the table calls the element of a row. */
const elementOf = (key: 'cancelled' | 'deletionMark' | 'number1C' | 'date1C'): string =>
  fieldOf(Order.properties[key] as TSchema)?.names[0] ?? key

/** Leaves out what is not known, so that what is there can be spread and compared. */
function known<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

const momentOf = ({ date, time }: Document): string | undefined =>
  date === undefined || momentIn(date) === undefined
    ? undefined
    : time === undefined
      ? date
      : `${date.slice(0, 10)}T${time}`

function paymentOf(document: Document): OrderPayment {
  const said = new Said(document.requisites)
  return known<OrderPayment>({
    number: said.text('paymentNumber1C') ?? said.text('paymentNumber') ?? filled(document.number),
    date: said.date('paymentDate1C') ?? said.date('paymentDate') ?? momentOf(document),
    sum: document.sum,
    currency: document.currency,
    methodId: said.text('paymentMethodId'),
    method: said.text('paymentMethod'),
    refund: REFUNDS.has(operationOf(document)) || said.flag('refund') === true,
  })
}

function shipmentOf(document: Document): OrderShipment {
  const said = new Said(document.requisites)
  return known<OrderShipment>({
    number: said.text('shipmentNumber1C') ?? said.text('shipmentNumber') ?? filled(document.number),
    date: said.date('shipmentDate1C') ?? said.date('shipmentDate') ?? momentOf(document),
    trackingNumber: said.text('trackingNumber'),
    returned: operationOf(document) === 'goodsReturn',
  })
}

/** The mark of deletion in any spelling; the requisite is asked first, so that it is named as the source. */
function isMarked(document: Document, said: Said): boolean {
  const marked = said.flag('deletionMark')
  return isDeleted(document) || marked === true
}

/** A payment or shipment is none if it is cancelled or deleted, or says of itself that it is still to come (1С-Битрикс). */
function counts(document: Document): boolean {
  const said = new Said(document.requisites)
  if (isMarked(document, said) || (document.cancelled ?? said.flag('cancelled')) === true) return false
  return said.flag(PAYMENTS.has(operationOf(document)) ? 'paid' : 'shipped') !== false
}

/** What the order's own requisites say of its payment: УТ, УТ 10.3 and УНФ write number and date when all is paid. */
function ownPayment(said: Said, order: Order): OrderPayment | undefined {
  const number = said.text('paymentNumber1C')
  const date = said.date('paymentDate1C')
  if (number === undefined && date === undefined) return undefined
  const methodId = said.text('paymentMethodId')
  const method = said.text('paymentMethod')
  return known<OrderPayment>({
    number,
    date,
    sum: said.flag('paid') === false ? undefined : order.sum, // a part, and nobody says which
    currency: order.currency,
    methodId,
    method,
    refund: false,
  })
}

function ownShipment(said: Said): OrderShipment | undefined {
  const number = said.text('shipmentNumber1C')
  const date = said.date('shipmentDate1C')
  if (number === undefined && date === undefined) return undefined
  return known<OrderShipment>({ number, date, trackingNumber: said.text('trackingNumber'), returned: false })
}

/**
 * What 1C says of an order, in whichever of the spellings of УТ 10.3, УТ 11, УНФ, 1С-Битрикс and UMI.CMS: status,
 * payment, shipment, cancellation, deletion, delivery and payment service.
 *
 * Paid means in full: a flag that says so, or the number or date of the payment, which УТ writes only then. An explicit
 * flag wins over a date. The same holds for shipped. A payment or shipment that comes as a document of its own (3.1)
 * is interpreted as well: `operation` tells, and `number` is that of its order.
 *
 * @example
 * import { interpretOrder, type Order } from 'commerceml/schema'
 * const order = {
 *   number: '17',
 *   operation: 'Заказ товара',
 *   sum: '990.00',
 *   lines: [],
 *   subordinateDocuments: [],
 *   requisites: [
 *     { name: 'Проведен', values: ['true'] },
 *     { name: 'Номер оплаты по 1С', values: ['УТ-3'] },
 *     { name: 'Дата оплаты по 1С', values: ['2026-01-31T9:05:00'] },
 *   ],
 * } as unknown as Order
 * const { paid, payments, shipped } = interpretOrder(order)
 * console.log(paid, payments[0]?.date, shipped) // true 2026-01-31T09:05:00 false
 */
export function interpretOrder(order: Order, options: InterpretOptions = {}): OrderState {
  const { cancelledStatuses = [CANCELLED_STATUS], cancelReasonName, statuses = {} } = options
  const said = new Said(order.requisites)
  const operation = operationOf(order)
  const documents: readonly Document[] = [order, ...order.subordinateDocuments].filter(counts)
  const isOrder = !PAYMENTS.has(operation) && !SHIPMENTS.has(operation)
  const own = isOrder ? ownPayment(said, order) : undefined
  const sent = isOrder ? ownShipment(said) : undefined
  const payments = documents.filter((one) => PAYMENTS.has(operationOf(one))).map(paymentOf)
  const shipments = documents.filter((one) => SHIPMENTS.has(operationOf(one))).map(shipmentOf)

  const paidFlag = said.flag('paid')
  const shippedFlag = said.flag('shipped')
  const name = said.text('status')
  const cancels = new Set(cancelledStatuses.map(comparable))
  const byStatus = name !== undefined && cancels.has(comparable(name))
  const siteStatuses = new Map(Object.entries(statuses).map(([word, status]) => [comparable(word), status]))
  const cancelledFlag = said.element('cancelled', elementOf('cancelled'), order.cancelled) ?? said.flag('cancelled')
  said.element('deleted', elementOf('deletionMark'), order.deletionMark)
  const deleted = isMarked(order, said)
  const { sources } = said
  const deliveryLine = order.lines.find(({ id }) => id === DELIVERY_LINE)

  if (byStatus && cancelledFlag !== true) sources['cancelled'] = sources['status'] ?? ''
  if (paidFlag === undefined && own !== undefined)
    sources['paid'] = sources['paymentNumber1C'] ?? sources['paymentDate1C'] ?? ''
  if (shippedFlag === undefined && sent !== undefined) {
    sources['shipped'] = sources['shipmentNumber1C'] ?? sources['shipmentDate1C'] ?? ''
  }
  return {
    operation,
    number: filled(order.baseNumber) ?? order.number,
    number1C: said.element('number1C', elementOf('number1C'), filled(order.number1C)) ?? said.text('number1C'),
    date1C: said.element('date1C', elementOf('date1C'), momentIn(order.date1C ?? '')) ?? said.date('date1C'),
    statusId: said.text('statusId'),
    status: name === undefined ? undefined : (siteStatuses.get(comparable(name)) ?? name),
    posted: said.flag('posted'),
    deleted,
    cancelled: cancelledFlag === true || byStatus,
    cancelReason: said.text('cancelReason', cancelReasonName === undefined ? [] : [cancelReasonName]),
    // A document of its own is the payment or the shipment, unless it says that it is still to come.
    paid: paidFlag ?? (own !== undefined || (!isOrder && payments.some(({ refund }) => !refund))),
    payments: own === undefined ? payments : [own, ...payments],
    shipped: shippedFlag ?? (sent !== undefined || (!isOrder && shipments.some(({ returned }) => !returned))),
    shipments: sent === undefined ? shipments : [sent, ...shipments],
    trackingNumber: said.text('trackingNumber'),
    paymentMethodId: said.text('paymentMethodId'),
    paymentMethod: said.text('paymentMethod'),
    deliveryMethodId: said.text('deliveryMethodId'),
    deliveryMethod: said.text('deliveryMethod'),
    deliveryAddress: said.text('deliveryAddress'),
    deliveryPrice: said.decimal('deliveryPrice') ?? said.element('deliveryPrice', DELIVERY_LINE, deliveryLine?.sum),
    sources,
  }
}
