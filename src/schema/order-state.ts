import type { Operation } from './order-words.ts'

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
  /** Paid in full; of a payment that comes as a document of its own: this payment. A refund pays nothing. */
  readonly paid: boolean
  /** Everything known of payments; may stand there before all is paid. */
  readonly payments: readonly OrderPayment[]
  /** Shipped in full; of a shipment that comes as a document of its own: this shipment, unless goods came back. */
  readonly shipped: boolean
  readonly shipments: readonly OrderShipment[]
  /** Number of the parcel, where the order or shipment itself has it. */
  readonly trackingNumber: string | undefined
  readonly paymentMethodId: string | undefined
  readonly paymentMethod: string | undefined
  readonly deliveryMethodId: string | undefined
  readonly deliveryMethod: string | undefined
  readonly deliveryAddress: string | undefined
  /** An exact decimal: of the requisite, or of the line of the delivery. */
  readonly deliveryPrice: string | undefined
  /**
   * Which requisite or element said so, by the keys above, and by those of `ORDER_REQUISITES` for what is in payments
   * and shipments: `{ paid: 'Дата оплаты по 1С' }`. Of several documents inside an order the first is named. What is
   * `false` or empty because nobody said anything has none.
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
