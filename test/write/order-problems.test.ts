import type { Order } from 'commerceml/schema'
import {
  type Draft,
  ORDER_PROFILES,
  type OrderProfileName,
  OrderRefusedError,
  orderFromShop,
  orderProblems,
  writeOrders,
} from 'commerceml/write'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedBytes } from './helpers/bytes.ts'
import { shopOrders, WHOLE_ORDER } from './helpers/shop-orders.ts'

const PROFILES = Object.keys(ORDER_PROFILES) as OrderProfileName[]
const ALL: readonly OrderProfileName[] = PROFILES
const UT11: readonly OrderProfileName[] = ['ut11', 'umi']

type Change = (order: Draft<Order>) => Draft<Order>

const customerWith =
  (change: NonNullable<Draft<Order>['counterparties']>[number]): Change =>
  (order) => ({ ...order, counterparties: [{ ...order.counterparties?.[0], ...change }] })
const lineWith =
  (change: NonNullable<Draft<Order>['lines']>[number]): Change =>
  (order) => ({ ...order, lines: [{ ...order.lines?.[0], ...change }, ...(order.lines ?? []).slice(1)] })
const pointWith =
  (change: NonNullable<Draft<Order>['warehouses']>[number]): Change =>
  (order) => ({ ...order, warehouses: [{ ...order.warehouses?.[0], ...change }] })
const orderWith =
  (change: Draft<Order>): Change =>
  (order) => ({ ...order, ...change })

const contact = { type: 'Почта', value: 'a@example.org' }
const field = { type: 'Город', value: 'Тверь' }

