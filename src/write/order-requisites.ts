import { ORDER_REQUISITES, type OrderRequisite } from '../schema/order-requisites.ts'
import type { Requisite } from '../schema/requisite.ts'
import type { Draft } from './events.ts'
import type { Known } from './known-values.ts'
import { addressOf } from './order-parties.ts'
import type { OrderProfile } from './order-profiles.ts'
import type { ShopOrder } from './shop-order.ts'

// УТ takes the day and, behind one character, the time: a day alone gets one.
const startOf = (day: string | Date | undefined): string | Date | undefined =>
  typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00` : day

/** ЗначенияРеквизитов of an order: what УТ, УНФ and 1С-Битрикс read, under a name that all of them look for. */
export function requisitesOf(
  shop: Known<ShopOrder>,
  profile: OrderProfile,
  deliveryPrice: string | undefined,
  moment: (value: string | Date, path: string) => string,
): readonly Draft<Requisite>[] {
  const { status, payment, delivery, cancelled, booking, address } = shop
  // УТ compares with `true`; both values are written, so that a later document takes a mark back.
  const at = (value: string | Date | undefined, path: string): string | undefined =>
    value === undefined ? undefined : moment(value, path)
  const said: { readonly [K in OrderRequisite]?: boolean | string | undefined } = {
    // УТ 11 set up for UMI.CMS cancels by the status, the others by the requisite.
    status: cancelled === undefined ? status?.name : (profile.cancelledStatus ?? status?.name),
    statusId: status?.id,
    statusChangedAt: at(status?.changedAt, 'status.changedAt'),
    finalStatus: status?.final,
    cancelled: cancelled !== undefined,
    cancelledAt: at(cancelled?.at, 'cancelled.at'),
    paid: payment === undefined ? undefined : payment.paid === true,
    paymentMethod: payment?.name,
    paymentMethodId: payment?.id,
    paymentDate: at(payment?.paidAt, 'payment.paidAt'),
    paymentNumber: payment?.documentNumber,
    deliveryAllowed: delivery?.allowed,
    deliveryMethod: delivery?.name,
    deliveryMethodId: delivery?.id,
    deliveryAddress: delivery === undefined ? undefined : addressOf(address)?.representation,
    deliveryPrice,
    deliveryComment: delivery?.comment,
    recipient: delivery?.recipient,
    shipmentDate: at(startOf(delivery?.shipAt), 'delivery.shipAt'),
    pickupPoint: delivery?.pickupPoint?.name,
    customerComment: shop.customerComment,
    ...booking,
  }
  const written = Object.entries(said).flatMap(([key, value]) =>
    value === undefined || !Object.hasOwn(ORDER_REQUISITES, key)
      ? []
      : [{ name: ORDER_REQUISITES[key as OrderRequisite][0], values: [String(value)] }],
  )
  const rest = Object.entries(shop.requisites ?? {}).map(([name, value]) => ({ name, values: [value] }))
  const reason = cancelled?.reason === undefined ? [] : [{ name: profile.cancelReason, values: [cancelled.reason] }]
  // УНФ reads the number of the parcel under this name from the site.
  const parcel =
    delivery?.trackingNumber === undefined ? [] : [{ name: profile.trackingNumber, values: [delivery.trackingNumber] }]
  return [...written, ...reason, ...parcel, ...rest]
}
