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
import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { shopOrders } from '../helpers/shop-orders.ts'

const ALL: readonly OrderProfileName[] = PROFILES
const UT11: readonly OrderProfileName[] = ['ut11', 'umi']
const SPLITTING: readonly OrderProfileName[] = ['ut11', 'unf', 'umi']
/** Those whose version has a schema, whose rows they read unasked. */
const SCHEMA: readonly OrderProfileName[] = ['ut11', 'unf', 'umi']

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
const said = { name: 'а', values: ['1'] }
const NEEDED = / unasked, and takes no order of the document without it$/

/** What is wrong, whom it hurts, where that is said, and what follows. */
const VIOLATIONS: readonly [
  of: string,
  change: Change,
  profiles: readonly OrderProfileName[],
  path: string,
  says: RegExp,
][] = [
  ['no Ид', orderWith({ id: undefined }), SCHEMA, 'id', /reads Ид unasked, and takes no order of the document/],
  ['no Номер', orderWith({ number: undefined }), ALL, 'number', /finds orders by Номер, and there is none$/],
  ['a blank Номер', orderWith({ number: ' \t' }), ALL, 'number', /there is none$/],
  [
    '12 characters of Номер',
    orderWith({ number: '123456789012' }),
    UT11,
    'number',
    /11 characters .* come twice: give number, 11 characters at most \(found 12\)$/,
  ],
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
    /takes anything else for 0 or no VAT/,
  ],
  [
    'a rate of no sum that contains it',
    lineWith({ taxRates: [{ name: 'НДС', rate: '20/100' }] }),
    ALL,
    'lines[0].taxRates[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  [
    'a rate that nobody writes',
    orderWith({ taxes: [{ name: 'НДС', rate: 'льготная' }] }),
    ALL,
    'taxes[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  [
    'a rate in words',
    lineWith({ taxes: [{ name: 'НДС', rate: 'Без НДС' }] }),
    ['ut11', 'bitrix', 'umi'],
    'lines[0].taxes[0].rate',
    /without VAT write no tax$/,
  ],
  [
    'a rate with digits behind the dot',
    lineWith({ taxes: [{ name: 'НДС', rate: '20.00' }] }),
    ['ut103'],
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
  [
    'a number sign in a name',
    lineWith({ id: 'a', name: 'Лак #5' }),
    SPLITTING,
    'lines[0].name',
    /takes what follows # in Наименование for a characteristic, and may break off: write №$/,
  ],
  ['a number sign in a name and an Ид', lineWith({ id: 'a#b', name: 'Лак#5' }), [], '', /never/],
  [
    'a type of contact in two words',
    customerWith({ contacts: [contact, { type: 'Телефон рабочий', value: '+7' }] }),
    ['ut103'],
    'counterparties[0].contacts[1].type',
    /whose Тип is not ТелефонРабочий to the letter$/,
  ],
  ['goods of no id and no name', lineWith({ id: '', name: undefined }), ALL, 'lines[0].name', /finds goods by Ид/],
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
  [
    'a pick-up point of which no contacts are told',
    pointWith({ contacts: undefined }),
    UT11,
    'warehouses[0].contacts',
    /one Контакт$/,
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
    [...UT11, 'unf'],
    'lines[0].discounts[1].includedInSum',
    /say true, and net sums$/,
  ],
  [
    'a discount that does not tell',
    lineWith({ discounts: [{ sum: '1' }] }),
    [...UT11, 'unf'],
    'lines[0].discounts[0].includedInSum',
    /say true, and net sums$/,
  ],
  [
    'a payment inside',
    orderWith({
      subordinateDocuments: [{ id: 'p', number: '1', date: '2026-01-31', operation: 'Выплата наличных денег' }],
    }),
    ['ut103', 'ut11', 'umi'],
    'subordinateDocuments',
    /say it in requisites$/,
  ],
  ['a requisite without a name', orderWith({ requisites: [{ values: ['а'] }] }), SCHEMA, 'requisites[0].name', NEEDED],
  ['a requisite without values', orderWith({ requisites: [{ name: 'а' }] }), SCHEMA, 'requisites[0].values', NEEDED],
  [
    'a requisite of no values',
    orderWith({ requisites: [{ name: 'а', values: [] }] }),
    SCHEMA,
    'requisites[0].values',
    NEEDED,
  ],
  [
    'a requisite of an empty value',
    orderWith({ requisites: [said, { name: 'б', values: [''] }] }),
    SCHEMA,
    'requisites[1].values[0]',
    /the value of the one before it$/,
  ],
  [
    'a requisite of a line without a name',
    lineWith({ requisites: [said, { values: ['Товар'] }] }),
    SCHEMA,
    'lines[0].requisites[1].name',
    NEEDED,
  ],
  [
    'a rate of a tax without a name',
    lineWith({ taxRates: [{ rate: '20' }] }),
    SCHEMA,
    'lines[0].taxRates[0].name',
    NEEDED,
  ],
  [
    'a contact without a type',
    customerWith({ contacts: [contact, { value: '+7' }] }),
    SCHEMA,
    'counterparties[0].contacts[1].type',
    NEEDED,
  ],
  [
    'a contact without a value',
    customerWith({ contacts: [{ type: 'Почта' }] }),
    SCHEMA,
    'counterparties[0].contacts[0].value',
    NEEDED,
  ],
  [
    'a part of an address without a value',
    customerWith({ address: { representation: 'Тверь', fields: [field, { type: 'Улица' }] } }),
    SCHEMA,
    'counterparties[0].address.fields[1].value',
    NEEDED,
  ],
  [
    'an account without its bank',
    customerWith({ bankAccounts: [{ accountNumber: '1'.repeat(20) }] }),
    SCHEMA,
    'counterparties[0].bankAccounts[0].bank',
    NEEDED,
  ],
  ['a pick-up point without an Ид', pointWith({ id: undefined }), SCHEMA, 'warehouses[0].id', NEEDED],
  [
    'a comment of 3001 characters',
    orderWith({ comment: 'я'.repeat(3001) }),
    SCHEMA,
    'comment',
    /^3001 characters, 3000 at most by the schema of 2\.\d\d: .* lose a part of it$/,
  ],
  [
    'a currency of five letters',
    orderWith({ currency: 'рубль' }),
    SCHEMA,
    'currency',
    /^5 characters, not 3 by the schema/,
  ],
  ['an id of 41 characters', orderWith({ id: 'и'.repeat(41) }), SCHEMA, 'id', /^41 characters, 40 at most/],
  [
    'an ИНН of 3 digits',
    customerWith({ inn: '123' }),
    SCHEMA,
    'counterparties[0].inn',
    /^3 characters, not 10 to 12 by/,
  ],
  ['an empty КПП', customerWith({ kpp: '' }), SCHEMA, 'counterparties[0].kpp', /^0 characters, not 9 by/],
  [
    'an address of 256 characters',
    customerWith({ address: { representation: 'а'.repeat(256) } }),
    SCHEMA,
    'counterparties[0].address.representation',
    /^256 characters, 255 at most/,
  ],
  [
    'a contact inside a representative that is too long',
    customerWith({
      representatives: [{ counterparty: { name: 'а', contacts: [contact, { ...contact, value: '1'.repeat(256) }] } }],
    }),
    SCHEMA,
    'counterparties[0].representatives[0].counterparty.contacts[1].value',
    /^256 characters, 255 at most/,
  ],
  [
    'a price of 3 digits behind the dot',
    lineWith({ unitPrice: '0.125' }),
    SCHEMA,
    'lines[0].unitPrice',
    /^0\.125 has 3 digits behind the dot, 2 at most by the schema of 2\.\d\d: .+\. Round it$/,
  ],
  [
    'a sum of 19 digits',
    lineWith({ sum: '-12345678901234567.89' }),
    SCHEMA,
    'lines[0].sum',
    /^-12345678901234567\.89 has 19 digits, 18 at most by/,
  ],
  [
    'an id of goods of 81 characters',
    lineWith({ id: 'и'.repeat(81) }),
    SCHEMA,
    'lines[0].id',
    /^81 characters, 80 at most/,
  ],
  [
    'a code of a unit that is too long',
    lineWith({ baseUnit: { code: '79600' } }),
    SCHEMA,
    'lines[0].baseUnit.code',
    /^5 characters, not 3 to 4 by/,
  ],
  [
    'a unit in words',
    lineWith({ unit: { value: 'штука' } }),
    SCHEMA,
    'lines[0].unit.value',
    /^5 characters, not 3 to 4 by/,
  ],
  [
    'a requisite of 1001 characters',
    orderWith({ requisites: [{ name: 'а', values: ['б', 'я'.repeat(1001)] }] }),
    SCHEMA,
    'requisites[0].values[1]',
    /^1001 characters, 1000 at most/,
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
  expect(error).toMatchObject({ code: 'order-refused', entity: order.id, found: path, problems })
  expect(error.message).toContain(`cannot go to ${title}: ${path}: `)
})

