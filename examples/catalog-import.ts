// The catalog of a shop in SQL, kept up to date by 1C: groups, properties, variants, prices, stock, pictures, deletions.
//   node --import tsx examples/catalog-import.ts [folder, file or archive]
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type CommerceMLEvent, isDeleted, type OfferEvent, type ProductEvent, stockOf } from 'commerceml'
import { readPathEvents } from 'commerceml/node'
import type { Property } from 'commerceml/schema'
import type { Importer } from 'commerceml/server'
import sqlite from 'node-sqlite3-wasm'

type Database = InstanceType<typeof sqlite.Database>

// Everything has the id that 1C gave it, so that the same file may come again. What a product has of a property is kept
// as 1C wrote it, and looked up when it is shown: properties and goods come in files of their own, in any order.
export const TABLES = `
  CREATE TABLE groups (id TEXT PRIMARY KEY, parent TEXT, name TEXT, hidden INTEGER);
  CREATE TABLE properties (id TEXT PRIMARY KEY, name TEXT);
  CREATE TABLE property_variants (property TEXT, id TEXT, value TEXT, PRIMARY KEY (property, id));
  CREATE TABLE price_types (id TEXT PRIMARY KEY, name TEXT, currency TEXT);
  CREATE TABLE warehouses (id TEXT PRIMARY KEY, name TEXT);
  CREATE TABLE products (id TEXT PRIMARY KEY, catalog TEXT, name TEXT, article TEXT, hidden INTEGER, seen INTEGER);
  CREATE TABLE product_groups (product TEXT, group_id TEXT, PRIMARY KEY (product, group_id));
  CREATE TABLE product_values (product TEXT, property TEXT, value TEXT);
  CREATE TABLE pictures (product TEXT, name TEXT, PRIMARY KEY (product, name));
  CREATE TABLE offers (id TEXT PRIMARY KEY, product TEXT, name TEXT, hidden INTEGER, seen INTEGER);
  CREATE TABLE characteristics (offer TEXT, name TEXT, value TEXT);
  CREATE TABLE prices (offer TEXT, type TEXT, price TEXT, currency TEXT);
  CREATE TABLE stock (offer TEXT, warehouse TEXT, quantity TEXT);
  CREATE TABLE full_exports (catalog TEXT PRIMARY KEY, began INTEGER);
  CREATE VIEW product_properties AS
    SELECT product, properties.name, coalesce(property_variants.value, product_values.value) AS value FROM product_values
      LEFT JOIN properties ON properties.id = product_values.property
      LEFT JOIN property_variants ON property_variants.property = product_values.property
        AND property_variants.id = product_values.value;
`

/** What differs between one 1C and another, and does not show in what they send. */
export interface Habits {
  /** УПП 1.3 and КА 1.1 (schema 2.05) write no `Количество` for what is sold out. Everybody else says 0. */
  readonly soldOutIsAbsent?: boolean
}

/** Puts the events of one export, or of one file of it, into the shop. `began` must grow from export to export. */
class CatalogImport {
  readonly #db: Database
  readonly #began: number
  readonly #habits: Habits
  #catalog = ''
  #changesOnly = false

  constructor(db: Database, began: number, habits: Habits) {
    this.#db = db
    this.#began = began
    this.#habits = habits
  }

