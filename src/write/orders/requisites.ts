import { ORDER_REQUISITES, type OrderRequisite } from '../../schema/interpret/requisites.ts'
import { comparable } from '../../schema/interpret/words.ts'
import type { Requisite } from '../../schema/requisite.ts'
import type { Draft } from '../events.ts'
import type { OrderIntake } from './intake.ts'
import type { Known } from './known-values.ts'
import { addressOf } from './parties.ts'
import type { OrderProfile } from './profile.ts'
import type { ShopOrder } from './shop-order.ts'
import type { Payment } from './telling.ts'

// УТ takes the day and, behind one character, the time: a day alone gets one.
const startOf = (day: string | Date | undefined): string | Date | undefined =>
  typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00` : day

const ROWS: ReadonlyMap<string, string> = new Map(
  Object.values(ORDER_REQUISITES).flatMap((spellings) => spellings.map((name) => [comparable(name), spellings[0]])),
)
const CUSTOMER_COMMENT = ORDER_REQUISITES.customerComment[0]

/** What a requisite says: one thing in all spellings of its row. */
export const requisiteRow = (name: string): string => ROWS.get(comparable(name)) ?? comparable(name)

/** What the order does not have in rows of its own: money that came by card, and what the delivery costs. */
interface Beside {
  readonly card: Payment | undefined
  readonly deliveryPrice: string | undefined
}

/** ЗначенияРеквизитов of an order: what УТ, УНФ and 1С-Битрикс read, under a name that all of them look for. */
export function requisitesOf(
  shop: Known<ShopOrder>,
  profile: OrderProfile,
  { card, deliveryPrice }: Beside,
  intake: OrderIntake,
): readonly Draft<Requisite>[] {
  const { status, payment, delivery, cancelled, booking, address } = shop
  const named = new Set(Object.keys(shop.requisites ?? {}).map(requisiteRow))
  // What the shop told in no row of its own stands down where its requisites tell it.
  const unlessNamed = <T>(row: OrderRequisite, value: T): T | undefined =>
    named.has(ORDER_REQUISITES[row][0]) ? undefined : value
  // УТ compares with `true`; both values are written, so that a later document takes a mark back.
  const at = (value: string | Date | undefined, path: string): string | undefined =>
    value === undefined ? undefined : intake.moment(value, path)
  const booked = profile.paysByDate ? card : undefined
  const paidAt = at(payment?.paidAt, 'payment.paidAt') ?? unlessNamed('paymentDate', booked?.paidAt)
  const contact = profile.recipientIsContact ? shop.customer.company?.contactPerson : undefined
  const said: { readonly [K in OrderRequisite]?: boolean | string | undefined } = {
    // УТ 11 set up for UMI.CMS cancels by the status, the others by the requisite.
    status: cancelled === undefined ? status?.name : (profile.cancelledStatus ?? status?.name),
    statusId: status?.id,
    statusChangedAt: at(status?.changedAt, 'status.changedAt'),
    finalStatus: status?.final,
    cancelled: cancelled !== undefined,
    cancelledAt: at(cancelled?.at, 'cancelled.at'),
    paid: payment && (payment.paid ?? unlessNamed('paid', false)),
    paymentMethod: payment?.name,
    // Without the id УТ 11 does not look for the name either.
    paymentMethodId: payment?.id ?? (profile.needsMethodId ? unlessNamed('paymentMethodId', payment?.name) : undefined),
    paymentDate: profile.paidOnDay ? paidAt?.slice(0, 10) : paidAt,
    paymentNumber: payment?.documentNumber ?? unlessNamed('paymentNumber', booked?.documentNumber),
    deliveryAllowed: delivery?.allowed,
    deliveryMethod: delivery?.name,
    deliveryMethodId: delivery?.id,
    deliveryAddress: delivery === undefined ? undefined : addressOf(address)?.representation,
    deliveryPrice,
    deliveryComment: delivery?.comment,
    recipient: delivery?.recipient ?? unlessNamed('recipient', contact),
    shipmentDate: at(startOf(delivery?.shipAt), 'delivery.shipAt'),
    pickupPoint: delivery?.pickupPoint?.name,
    customerComment: shop.customerComment,
    ...booking,
    cancelReason: cancelled?.reason,
    trackingNumber: delivery?.trackingNumber,
  }
  const { cancelReason, trackingNumber } = profile
  const spelling: Readonly<Record<string, string>> = { cancelReason, trackingNumber }
  const written = Object.entries(said).flatMap(([key, value]) =>
    // An empty Значение would take the value of the requisite before it (УТ 11.5).
    value === undefined || value === '' || !Object.hasOwn(ORDER_REQUISITES, key)
      ? []
      : [{ name: spelling[key] ?? ORDER_REQUISITES[key as OrderRequisite][0], value: String(value) }],
  )
  const all = [...written, ...furtherOf(shop, written, profile, intake)]
  return all.map(({ name, value }) => ({ name, values: [value] }))
}

interface Said {
  readonly name: string
  readonly value: string
}

/**
 * The shop's own requisites, each once. Of two of one name УТ 11 takes the last, and every 1C has a spelling of its own:
 * `Отменен` would cancel what is not cancelled, and `Оплачен` pay what is not paid.
 */
function furtherOf(
  { requisites = {}, comment }: Known<ShopOrder>,
  written: readonly Said[],
  { customerComment, title }: OrderProfile,
  intake: OrderIntake,
): readonly Said[] {
  const values = new Map(written.map(({ name, value }) => [requisiteRow(name), value]))
  const names = new Set(written.map(({ name }) => comparable(name)))
  const further: Said[] = []
  for (const [name, value = ''] of Object.entries(requisites)) {
    const row = requisiteRow(name)
    const path = `requisites.${name}`
    if (name.trim() === '') intake.refuse('requisites', 'a requisite needs a name')
    else if (customerComment === 'as one' && comment !== undefined && row === CUSTOMER_COMMENT) {
      intake.refuse(path, `${title} would pass over comment beside it: tell it as customerComment, to be joined`)
    } else if ((values.get(row) ?? value) !== value) {
      intake.refuse(path, 'other rows of the order say that already: two values of it contradict each other')
    } else if (!names.has(comparable(name))) {
      further.push({ name, value })
      values.set(row, value)
      names.add(comparable(name))
    }
  }
  return further
}
