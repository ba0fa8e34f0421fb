import { isDeleted } from './interpret.ts'
import type { Order, SubordinateDocument } from './order.ts'
import { ORDER_REQUISITES, type OrderRequisite } from './order-requisites.ts'
import { comparable, DELIVERY_LINE, type Operation, operationOf } from './order-words.ts'
import type { Requisite } from './requisite.ts'
import { type Codec, date, dateTime, decimal, flag } from './values.ts'

/** Money that came or went back. */
export interface OrderPayment {
  /** Number of the payment in 1C, or of the document that the site named. */
  readonly number?: string
  /** When, as 1C wrote it: a day or a local time. */
  readonly date?: string
  /** How much, an exact decimal: of the payment, or of the order where 1C says only that all is paid. */
  readonly sum?: string
  readonly currency?: string
  readonly methodId?: string
  readonly method?: string
  /** The money went back to the customer. */
  readonly refund: boolean
}

/** Goods that left, or came back. */
export interface OrderShipment {
  readonly number?: string
  readonly date?: string
  readonly trackingNumber?: string
  /** The goods came back. */
  readonly returned: boolean
}

/** What a shop acts on. */
export interface OrderState {
  /** What the document is: `goodsOrder` for an order; payments and shipments come beside it in 3.1. */
  readonly operation: Operation | undefined
  /** The site's number: of the order itself, or of the order that a payment or shipment belongs to. */
  readonly number: string | undefined
  readonly number1C: string | undefined
  readonly date1C: string | undefined
  /** The site's own code of the status, where 1C sends one: the one to go by. */
  readonly statusId: string | undefined
  /** The status by its name, through the table of {@link InterpretOptions} where it is in there. */
  readonly status: string | undefined
  /** Accepted in 1C; `undefined` where 1C does not say. */
  readonly posted: boolean | undefined
  readonly deleted: boolean
  readonly cancelled: boolean
  readonly cancelReason: string | undefined
  /** Paid in full; of a payment that comes as a document of its own: this payment. */
  readonly paid: boolean
  /** Everything known of payments; may stand there before all is paid. */
  readonly payments: readonly OrderPayment[]
  /** Shipped in full; of a shipment that comes as a document of its own: this shipment. */
  readonly shipped: boolean
  readonly shipments: readonly OrderShipment[]
  readonly paymentMethodId: string | undefined
  readonly paymentMethod: string | undefined
  readonly deliveryMethodId: string | undefined
  readonly deliveryMethod: string | undefined
  readonly deliveryAddress: string | undefined
  /** An exact decimal: of the requisite, or of the line of the delivery. */
  readonly deliveryPrice: string | undefined
  /**
   * Which requisite or element said so, by the keys above, and by those of `ORDER_REQUISITES` for what is in payments
   * and shipments: `{ paid: 'Дата оплаты по 1С' }`.
   */
  readonly sources: Readonly<Record<string, string>>
}

/** How a 1C is set up: what УТ 11 asks when UMI.CMS is connected to it. */
export interface InterpretOptions {
  /** The statuses that mean cancelled; `Отменён` unless told. */
  readonly cancelledStatuses?: readonly string[]
  /** The requisite with the reason, where it has a name of its own. */
  readonly cancelReasonName?: string
  /** The site's status by the name of the status in 1C. */
  readonly statuses?: Readonly<Record<string, string>>
}

const PAYMENTS: ReadonlySet<Operation | undefined> = new Set<Operation>([
  'cashPayment',
  'cashlessPayment',
  'acquiringOperation',
  'cashRefund',
  'cashlessRefund',
])
const REFUNDS: ReadonlySet<Operation | undefined> = new Set<Operation>(['cashRefund', 'cashlessRefund'])
const SHIPMENTS: ReadonlySet<Operation | undefined> = new Set<Operation>(['goodsShipment', 'goodsReturn'])

// 1C's empty date, and УТ's way to write it into a requisite.
const EMPTY_DATE = /^(?:0001-01-01.*|T[\d:]*)?$/

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

/** A day, or a day and a time; nothing for 1C's empty dates. What is no date at all stays as it is written. */
function momentIn(value: string): string | undefined {
  const form: Codec = /^[\d.-]{10}$/.test(value) ? date : dateTime
  // Looked at when it is read: 01.01.0001 0:00:00 is the empty date too, as Строка() of 1C writes it.
  const moment = (form.parse(value) as string | undefined) ?? value
  return EMPTY_DATE.test(moment) ? undefined : moment
}

