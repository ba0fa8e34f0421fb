import { ORDER_REQUISITES, type OrderRequisite } from '../../schema/interpret/requisites.ts'
import { ADDRESS_FIELDS } from '../../schema/interpret/words.ts'
import type { Order } from '../../schema/order.ts'
import type { Requisite } from '../../schema/requisite.ts'
import type { Draft } from '../events.ts'
import type { Known } from './known-values.ts'
import { requisiteRow } from './requisites.ts'
import type { ShopAddress } from './shop-customer.ts'
import type { ShopOrder } from './shop-order.ts'

type Made = Draft<Order>
type Given = Known<ShopOrder>
/** Where the shop told what stands in a row, by the numbers in its path or the rest of it. */
type Source = (made: Made, given: Given, first: string, second: string) => string

const REQUISITES: { readonly [K in OrderRequisite]?: string } = {
  statusId: 'status.id',
  status: 'status.name',
  finalStatus: 'status.final',
  cancelReason: 'cancelled.reason',
  paid: 'payment.paid',
  paymentNumber: 'payment.documentNumber',
  paymentMethodId: 'payment.id',
  paymentMethod: 'payment.name',
  trackingNumber: 'delivery.trackingNumber',
  deliveryAllowed: 'delivery.allowed',
  deliveryMethodId: 'delivery.id',
  deliveryMethod: 'delivery.name',
  deliveryAddress: 'address',
  deliveryComment: 'delivery.comment',
  recipient: 'delivery.recipient',
  pickupPoint: 'delivery.pickupPoint.name',
  customerComment: 'customerComment',
  organization: 'booking.organization',
  agreement: 'booking.agreement',
  manager: 'booking.manager',
  priceType: 'booking.priceType',
  warehouse: 'booking.warehouse',
  department: 'booking.department',
  contract: 'booking.contract',
  site: 'booking.site',
}
const BY_ROW: ReadonlyMap<string, string> = new Map(
  Object.entries(REQUISITES).map(([row, path]) => [requisiteRow(ORDER_REQUISITES[row as OrderRequisite][0]), path]),
)

function ofRequisite(list: readonly Draft<Requisite>[] = [], { requisites = {} }: Given, index: string): string {
  const name = list[Number(index)]?.name ?? ''
  return Object.hasOwn(requisites, name)
    ? `requisites.${name}`
    : (BY_ROW.get(requisiteRow(name)) ?? `requisites.${name}`)
}

/** Представление is what the shop told as one line, or all of the parts. */
function ofAddress(address: string | Known<ShopAddress> | undefined, place: string, type: string | undefined): string {
  if (type === undefined) return typeof address === 'object' && address.line !== undefined ? `${place}.line` : place
  const key = Object.entries(ADDRESS_FIELDS).find(([, word]) => word === type)?.[0]
  return `${place}.${key}`
}

function ofName({ customer: { person, company } }: Given): string {
  if (company !== undefined) return `customer.company.${company.name === undefined ? 'officialName' : 'name'}`
  const { name, lastName, firstName, middleName } = person ?? {}
  const inParts = name === undefined && (lastName ?? firstName ?? middleName) !== undefined
  return inParts ? 'customer.person' : 'customer.person.name'
}