  take(event: CommerceMLEvent): void {
    if (event.type === 'group') {
      const { group } = event
      this.#put('groups', { id: group.id, parent: event.parentId, name: group.name, hidden: isDeleted(group) })
      for (const property of group.properties) this.#property(property)
    }
    if (event.type === 'property') this.#property(event.property)
    if (event.type === 'priceType') {
      const { id, name, currency } = event.priceType
      this.#put('price_types', { id, name, currency })
    }
    if (event.type === 'warehouse') this.#put('warehouses', { id: event.warehouse.id, name: event.warehouse.name })
    if (event.type === 'catalog') {
      this.#catalog = event.catalog.id ?? ''
      this.#changesOnly = event.catalog.changesOnly === true
    }
    if (event.type === 'product') this.#product(event)
    if (event.type === 'offer') this.#offer(event)
    // Only now is it known whether that is all of this catalog, and whether there was anything in it (3.1 has catalogs
    // without goods). A base may have several catalogs: nothing is said of the others.
    if (event.type === 'catalog' && event.phase === 'close' && event.catalog.changesOnly === false) {
      const { count } = this.#db.get('SELECT count(*) AS count FROM products WHERE catalog = ? AND seen = ?', [
        this.#catalog,
        this.#began,
      ]) as { count: number }
      if (count > 0) this.#put('full_exports', { catalog: this.#catalog, began: this.#began })
    }
    // Offers of changes say nothing of a full export, which may have broken off behind its first portion.
    if (event.type === 'offersPackage' && event.phase === 'close') {
      const { changesOnly, catalogId } = event.offersPackage
      if (changesOnly !== true && !event.changes) {
        this.#removeMissing(catalogId)
        // A package that has variants of a product has all of them. Those of other products may come in another portion.
        const gone =
          'UPDATE offers SET hidden = 1 WHERE seen < ? AND product IN (SELECT product FROM offers WHERE seen = ?)'
        this.#db.run(gone, [this.#began, this.#began])
      }
    }
  }

  #property({ id, name, variants, valueTypes }: Property): void {
    this.#put('properties', { id, name })
    for (const variant of [...variants, ...valueTypes.flatMap((type) => type.variants)])
      this.#put('property_variants', { property: id, id: variant.id, value: variant.value })
  }

  #product({ product, productId, characteristicId }: ProductEvent): void {
    if (productId === undefined) return
    const { name, article } = product
    const own = { id: productId, catalog: this.#catalog, seen: this.#began, hidden: isDeleted(product) }
    // Old bases write each variant as a product: `product#characteristic`.
    if (characteristicId !== undefined) {
      this.#put('products', { ...own, hidden: false })
      const id = `${productId}#${characteristicId}`
      this.#put('offers', { id, product: productId, name, hidden: isDeleted(product) })
      this.#replace('characteristics', { offer: id }, product.characteristics.map(namedValue))
      return
    }
    this.#put('products', { ...own, name, article })
    this.#replace(
      'product_groups',
      { product: productId },
      product.groupIds.map((id) => ({ group_id: id })),
    )
    const values = product.propertyValues.flatMap(({ propertyId, variantId, values }) =>
      (variantId === undefined || values.length > 1 ? values : [variantId]).map((value) => ({
        property: propertyId,
        value,
      })),
    )
    this.#replace('product_values', { product: productId }, values)
    // УТ 10.3, УПП and their kin leave out of changes what has not changed of a product, and that are pictures alone.
    const pictures = product.pictures.map((name) => ({ name }))
    if (pictures.length > 0 || !this.#changesOnly) this.#replace('pictures', { product: productId }, pictures)
  }

  #offer({ offer, productId, characteristicId }: OfferEvent): void {
    if (productId === undefined) return
    // In scripts of shops an offer may have an id of its own beside its product's.
    const own = offer.productId === undefined ? undefined : offer.id
    const id = own ?? (characteristicId === undefined ? productId : `${productId}#${characteristicId}`)
    // Prices and stock of 3.1 name no offers, and lack those that have none.
    const seen = offer.name === undefined ? undefined : this.#began
    this.#put('offers', { id, product: productId, name: offer.name, hidden: isDeleted(offer), seen })
    // 3.1 sends prices and stock in files of their own: what is not in this one stays as it is.
    const prices = offer.prices.map((price) => ({
      type: price.priceTypeId,
      price: price.unitPrice,
      currency: price.currency,
    }))
    if (prices.length > 0) this.#replace('prices', { offer: id }, prices)
    const stock = stockOf(offer).map(({ warehouseId, quantity }) => ({ warehouse: warehouseId, quantity }))
    if (stock.length > 0 || this.#habits.soldOutIsAbsent) this.#replace('stock', { offer: id }, stock)
    const named = offer.characteristics.map(namedValue)
    if (named.length > 0) this.#replace('characteristics', { offer: id }, named)
  }

  /**
   * Hides what a full export lacked, when its offers come: all portions of its goods have by then. УТ 11 sends the first
   * as a full export and the others as changes, each in a session of its own. Hidden, not deleted: old orders name it, and
   * the next export may have it again. (1С-Битрикс asks for it besides: `deactivate`.)
   */
  #removeMissing(catalog = ''): void {
    const full = this.#db.get('SELECT began FROM full_exports WHERE catalog = ?', catalog)
    if (full == null) return
    const missing = 'UPDATE products SET hidden = 1 WHERE catalog = ? AND seen < ?'
    this.#db.run(missing, [catalog, full['began'] as number])
    this.#db.run('DELETE FROM full_exports WHERE catalog = ?', catalog)
  }

  /** Adds a row, or changes the columns for which there is a value. What has no id cannot be referred to. */
  #put(table: string, row: Readonly<Record<string, string | number | boolean | null | undefined>>): void {
    if ('id' in row && row['id'] === undefined) return
    const columns = Object.keys(row).filter((column) => row[column] !== undefined)
    const marks = columns.map(() => '?').join()
    const changes = columns.map((column) => `${column} = excluded.${column}`).join()
    const values = columns.map((column) => row[column] ?? null)
    this.#db.run(`INSERT INTO ${table} (${columns}) VALUES (${marks}) ON CONFLICT DO UPDATE SET ${changes}`, values)
  }

  /** Puts these rows in place of those that belong to the same thing. */
  #replace(
    table: string,
    owner: Readonly<Record<string, string>>,
    rows: readonly Record<string, string | undefined>[],
  ) {
    const [[column = '', id = ''] = []] = Object.entries(owner)
    this.#db.run(`DELETE FROM ${table} WHERE ${column} = ?`, id)
    for (const row of rows) this.#put(table, { ...owner, ...row })
  }
}

