import { ORDER_REQUISITES } from '../../schema/interpret/requisites.ts'
import { OPERATIONS, ROLES } from '../../schema/interpret/words.ts'
import type { SubordinateDocument } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import type { Known } from './known-values.ts'
import { LONGEST_ID } from './limits.ts'
import { printed } from './print.ts'
import type { ShopPayment } from './shop-payment.ts'
import type { Payment } from './telling.ts'

/** What a payment takes over from its order. */
export interface PaidOrder {
  readonly id: string
  readonly currency: string
  readonly currencyRate: string
  readonly sum: string
}

/**
 * Ид of the payment. Of 36 characters УНФ makes a GUID, and breaks off where it is none: an id of 32 hexadecimal digits with
 * the same behind it has 36. An id for whose mark the schema has no place left keeps its beginning, and its print behind it.
 */
function paymentIdOf(id: string): string {
  const characters = [...id]
  const marked = `${id}#${id.length === 32 ? 'paid' : 'pay'}`
  if (characters.length > LONGEST_ID || characters.length + '#pay'.length <= LONGEST_ID) return marked
  return printed(id, LONGEST_ID, '#pay')
}

/** УНФ and 1С-Битрикс take money that came by card from a document of its own. */
export function paymentOf(
  { id, ...order }: PaidOrder,
  payment: Known<ShopPayment>,
  { paidAt, documentNumber }: Payment,
): Draft<SubordinateDocument> {
  const said = {
    paymentMethod: payment.name,
    paymentMethodId: payment.id,
    paymentDate: paidAt,
    paymentNumber: payment.documentNumber,
  }
  return {
    ...order,
    id: paymentIdOf(id),
    number: documentNumber,
    date: paidAt.slice(0, 10),
    operation: OPERATIONS.acquiringOperation,
    role: ROLES.seller,
    time: paidAt.slice(11),
    requisites: [
      ...Object.entries(said).flatMap(([key, value]) =>
        value === undefined ? [] : [{ name: ORDER_REQUISITES[key as keyof typeof said][0], values: [value] }],
      ),
      { name: ORDER_REQUISITES.paid[2], values: ['true'] }, // the spelling of payments
    ],
  }
}
