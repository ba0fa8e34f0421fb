import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Entity } from 'commerceml/schema'
import * as schema from 'commerceml/schema'
import {
  type Draft,
  type OrderProfileName,
  OrderRefusedError,
  orderFromShop,
  orderProblems,
  type ShopOrder,
  writeOrders,
} from 'commerceml/write'
import { afterAll, describe, expect, test } from 'vitest'
import type { Known } from '../../../src/write/orders/known-values.ts'
import { type Limit, ORDER_LIMITS } from '../../../src/write/orders/limits.ts'
import { shopPath } from '../../../src/write/orders/shop-path.ts'
import { rowsOf } from '../../helpers/entities.ts'
import { nameOf } from '../../helpers/evidence.ts'
import { fc } from '../../helpers/properties.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { shopOrders } from '../helpers/shop-orders.ts'
import { Xsd, type XsdNode } from '../helpers/xsd.ts'

// The schemas are 1C's: read where they lie, never part of the project.
const SPEC = fileURLToPath(new URL('../../../../shared/spec/', import.meta.url))
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
if (!present) console.info('test/write/orders/schema-validation: no schemas here, so nothing is compared with them')
if (!xmllint)
  console.info('test/write/orders/schema-validation: no xmllint here (libxml2-utils), so nothing is validated')

const folder = mkdtempSync(join(tmpdir(), 'commerceml-validation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let documents = 0

/** Why an order is refused. */
function refusalOf(make: () => unknown): OrderRefusedError {
  try {
    make()
  } catch (error) {
    if (error instanceof OrderRefusedError) return error
  }
  throw new Error('expected the order to be refused')
}

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
const { payment, ...unpaid } = WHOLE_ORDER
const HAND_MADE: readonly ShopOrder[] = [
  MINIMAL_ORDER,
  unpaid,
  { ...unpaid, customer: { company: { ...company, officialName: 'ООО' }, phone: '1' } },
  { ...unpaid, customer: { person: { lastName: 'П', firstName: 'А', middleName: 'С', inn: '500100732259' } } },
  { ...MINIMAL_ORDER, lines: [], cancelled: { reason: 'Нет на складе' } },
  { ...MINIMAL_ORDER, customerComment: '\0 ]]> <Отменен>true</Отменен> \uD83D 🐝' },
  // What databases hold where nobody told anything.
  { ...MINIMAL_ORDER, customer: { id: '', person: { lastName: 'П', firstName: '', inn: '' }, phone: '', email: '' } },
  { ...MINIMAL_ORDER, customer: { company: { name: '', officialName: 'ООО', inn: '', kpp: ' ', okpo: '' } } },
  {
    ...MINIMAL_ORDER,
    comment: '',
    customerComment: '',
    lines: [
      { id: '', article: '', name: 'Чай', quantity: 1, price: '99.9000', unit: { code: '', name: '' }, kind: '' },
      { name: 'Кабель', quantity: 1, price: 1, unit: { code: ' ', name: 'бухта' } },
    ],
  },
]

const long = (length: number): string => '🐝'.repeat(length)
/** An order with everything as long as the schema has it, and that much longer. */
const bordered = (more: number, profile: OrderProfileName): ShopOrder => ({
  ...MINIMAL_ORDER,
  id: long(40 + more),
  number: '1',
  currency: `RUB${long(more)}`,
  customer: {
    id: long(40 + more),
    company: {
      name: long(255 + more),
      officialName: long(255 + more),
      inn: '1'.repeat(12 + more),
      kpp: '1'.repeat(9 + more),
      legalAddress: { line: long(255 + more), comment: long(3000 + more), city: long(255 + more) },
      // What has no schema writes it in a form that the others forbid.
      // УНФ takes it for who takes the goods as well, in a requisite.
      ...(more === 0 && { contactPerson: long(profile === 'unf' ? 1000 : 3000) }),
    },
    phone: long(255 + more),
    email: long(255 + more),
  },
  lines: [
    {
      id: long(80 + more),
      article: long(255 + more),
      name: long(255 + more),
      quantity: '0.0001',
      price: `123456789.12${more === 0 ? '' : '3'}`,
      discount: { name: long(255 + more), percent: 5 },
      unit: {
        code: '7'.repeat(4 + more),
        name: long(300),
        fullName: long(255 + more),
        internationalAbbreviation: long(3 + more),
      },
      kind: long(1000 + more),
      groupId: long(40 + more),
      characteristics: { [long(255 + more)]: long(1000 + more) },
    },
  ],
  delivery: {
    name: long(255 + more),
    price: 5,
    comment: long(1000 + more),
    trackingNumber: long(1000 + more),
    pickupPoint: { id: long(40 + more), name: long(255 + more), address: long(255 + more), phone: long(255 + more) },
  },
  // УНФ gets both as one, of 3000 characters.
  ...(profile !== 'unf' && { customerComment: long(1000 + more) }),
  comment: long(3000 + more),
  requisites: { [long(255 + more)]: long(1000 + more) },
})

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
      return payment ? { ...rest, payment: { ...payment, byCard: false } } : rest
    })
    const orders = shops.map((shop) => orderFromShop(shop, { profile }))
    expect(await complaints(orders, profile, version)).toEqual([])
  })

  test('an order as long as the schema has it validates, and of a longer one all is refused that would not', async () => {
    expect(await complaints([orderFromShop(bordered(0, profile), { profile })], profile, version)).toEqual([])
    const { problems } = refusalOf(() => orderFromShop(bordered(1, profile), { profile }))
    const made = orderFromShop(bordered(1, profile), { profile: 'ut103' })
    const found = await complaints([made], 'ut103', version)
    // УТ 10.3 has a word of its own for the type of a telephone.
    const facets = found.filter((line) => line.includes('[facet') && !line.includes('ТелефонРабочий'))
    const places = orderProblems(made, profile).map(({ path }) => path)
    expect(places).toHaveLength(facets.length)
    // A text of the shop that stands in several places of the order is told of once.
    const told = new Set(places.map((path) => shopPath(path, made, bordered(1, profile) as Known<ShopOrder>)))
    expect(problems.map(({ path }) => path).sort()).toEqual([...told].sort())
    for (const { message } of problems) expect(message).toMatch(/ by the schema of 2\.\d+: /)
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
    const order = { ...orderFromShop(MINIMAL_ORDER, { profile }), role: 'Никто' }
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
      path: [...within, ...(names[0] ?? '').split('/')],
      inner: 'parse' in value ? undefined : value,
    }))

