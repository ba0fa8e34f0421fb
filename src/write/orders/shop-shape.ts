import type { OrderIntake } from './intake.ts'
import type { Known } from './known-values.ts'
import { type Check, flag, list, rows, text, texts, whatever } from './shape-checks.ts'
import type { ShopAddress, ShopCustomer } from './shop-customer.ts'
import type { ShopDelivery } from './shop-delivery.ts'
import type { ShopDiscount, ShopLine, ShopUnit } from './shop-line.ts'
import type { ShopBooking, ShopOrder, ShopStatus } from './shop-order.ts'
import type { ShopPayment } from './shop-payment.ts'
import { isObject } from './shop-value.ts'

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
