import { shownValue } from '../shown-value.ts'
import type { OrderIntake } from './intake.ts'
import type { Known } from './known-values.ts'
import type { ShopAddress, ShopCustomer } from './shop-customer.ts'
import type { ShopDelivery } from './shop-delivery.ts'
import type { ShopDiscount, ShopLine, ShopUnit } from './shop-line.ts'
import type { ShopBooking, ShopOrder, ShopStatus } from './shop-order.ts'
import type { ShopPayment } from './shop-payment.ts'

/** Looks at a value of a shop's order, and gives what to go on with: nothing in place of what has another form. */
type Check = (value: unknown, path: string, intake: OrderIntake) => unknown

const text: Check = (value, path, intake) => {
  intake.text(value, path)
  // What becomes no text would throw where texts are put together; it is refused already.
  return typeof value === 'symbol' || typeof value === 'object' ? undefined : value
}

/** MySQL and SQLite have 0 and 1 for it, and forms `'true'`: nobody's money is paid or not by a guess. */
const flag: Check = (value, path, intake) => {
  if (typeof value !== 'boolean') intake.refuse(path, `expected true or false, found ${shownValue(value)}`)
  return value
}

/** Amounts and moments: whoever reads them says what is wrong. */
const whatever: Check = (value) => value

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Refuses what else stands there: `discount` for `discounts` would go out of the order without a word. */
const rows = <T>(checks: { readonly [K in keyof Required<T>]: Check }): Check => {
  const known = Object.entries<Check>(checks)
  const names = Object.keys(checks).join(', ')
  return (value, path, intake) => {
    if (!isObject(value)) {
      intake.refuse(path, `expected an object, found ${shownValue(value)}`)
      return undefined
    }
    const inside = (key: string): string => (path === '' ? key : `${path}.${key}`)
    const sound = { ...value }
    for (const key of Object.keys(value)) {
      if (value[key] === undefined || Object.hasOwn(checks, key)) continue
      intake.refuse(inside(key), `no such row; known are ${names}`)
    }
    for (const [key, check] of known) {
      if (value[key] === undefined) continue
      const found = check(value[key], inside(key), intake)
      if (found === undefined) delete sound[key]
      else sound[key] = found
    }
    return sound
  }
}

const texts: Check = (value, path, intake) => {
  const keys = isObject(value) ? Object.keys(value) : []
  return rows<Record<string, string>>(Object.fromEntries(keys.map((key) => [key, text])))(value, path, intake)
}

const list =
  (item: Check): Check =>
  (value, path, intake) => {
    // What is none stays as an empty one: those behind it keep their places.
    if (Array.isArray(value)) return value.map((one, index) => item(one, `${path}[${index}]`, intake) ?? {})
    intake.refuse(path, `expected an array, found ${shownValue(value)}`)
    return undefined
  }

const parts = rows<ShopAddress>({
  line: text,
  postalCode: text,
  country: text,
  region: text,
  district: text,
  settlement: text,
  city: text,
  street: text,
  house: text,
  building: text,
  flat: text,
  comment: text,
})
const address: Check = (value, path, intake) => (typeof value === 'string' ? value : parts(value, path, intake))

const discount = rows<ShopDiscount>({ name: text, sum: whatever, percent: whatever })

const personOrCompany = rows<ShopCustomer>({
  id: text,
  person: rows<NonNullable<ShopCustomer['person']>>({
    name: text,
    lastName: text,
    firstName: text,
    middleName: text,
    inn: text,
  }),
  company: rows<NonNullable<ShopCustomer['company']>>({
    name: text,
    officialName: text,
    inn: text,
    kpp: text,
    okpo: text,
    legalAddress: address,
    contactPerson: text,
  }),
  phone: text,
  email: text,
})

/** One of another form is refused as a whole: what is missing in it follows from that. */
const customer: Check = (value, path, intake) => {
  if (!isObject(value) || value['person'] !== undefined || value['company'] !== undefined) {
    return personOrCompany(value, path, intake)
  }
  const found = Object.keys(value).join(', ') || 'nothing'
  intake.refuse(path, `neither person nor company in it (found ${found}): write customer: { person: { name } }`)
  return undefined
}

const line = rows<ShopLine>({
  id: text,
  article: text,
  name: text,
  quantity: whatever,
  price: whatever,
  discount,
  unit: rows<ShopUnit>({ code: text, name: text, fullName: text, internationalAbbreviation: text }),
  vat: whatever,
  service: flag,
  kind: text,
  groupId: text,
  characteristics: texts,
})

const delivery = rows<ShopDelivery>({
  id: text,
  name: text,
  price: whatever,
  vat: whatever,
  allowed: flag,
  shipAt: whatever,
  comment: text,
  recipient: text,
  trackingNumber: text,
  pickupPoint: rows<NonNullable<ShopDelivery['pickupPoint']>>({ id: text, name: text, address: text, phone: text }),
})

const payment = rows<ShopPayment>({
  id: text,
  name: text,
  paid: flag,
  paidAt: whatever,
  documentNumber: text,
  byCard: flag,
})

const booking = rows<ShopBooking>({
  organization: text,
  agreement: text,
  manager: text,
  priceType: text,
  warehouse: text,
  department: text,
  contract: text,
  site: text,
})

const order = rows<ShopOrder>({
  id: text,
  number: text,
  placedAt: whatever,
  currency: text,
  currencyRate: whatever,
  customer,
  address,
  lines: list(line),
  discounts: list(discount),
  delivery,
  payment,
  status: rows<ShopStatus>({ id: text, name: text, changedAt: whatever, final: flag }),
  cancelled: rows<NonNullable<ShopOrder['cancelled']>>({ reason: text, at: whatever }),
  customerComment: text,
  comment: text,
  total: whatever,
  booking,
  requisites: texts,
})

/**
 * The order with every row in the form that its type has, whatever came from JavaScript or a database: else a telephone
 * as a number would end the whole document when it is written, and `cancelled: false` cancel the order.
 */
export const inShape = (given: Known<ShopOrder>, intake: OrderIntake): Partial<Known<ShopOrder>> =>
  (order(given, '', intake) ?? {}) as Partial<Known<ShopOrder>>
