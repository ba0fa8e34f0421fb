import type { Known } from './known-values.ts'
import type { OrderProfile } from './order-profiles.ts'
import type { ShopOrder, ShopPayment } from './shop-order.ts'

/** Date and number of a payment, made up where nobody told them. */
export interface Payment {
  readonly paidAt: string
  readonly documentNumber: string
}

function paymentFor(
  payment: Known<ShopPayment> | undefined,
  card: Payment | undefined,
): Known<ShopPayment> | undefined {
  if (payment === undefined) return undefined
  if (card !== undefined) return { ...payment, ...card }
  const { paidAt, ...unpaid } = payment
  return payment.paid === true ? payment : unpaid
}

/** An order as a 1C has to be told of it that takes its words in a way of its own. `card` is money that came by card. */
export function tellingOf(
  shop: Known<ShopOrder>,
  { oneComment, paysByDate }: OrderProfile,
  card: Payment | undefined,
): Known<ShopOrder> {
  const { customerComment, comment, payment, ...rest } = shop
  const together = oneComment && customerComment !== undefined && comment !== undefined
  const told = paysByDate ? paymentFor(payment, card) : payment
  return {
    ...rest,
    ...(told !== undefined && { payment: told }),
    ...(together
      ? { comment: `${customerComment}\n${comment}` }
      : { ...(customerComment !== undefined && { customerComment }), ...(comment !== undefined && { comment }) }),
  }
}
