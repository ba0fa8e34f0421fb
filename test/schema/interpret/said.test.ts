import { interpretOrder } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { asRead, saying, stateOf } from './saying.ts'
import { UNSAID } from './states.ts'

describe('names', () => {
  test.each(['Проведен', 'проведен', 'ПРОВЕДЁН', ' Проведён ', 'Прове ден', 'Про\u00A0веден'])(
    '%j is Проведен: neither case nor blanks nor ё count',
    (name) => {
      expect(interpretOrder(saying({ [name]: 'true' }))).toMatchObject({ posted: true, sources: { posted: name } })
    },
  )

  test.each(['Пометка удаления', 'ПометкаУдаления', 'пометкаудаления'])(
    '%j is the mark of deletion, of payments as well',
    (name) => {
      const document = { operation: 'Выплата наличных денег', requisites: [{ name, values: ['true'] }] }
      const state = interpretOrder(saying({ [name]: 'true' }, { subordinateDocuments: [document] }))
      expect(state).toMatchObject({ deleted: true, payments: [], sources: { deleted: name } })
    },
  )

  test('a mark of deletion behind another value of its requisite has a source as well', () => {
    const order = asRead({ requisites: [{ name: 'ПометкаУдаления', values: ['Отменён', 'true'] }] })
    expect(interpretOrder(order)).toMatchObject({ deleted: true, sources: { deleted: 'ПометкаУдаления' } })
  })

  test.each(['', 'Не проведен', 'Проведен1', 'constructor', '__proto__'])('%j is nothing', (name) => {
    expect(stateOf(saying({ [name]: 'true' }))).toEqual(UNSAID)
  })

  test('a requisite without a name or without a value says nothing', () => {
    const requisites = [{ values: ['true'] }, { name: 'Проведен' }, { name: 'Отменен', values: ['', ' '] }]
    expect(stateOf(asRead({ operation: 'Заказ товара', requisites }))).toEqual(UNSAID)
  })

  test('of one name the first that has a value is taken, and of its values the first that is not blank', () => {
    const requisites = [
      { name: 'Статус заказа', values: [] },
      { name: 'Статус заказа', values: ['', ' \n', ' Отгружен ', 'Новый'] },
      { name: 'Статус заказа', values: ['Закрыт'] },
    ]
    expect(interpretOrder(asRead({ requisites })).status).toBe('Отгружен')
  })

  test('a spelling whose value cannot be read leaves the word to the next', () => {
    expect(interpretOrder(saying({ 'Заказ оплачен': 'частично', Оплачен: 'Да' }))).toMatchObject({
      paid: true,
      sources: { paid: 'Оплачен' },
    })
  })
})

describe('flags', () => {
  test.each(['true', 'TRUE', ' True ', '1', 'да', 'Истина'])('%j is yes', (value) => {
    expect(interpretOrder(saying({ Отменен: value, Проведен: value, Отгружен: value }))).toMatchObject({
      cancelled: true,
      posted: true,
      shipped: true,
    })
  })

  test.each(['false', '0', 'Нет', 'Ложь', 'Отменен', '2', ''])('%j is not', (value) => {
    expect(interpretOrder(saying({ Отменен: value })).cancelled).toBe(false)
  })

  test('that are absent are no, but for Проведен, of which nothing is known', () => {
    expect(stateOf(saying({}))).toEqual(UNSAID)
    expect(UNSAID).toMatchObject({ posted: undefined, cancelled: false, deleted: false, paid: false, shipped: false })
  })

  test('the element Отменен goes before the requisite', () => {
    expect(interpretOrder(saying({ Отменен: 'true' }, { cancelled: false }))).toMatchObject({ cancelled: false })
    expect(interpretOrder(saying({ Отменен: 'false' }, { cancelled: true }))).toMatchObject({
      cancelled: true,
      sources: { cancelled: 'Отменен' },
    })
  })

  test('an explicit no goes before numbers and dates; how much came is then unknown', () => {
    const requisites = {
      Оплачен: 'false',
      'Номер оплаты по 1С': 'ПП-1',
      'Дата оплаты по 1С': '2026-01-31T12:00:00',
      Отгружен: 'false',
      'Номер отгрузки по 1С': 'РТ-1',
      'Дата отгрузки по 1С': '2026-01-31T12:00:00',
    }
    expect(interpretOrder(saying(requisites, { sum: '100', currency: 'RUB' }))).toMatchObject({
      paid: false,
      payments: [{ number: 'ПП-1', date: '2026-01-31T12:00:00', currency: 'RUB', refund: false }],
      shipped: false,
      shipments: [{ number: 'РТ-1', date: '2026-01-31T12:00:00', returned: false }],
      sources: { paid: 'Оплачен', shipped: 'Отгружен' },
    })
    expect(interpretOrder(saying(requisites, { sum: '100' })).payments[0]).not.toHaveProperty('sum')
  })

  test.each([
    ['Оплачен', true],
    ['ОПЛАЧЕНО', true],
    ['Оплачена', true],
    ['Не оплачен', false],
    ['не оплачено', false],
  ])('Статус оплаты %j says it where no flag does', (status, paid) => {
    expect(interpretOrder(saying({ 'Статус оплаты': status }))).toMatchObject({
      paid,
      paymentStatus: status,
      sources: { paid: 'Статус оплаты' },
    })
    expect(interpretOrder(saying({ 'Статус оплаты': status, Оплачен: String(!paid) })).paid).toBe(!paid)
  })

  test('Статус оплаты of a site does not take back what 1C says', () => {
    const requisites = { 'Статус оплаты': 'Не оплачен', 'Дата оплаты по 1С': '2026-01-31T12:00:00' }
    expect(interpretOrder(saying(requisites))).toMatchObject({ paid: true, sources: { paid: 'Дата оплаты по 1С' } })
  })

  test.each(['Оплачен частично', 'pending', 'Возврат'])('Статус оплаты %j leaves it open', (status) => {
    expect(interpretOrder(saying({ 'Статус оплаты': status }))).toMatchObject({ paid: false, paymentStatus: status })
  })

  test('an explicit yes needs no date', () => {
    const state = interpretOrder(saying({ Оплачен: 'true', Отгружен: 'true' }))
    expect(state).toMatchObject({ paid: true, payments: [], shipped: true, shipments: [] })
  })
})

describe('empty elements say nothing', () => {
  test('Основание, Номер1С and Дата1С', () => {
    const order = { number: '17', baseNumber: '', number1C: ' ', date1C: '0001-01-01' }
    const requisites = { 'Номер по 1С': 'УТ-1', 'Дата по 1С': '2026-01-31' }
    expect(interpretOrder(saying(requisites, order))).toMatchObject({
      number: '17',
      number1C: 'УТ-1',
      date1C: '2026-01-31',
      sources: { number1C: 'Номер по 1С', date1C: 'Дата по 1С' },
    })
  })

  test('Номер of a payment', () => {
    const payment = { number: '', operation: 'Выплата наличных денег' }
    expect(interpretOrder(asRead({ subordinateDocuments: [payment] })).payments).toEqual([{ refund: false }])
  })
})