const namedValue = ({ name, value }: { name?: string; value?: string }) => ({ name, value })

/** Events in one transaction. */
const BATCH = 500

/** Each transaction is written without waiting in it: others may use the same connection. */
export async function importCatalog(
  db: Database,
  events: AsyncIterable<CommerceMLEvent>,
  habits: Habits = {},
  began = Date.now(),
): Promise<void> {
  const catalog = new CatalogImport(db, began, habits)
  let batch: CommerceMLEvent[] = []
  const write = (): void => {
    db.exec('BEGIN')
    try {
      for (const event of batch) catalog.take(event)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
    batch = []
  }
  for await (const event of events) {
    batch.push(event)
    if (batch.length === BATCH) write()
  }
  write()
}

/** Notes the pictures that the products of a document have. */
async function* notingPictures(events: AsyncIterable<CommerceMLEvent>, wanted: Set<string>) {
  for await (const event of events) {
    if (event.type === 'product') for (const name of event.product.pictures) wanted.add(name)
    yield event
  }
}

/** For `importFile` of an exchange: the catalog goes into the database, its pictures into a folder. */
export function catalogImporter(db: Database, pictures: string, habits?: Habits): Importer {
  return async ({ events, files }) => {
    const wanted = new Set<string>()
    await importCatalog(db, notingPictures(events, wanted), habits)
    await mkdir(pictures, { recursive: true })
    for await (const file of files()) {
      if (wanted.has(file.name)) await pipeline(file.open(), createWriteStream(join(pictures, pictureName(file.name))))
    }
  }
}

/** What 1C calls a picture is no name for a file of the shop's. */
export const pictureName = (name: string): string =>
  createHash('sha256').update(name).digest('hex') + extname(name).toLowerCase()

if (process.argv[1] === import.meta.filename) {
  const db = new sqlite.Database(':memory:')
  db.exec(TABLES)
  await importCatalog(db, readPathEvents(process.argv[2] ?? 'fixtures/valid/3.1-split'))
  const offers = `SELECT offers.id, coalesce(offers.name, products.name) AS name, min(CAST(price AS REAL)) AS price FROM offers
    LEFT JOIN products ON products.id = product LEFT JOIN prices ON offer = offers.id
    WHERE NOT offers.hidden AND NOT coalesce(products.hidden, 0) GROUP BY offers.id`
  console.table(db.all(offers))
  console.table(db.all('SELECT product, name, value FROM product_properties'))
  db.close()
}