/** The requisites of one document, by what they say. */
class Said {
  readonly #values = new Map<string, { name: string; value: string }>()
  readonly sources: Record<string, string> = {}

  constructor(requisites: readonly Pick<Requisite, 'name' | 'values'>[]) {
    for (const { name = '', values } of requisites) {
      const value = values.map((value) => value.trim()).find((value) => value !== '')
      const key = comparable(name)
      if (value !== undefined && !this.#values.has(key)) this.#values.set(key, { name, value })
    }
  }

  /** The first spelling that stands there with a value that can be read. */
  read<T>(key: OrderRequisite, read: (value: string) => T | undefined, names: readonly string[] = []): T | undefined {
    for (const spelling of [...names, ...ORDER_REQUISITES[key]]) {
      const said = this.#values.get(comparable(spelling))
      const value = said === undefined ? undefined : read(said.value)
      if (said === undefined || value === undefined) continue
      this.sources[key] = said.name
      return value
    }
    return undefined
  }

  text(key: OrderRequisite, names?: readonly string[]): string | undefined {
    return this.read(key, (value) => value, names)
  }

  flag(key: OrderRequisite): boolean | undefined {
    return this.read(key, (value) => flag.parse(value))
  }

  decimal(key: OrderRequisite): string | undefined {
    return this.read(key, (value) => decimal.parse(value))
  }

  date(key: OrderRequisite): string | undefined {
    return this.read(key, momentIn)
  }

  /** What an element says, which is asked before the requisites. */
  element<T>(key: keyof OrderState, name: string, value: T | undefined): T | undefined {
    if (value !== undefined) this.sources[key] = name
    return value
  }
}

/** Leaves out what is not known, so that what is there can be spread and compared. */
function known<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

const momentOf = ({ date, time }: Document): string | undefined =>
  date === undefined || EMPTY_DATE.test(date) ? undefined : time === undefined ? date : `${date.slice(0, 10)}T${time}`

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

const isMarked = (document: Document, said: Said): boolean => isDeleted(document) || said.flag('deletionMark') === true

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
  const { cancelledStatuses = ['Отменён'], cancelReasonName, statuses = {} } = options
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
  const cancelledFlag = said.element('cancelled', 'Отменен', order.cancelled) ?? said.flag('cancelled')
  const deleted = isMarked(order, said)
  const { sources } = said
  const deliveryLine = order.lines.find(({ id }) => id === DELIVERY_LINE)

  if (deleted) sources['deleted'] = sources['deletionMark'] ?? 'ПометкаУдаления'
  if (byStatus && cancelledFlag !== true) sources['cancelled'] = sources['status'] ?? ''
  if (paidFlag === undefined && own !== undefined)
    sources['paid'] = sources['paymentNumber1C'] ?? sources['paymentDate1C'] ?? ''
  if (shippedFlag === undefined && sent !== undefined) {
    sources['shipped'] = sources['shipmentNumber1C'] ?? sources['shipmentDate1C'] ?? ''
  }
  return {
    operation,
    number: filled(order.baseNumber) ?? order.number,
    number1C: said.element('number1C', 'Номер1С', filled(order.number1C)) ?? said.text('number1C'),
    date1C: said.element('date1C', 'Дата1С', momentIn(order.date1C ?? '')) ?? said.date('date1C'),
    statusId: said.text('statusId'),
    status: name === undefined ? undefined : (siteStatuses.get(comparable(name)) ?? name),
    posted: said.flag('posted'),
    deleted,
    cancelled: cancelledFlag === true || byStatus,
    cancelReason: said.text('cancelReason', cancelReasonName === undefined ? [] : [cancelReasonName]),
    paid: paidFlag ?? own !== undefined,
    payments: own === undefined ? payments : [own, ...payments],
    shipped: shippedFlag ?? sent !== undefined,
    shipments: sent === undefined ? shipments : [sent, ...shipments],
    paymentMethodId: said.text('paymentMethodId'),
    paymentMethod: said.text('paymentMethod'),
    deliveryMethodId: said.text('deliveryMethodId'),
    deliveryMethod: said.text('deliveryMethod'),
    deliveryAddress: said.text('deliveryAddress'),
    deliveryPrice: said.decimal('deliveryPrice') ?? said.element('deliveryPrice', DELIVERY_LINE, deliveryLine?.sum),
    sources,
  }
}
