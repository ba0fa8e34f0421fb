import type { Maybe } from './shop-value.ts'

/** How the customer pays, or has paid. */
export interface ShopPayment {
  /** Id of the service on the site. For УТ 11, which looks for the name beside an id alone, the name by default. */
  readonly id?: Maybe<string>
  /** Name of the service: `Метод оплаты`. For УТ `Оплачен платежной картой` is a card. */
  readonly name: string
  /** Whether it is paid in full. For a part use `requisites`, or add the payment yourself (`subordinateDocuments`). */
  readonly paid?: Maybe<boolean>
  /**
   * When it was paid. For УНФ and БП it is written only if `paid`, since they book a payment by its date; БП reads the day
   * alone.
   */
  readonly paidAt?: Maybe<string | Date>
  /** Number of the payment at the bank or on the site. */
  readonly documentNumber?: Maybe<string>
  /** Whether it was paid by card: for УНФ, БП and 1С-Битрикс that is written as a separate payment, once it is `paid`. */
  readonly byCard?: Maybe<boolean>
}
