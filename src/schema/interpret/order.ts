import type { Order } from '../order.ts'
import {
  counts,
  filled,
  isMarked,
  type OrderDocument,
  ownPayment,
  ownShipment,
  PAYMENTS,
  paymentOf,
  SHIPMENTS,
  shipmentOf,
} from './documents.ts'
import { momentIn, Said } from './said.ts'
import type { InterpretOptions, OrderPayment, OrderState } from './state.ts'
import { CANCELLED_STATUS, comparable, DELIVERY_LINE, operationOf } from './words.ts'

/** The order's own words of a payment, before the documents; a number that one of them has is the same money. */
const together = (own: OrderPayment | undefined, payments: readonly OrderPayment[]): readonly OrderPayment[] =>
  own === undefined || payments.some(({ number }) => number !== undefined && number === own.number)
    ? payments
    : [own, ...payments]

/** What {@link comparable} makes of the name in `[N] Принят`: 1С-Битрикс puts the code of a status before it. */
const withoutCode = (status: string): string => comparable(status.replace(/^\s*\[[^\]]*\]/, ''))

/**
 * Reads what 1C says about an order, in the spellings of УТ 10.3, УТ 11, УНФ, 1С-Битрикс and UMI.CMS: status, payment,
 * shipment, cancellation, deletion, delivery and payment service. Never throws.
 *
 * `paid` means in full: a flag says so, or there is 1C's own number or date of the payment, which УТ writes only then, or a
 * `Статус оплаты` in words. An explicit flag wins over a date, a date over words. The same holds for `shipped`. What the site itself wrote
 * about a payment (`Дата оплаты`) is listed in `payments` too, but does not make the order paid without the flag.
 *
 * A payment or shipment that comes as a separate document (3.1) is interpreted too: `operation` says what it is, and
 * `number` is that of its order.
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
  const operation = said.row('operation', 'operation', operationOf(order))
  const isOrder = !PAYMENTS.has(operation) && !SHIPMENTS.has(operation)
  const documents = (isOrder ? order.subordinateDocuments : [order, ...order.subordinateDocuments])
    .filter((document: OrderDocument) => counts(document, new Said(document.requisites)))
    .map((document) => ({ document, said: document === order ? said : new Said(document.requisites) }))
  const of = (kind: typeof PAYMENTS) => documents.filter(({ document }) => kind.has(operationOf(document)))
  const own = isOrder ? ownPayment(said, order) : undefined
  const sent = isOrder ? ownShipment(said) : undefined
  const payments = of(PAYMENTS).map(({ document, said }) => paymentOf(document, said))
  const shipments = of(SHIPMENTS).map(({ document, said }) => shipmentOf(document, said))

  const name = said.text('status') ?? said.row('status', 'status', filled(order.status))
  const cancels = new Set(cancelledStatuses.map(comparable))
  const byStatus = name !== undefined && (cancels.has(comparable(name)) || cancels.has(withoutCode(name)))
  const siteStatuses = new Map(Object.entries(statuses).map(([word, status]) => [comparable(word), status]))
  const cancelledFlag = said.row('cancelled', 'cancelled', order.cancelled) ?? said.flag('cancelled')
  if (byStatus && cancelledFlag !== true) said.as('cancelled', 'status')
  said.row('deleted', 'deletionMark', order.deletionMark)
  const deleted = isMarked(order, said)
  const { deliveryAddress: address } = order
  const deliveryLine = order.lines.find(({ id }) => id?.trim() === DELIVERY_LINE)

  // A document of its own is the payment or the shipment, unless it says that it is still to come. One that gives money
  // or goods back, or does not count, says of itself alone that it was paid or shipped: not of its order.
  const isPayment = isOrder || payments.some(({ refund }) => !refund)
  const isShipment = isOrder || shipments.some(({ returned }) => !returned)
  const paid =
    said.flag('paid') ??
    (isOrder
      ? (said.as('paid', 'paymentNumber1C', 'paymentDate1C') ?? said.paidInWords())
      : said.row('paid', 'operation', isPayment || undefined))
  const shipped =
    said.flag('shipped') ??
    (isOrder
      ? said.as('shipped', 'shipmentNumber1C', 'shipmentDate1C')
      : said.row('shipped', 'operation', isShipment || undefined))
  return {
    operation,
    number: said.row('number', 'baseNumber', filled(order.baseNumber)) ?? said.row('number', 'number', order.number),
    number1C: said.row('number1C', 'number1C', filled(order.number1C)) ?? said.text('number1C'),
    date1C: said.row('date1C', 'date1C', momentIn(order.date1C ?? '')) ?? said.date('date1C'),
    statusId: said.text('statusId'),
    status:
      name === undefined
        ? undefined
        : (siteStatuses.get(comparable(name)) ?? siteStatuses.get(withoutCode(name)) ?? name),
    posted: said.flag('posted'),
    deleted,
    cancelled: cancelledFlag === true || byStatus,
    cancelReason: said.text('cancelReason', cancelReasonName === undefined ? [] : [cancelReasonName]),
    paid: isPayment && paid === true,
    paymentStatus: said.text('paymentStatus'),
    payments: together(own, payments),
    shipped: isShipment && shipped === true,
    shipments: sent === undefined ? shipments : [sent, ...shipments],
    trackingNumber: said.text('trackingNumber'),
    paymentMethodId: said.text('paymentMethodId'),
    paymentMethod: said.text('paymentMethod'),
    deliveryMethodId: said.text('deliveryMethodId'),
    deliveryMethod: said.text('deliveryMethod'),
    deliveryAddress:
      said.text('deliveryAddress') ??
      said.row('deliveryAddress', 'deliveryAddress', filled(address?.representation ?? address?.text)),
    deliveryPrice: said.decimal('deliveryPrice') ?? said.element('deliveryPrice', DELIVERY_LINE, deliveryLine?.sum),
    // What the document says of itself goes before what those inside say.
    sources: Object.assign({}, ...documents.map(({ said }) => said.sources).reverse(), said.sources),
  }
}
