import { ORDER_REQUISITES, type OrderRequisite } from '../schema/order-requisites.ts'
import type { Requisite } from '../schema/requisite.ts'
import type { Draft } from './events.ts'
import { localDateTime } from './local-time.ts'
import { addressOf } from './order-parties.ts'
import type { OrderProfile } from './order-profiles.ts'
import type { ShopAddress, ShopOrder } from './shop-order.ts'

type Said = boolean | string | Date | undefined

const textOf = (value: Exclude<Said, undefined>, key: string): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : localDateTime(value, key)

const lineOf = (address: string | ShopAddress | undefined): string | undefined =>
  address === undefined ? undefined : addressOf(address).representation

/** ЗначенияРеквизитов of an order: what УТ, УНФ and 1С-Битрикс read, under the name they look for first. */
export function requisitesOf(
  shop: ShopOrder,
  profile: OrderProfile,
  deliveryPrice: string | undefined,
): readonly Draft<Requisite>[] {
  const { status, payment, delivery, cancelled, booking, address } = shop
  // УТ compares with `true`; both values are written, so that a later document takes a mark back.
  const said: { readonly [K in OrderRequisite]?: Said } = {
    status: status?.name,
    statusId: status?.id,
    statusChangedAt: status?.changedAt,
    finalStatus: status?.final,
    cancelled: cancelled !== undefined,
    cancelledAt: cancelled?.at,
    paid: payment === undefined ? undefined : payment.paid === true,
    paymentMethod: payment?.name,
    paymentMethodId: payment?.id,
    paymentDate: payment?.paidAt,
    paymentNumber: payment?.documentNumber,
    deliveryAllowed: delivery?.allowed,
    deliveryMethod: delivery?.name,
    deliveryMethodId: delivery?.id,
    deliveryAddress: delivery === undefined ? undefined : lineOf(address),
    deliveryPrice,
    deliveryComment: delivery?.comment,
    recipient: delivery?.recipient,
    shipmentDate: delivery?.shipAt,
    pickupPoint: delivery?.pickupPoint?.name,
    customerComment: shop.customerComment,
    ...booking,
  }
  const written = Object.entries(said).flatMap(([key, value]) =>
    value === undefined || value === ''
      ? []
      : [{ name: ORDER_REQUISITES[key as OrderRequisite][0], values: [textOf(value, key)] }],
  )
  const rest = Object.entries(shop.requisites ?? {}).map(([name, value]) => ({ name, values: [value] }))
  const reason = cancelled?.reason === undefined ? [] : [{ name: profile.cancelReason, values: [cancelled.reason] }]
  // УНФ reads the number of the parcel under this name from the site.
  const parcel =
    delivery?.trackingNumber === undefined ? [] : [{ name: profile.trackingNumber, values: [delivery.trackingNumber] }]
  return [...written, ...reason, ...parcel, ...rest]
}
