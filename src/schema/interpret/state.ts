import type { Order } from '../order.ts'
import type { Operation } from './words.ts'

/** A payment for an order, or a refund. */
export interface OrderPayment {
  /** Number of the payment in 1C, or of the payment document that the site named. */
  readonly number?: string
  /** When it was made: a day `YYYY-MM-DD`, or a local time. */
  readonly date?: string
  /** Exact decimal: the sum of the payment, or of the order where 1C says only that it is paid in full. */
  readonly sum?: string
  /** As its document writes it: `RUB`, `руб`. */
  readonly currency?: string
  /** The site's id of the payment service. */
  readonly methodId?: string
  /** Name of the payment service. */
  readonly method?: string
  /** The money went back to the customer. */
  readonly refund: boolean
}

/** A shipment of an order, or a return. */
export interface OrderShipment {
  /** Number of the shipment in 1C, or of the document that it came as. */
  readonly number?: string
  /** When it was made: a day `YYYY-MM-DD`, or a local time. */
  readonly date?: string
  /** Number of the parcel. */
  readonly trackingNumber?: string
  /** What went, or came back, where its document says: a part of the order or all of it, the line of the delivery too. */
  readonly lines?: Order['lines']
  /** The goods came back. */
  readonly returned: boolean
}

/** The state of an order, as a shop acts on it. */
export interface OrderState {
  /** What the document is: `goodsOrder` for an order; in 3.1 payments and shipments are separate documents. */
  readonly operation: Operation | undefined
  /** The site's number of the order: this one, or the one that the payment or shipment belongs to. */
  readonly number: string | undefined
  /** Number of the document in 1C. */
  readonly number1C: string | undefined
  /** Its date in 1C: a day `YYYY-MM-DD`, or a local time. `undefined` for an empty date too. */
  readonly date1C: string | undefined
  /** The site's own code of the status. Prefer it to `status` where 1C sends one. */
  readonly statusId: string | undefined
  /** Name of the status, translated by `statuses` of {@link InterpretOptions} where it is listed there. */
  readonly status: string | undefined
  /** Accepted in 1C; `undefined` where 1C does not say. */
  readonly posted: boolean | undefined
  /** Marked for deletion: by the requisite, the element, or a status that says so. */
  readonly deleted: boolean
  /** By a flag, or by a status of `cancelledStatuses`. */
  readonly cancelled: boolean
  /** As it is written, whether the order is `cancelled` or not. */
  readonly cancelReason: string | undefined
  /**
   * Paid in full. For a separate payment document only that it was made, be it a part: add up `payments` of all documents
   * of the order. A refund does not count.
   */
  readonly paid: boolean
  /** Статус оплаты in words, as sites write it. */
  readonly paymentStatus: string | undefined
  /** All that this document knows. There may be some before an order is `paid`: that 1C has to say, whatever their sum. */
  readonly payments: readonly OrderPayment[]
  /**
   * Shipped in full. For a separate shipment document only that it was made, be it a part: see its `lines`. A return does
   * not count.
   */
  readonly shipped: boolean
  /** All known shipments and returns; there may be some before the order is `shipped`. */
  readonly shipments: readonly OrderShipment[]
  /** Tracking number of the parcel, where the order or shipment itself has one. */
  readonly trackingNumber: string | undefined
  /** The site's id of the payment service, where the order itself has one. */
  readonly paymentMethodId: string | undefined
  /** Name of the payment service, likewise. */
  readonly paymentMethod: string | undefined
  /** The site's id of the delivery service. */
  readonly deliveryMethodId: string | undefined
  /** Name of the delivery service. */
  readonly deliveryMethod: string | undefined
  /** In one line: from the requisite, or from АдресДоставки. */
  readonly deliveryAddress: string | undefined
  /** Exact decimal: from the requisite, or from the delivery line. */
  readonly deliveryPrice: string | undefined
  /**
   * Which requisite or element each value comes from, by the keys above: `{ paid: 'Дата оплаты по 1С' }`. Values inside
   * payments and shipments have the keys of `ORDER_REQUISITES`; of several documents the first is named. A value that is
   * `false` or empty because nothing was said has no source.
   */
  readonly sources: Readonly<Record<string, string>>
}

/** How the 1C is set up: the settings that УТ 11 asks for when it is connected to UMI.CMS. */
export interface InterpretOptions {
  /** Names of the statuses that mean cancelled. Default: `Отменён`. */
  readonly cancelledStatuses?: readonly string[]
  /** Name of the requisite that holds the reason, if it is not a standard one. */
  readonly cancelReasonName?: string
  /** The site's statuses, by the names of the statuses in 1C. */
  readonly statuses?: Readonly<Record<string, string>>
}
