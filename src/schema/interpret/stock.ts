import type { Offer } from '../offer.ts'
import type { Remainder, Stock } from '../stock.ts'

/** How much of an offer there is, and where. */
export interface StockLevel {
  /** Absent for a quantity over all warehouses, and for a warehouse that is known only by name. */
  readonly warehouseId?: string
  /** Exact decimal; may be negative. */
  readonly quantity: string
}

/** A Склад, or what stands in its place, on the way to a {@link StockLevel}. */
interface Level {
  readonly warehouseId?: string | undefined
  readonly quantity?: string | undefined
}

/**
 * Количество of an Остаток, or of Склады, is of the Склад in it, which some sites write without one, or the total of
 * several. Склады may also be a warehouse itself.
 */
function levelsOf(stock: Remainder | Stock): readonly Level[] {
  const { warehouses = [], quantity } = stock
  if (warehouses.some((warehouse) => warehouse.quantity !== undefined)) return warehouses
  const [first, second] = warehouses
  const own = 'warehouseId' in stock ? stock.warehouseId : undefined
  return [{ warehouseId: own ?? (second === undefined ? first?.warehouseId : undefined), quantity }]
}

/**
 * The fields of an offer that its stock may be in: for `fields`, where {@link stockOf} is to be asked.
 *
 * @example
 * import { readEvents, STOCK_FIELDS, stockOf } from 'commerceml'
 * const fields = { offer: ['prices.unitPrice', ...STOCK_FIELDS] } as const
 * for await (const event of readEvents('<КоммерческаяИнформация/>', { select: ['offer'], fields })) {
 *   if (event.type === 'offer') console.log(event.offer.prices[0]?.unitPrice, stockOf(event.offer))
 * }
 */
export const STOCK_FIELDS = ['quantity', 'stocks', 'warehouseQuantities', 'warehouseRemainders', 'remainders'] as const

/**
 * The stock of an offer in one form, whichever of the five shapes it came in: Склад with attributes (2.04 to 2.08),
 * Остатки with or without warehouses (3.1), КоличествоНаСкладах (1С-Битрикс), ОстаткиПоСкладам (NetCat), or else Количество.
 * Of an offer that was read with `fields`, the shapes that were: name {@link STOCK_FIELDS} there.
 *
 * @example
 * import { stockOf } from 'commerceml/schema'
 * console.log(stockOf({ quantity: '3' })) // [ { quantity: '3' } ]
 * console.log(stockOf({ stocks: [{ warehouseId: 'a', quantity: '2' }] })) // [ { warehouseId: 'a', quantity: '2' } ]
 */
export function stockOf(offer: Partial<Pick<Offer, (typeof STOCK_FIELDS)[number]>>): readonly StockLevel[] {
  const { stocks = [], warehouseQuantities = [], warehouseRemainders = [], remainders = [] } = offer
  const levels: Level[] = [
    ...stocks.flatMap(levelsOf),
    ...warehouseQuantities,
    ...warehouseRemainders,
    ...remainders.flatMap(levelsOf),
  ]
  const known = levels.filter((level): level is Level & { quantity: string } => level.quantity !== undefined)
  if (known.length === 0) return offer.quantity === undefined ? [] : [{ quantity: offer.quantity }]
  return known.map(({ warehouseId, quantity }) =>
    warehouseId === undefined ? { quantity } : { warehouseId, quantity },
  )
}
