import { ORDER_REQUISITES, type OrderRequisite } from '../schema/order-requisites.ts'
import { comparable } from '../schema/order-words.ts'
import type { Requisite } from '../schema/requisite.ts'
import type { Draft } from './events.ts'
import type { Known } from './known-values.ts'
import type { OrderIntake } from './order-intake.ts'
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
  intake: OrderIntake,
): readonly Draft<Requisite>[] {
  const { status, payment, delivery, cancelled, booking, address } = shop
  // УТ compares with `true`; both values are written, so that a later document takes a mark back.
  const at = (value: string | Date | undefined, path: string): string | undefined =>
    value === undefined ? undefined : intake.moment(value, path)
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
    // Without the id УТ 11 does not look for the name either.
    paymentMethodId: payment?.id ?? (profile.needsMethodId ? payment?.name : undefined),
    paymentDate: at(payment?.paidAt, 'payment.paidAt'),
    paymentNumber: payment?.documentNumber,
    deliveryAllowed: delivery?.allowed,
    deliveryMethod: delivery?.name,
    deliveryMethodId: delivery?.id,
    deliveryAddress: delivery === undefined ? undefined : addressOf(address)?.representation,
    deliveryPrice,
    deliveryComment: delivery?.comment,
    recipient: delivery?.recipient ?? (profile.recipientIsContact ? shop.customer.company?.contactPerson : undefined),
    shipmentDate: at(startOf(delivery?.shipAt), 'delivery.shipAt'),
    pickupPoint: delivery?.pickupPoint?.name,
    customerComment: shop.customerComment,
    ...booking,
  }
  const written = Object.entries(said).flatMap(([key, value]) =>
    // An empty Значение would take the value of the requisite before it (УТ 11.5).
    value === undefined || value === '' || !Object.hasOwn(ORDER_REQUISITES, key)
      ? []
      : [{ name: ORDER_REQUISITES[key as OrderRequisite][0], values: [String(value)] }],
  )
  const reason = cancelled?.reason === undefined ? [] : [{ name: profile.cancelReason, values: [cancelled.reason] }]
  // УНФ reads the number of the parcel under this name from the site.
  const parcel =
    delivery?.trackingNumber === undefined ? [] : [{ name: profile.trackingNumber, values: [delivery.trackingNumber] }]
  const own = [...written, ...reason, ...parcel]
  return [...own, ...furtherOf(shop, own, intake)]
}

/** The shop's own requisites. Of two of one name УТ 11 takes the last: `Отменен` would cancel what is not cancelled. */
function furtherOf(
  { requisites = {} }: Known<ShopOrder>,
  own: readonly Draft<Requisite>[],
  intake: OrderIntake,
): readonly Draft<Requisite>[] {
  const taken = new Set(own.map(({ name = '' }) => comparable(name)))
  return Object.entries(requisites).map(([name, value]) => {
    if (name.trim() === '') intake.refuse('requisites', 'a requisite needs a name')
    else if (taken.has(comparable(name))) {
      const message = 'other rows of the order say that already: two of one name contradict each other'
      intake.refuse(`requisites.${name}`, message)
    }
    return { name, values: [value] }
  })
}
