import { assertNames } from '../../option-checks.ts'
import { ADDRESS_FIELDS, NO_VAT, OPERATIONS, ROLES } from '../../schema/interpret/words.ts'
import type { Order } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import { isEntity } from '../invalid-value.ts'
import { assertTimeZone } from '../local-time.ts'
import { shownValue } from '../shown-value.ts'
import { isZero, Money } from './decimal.ts'
import { OrderIntake } from './intake.ts'
import { holdsNothing, type Known, knownValues, saysNothing } from './known-values.ts'
import { LONGEST_ID } from './limits.ts'
import { deliveryLine, netOf, orderLine, type PricedLine, taxOf } from './lines.ts'
import { counterpartyOf } from './parties.ts'
import { paymentOf } from './payment.ts'
import { ruleProblems } from './problems.ts'
import type { OrderProfile, OrderProfileName } from './profile.ts'
import { profileNamed } from './profiles.ts'
import { OrderRefusedError } from './refusal.ts'
import { requisitesOf } from './requisites.ts'
import type { ShopCustomer } from './shop-customer.ts'
import type { ShopOrder } from './shop-order.ts'
import { shopPath } from './shop-path.ts'
import { inShape } from './shop-shape.ts'
import { leftOf, tellingOf } from './telling.ts'

// Whoever buys has to be told of: the check of this says how.
const NOBODY = { customer: {} }

const sumOf = (lines: readonly PricedLine[]): Money => lines.reduce((sum, line) => sum.plus(netOf(line)), Money.zero)

/** Discounts of the order, taken off its lines in proportion: every 1C then adds up the lines to the same sum. */
function withOrderDiscounts(
  lines: readonly PricedLine[],
  shop: Known<ShopOrder>,
  intake: OrderIntake,
): readonly PricedLine[] {
  return (shop.discounts ?? []).reduce((left, discount, index) => {
    const { name, percent, sum } = intake.discount(discount, sumOf(left), `discounts[${index}]`)
    const parts = sum.spread(left.map(netOf))
    return left.map((line, at) => ({
      ...line,
      discounts: [...line.discounts, { name, percent, sum: parts[at] ?? Money.zero }],
    }))
  }, lines)
}

function taxesOf(lines: readonly PricedLine[], { freeOfVat }: OrderProfile): Draft<Order>['taxes'] {
  const byRate = new Map<string, Money>()
  for (const line of lines) {
    if (line.vat === undefined) continue
    const ofLine = Money.of(taxOf(line.vat, netOf(line)).sum) // the lines add up to the document, to the cent
    byRate.set(line.vat, (byRate.get(line.vat) ?? Money.zero).plus(ofLine))
  }
  if (byRate.size === 0 && freeOfVat === 'always') return [{ ...taxOf('0', Money.zero), rate: NO_VAT }]
  return [...byRate].map(([rate, sum]) => ({ ...taxOf(rate, Money.zero), sum: String(sum) }))
}

function lookThrough(
  shop: Known<ShopOrder>,
  total: Money,
  { title, paysByDate }: OrderProfile,
  intake: OrderIntake,
): void {
  const { person, company } = shop.customer
  if (person !== undefined && company !== undefined) {
    intake.refuse('customer', `${title} needs a person or a company, and takes one of them`)
  }
  // One that is cancelled may have nothing left: of an order that it has, 1C is told so all the same.
  if (shop.lines.length === 0 && shop.cancelled === undefined) {
    intake.refuse('lines', `${title} makes no order of no goods`)
  }
  if (paysByDate && shop.payment?.paid && shop.payment.byCard && shop.payment.name === undefined) {
    intake.refuse('payment.name', `${title} makes no payment without the name of its service`)
  }
  if (shop.total === undefined) return
  const told = Money.of(intake.amount(shop.total, 'total'))
  if (told.cents === total.cents) return
  intake.refuse('total', `the lines, discounts and delivery are ${total}, not ${told}: ${title} would show the first`)
}

/** Who buys; where that 1C needs an Ид and the shop has none, it is that of a customer of this order alone. */
function customerOf({ customer }: Known<ShopOrder>, order: string, { needsIds }: OrderProfile): Known<ShopCustomer> {
  return needsIds && customer.id === undefined ? { ...customer, id: order.slice(0, LONGEST_ID) } : customer
}

function warehouseOf({ delivery }: Known<ShopOrder>, { contacts }: OrderProfile): Draft<Order>['warehouses'] {
  const point = delivery?.pickupPoint
  if (point === undefined || holdsNothing(point)) return []
  // УТ 11 reads one part of the address and one contact, without asking whether they are there: empty ones as well.
  const { id = '', name = '', address = '', phone = '' } = point
  const fields = [{ type: ADDRESS_FIELDS.settlement, value: address }]
  return [
    { id, name, address: { representation: address, fields }, contacts: [{ type: contacts.phone, value: phone }] },
  ]
}

/** How {@link orderFromShop} makes an order. */
export interface OrderFromShopOptions {
  /** Which 1C receives it: the same as for `writeOrders`. Default: `ut11`. */
  readonly profile?: OrderProfileName
  /** In which a `Date` is written, by its IANA name, such as `Europe/Moscow`. Default: that of the machine. */
  readonly timeZone?: string
}

