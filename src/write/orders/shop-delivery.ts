import type { Amount, Maybe } from './shop-value.ts'

/** How the goods come to the customer. */
export interface ShopDelivery {
  /** Id of the service on the site. */
  readonly id?: Maybe<string>
  /** What 1C shows in the delivery line. Default: `Доставка заказа`. */
  readonly name?: Maybe<string>
  /** What it costs. It becomes a line with the id `ORDER_DELIVERY`. */
  readonly price?: Maybe<Amount>
  /** Rate of VAT in percent, as for a line. */
  readonly vat?: Maybe<Amount>
  /** Whether the goods may be shipped. */
  readonly allowed?: Maybe<boolean>
  /** When the customer wants it; a day is enough: `2026-02-01`. */
  readonly shipAt?: Maybe<string | Date>
  /** `Комментарий доставки`; УНФ and БП read it. */
  readonly comment?: Maybe<string>
  /** Who takes the goods: `Получатель`; УНФ reads it. */
  readonly recipient?: Maybe<string>
  /** Number of the parcel. */
  readonly trackingNumber?: Maybe<string>
  /** A pick-up point with its address and telephone. */
  readonly pickupPoint?: Maybe<{
    /** Ид of the Склад that it becomes. */
    readonly id: string
    /** Its Наименование, and `Пункт выдачи заказа`. */
    readonly name: string
    /** In one line. */
    readonly address: string
    /** Written as `Телефон рабочий`. */
    readonly phone: string
  }>
}
