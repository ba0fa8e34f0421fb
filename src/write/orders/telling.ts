import type { Known } from './known-values.ts'
import type { OrderProfile } from './profile.ts'
import type { ShopOrder } from './shop-order.ts'
import type { ShopPayment } from './shop-payment.ts'

/** Date and number of a payment, made up where nobody told them. */
export interface Payment {
  readonly paidAt: string
  readonly documentNumber: string
}

/**
 * A cancelled order of which no goods are left: its database still has what was taken off them, their total and the money
 * that came for them. None of it is true of what goes to 1C, and none is asked for.
 */
export function leftOf(shop: Known<ShopOrder>): Known<ShopOrder> {
  if (shop.lines.length > 0 || shop.cancelled === undefined) return shop
  const { discounts, total, payment, ...left } = shop
  if (payment === undefined) return left
  const { byCard, ...told } = payment
  return { ...left, payment: told }
}

// Of an order without goods there is no money to book.
function bookedBy({ payment, lines }: Known<ShopOrder>): Known<ShopPayment> | undefined {
  if (payment === undefined || (payment.paid === true && lines.length > 0)) return payment
  const { paidAt, ...unpaid } = payment
  return unpaid
}

type Comments = Partial<Pick<Known<ShopOrder>, 'comment' | 'customerComment'>>

/** Both comments where that 1C reads them; what the customer wrote comes before what the manager did. */
function commentsOf({ comment, customerComment }: Known<ShopOrder>, where: OrderProfile['customerComment']): Comments {
  const manager = comment === undefined ? {} : { comment }
  if (customerComment === undefined) return manager
  const joined = comment === undefined ? customerComment : `${customerComment}\n${comment}`
  if (where === 'both') return { comment: joined, customerComment }
  return where === 'as one' && comment !== undefined ? { comment: joined } : { ...manager, customerComment }
}

/** An order as a 1C has to be told of it that takes its words in a way of its own. */
export function tellingOf(shop: Known<ShopOrder>, profile: OrderProfile): Known<ShopOrder> {
  const { customerComment, comment, payment, ...rest } = shop
  const told = profile.paysByDate ? bookedBy(shop) : payment
  return { ...rest, ...(told !== undefined && { payment: told }), ...commentsOf(shop, profile.customerComment) }
}
