import { type OrderProfileName, orderFromShop, orderProblems } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { shopOrders } from '../helpers/shop-orders.ts'
import { contact, customerWith, field, lineWith, orderWith, pointWith, testViolations } from '../helpers/violations.ts'

const UT11: readonly OrderProfileName[] = ['ut11', 'umi']
const SPLITTING: readonly OrderProfileName[] = ['ut11', 'unf', 'umi', 'bp']

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

testViolations([
  ['no Номер', orderWith({ number: undefined }), PROFILES, 'number', /finds orders by Номер, and there is none$/],
  ['a blank Номер', orderWith({ number: ' \t' }), PROFILES, 'number', /there is none$/],
  [
    '12 characters of Номер',
    orderWith({ number: '123456789012' }),
    [...UT11, 'bp'],
    'number',
    /11 characters .* come twice: give number, 11 characters at most \(found 12\)$|^БП finds orders by the digits/,
  ],
  [
    '21 characters of Номер',
    orderWith({ number: 'SITE-2026-0000001-001' }),
    [...UT11, 'ut103', 'bp'],
    'number',
    /^БП finds orders by the digits|(?:20|11) characters of Номер to find orders by, .* come twice: give number, (?:20|11) characters at most \(found 21\)$/,
  ],
  [
    '20 characters of Номер',
    orderWith({ number: 'SITE-2026-0000001-01' }),
    [...UT11, 'bp'],
    'number',
    /11 characters of Номер|^БП finds orders by the digits/,
  ],
  [
    'seven digits of Номер',
    orderWith({ number: '1000001' }),
    ['bp'],
    'number',
    /^БП finds orders by the digits of Номер alone, 6 at most, .* give number as such \(found "1000001"\)$/,
  ],
  ['a letter in Номер', orderWith({ number: 'A-17' }), ['bp'], 'number', /takes those that share them for one:/],
  ['six digits of Номер with blanks around them', orderWith({ number: ' 000017 ' }), [], '', /never/],
  ['a customer without an Ид', customerWith({ id: '' }), ['bp'], 'counterparties[0].id', /for the first of them$/],
  [
    'goods without an Ид',
    lineWith({ id: ' ' }),
    ['bp'],
    'lines[0].id',
    /takes those without one for the first of them$/,
  ],
  [
    'a city beside Представление',
    customerWith({ address: { representation: 'Тверь, Мира', fields: [field, { type: 'Улица', value: 'Мира' }] } }),
    ['bp'],
    'counterparties[0].address.fields',
    /puts index, country and city of the parts before Представление: write that alone$/,
  ],
  [
    'a city that is the only part',
    customerWith({ address: { representation: 'Тверь', fields: [field] } }),
    [],
    '',
    /never/,
  ],
  [
    'the moment of a payment',
    orderWith({ requisites: [{ name: 'Дата оплаты', values: ['2026-01-31T12:05:00'] }] }),
    ['bp'],
    'requisites[0].values[0]',
    /reads Дата оплаты as YYYY-MM-DD alone$/,
  ],
  ['no Дата', orderWith({ date: undefined }), PROFILES, 'date', /needs Дата$/],
  ['a blank Дата', orderWith({ date: '' }), PROFILES, 'date', /needs Дата$/],
  ['a Дата with an offset', orderWith({ date: '2026-01-31+03:00' }), PROFILES, 'date', /YYYY-MM-DD alone$/],
  ['a Дата with the time', orderWith({ date: '2026-01-31T12:00:00' }), PROFILES, 'date', /YYYY-MM-DD alone$/],
  ['a Russian Дата', orderWith({ date: '31.01.2026' }), PROFILES, 'date', /YYYY-MM-DD alone$/],
  ['a Дата that does not exist', orderWith({ date: '2026-02-30' }), PROFILES, 'date', /YYYY-MM-DD alone$/],
  ['a Время with an offset', orderWith({ time: '12:00:00+03:00' }), PROFILES, 'time', /hh:mm:ss alone$/],
  ['a Время of one digit', orderWith({ time: '9:00:00' }), PROFILES, 'time', /hh:mm:ss alone$/],
  ['no ХозОперация', orderWith({ operation: undefined }), PROFILES, 'operation', /takes no order of the document$/],
  ['a payment', orderWith({ operation: 'Выплата наличных денег' }), PROFILES, 'operation', /stops at a ХозОперация/],
  ['ЗаказТовара', orderWith({ operation: 'ЗаказТовара' }), ['ut103'], 'operation', /not Заказ товара, and/],
  [
    'a booking',
    orderWith({ operation: 'Запись на услугу' }),
    ['ut103', 'ut11', 'bitrix', 'umi', 'bp'],
    'operation',
    /not Заказ товара, and/,
  ],
  ['no Валюта', orderWith({ currency: undefined }), PROFILES, 'currency', /stops at an order without Валюта$/],
  ['a blank Валюта', orderWith({ currency: ' ' }), PROFILES, 'currency', /stops at an order without Валюта$/],
  ['no customer', orderWith({ counterparties: [] }), PROFILES, 'counterparties', /needs the customer/],
  [
    'a customer without a name',
    customerWith({ name: ' ' }),
    PROFILES,
    'counterparties[0].name',
    /without Наименование$/,
  ],
  [
    'a customer’s name of 101 characters',
    customerWith({ name: 'Я'.repeat(101) }),
    ['ut103'],
    'counterparties[0].name',
    /keeps 100 characters of Наименование to find customers by, and longer ones come twice \(found 101\)$/,
  ],
  ['a customer’s name of 100 characters', customerWith({ name: 'Я'.repeat(100) }), [], '', /never/],
  [
    'a requisite’s name of 51 characters',
    orderWith({
      requisites: [
        { name: 'а', values: ['б'] },
        { name: 'я'.repeat(51), values: ['в'] },
      ],
    }),
    ['ut103'],
    'requisites[1].name',
    /keeps 50 characters of a requisite’s name to find it by, and makes another of a longer one \(found 51\)$/,
  ],
  [
    'a requisite’s name of 50 characters',
    orderWith({ requisites: [{ name: 'я'.repeat(50), values: ['в'] }] }),
    [],
    '',
    /never/,
  ],
  [
    'an address in parts alone',
    customerWith({ address: { fields: [field] } }),
    PROFILES,
    'counterparties[0].address.representation',
    /passes over an address without Представление/,
  ],
  [
    'a legal address in parts alone',
    customerWith({ legalAddress: { representation: ' ', fields: [field] } }),
    PROFILES,
    'counterparties[0].legalAddress.representation',
    /without Представление/,
  ],
  [
    'a registration address in parts alone',
    customerWith({ registrationAddress: {} }),
    PROFILES,
    'counterparties[0].registrationAddress.representation',
    /without Представление/,
  ],
  [
    'a representative of the schema’s own form',
    customerWith({ representatives: [{ counterparty: { name: 'а' } }, { name: 'б', relation: 'Филиал' }] }),
    PROFILES,
    'counterparties[0].representatives[1].counterparty',
    /only from the Контрагент inside Представитель$/,
  ],
  ['no Количество', lineWith({ quantity: undefined }), PROFILES, 'lines[0].quantity', /passes over a line/],
  ['Количество 0', lineWith({ quantity: '0.000' }), PROFILES, 'lines[0].quantity', /passes over a line/],
  ['an unreadable Количество', lineWith({ quantity: 'много' }), PROFILES, 'lines[0].quantity', /passes over a line/],
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
  ['goods of no id and no name', lineWith({ id: '', name: undefined }), PROFILES, 'lines[0].name', /finds goods by Ид/],
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
])

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
