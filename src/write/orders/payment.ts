import { ORDER_REQUISITES } from '../../schema/interpret/requisites.ts'
import { OPERATIONS, ROLES } from '../../schema/interpret/words.ts'
import type { SubordinateDocument } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import type { Known } from './known-values.ts'
import { LONGEST_ID } from './limits.ts'
import type { ShopPayment } from './shop-payment.ts'
import type { Payment } from './telling.ts'

/** What a payment takes over from its order. */
export interface PaidOrder {
  readonly id: string
  readonly currency: string
  readonly currencyRate: string
  readonly sum: string
}

/** 64 bits by FNV-1a, as 16 digits: the same for one id always and everywhere. */
function printOf(id: string): string {
  let print = 0xcbf29ce484222325n
  for (let index = 0; index < id.length; index++) {
    print = BigInt.asUintN(64, (print ^ BigInt(id.charCodeAt(index))) * 0x100000001b3n)
  }
  return print.toString(16).padStart(16, '0')
}

/**
 * Ид of the payment. Of 36 characters УНФ makes a GUID, and breaks off where it is none: an id of 32 hexadecimal digits with
 * the same behind it has 36. An id for whose mark the schema has no place left keeps its beginning, and its print behind it.
 */
function paymentIdOf(id: string): string {
  const characters = [...id]
  const marked = `${id}#${id.length === 32 ? 'paid' : 'pay'}`
  if (characters.length > LONGEST_ID || characters.length + '#pay'.length <= LONGEST_ID) return marked
  const behind = `#pay${printOf(id)}`
  return `${characters.slice(0, LONGEST_ID - behind.length).join('')}${behind}`
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
