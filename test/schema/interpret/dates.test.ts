import { interpretOrder } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { asRead, saying, stateOf } from './saying.ts'
import { UNSAID } from './states.ts'

describe('dates', () => {
  test.each([
    ['2026-01-31T12:00:00', '2026-01-31T12:00:00'],
    ['2026-01-31T9:05:00', '2026-01-31T09:05:00'],
    ['2026-01-31 9:05:00', '2026-01-31T09:05:00'],
    ['31.01.2026 9:05:00', '2026-01-31T09:05:00'],
    ['31.01.2026', '2026-01-31'],
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31+03:00', '2026-01-31+03:00'],
    [' 2026-01-31 ', '2026-01-31'],
    ['2026-02-30', '2026-02-30'], // no such day: as it is written
    ['вчера', 'вчера'],
  ])('%j is %j', (value, date) => {
    const state = interpretOrder(saying({ 'Дата по 1С': value, 'Дата оплаты по 1С': value }))
    expect(state).toMatchObject({ date1C: date, paid: true, payments: [{ date }] })
  })

  test.each([
    'T',
    'T0:00:00',
    'T00:00:00',
    '0001-01-01',
    '0001-01-01T00:00:00',
    '0001-01-01T0:00:00',
    '01.01.0001',
    '01.01.0001 0:00:00',
    '',
    ' ',
    '.  .',
    '  .  .       :  :  ',
    '0000-00-00',
    '0000-00-00 00:00:00',
  ])('%j is 1C’s empty date: neither paid nor shipped', (value) => {
    const requisites = { 'Дата по 1С': value, 'Дата оплаты по 1С': value, 'Дата отгрузки по 1С': value }
    expect(stateOf(saying(requisites))).toEqual(UNSAID)
    expect(interpretOrder(saying(requisites)).sources).toEqual({ operation: 'ХозОперация' })
  })

  test.each([
    ['number', 'Номер оплаты по 1С', 'ПП-1'],
    ['date', 'Дата оплаты по 1С', '2026-01-31T12:00:00'],
  ])('the %s of a payment alone says that all is paid', (key, name, value) => {
    expect(interpretOrder(saying({ [name]: value }, { sum: '100', currency: 'RUB' }))).toMatchObject({
      paid: true,
      payments: [{ [key]: value, sum: '100', currency: 'RUB', refund: false }],
      sources: { paid: name },
    })
  })

  test('of a payment without a number leaves a document without one what it is: another payment', () => {
    const document = { operation: 'Выплата безналичных денег', sum: '5' }
    const order = saying({ 'Дата оплаты по 1С': '2026-01-31' }, { sum: '9', subordinateDocuments: [document] })
    expect(interpretOrder(order).payments).toEqual([
      { date: '2026-01-31', sum: '9', refund: false },
      { sum: '5', refund: false },
    ])
  })

  test('an empty date beside a number is none', () => {
    expect(interpretOrder(saying({ 'Номер оплаты по 1С': 'ПП-1', 'Дата оплаты по 1С': 'T' }))).toMatchObject({
      paid: true,
      payments: [{ number: 'ПП-1', refund: false }],
      sources: { paid: 'Номер оплаты по 1С' },
    })
  })

  test.each([
    [{ date: '2026-01-31', time: '12:00:00' }, '2026-01-31T12:00:00'],
    [{ date: '2026-01-31+03:00', time: '12:00:00' }, '2026-01-31T12:00:00'],
    [{ date: '2026-01-31' }, '2026-01-31'],
    [{ date: '0001-01-01', time: '00:00:00' }, undefined],
    [{ time: '12:00:00' }, undefined],
  ])('of a document, %j, is %j', (moment, date) => {
    const { payments } = interpretOrder(asRead({ operation: 'Выплата наличных денег', ...moment }))
    expect(payments).toEqual([date === undefined ? { refund: false } : { date, refund: false }])
  })
})
