import { LINE_REQUISITES, PRODUCT_TYPES } from '../../schema/interpret/requisites.ts'
import { DELIVERY, DELIVERY_LINE, NO_VAT, PIECE, VAT } from '../../schema/interpret/words.ts'
import type { OrderLine } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import type { Money } from './decimal.ts'
import type { Known } from './known-values.ts'
import { LONGEST_PRODUCT_ID } from './limits.ts'
import { shortened } from './print.ts'
import type { OrderProfile } from './profile.ts'
import type { ShopDelivery } from './shop-delivery.ts'
import type { ShopLine, ShopUnit } from './shop-line.ts'

/** A line with its sums in whole cents. */
export interface PricedLine {
  readonly line: Known<ShopLine>
  readonly quantity: string
  readonly price: string
  readonly vat: string | undefined
  /** Before discounts. */
  readonly gross: Money
  /** Discounts with their sums. */
  readonly discounts: readonly { readonly name: string; readonly percent: string | undefined; readonly sum: Money }[]
}

/** What the line costs in the end. */
export const netOf = ({ gross, discounts }: PricedLine): Money =>
  discounts.reduce((sum, discount) => sum.minus(discount.sum), gross)

/** The delivery as a line of the basket: a service by an id that УТ, УНФ and 1С-Битрикс know. */
export function deliveryLine({
  name = DELIVERY,
  price,
  vat,
}: Known<ShopDelivery> & { readonly price: string }): Known<ShopLine> {
  return { id: DELIVERY_LINE, name, quantity: '1', price, service: true, ...(vat !== undefined && { vat }) }
}

/** Налог of a sum that contains it. */
export function taxOf(percent: string, sum: Money): { name: string; includedInSum: true; sum: string; rate: string } {
  return { name: VAT, includedInSum: true, sum: String(sum.vatWithin(percent)), rate: percent }
}

/** Наименование, which the schema has once and a database may hold empty, without what that 1C would cut off. */
const nameOf = ({ name = '' }: Known<ShopLine>, { splitsNames }: OrderProfile): string =>
  splitsNames ? String(name).replaceAll('#', '№') : name

/** Ид; where that 1C needs one and the shop has none, what it finds goods by then, short enough and without what it cuts. */
function idOf(line: Known<ShopLine>, profile: OrderProfile): string | undefined {
  if (line.id !== undefined || !profile.needsIds) return line.id
  const told = String(line.article ?? nameOf(line, profile)) // what is no text is refused where it stands
  return shortened(told.replaceAll('#', '№'), LONGEST_PRODUCT_ID)
}

/** A unit with neither a code nor a name is not told. */
const unitOf = ({ unit }: Known<ShopLine>): Known<ShopUnit> =>
  unit?.code === undefined && unit?.name === undefined ? PIECE : unit

/**
 * Товар of a document. Сумма is net and every Скидка says УчтеноВСумме: УТ 11 is not to be trusted with the others.
 */
export function orderLine(
  priced: PricedLine,
  profile: OrderProfile,
  { hasVat }: { readonly hasVat: boolean },
): Draft<OrderLine> {
  const { line, quantity, price, vat, discounts } = priced
  // Where no line of the order has VAT, none has a tax. Beside those that have it a line may have to say that it has none.
  const inWords = profile.freeOfVat === 'always' || (hasVat && profile.freeOfVat === 'words')
  const rate = vat ?? (inWords ? NO_VAT : undefined)
  const net = netOf(priced)
  const unit = unitOf(line)
  const { name, code, fullName = name, internationalAbbreviation } = unit
  const ofLine =
    profile.unit === 'names' ? { code, shortName: name, fullName } : code === undefined ? undefined : { value: code }
  const type = line.service ? PRODUCT_TYPES.service : PRODUCT_TYPES.goods
  const kind = profile.serviceByKind && line.service ? type : line.kind
  return {
    id: idOf(line, profile),
    article: line.article,
    name: nameOf(line, profile),
    baseUnit: { name, code, fullName, internationalAbbreviation },
    ...(line.groupId !== undefined && { groupIds: [line.groupId] }),
    ...(rate !== undefined && { taxRates: [{ name: VAT, rate }] }),
    characteristics: Object.entries(line.characteristics ?? {}).map(([name, value]) => ({ name, value })),
    requisites: [
      { name: LINE_REQUISITES.productKind, values: [kind ?? type] },
      { name: LINE_REQUISITES.productType, values: [type] },
    ],
    unitPrice: price,
    quantity,
    sum: String(net),
    unit: ofLine,
    coefficient: '1',
    ...(vat !== undefined && { taxes: [taxOf(vat, net)] }),
    discounts: discounts.map(({ name, percent, sum }) => ({ name, sum: String(sum), percent, includedInSum: true })),
  }
}