// The first of each pair keeps the limit by the characters or digits that XML Schema counts, the second does not.
test.each([
  [{ comment: '🐝'.repeat(3000) }, { comment: '🐝'.repeat(3001) }],
  [{ currency: '🐝🐝🐝' }, { currency: '🐝🐝' }],
  [{ sum: `-${'0'.repeat(20)}99.9000` }, { sum: '99.909' }],
  [{ sum: '12345678901234567.80' }, { sum: '12345678901234567.89' }],
])('%#: a limit is counted as XML Schema counts', (kept, broken) => {
  const order = orderFromShop(WHOLE_ORDER)
  expect(orderProblems({ ...order, ...kept })).toEqual([])
  expect(orderProblems({ ...order, ...broken }).map(({ path }) => path)).toEqual(Object.keys(broken))
})

test('a value of the wrong kind is left to the writer, which names it', () => {
  const order = { ...orderFromShop(WHOLE_ORDER), comment: 5, taxes: [null], lines: [] }
  expect(orderProblems({ ...order, taxes: [] } as never)).toEqual([])
  // A number is no text, but it is a quantity, and which one is known.
  const lines = (quantity: number): object[] => [{ id: 'a', name: 'Чай', quantity }]
  expect(orderProblems({ ...order, taxes: [], lines: lines(2) } as never)).toEqual([])
  expect(orderProblems({ ...order, taxes: [], lines: lines(0) } as never)).toMatchObject([
    { path: 'lines[0].quantity' },
  ])
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
    'lines[0].name',
    'id',
  ])
})

