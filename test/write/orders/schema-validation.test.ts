import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Order } from 'commerceml/schema'
import {
  type Draft,
  type OrderProfileName,
  OrderRefusedError,
  orderFromShop,
  orderProblems,
  type ShopOrder,
  writeEvents,
  writeOrders,
} from 'commerceml/write'
import { afterAll, describe, expect, test } from 'vitest'
import type { Known } from '../../../src/write/orders/known-values.ts'
import { shopPath } from '../../../src/write/orders/shop-path.ts'
import { fc } from '../../helpers/properties.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { SCHEMAS, schemasPresent, type Version } from '../helpers/schemas.ts'
import { shopOrders } from '../helpers/shop-orders.ts'

const run = promisify(execFile)
const xmllint = await run('xmllint', ['--version']).then(
  () => true,
  () => false,
)
if (!schemasPresent) console.info('test/write/orders/schema-validation: no schemas here, so nothing is validated')
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

const namespace = 'urn:1C.ru:commerceml_2'
const createdAt = '2026-01-31T12:30:00'

/** What xmllint says of a document of these orders, one complaint a line. */
const complaints = (orders: Iterable<Draft<Order>>, profile: OrderProfileName, version: Version) =>
  complaintsOf(writeOrders(orders, { profile, namespace, createdAt }), version)

/** The same of an order that nobody checks: as it is, in a document of that version. */
const uncheckedComplaints = (order: Draft<Order>, version: Version) =>
  complaintsOf(
    writeEvents([
      {
        type: 'document',
        document: {
          schemaVersion: version,
          createdAt,
          extras: { attributes: { xmlns: namespace }, text: '', elements: [] },
        },
      },
      { type: 'order', order },
    ]),
    version,
  )

async function complaintsOf(document: AsyncIterable<Uint8Array>, version: Version): Promise<readonly string[]> {
  const file = join(folder, `${++documents}.xml`)
  await writeFile(file, await joinedBytes(document))
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

/** An order as УТ 10.3 would get it, whose version has no schema, did it not keep two names shorter than those do. */
function unlimited(shop: ShopOrder): Draft<Order> {
  const { customer, requisites, ...rest } = shop
  const short = { company: { ...customer.company, name: 'О', officialName: customer.company?.officialName ?? '' } }
  const made = orderFromShop({ ...rest, customer: { ...customer, ...short } }, { profile: 'ut103' })
  const further = Object.entries(requisites ?? {}).map(([name, value]) => ({ name, values: [value ?? ''] }))
  return {
    ...made,
    counterparties: [{ ...made.counterparties?.[0], name: customer.company?.name ?? '' }],
    requisites: [...(made.requisites ?? []), ...further],
  }
}

/** Orders by hand and some 200 that are generated, none of them paid by card. */
function manyOrders(): readonly ShopOrder[] {
  const generated = fc.sample(shopOrders, { numRuns: 200, seed: 20_260_131 })
  return [...HAND_MADE, ...generated].map((shop): ShopOrder => {
    const { payment, ...rest } = shop
    return payment ? { ...rest, payment: { ...payment, byCard: false } } : rest
  })
}

test.skipIf(!schemasPresent || !xmllint)(
  'bp by the schema of 2.10, but for who is to be called at a company: БП reads it where no schema has one',
  async () => {
    const unasked = ({ customer, ...rest }: ShopOrder): ShopOrder => {
      if (customer.company === undefined || customer.company === null) return { ...rest, customer }
      const { contactPerson, ...company } = customer.company
      return { ...rest, customer: { ...customer, company } }
    }
    const complaintsOf = (shops: readonly ShopOrder[]): Promise<readonly string[]> =>
      complaints(
        shops.map((shop) => orderFromShop(shop, { profile: 'bp' })),
        'bp',
        '2.10',
      )
    expect(await complaintsOf(manyOrders().map(unasked))).toEqual([])
    const others = (await complaintsOf(manyOrders())).filter(
      (line) => !line.includes("Element 'Контрагент': This element"),
    )
    expect(others).toEqual([])
  },
)

describe.skipIf(!schemasPresent || !xmllint).each<[OrderProfileName, Version]>([
  ['ut11', '2.08'],
  ['umi', '2.08'],
  ['unf', '2.10'],
])('%s by the schema of %s', (profile, version) => {
  test('no orders are a valid document', async () => {
    expect(await complaints([], profile, version)).toEqual([])
  })

  test('orders by hand, and some 200 that are generated, validate in one document', async () => {
    const orders = manyOrders().map((shop) => orderFromShop(shop, { profile }))
    expect(await complaints(orders, profile, version)).toEqual([])
  })

  test('an order as long as the schema has it validates, and of a longer one all is refused that would not', async () => {
    expect(await complaints([orderFromShop(bordered(0, profile), { profile })], profile, version)).toEqual([])
    const { problems } = refusalOf(() => orderFromShop(bordered(1, profile), { profile }))
    const made = unlimited(bordered(1, profile))
    const found = await uncheckedComplaints(made, version)
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