/** What a schema limits in the text of rows, by entity and row, as the rules of the writer have it. */
function limitsBy(xsd: Xsd, entity: Entity<unknown>, type: XsdNode): Map<Entity<unknown>, Record<string, Limit>> {
  const found = new Map<Entity<unknown>, Record<string, Limit>>()
  const seen = new Set<string>()
  const visit = (entity: Entity<unknown>, type: XsdNode): void => {
    const ours = found.get(entity) ?? {}
    found.set(entity, ours)
    const here = [...new Set(xsd.sequences(type).flat()), ...xsd.attributesOf(type)]
    const inside = (node: XsdNode | undefined): XsdNode[] => {
      const type = node && xsd.typeOf(node)
      return type === undefined ? [] : xsd.sequences(type).flat()
    }
    for (const [key, { names, within, value, content }] of rowsOf(entity)) {
      const [first = '', ...deeper] = [...within, ...(names[0] ?? '').replace('@', '').split('/')]
      const named = (name: string) => (node: XsdNode) => xsd.nameOf(node) === name
      const node = deeper.reduce((node, name) => inside(node).find(named(name)), here.find(named(first)))
      if (node === undefined || content) continue
      if ('parse' in value) Object.assign(ours, limitOf(key, xsd.facetsOf(node), value.name))
      else visitOnce(value, node)
    }
  }
  const visitOnce = (entity: Entity<unknown>, node: XsdNode): void => {
    const type = xsd.typeOf(node)
    // Единица of a line is text there: the row that is its text has the limit.
    if (type === undefined) found.set(entity, { value: limitOf('value', xsd.facetsOf(node), 'text')['value'] as Limit })
    else if (!seen.has(`${nameOf(entity)} ${xsd.nameOf(node)}`)) {
      seen.add(`${nameOf(entity)} ${xsd.nameOf(node)}`)
      visit(entity, type)
    }
  }
  visit(entity, type)
  return found
}

function limitOf(key: string, facets: Readonly<Record<string, number>>, codec: string): Record<string, Limit> {
  const { length, minLength = length ?? 0, maxLength = length, totalDigits, fractionDigits } = facets
  if (totalDigits !== undefined && fractionDigits !== undefined)
    return { [key]: { digits: totalDigits, fraction: fractionDigits } }
  // A decimal has at most 38 digits, whatever length its text may have.
  return maxLength === undefined || codec !== 'text' ? {} : { [key]: { min: minLength, max: maxLength } }
}

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

  test('agree with the limits that orders are looked through for, each way', () => {
    const xsd = new Xsd(readFileSync(file, 'utf8'))
    const ofSchema = limitsBy(xsd, schema.Order, xsd.type('Документ') as XsdNode)
    for (const [entity, limits] of ORDER_LIMITS) {
      // 2.08 has no documents inside an order, and no version Контрагент inside Представитель, which every 1C reads.
      const expected = ofSchema.get(entity)
      if (expected === undefined) expect(['SubordinateDocument', 'RepresentedCounterparty']).toContain(nameOf(entity))
      else expect([nameOf(entity), limits]).toEqual([nameOf(entity), expected])
    }
    const limited = [...ofSchema].filter(([, limits]) => Object.keys(limits).length > 0)
    expect(limited.filter(([entity]) => !ORDER_LIMITS.has(entity)).map(([entity]) => nameOf(entity))).toEqual([])
    expect(ORDER_LIMITS.get(schema.RepresentedCounterparty)).toEqual(ORDER_LIMITS.get(schema.Representative))
    expect(ORDER_LIMITS.get(schema.SubordinateDocument)).toEqual(ORDER_LIMITS.get(schema.Order))
  })

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