/** What is wrong, whom it hurts, where that is said, and what follows. */
const VIOLATIONS: readonly [
  of: string,
  change: Change,
  profiles: readonly OrderProfileName[],
  path: string,
  says: RegExp,
][] = [
  ['no Номер', orderWith({ number: undefined }), ALL, 'number', /finds orders by Номер, and there is none$/],
  ['a blank Номер', orderWith({ number: ' \t' }), ALL, 'number', /there is none$/],
  ['12 characters of Номер', orderWith({ number: '123456789012' }), UT11, 'number', /11 characters .* come twice$/],
  ['no Дата', orderWith({ date: undefined }), ALL, 'date', /needs Дата$/],
  ['a blank Дата', orderWith({ date: '' }), ALL, 'date', /needs Дата$/],
  ['a Дата with an offset', orderWith({ date: '2026-01-31+03:00' }), ALL, 'date', /YYYY-MM-DD alone$/],
  ['a Дата with the time', orderWith({ date: '2026-01-31T12:00:00' }), ALL, 'date', /YYYY-MM-DD alone$/],
  ['a Russian Дата', orderWith({ date: '31.01.2026' }), ALL, 'date', /YYYY-MM-DD alone$/],
  ['a Дата that does not exist', orderWith({ date: '2026-02-30' }), ALL, 'date', /YYYY-MM-DD alone$/],
  ['a Время with an offset', orderWith({ time: '12:00:00+03:00' }), ALL, 'time', /hh:mm:ss alone$/],
  ['a Время of one digit', orderWith({ time: '9:00:00' }), ALL, 'time', /hh:mm:ss alone$/],
  ['no ХозОперация', orderWith({ operation: undefined }), ALL, 'operation', /takes no order of the document$/],
  ['a payment', orderWith({ operation: 'Выплата наличных денег' }), ALL, 'operation', /stops at a ХозОперация/],
  ['ЗаказТовара', orderWith({ operation: 'ЗаказТовара' }), ['ut103'], 'operation', /not Заказ товара, and/],
  [
    'a booking',
    orderWith({ operation: 'Запись на услугу' }),
    ['ut103', 'ut11', 'bitrix', 'umi'],
    'operation',
    /not Заказ товара, and/,
  ],
  ['no Валюта', orderWith({ currency: undefined }), ALL, 'currency', /stops at an order without Валюта$/],
  ['a blank Валюта', orderWith({ currency: ' ' }), ALL, 'currency', /stops at an order without Валюта$/],
  [
    'a rate with a percent sign',
    lineWith({ taxRates: [{ name: 'ндс', rate: '20%' }] }),
    ALL,
    'lines[0].taxRates[0].rate',
    /anything else for no VAT$/,
  ],
  [
    'a rate in words',
    lineWith({ taxes: [{ name: 'НДС', rate: 'Без НДС' }] }),
    ALL,
    'lines[0].taxes[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  ['no customer', orderWith({ counterparties: [] }), ALL, 'counterparties', /needs the customer/],
  ['a customer without a name', customerWith({ name: ' ' }), ALL, 'counterparties[0].name', /without Наименование$/],
  [
    'an address in parts alone',
    customerWith({ address: { fields: [field] } }),
    ALL,
    'counterparties[0].address.representation',
    /passes over an address without Представление/,
  ],
  [
    'a legal address in parts alone',
    customerWith({ legalAddress: { representation: ' ', fields: [field] } }),
    ALL,
    'counterparties[0].legalAddress.representation',
    /without Представление/,
  ],
  [
    'a registration address in parts alone',
    customerWith({ registrationAddress: {} }),
    ALL,
    'counterparties[0].registrationAddress.representation',
    /without Представление/,
  ],
  [
    'a representative of the schema’s own form',
    customerWith({ representatives: [{ counterparty: { name: 'а' } }, { name: 'б', relation: 'Филиал' }] }),
    ALL,
    'counterparties[0].representatives[1].counterparty',
    /only from the Контрагент inside Представитель$/,
  ],
  ['no Количество', lineWith({ quantity: undefined }), ALL, 'lines[0].quantity', /passes over a line/],
  ['Количество 0', lineWith({ quantity: '0.000' }), ALL, 'lines[0].quantity', /passes over a line/],
  ['an unreadable Количество', lineWith({ quantity: 'много' }), ALL, 'lines[0].quantity', /passes over a line/],
  ['goods of no id and no name', lineWith({ id: '', name: undefined }), ALL, 'lines[0].id', /finds goods by Ид/],
  [
    'two pick-up points',
    (order) => ({ ...order, warehouses: [...(order.warehouses ?? []), { id: 'p2' }] }),
    UT11,
    'warehouses[1]',
    /takes one pick-up point$/,
  ],
  [
    'a pick-up point without an address',
    pointWith({ address: undefined }),
    UT11,
    'warehouses[0].address.fields',
    /breaks off unless a pick-up point has one АдресноеПоле$/,
  ],
  [
    'a pick-up point with an address in two parts',
    pointWith({ address: { representation: 'а', fields: [field, field] } }),
    UT11,
    'warehouses[0].address.fields',
    /one АдресноеПоле$/,
  ],
  ['a pick-up point no one answers at', pointWith({ contacts: [] }), UT11, 'warehouses[0].contacts', /one Контакт$/],
  [
    'a pick-up point with two contacts',
    pointWith({ contacts: [contact, contact] }),
    UT11,
    'warehouses[0].contacts',
    /one Контакт$/,
  ],
  [
    'a discount that Сумма does not hold',
    lineWith({
      discounts: [
        { sum: '1', includedInSum: true },
        { sum: '1', includedInSum: false },
      ],
    }),
    UT11,
    'lines[0].discounts[1].includedInSum',
    /say true, and net sums$/,
  ],
  [
    'a discount that does not tell',
    lineWith({ discounts: [{ sum: '1' }] }),
    UT11,
    'lines[0].discounts[0].includedInSum',
    /say true, and net sums$/,
  ],
  [
    'a payment inside',
    orderWith({ subordinateDocuments: [{ id: 'p', operation: 'Выплата наличных денег' }] }),
    ['ut103', 'ut11', 'umi'],
    'subordinateDocuments',
    /say it in requisites$/,
  ],
]

const cases = PROFILES.flatMap((profile) => VIOLATIONS.map((violation) => [profile, ...violation] as const))

describe.each(PROFILES)('%s', (profile) => {
  test('an order of the builder is without problems', () => {
    expect(orderProblems(orderFromShop(WHOLE_ORDER, { profile }), profile)).toEqual([])
    fc.assert(
      fc.property(shopOrders, (shop) => {
        expect(orderProblems(orderFromShop(shop, { profile }), profile)).toEqual([])
      }),
    )
  })
})

test.each(cases)('%s, %s', async (profile, _, change, profiles, path, says) => {
  const order = change(orderFromShop(WHOLE_ORDER, { profile }))
  const problems = orderProblems(order, profile)
  if (!profiles.includes(profile)) {
    expect(problems).toEqual([])
    return
  }
  expect(problems).toEqual([{ path, message: expect.stringMatching(says) }])
  const { title } = ORDER_PROFILES[profile]
  expect(problems[0]?.message).toContain(title)

  // The writer says the same, of the order as a whole.
  const writing = joinedBytes(writeOrders([order], { profile, createdAt: '2026-01-31T12:00:00' }))
  const error: unknown = await writing.catch((error: unknown) => error)
  if (!(error instanceof OrderRefusedError)) throw new Error('expected the order to be refused', { cause: error })
  expect(error).toMatchObject({ code: 'order-refused', entity: '17', found: path, problems })
  expect(error.message).toContain(`cannot go to ${title}: ${path}: `)
})

test('УТ 11 is who is asked unless told', () => {
  expect(orderProblems({ ...orderFromShop(WHOLE_ORDER), number: '123456789012' })).toMatchObject([{ path: 'number' }])
})

test('all that is wrong is told at once', () => {
  expect(orderProblems({ lines: [{}] }, 'unf').map(({ path }) => path)).toEqual([
    'number',
    'date',
    'operation',
    'currency',
    'counterparties',
    'lines[0].quantity',
    'lines[0].id',
  ])
})

test('a profile that does not exist is a mistake in the call', () => {
  for (const name of ['ut12', 'constructor', '']) {
    expect(() => orderProblems({}, name as never)).toThrow(/^profile must be one of ut103, ut11, unf, bitrix, umi$/)
  }
})
