import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Entity } from 'commerceml/schema'
import * as schema from 'commerceml/schema'
import { type Draft, type OrderProfileName, orderFromShop, type ShopOrder, writeOrders } from 'commerceml/write'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../helpers/entities.ts'
import { nameOf } from '../helpers/evidence.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { shopOrders, WHOLE_ORDER } from './helpers/shop-orders.ts'
import { Xsd, type XsdNode } from './helpers/xsd.ts'

// The schemas are 1C's: read where they lie, never part of the project.
const SPEC = fileURLToPath(new URL('../../../shared/spec/', import.meta.url))
const SCHEMAS = {
  '2.08': join(SPEC, 'CommerceML_2.08_gillbeits.xsd'),
  '2.10': join(SPEC, 'CommerceML_2.10_debrsky-berg-app.xsd'),
} as const
type Version = keyof typeof SCHEMAS

const run = promisify(execFile)
const xmllint = await run('xmllint', ['--version']).then(
  () => true,
  () => false,
)
const present = Object.values(SCHEMAS).every((file) => existsSync(file))
if (!present) console.info('test/write/schema-validation: no schemas here, so nothing is compared with them')
if (!xmllint) console.info('test/write/schema-validation: no xmllint here (libxml2-utils), so nothing is validated')

const folder = mkdtempSync(join(tmpdir(), 'commerceml-validation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let documents = 0

/** What xmllint says of a document of these orders, one complaint a line. */
async function complaints(orders: Iterable<Draft<schema.Order>>, profile: OrderProfileName, version: Version) {
  const namespace = 'urn:1C.ru:commerceml_2'
  const file = join(folder, `${++documents}.xml`)
  await writeFile(
    file,
    await joinedBytes(writeOrders(orders, { profile, namespace, createdAt: '2026-01-31T12:30:00' })),
  )
  const said = await run('xmllint', ['--nonet', '--noout', '--schema', SCHEMAS[version], file], {
    maxBuffer: 1 << 24,
  }).catch((error: { stderr: string }) => error)
  const lines = said.stderr.trimEnd().split('\n')
  expect(lines.pop()).toMatch(/ (?:validates|fails to validate)$/)
  return lines.map((line) => line.slice(file.length).replaceAll(`{${namespace}}`, ''))
}

const { company } = WHOLE_ORDER.customer
const MINIMAL: ShopOrder = {
  id: '1',
  placedAt: '2026-01-31T12:00:00',
  currency: 'RUB',
  customer: { person: { lastName: 'Петрова' } },
  lines: [{ name: 'Чай', quantity: 1, price: 1 }],
}
const { payment, ...unpaid } = WHOLE_ORDER
const HAND_MADE: readonly ShopOrder[] = [
  MINIMAL,
  unpaid,
  { ...unpaid, customer: { company: { ...company, officialName: 'ООО' }, phone: '1' } },
  { ...unpaid, customer: { person: { lastName: 'П', firstName: 'А', middleName: 'С', inn: '500100732259' } } },
  { ...MINIMAL, customerComment: '\0 ]]> <Отменен>true</Отменен> \uD83D 🐝' },
]

describe.skipIf(!present || !xmllint).each<[OrderProfileName, Version]>([
  ['ut11', '2.08'],
  ['umi', '2.08'],
  ['unf', '2.10'],
])('%s by the schema of %s', (profile, version) => {
  test('no orders are a valid document', async () => {
    expect(await complaints([], profile, version)).toEqual([])
  })

  test('orders by hand, and some 200 that are generated, validate in one document', async () => {
    const generated = fc.sample(shopOrders, { numRuns: 200, seed: 20_260_131 })
    const shops = [...HAND_MADE, ...generated].map((shop): ShopOrder => {
      const { payment, ...rest } = shop
      return payment === undefined ? rest : { ...rest, payment: { ...payment, byCard: false } }
    })
    const orders = shops.map((shop) => orderFromShop(shop, { profile }))
    expect(await complaints(orders, profile, version)).toEqual([])
  })

  test('of a payment by card, the schema of 2.10 does not know the name of the operation, and that is all', async () => {
    const found = await complaints([orderFromShop(WHOLE_ORDER, { profile })], profile, version)
    if (profile !== 'unf') {
      expect(found).toEqual([])
      return
    }
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/Element 'ХозОперация': \[facet 'enumeration'\] The value 'Эквайринговая операция' is not/)
  })

  test('and what is not valid is found', async () => {
    const order = { ...orderFromShop(MINIMAL, { profile }), role: 'Никто' }
    expect(await complaints([order], profile, version)).toEqual([expect.stringContaining("Element 'Роль'")])
  })
})

/** A row's place: the wrappers around it, and its name as it is written. */
interface Place {
  readonly path: readonly string[]
  readonly inner: Entity<unknown> | undefined
}

const placesOf = (entity: Entity<unknown>): Place[] =>
  rowsOf(entity)
    .filter(([, { names, content }]) => !content && !names[0]?.startsWith('@'))
    .map(([, { names, within, value }]) => ({
      path: [...within, names[0] ?? ''],
      inner: 'parse' in value ? undefined : value,
    }))

/** Walks a table and a type side by side, through all entities inside. */
class Comparison {
  readonly disorder: string[] = []
  readonly missing = new Set<string>()
  readonly entities = new Set<string>()
  readonly #seen = new Map<Entity<unknown>, Set<XsdNode>>()
  readonly #xsd: Xsd

  constructor(xsd: Xsd) {
    this.#xsd = xsd
  }

  entity(entity: Entity<unknown>, type: XsdNode): void {
    const seen = this.#seen.get(entity) ?? new Set()
    this.#seen.set(entity, seen)
    if (seen.has(type)) return
    seen.add(type)
    const name = nameOf(entity) ?? ''
    this.entities.add(name)
    this.#level(placesOf(entity), type, name)
  }

  #level(places: readonly Place[], type: XsdNode, where: string): void {
    const written = [...new Set(places.map(({ path }) => path[0] ?? ''))]
    for (const sequence of this.#xsd.sequences(type)) {
      const allowed = [...new Set(sequence.map((element) => this.#xsd.nameOf(element)))]
      const ours = written.filter((name) => allowed.includes(name))
      const theirs = allowed.filter((name) => written.includes(name))
      if (ours.join() !== theirs.join()) this.disorder.push(`${where}: ${ours} is by the schema ${theirs}`)
      for (const element of sequence) this.#element(places, element, where)
    }
  }

  #element(places: readonly Place[], element: XsdNode, where: string): void {
    const name = this.#xsd.nameOf(element)
    const here = places.filter(({ path }) => path[0] === name)
    if (here.length === 0) this.missing.add(`${where}/${name}`)
    const type = this.#xsd.typeOf(element)
    if (type === undefined) return
    for (const { path, inner } of here) if (path.length === 1 && inner !== undefined) this.entity(inner, type)
    const deeper = here.filter(({ path }) => path.length > 1).map(({ path, inner }) => ({ path: path.slice(1), inner }))
    if (deeper.length > 0) this.#level(deeper, type, `${where}/${name}`)
  }
}

describe.skipIf(!present).each(Object.entries(SCHEMAS))('the tables and the schema of %s', (version, file) => {
  const TYPES: readonly [Entity<unknown>, string][] = [
    [schema.CommercialInformation, 'КоммерческаяИнформация'],
    [schema.Classifier, 'Классификатор'],
    [schema.Group, 'Группа'],
    [schema.Property, 'Свойство'],
    [schema.PriceType, 'ТипЦены'],
    [schema.Warehouse, 'Склад'],
    [schema.Catalog, 'Каталог'],
    [schema.Product, 'Товар'],
    [schema.OffersPackage, 'ПакетПредложений'],
    [schema.Offer, 'ПакетПредложений/Предложения/Предложение'],
    [schema.Offer, 'ИзмененияПакетаПредложений/Предложения/Предложение'],
    [schema.Counterparty, 'Контрагент'],
    [schema.Order, 'Документ'],
  ]
  const comparison = (() => {
    if (!present) return undefined
    const xsd = new Xsd(readFileSync(file, 'utf8'))
    const comparison = new Comparison(xsd)
    for (const [entity, path] of TYPES) {
      const type = xsd.type(path)
      if (type === undefined) throw new Error(`${version} has no type ${path}`)
      comparison.entity(entity, type)
    }
    return comparison
  })()

  test('agree on the order of elements in every entity', () => {
    expect(comparison?.disorder).toEqual([])
    expect(comparison?.entities.size).toBeGreaterThan(30)
  })

  test('and on what elements there are, but for items, which are entities of their own', () => {
    expect([...(comparison?.missing ?? [])]).toEqual([
      ...['Классификатор', 'Каталог', 'ПакетПредложений', 'Документ', 'ИзмененияПакетаПредложений'].map(
        (name) => `CommercialInformation/${name}`,
      ),
      ...['Группы', 'Свойства', 'ТипыЦен'].map((name) => `Classifier/${name}`),
      'Group/Группы',
      'Catalog/Товары',
      // Parts of parts: no file has them, and they end in `extras`.
      ...['Component/Комплектующие', 'Component/Аналоги', 'Analog/Комплектующие', 'Analog/Аналоги'],
      ...['ТипыЦен/ТипЦены', 'Склады', 'Предложения'].map((name) => `OffersPackage/${name}`),
      'Offer/Склады', // the stock in a package of changes: the second spelling of Склад
    ])
  })
})