/** Of a line, and of the delivery, which becomes one. */
const LINE: readonly (readonly [row: RegExp, key: string])[] = [
  [/^unitPrice$/, '.price'],
  [/^(?:taxRates|taxes)\[.*/, '.vat'],
  [/^groupIds\[.*/, '.groupId'],
  [/^requisites\[.*/, '.kind'],
  [/^unit\.value$/, '.unit.code'],
  [/^unit\.shortName$/, '.unit.name'],
  [/^(?:baseUnit|unit)\.(.*)/, '.unit.$1'],
  [/^discounts\[0\]\.(.*)/, '.discount.$1'],
  [/^sum$/, ''], // of all that stands in the line
  [/^(.*)/, '.$1'],
]

function ofLine(made: Made, given: Given, index: string, row: string): string {
  const line = given.lines[Number(index)]
  const holder = line === undefined ? 'delivery' : `lines[${index}]`
  const [, at, rest] = /^(?:characteristics|discounts)\[(\d+)\]\.(.*)/.exec(row) ?? []
  if (row.startsWith('characteristics')) {
    return `${holder}.characteristics.${made.lines?.[Number(index)]?.characteristics?.[Number(at)]?.name}`
  }
  // Those of the order come behind that of the line.
  const ofOrder = Number(at) - (line?.discount === undefined ? 0 : 1)
  if (ofOrder >= 0) return `discounts[${ofOrder}].${rest}`
  const [pattern, key] = LINE.find(([known]) => known.test(row)) as (typeof LINE)[number] // the last takes any
  return `${holder}${row.replace(pattern, key)}`
}

function ofTax({ lines = [], taxes = [] }: Made, _: Given, index: string): string {
  const rate = taxes[Number(index)]?.rate
  const line = lines.findIndex((one) => one.taxRates?.[0]?.rate === rate)
  return `lines[${line}].taxRates[0].rate`
}

/** Rows of a made order whose values come from another place of the given one. All others have one name in both. */
const PLACES: readonly (readonly [row: RegExp, source: string | Source])[] = [
  [/^(?:date|time)$/, 'placedAt'],
  [/^sum$/, 'total'],
  // УНФ gets both comments as one: the longer is the one to cut.
  [
    /^comment$/,
    (made, { comment = '', customerComment = '' }) =>
      made.comment !== comment && customerComment.length > comment.length ? 'customerComment' : 'comment',
  ],
  [/^taxes\[(\d+)\]\.rate$/, (made, given, index) => shopPath(ofTax(made, given, index), made, given)],
  [/^lines\[(\d+)\]\.(.*)/, ofLine],
  [/^requisites\[(\d+)\]/, ({ requisites }, given, index) => ofRequisite(requisites, given, index)],
  [/^counterparties\[0\]\.id$/, 'customer.id'],
  [/^counterparties\[0\]\.(?:name|fullName)$/, (_, given) => ofName(given)],
  [/^counterparties\[0\]\.(address|legalAddress)\.comment$/, (_, __, which) => `${PLACE_OF[which]}.comment`],
  [
    /^counterparties\[0\]\.(address|legalAddress)\.(?:fields\[(\d+)\])?/,
    ({ counterparties: [buyer] = [] }, { address, customer }, which, index) =>
      ofAddress(
        which === 'address' ? address : customer.company?.legalAddress,
        PLACE_OF[which] ?? '',
        index === undefined ? undefined : buyer?.[which as 'address']?.fields?.[Number(index)]?.type,
      ),
  ],
  [/^counterparties\[0\]\.(?:representatives|contacts\[\d+\]\.comment)/, 'customer.company.contactPerson'],
  [
    /^counterparties\[0\]\.contacts\[(\d+)\]/,
    (_, { customer }, index) => `customer.${customer.phone === undefined || index === '1' ? 'email' : 'phone'}`,
  ],
  [
    /^counterparties\[0\]\.(\w+)$/,
    (_, { customer }, row) => `customer.${customer.company === undefined ? 'person' : 'company'}.${row}`,
  ],
  [/^warehouses\[0\]\.address/, 'delivery.pickupPoint.address'],
  [/^warehouses\[0\]\.contacts/, 'delivery.pickupPoint.phone'],
  [/^warehouses\[0\]\.(\w+)$/, (_, __, row) => `delivery.pickupPoint.${row}`],
  [
    /^subordinateDocuments\[0\]\.requisites\[(\d+)\]/,
    ({ subordinateDocuments: [payment] = [] }, given, index) => ofRequisite(payment?.requisites, given, index),
  ],
  [/^subordinateDocuments\[0\]\.number$/, 'payment.documentNumber'],
  [/^subordinateDocuments\[0\]\.(\w+)$/, (made, given, row) => shopPath(row, made, given)],
]
const PLACE_OF: Readonly<Record<string, string>> = { address: 'address', legalAddress: 'customer.company.legalAddress' }

/** Where a shop told what is wrong in the order that was made of what it gave: that is where it can be mended. */
export function shopPath(path: string, made: Draft<Order>, given: Known<ShopOrder>): string {
  for (const [row, source] of PLACES) {
    const found = row.exec(path)
    if (found === null) continue
    return typeof source === 'string' ? source : source(made, given, found[1] ?? '', found[2] as string)
  }
  return path
}