test('of a payment inside, УНФ needs what it books it by', () => {
  const order = { ...orderFromShop(WHOLE_ORDER, { profile: 'unf' }), subordinateDocuments: [{}] }
  expect(orderProblems(order, 'unf').map(({ path }) => path)).toEqual([
    'subordinateDocuments[0].id',
    'subordinateDocuments[0].number',
    'subordinateDocuments[0].date',
  ])
})

test('of a second customer, whom nobody reads, nothing is needed', () => {
  const order = orderFromShop(WHOLE_ORDER)
  const counterparties = [...(order.counterparties ?? []), { name: 'б', contacts: [{}] }]
  expect(orderProblems({ ...order, counterparties })).toEqual([])
})

test('of very many problems the error keeps all, and its message tells the first', async () => {
  const order = orderFromShop(WHOLE_ORDER)
  const lines = Array.from({ length: 50_000 }, () => ({ name: 'Чай', quantity: '0' }))
  const writing = joinedBytes(writeOrders([{ ...order, lines }], { createdAt: '2026-01-31T12:00:00' }))
  const error: unknown = await writing.catch((error: unknown) => error)
  if (!(error instanceof OrderRefusedError)) throw new Error('expected the order to be refused', { cause: error })
  expect(error.problems).toHaveLength(50_000)
  expect(error.message).toContain('lines[19].quantity: ')
  expect(error.message).not.toContain('lines[20].quantity: ')
  expect(error.message).toMatch(/; and 49980 more$/)
  const problems = error.problems.slice(0, 21)
  const messageOf = (count: number): string =>
    new OrderRefusedError(order, ORDER_PROFILES.ut11, problems.slice(0, count)).message
  expect(messageOf(21)).toMatch(/; and 1 more$/)
  expect(messageOf(20)).not.toContain(' more')
})

test('a profile that does not exist is a mistake in the call', () => {
  for (const name of ['ut12', 'constructor', '']) {
    expect(() => orderProblems({}, name as never)).toThrow(
      `profile must be one of ut103, ut11, unf, bitrix, umi, not "${name}"`,
    )
  }
})

test.each([
  ['ut115', 'ut11'],
  ['ut115-sessid', 'ut11'],
  ['smb', 'unf'],
  ['unf-bitrix', 'unf'],
])('%s is what the client calls the 1C that is %s here, and the message says so', (name, meant) => {
  const error = new RegExp(`, not "${name}": did you mean '${meant}'\\?$`)
  expect(() => orderFromShop(WHOLE_ORDER, { profile: name as never })).toThrow(error)
  expect(() => writeOrders([], { createdAt: '2026-01-31T12:00:00', profile: name as never })).toThrow(error)
})
