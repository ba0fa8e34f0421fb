import type { Order, SubordinateDocument } from '../order.ts'
import { isDeleted } from './entity.ts'
import { momentIn, type Said } from './said.ts'
import type { OrderPayment, OrderShipment } from './state.ts'
import { type Operation, operationOf } from './words.ts'

type Operations = ReadonlySet<Operation | undefined>
const REFUNDS: Operations = new Set<Operation>(['cashRefund', 'cashlessRefund'])
export const PAYMENTS: Operations = new Set<Operation | undefined>([
  'cashPayment',
  'cashlessPayment',
  'acquiringOperation',
  ...REFUNDS,
])
export const SHIPMENTS: Operations = new Set<Operation>(['goodsShipment', 'goodsReturn'])

/** An order, or a payment or shipment that belongs to one. */
export type OrderDocument = Pick<Order | SubordinateDocument, 'requisites' | 'operation'> & {
  readonly [K in
    | 'number'
    | 'date'
    | 'time'
    | 'sum'
    | 'currency'
    | 'lines'
    | 'deletionMark'
    | 'cancelled']?: SubordinateDocument[K]
}

/** An empty element is text as well: <Основание/> in an order names no other order. */
export const filled = (value: string | undefined): string | undefined => (value?.trim() ? value : undefined)

/** Leaves out what is not known, so that what is there can be spread and compared. */
function known<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

const momentOf = ({ date, time }: OrderDocument): string | undefined =>
  date === undefined || momentIn(date) === undefined
    ? undefined
    : time === undefined
      ? date
      : `${date.slice(0, 10)}T${time}`

/** The payment that a document of its own is. */
export function paymentOf(document: OrderDocument, said: Said): OrderPayment {
  const refund = REFUNDS.has(operationOf(document)) || undefined
  return known<OrderPayment>({
    number:
      said.text('paymentNumber1C') ??
      said.text('paymentNumber') ??
      said.row('paymentNumber', 'number', filled(document.number)),
    date: said.date('paymentDate1C') ?? said.date('paymentDate') ?? said.row('paymentDate', 'date', momentOf(document)),
    sum: document.sum,
    currency: document.currency,
    methodId: said.text('paymentMethodId'),
    method: said.text('paymentMethod'),
    refund: said.row('refund', 'operation', refund) ?? said.flag('refund') === true,
  })
}

/** The shipment that a document of its own is. */
export function shipmentOf(document: OrderDocument, said: Said): OrderShipment {
  return known<OrderShipment>({
    number:
      said.text('shipmentNumber1C') ??
      said.text('shipmentNumber') ??
      said.row('shipmentNumber', 'number', filled(document.number)),
    date:
      said.date('shipmentDate1C') ?? said.date('shipmentDate') ?? said.row('shipmentDate', 'date', momentOf(document)),
    trackingNumber: said.text('trackingNumber'),
    lines: document.lines?.length ? document.lines : undefined,
    returned: operationOf(document) === 'goodsReturn',
  })
}

/** The mark of deletion in any spelling; the requisite is asked first, so that it is named as the source. */
export function isMarked(document: OrderDocument, said: Said): boolean {
  if (said.flag('deletionMark') === true) return true
  if (!isDeleted(document)) return false
  // Said by the element, or by a value of the requisite that is not its first.
  said.row('deleted', 'deletionMark', true)
  return true
}

/** A payment or shipment is none if it is cancelled or deleted, or says of itself that it is still to come (1С-Битрикс). */
export function counts(document: OrderDocument, said: Said): boolean {
  if (isMarked(document, said) || (document.cancelled ?? said.flag('cancelled')) === true) return false
  return said.flag(PAYMENTS.has(operationOf(document)) ? 'paid' : 'shipped') !== false
}

/**
 * What the order's own requisites say of its payment. УТ, УТ 10.3 and УНФ write number and date when all is paid; a
 * site, 1С-Битрикс and `orderFromShop` among them, has names of its own, which say nothing once its mark is taken back.
 */
export function ownPayment(said: Said, order: Order): OrderPayment | undefined {
  const paid = said.flag('paid')
  const of1C = { number: said.text('paymentNumber1C'), date: said.date('paymentDate1C') }
  const number = of1C.number ?? (paid === false ? undefined : said.text('paymentNumber'))
  const date = of1C.date ?? (paid === false ? undefined : said.date('paymentDate'))
  if (number === undefined && date === undefined) return undefined
  const whole = paid ?? (of1C.number ?? of1C.date) !== undefined
  return known<OrderPayment>({
    number,
    date,
    sum: whole ? order.sum : undefined, // else a part, and nobody says which
    currency: order.currency,
    methodId: said.text('paymentMethodId'),
    method: said.text('paymentMethod'),
    refund: false,
  })
}

/** What they say of its shipment: `Дата отгрузки` of a site is the day it asks for. */
export function ownShipment(said: Said): OrderShipment | undefined {
  const number = said.text('shipmentNumber1C')
  const date = said.date('shipmentDate1C')
  if (number === undefined && date === undefined) return undefined
  return known<OrderShipment>({ number, date, trackingNumber: said.text('trackingNumber'), returned: false })
}