/**
 * Makes an order for 1C from what every shop has. It adds what 1C requires: operation, roles, units, requisites under the
 * names that 1C looks for, the delivery as a line, VAT included in the sums. Every sum is exact to the cent, and the lines
 * add up to the order. Of a cancelled order without lines, discounts and total are passed over, and no payment by card is
 * written: there are no goods that they are of.
 *
 * Throws `OrderRefusedError` (code `order-refused`) with everything that is missing or wrong, rows that are none included:
 * each problem has its path in the given order, and says what that 1C would do. Values longer than the schema allows are
 * refused, never cut. Throws `TypeError` for an unknown profile, time zone or option, and for an order that is not an object.
 *
 * @example
 * import { orderFromShop } from 'commerceml/write'
 * const order = orderFromShop({
 *   id: '17',
 *   placedAt: '2026-01-31T12:00:00',
 *   currency: 'RUB',
 *   customer: { company: { officialName: 'ООО «Ромашка»', inn: '7707083893', kpp: '770701001' } },
 *   lines: [{ id: 'a', name: 'Чай', quantity: 3, price: '100.00', vat: 20, discount: { percent: 10 } }],
 *   delivery: { name: 'Курьер', price: 300, vat: 20 },
 * })
 * console.log(order.sum, order.lines?.length) // 570.00 2
 */
export function orderFromShop(given: ShopOrder, options: OrderFromShopOptions = {}): Draft<Order> {
  assertNames(options, ['profile', 'timeZone'] satisfies (keyof OrderFromShopOptions)[])
  const { profile: name = 'ut11', timeZone } = options
  const profile = profileNamed(name)
  assertTimeZone(timeZone)
  // From JavaScript and databases what the types require may be missing as well: it is named with all else that is.
  if (!isEntity(given)) throw new TypeError(`orderFromShop(order): order must be an object, not ${shownValue(given)}`)
  const intake = new OrderIntake(timeZone)
  const { customer = {}, lines: basket = [], ...rest } = inShape({ ...NOBODY, ...knownValues(given) }, intake)
  const shop = leftOf({ ...rest, customer, lines: basket } as Known<ShopOrder>)
  // A cancelled order without a reason, or a live one mapped from its columns: a guess costs goods either way.
  if (saysNothing(given.cancelled)) {
    intake.refuse('cancelled', 'ambiguous: write {} for a cancelled order, leave it out otherwise')
  }
  const moment = intake.moment(shop.placedAt, 'placedAt')
  const goods = shop.lines.map((line, index) => intake.priced(line, `lines[${index}]`))
  const { delivery, payment } = shop
  const deliveryPrice = delivery?.price === undefined ? undefined : intake.amount(delivery.price, 'delivery.price')
  const carried =
    delivery === undefined || deliveryPrice === undefined || isZero(deliveryPrice)
      ? []
      : [intake.priced(deliveryLine({ ...delivery, price: deliveryPrice }), 'delivery')]
  const lines = [...withOrderDiscounts(goods, shop, intake), ...carried]
  const hasVat = lines.some(({ vat }) => vat !== undefined)
  const total = sumOf(lines)
  const sum = String(total)
  const currencyRate = shop.currencyRate === undefined ? '1' : intake.amount(shop.currencyRate, 'currencyRate', '1')
  if (isZero(currencyRate) || currencyRate.startsWith('-')) intake.refuse('currencyRate', 'expected more than 0')
  const paidAt = payment?.paidAt === undefined ? moment : intake.moment(payment.paidAt, 'payment.paidAt')
  const id = shop.id ?? shop.number
  const number = String(shop.number ?? id ?? '')
  const card =
    profile.subordinate !== 'none' && payment?.paid === true && payment.byCard === true
      ? { paidAt, documentNumber: payment.documentNumber ?? `${number}-1` }
      : undefined
  const told = tellingOf(shop, profile)
  const buyer = customerOf(shop, `${moment.slice(0, 10)}-${number}`, profile)
  const order: Draft<Order> = {
    id,
    number,
    date: moment.slice(0, 10),
    operation: OPERATIONS.goodsOrder,
    role: ROLES.seller,
    currency: shop.currency,
    currencyRate,
    sum,
    counterparties: [counterpartyOf(buyer, shop.address, profile)],
    time: moment.slice(11),
    comment: told.comment,
    taxes: taxesOf(lines, profile),
    warehouses: warehouseOf(shop, profile),
    lines: lines.map((line) => orderLine(line, profile, { hasVat })),
    requisites: requisitesOf(
      told,
      profile,
      { card, deliveryPrice: profile.addsDelivery && carried.length > 0 ? undefined : deliveryPrice },
      intake,
    ),
    ...(payment &&
      card && {
        subordinateDocuments: [
          paymentOf({ id: String(id), currency: shop.currency, currencyRate, sum }, payment, card),
        ],
      }),
  }
  lookThrough(shop, total, profile, intake)
  const refused = ruleProblems(order, profile).map(({ path, message }) => ({
    path: shopPath(path, order, shop),
    message,
  }))
  const problems = intake.problemsWith(refused)
  if (problems.length > 0) throw new OrderRefusedError(order, profile, problems)
  return order
}
