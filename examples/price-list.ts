// A price list out of a whole exchange: the 3.1 files of a folder, in whatever order and under whatever names they came.
//   node --import tsx examples/price-list.ts [folder]
import { isDeleted, stockOf } from 'commerceml'
import { readFolderEvents } from 'commerceml/node'

interface Row {
  name: string
  price?: string
  stock: string[]
}

const folder = process.argv[2] ?? 'fixtures/valid/3.1-split'
const products = new Map<string, string>()
const priceTypes = new Map<string, string>()
const rows = new Map<string, Row>()

/** The variant's row: offers, prices and stock come in separate files, under the same id. */
function rowOf(id: string): Row {
  const row = rows.get(id) ?? { name: id, stock: [] }
  rows.set(id, row)
  return row
}

for await (const event of readFolderEvents(folder)) {
  if (event.type === 'priceType') priceTypes.set(event.priceType.id ?? '', event.priceType.name ?? '')
  if (event.type === 'product' && !isDeleted(event.product))
    products.set(event.product.id ?? '', event.product.name ?? '')
  if (event.type !== 'offer' || event.offer.id === undefined) continue
  const row = rowOf(event.offer.id)
  row.name = event.offer.name ?? products.get(event.productId ?? '') ?? row.name
  const price = event.offer.prices[0]
  if (price?.unitPrice !== undefined) {
    row.price = `${price.unitPrice} ${price.currency ?? ''} (${priceTypes.get(price.priceTypeId ?? '') ?? price.priceTypeId})`
  }
  row.stock.push(...stockOf(event.offer).map(({ quantity }) => quantity))
}

for (const { name, price, stock } of rows.values())
  console.log([name, price ?? 'no price', stock.join(' + ') || 'no stock'].join(' | '))
