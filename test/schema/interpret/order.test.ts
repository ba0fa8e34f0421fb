import * as root from 'commerceml'
import {
  type InterpretOptions,
  interpretOrder,
  OPERATIONS,
  ORDER_REQUISITES,
  Order,
  type OrderRequisite,
  type OrderState,
  operationOf,
} from 'commerceml/schema'
import type { Draft } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { document, theEvent } from '../../helpers/documents.ts'
import { arbitraryEntity, complete } from '../../helpers/generate.ts'
import { fc } from '../../helpers/properties.ts'
import { ORDER_STATES, type Said, UNSAID } from './states.ts'

const asRead = (order: Draft<Order>): Order => complete(Order, order) as unknown as Order

/** An order with these requisites. */
function saying(requisites: Said, order: Draft<Order> = {}): Order {
  const list = Object.entries(requisites).map(([name, value]) => ({ name, values: [value] }))
  return asRead({ operation: 'Заказ товара', ...order, requisites: list })
}

const stateOf = (order: Order, options?: InterpretOptions): Partial<OrderState> => {
  const { sources, ...state } = interpretOrder(order, options)
  return state
}

test('the function is the same from both entry points', () => {
  expect(root.interpretOrder).toBe(interpretOrder)
})

describe.each(ORDER_STATES)('$of', ({ order, options, state, sources }) => {
  test('is understood', () => {
    expect(stateOf(asRead(order), options)).toEqual({ ...UNSAID, ...state })
  })

  test('by what is named as the source', () => {
    expect(interpretOrder(asRead(order), options).sources).toEqual(sources)
  })
})

test.each([
  ['Отгрузка товара', 'shipped', 'goodsShipment'],
  ['Отгрузка товаров', 'shipped', 'goodsShipment'],
  ['РеализацияТоваров', 'shipped', 'goodsShipment'],
  ['Оплата от покупателя', 'paid', 'cashlessPayment'],
  ['ПриходныйКассовыйОрдер', 'paid', 'cashPayment'],
] as const)('a document that is called %s makes its order %s', (operation, mark, name) => {
  const document = asRead({ operation, baseNumber: '17', number: 'УТ-1', sum: '5' })
  expect(interpretOrder(document)).toMatchObject({ operation: name, number: '17', [mark]: true })
})

test.each<[string, string | undefined]>([
  ...Object.entries(OPERATIONS).map(([name, word]): [string, string] => [word, name]),
  ['Cчет на оплату', 'invoice'], // with a Latin C, as the schema has it
  ['Счет фактура', 'vatInvoice'],
  ['ПереоценкаТоваров', 'goodsRevaluation'],
  ['Переоценатоваров', 'goodsRevaluation'],
  ['Прочее', 'other'],
  ['Счёт на оплату', 'invoice'],
  ['Ремонт', undefined],
])('a ХозОперация %s is %s', (operation, name) => {
  expect(operationOf({ operation })).toBe(name)
})

test('a Возврат товаров от покупателя ships nothing', () => {
  const document = asRead({ operation: 'Возврат товаров от покупателя', baseNumber: '17' })
  expect(interpretOrder(document)).toMatchObject({ operation: 'goodsReturn', shipped: false, paid: false })
})

test('a delivery is found whose Ид stands on a line of its own', () => {
  const order = asRead({ operation: 'Заказ товара', lines: [{ id: '\n\tORDER_DELIVERY\n', sum: '200' }] })
  expect(interpretOrder(order).deliveryPrice).toBe('200')
})

describe('every spelling that is read stands in a row above, and matters there', () => {
  const spellings = Object.entries(ORDER_REQUISITES).flatMap(([key, names]) =>
    names.map((name) => ({ key: key as OrderRequisite, name })),
  )

  /** Whether any kind of document is understood otherwise with it. */
  const isRead = (name: string): boolean =>
    ['Заказ товара', 'Выплата безналичных денег', 'Отпуск товара'].some((operation) =>
      ['true', 'false', '5'].some((value) => {
        const [said, unsaid] = [saying({ [name]: value }, { operation }), saying({}, { operation })]
        return JSON.stringify(interpretOrder(said)) !== JSON.stringify(interpretOrder(unsaid))
      }),
    )

  const without = ({ requisites = [], subordinateDocuments = [], ...order }: Draft<Order>, name: string) => ({
    ...order,
    requisites: requisites.filter((requisite) => requisite.name !== name),
    subordinateDocuments: subordinateDocuments.map((document) => ({
      ...document,
      requisites: (document.requisites ?? []).filter((requisite) => requisite.name !== name),
    })),
  })

  const read = spellings.filter(({ name }) => isRead(name))

  test('these are not read: they go to 1C alone, or a shop knows them itself', () => {
    const unread = spellings.filter((spelling) => !read.includes(spelling)).map(({ key }) => key)
    expect([...new Set(unread)]).toEqual([
      'statusChangedAt',
      'finalStatus',
      'cancelledAt',
      'receiptNumber',
      'deliveryAllowed',
      'deliveryComment',
      'recipient',
      'recipientPhone',
      'recipientEmail',
      'pickupPoint',
      'customerComment',
      'site',
      'organization',
      'agreement',
      'manager',
      'priceType',
      'warehouse',
      'department',
      'contract',
    ])
  })

  test.each(read)('$key: $name', ({ name }) => {
    const rows = ORDER_STATES.filter(({ order, options, state }) => {
      const rest = stateOf(asRead(without(order, name)), options)
      return JSON.stringify(rest) !== JSON.stringify(stateOf(asRead(order), options)) && state !== undefined
    })
    expect(rows.map(({ of }) => of)).not.toEqual([])
  })
})

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

describe('payments and shipments', () => {
  const none = [
    { deletionMark: true },
    { cancelled: true },
    { requisites: [{ name: 'ПометкаУдаления', values: ['true'] }] },
    { requisites: [{ name: 'Отменен', values: ['true'] }] },
    { requisites: ['Оплачено', 'Отгружено'].map((name) => ({ name, values: ['false'] })) },
  ]
  const kinds = ['Выплата наличных денег', 'Выплата безналичных денег', 'Эквайринговая операция', 'Отпуск товара']

  test.each(none)('that are cancelled, deleted or still to come do not count: %j', (mark) => {
    for (const operation of kinds) {
      const beside = interpretOrder(asRead({ operation, ...mark }))
      const inside = interpretOrder(asRead({ subordinateDocuments: [{ operation, ...mark }] }))
      for (const { payments, shipments } of [beside, inside]) expect([payments, shipments]).toEqual([[], []])
    }
  })

  test('that are not, do, in whichever case the operation is written', () => {
    const marks = [
      { deletionMark: false },
      { cancelled: false },
      { requisites: [{ name: 'Отменен', values: ['нет'] }] },
    ]
    for (const mark of marks) {
      const documents = kinds.map((operation) => ({ operation: operation.toUpperCase(), ...mark }))
      const { payments, shipments } = interpretOrder(asRead({ subordinateDocuments: documents }))
      expect([payments, shipments]).toEqual([Array(3).fill({ refund: false }), [{ returned: false }]])
    }
  })

  test.each([
    ['Возврат наличных денег', { payments: [{ refund: true }], shipments: [] }],
    ['Возврат безналичных денег', { payments: [{ refund: true }], shipments: [] }],
    ['Возврат товара', { payments: [], shipments: [{ returned: true }] }],
    ['Счет на оплату', { payments: [], shipments: [] }],
    ['Заказ товара', { payments: [], shipments: [] }],
    ['Чужая операция', { payments: [], shipments: [] }],
    [undefined, { payments: [], shipments: [] }],
  ])('%s', (operation, found) => {
    expect(interpretOrder(asRead({ operation }))).toMatchObject(found)
    expect(interpretOrder(asRead({ subordinateDocuments: [{ operation }] }))).toMatchObject(found)
  })

  const saysBoth = ['Оплачен', 'Оплачено', 'Отгружен', 'Отгружено'].map((name) => ({ name, values: ['true'] }))
  const isRefund = { name: 'ПризнакВозврата', values: ['true'] }

  test.each([
    ['money that went back', { operation: 'Возврат безналичных денег' }],
    ['money that went back by its mark', { operation: 'Выплата наличных денег', requisites: [isRefund, ...saysBoth] }],
    ['goods that came back', { operation: 'Возврат товара' }],
    ['a cancelled payment', { operation: 'Эквайринговая операция', cancelled: true }],
    ['a deleted shipment', { operation: 'Отпуск товара', deletionMark: true }],
  ])('%s, whose mark says that it was done, neither pays nor ships', (_, document) => {
    expect(interpretOrder(asRead({ requisites: saysBoth, ...document }))).toMatchObject({ paid: false, shipped: false })
  })

  test('the mark of a cancelled payment is not that of its order', () => {
    const document = { operation: 'Выплата наличных денег', cancelled: true, deletionMark: true }
    expect(stateOf(saying({}, { subordinateDocuments: [document] }))).toEqual(UNSAID)
  })
})

// Shops, programs of clinics and of accountants write it so.
test('ХозяйственнаяОперация is the operation as well', async () => {
  const shipment = '<Документ><ХозяйственнаяОперация>Отпуск товара</ХозяйственнаяОперация></Документ>'
  const { order } = await theEvent('order', document(shipment))
  expect(stateOf(order)).toMatchObject({ operation: 'goodsShipment' })
  expect(order).not.toHaveProperty('extras')
})

describe('statuses', () => {
  test.each([
    ['Отменён', {}, true],
    ['отменен', {}, true],
    [' ОТМЕНЁН ', {}, true],
    ['Отменён клиентом', {}, false],
    ['[C] Отменён', {}, true],
    ['[Отменён] Принят', {}, false],
    ['[Отменён', {}, false],
    ['[F] Закрыт', { cancelledStatuses: ['[F] Закрыт'] }, true],
    ['Закрыт', { cancelledStatuses: ['Закрыт'] }, true],
    ['Отменён', { cancelledStatuses: [] }, false],
    ['Отменён', { cancelledStatuses: ['Закрыт'] }, false],
  ])('%j with %j: cancelled is %j', (status, options, cancelled) => {
    const state = interpretOrder(saying({ 'Статус заказа': status }), options)
    expect(state.cancelled).toBe(cancelled)
    expect(state.sources['cancelled']).toBe(cancelled ? 'Статус заказа' : undefined)
  })

  test('a status that means cancelled goes before the flag that says no', () => {
    const state = interpretOrder(saying({ 'Статус заказа': 'Отменён', Отменен: 'false' }))
    expect(state).toMatchObject({ cancelled: true, sources: { cancelled: 'Статус заказа' } })
  })

  test('a flag that says yes is the source, whatever status stands beside it', () => {
    const state = interpretOrder(saying({ 'Статус заказа': 'Отменён', Отменен: 'true' }))
    expect(state).toMatchObject({ cancelled: true, sources: { cancelled: 'Отменен' } })
  })

  test.each([
    ['Отгружен', 'shipped'],
    ['отгружён', 'shipped'],
    ['[P] Отгружен', 'shipped'],
    ['[N] Новый', '[N] Новый'],
    ['Новый', 'Новый'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('%s is %s through the table', (status, site) => {
    const options = { statuses: { Отгружен: 'shipped' } }
    expect(interpretOrder(saying({ 'Статус заказа': status }), options).status).toBe(site)
  })

  test('the reason of a name of its own goes before the others', () => {
    const requisites = { 'Причина отмены': 'б', 'Почему не надо': 'а' }
    expect(interpretOrder(saying(requisites), { cancelReasonName: 'почему  не надо' })).toMatchObject({
      cancelReason: 'а',
      sources: { cancelReason: 'Почему не надо' },
    })
  })
})

test('never throws, never changes what it is given, and names a source for all that it says', () => {
  const names = fc.constantFrom(...Object.values(ORDER_REQUISITES).flat(), 'constructor', '')
  const values = fc.constantFrom('true', 'false', 'T', '2026-01-31T9:00:00', '01.01.0001', '5', '', 'Отменён', '\uD800')
  const requisites = fc.array(fc.record({ name: names, values: fc.array(values, { maxLength: 3 }) }), { maxLength: 20 })
  const operation = fc.constantFrom(undefined, 'Заказ товара', 'Отпуск товара', 'Возврат безналичных денег', '')
  const said = fc.record({ operation, requisites })
  const orders = fc.tuple(arbitraryEntity(Order, 2), said, fc.array(said, { maxLength: 3 }))
  fc.assert(
    fc.property(orders, fc.boolean(), ([entity, own, subordinateDocuments], odd) => {
      const order = asRead(odd ? { ...entity, ...own, subordinateDocuments } : entity)
      const before = JSON.stringify(order)
      const state = interpretOrder(order, { statuses: { Отменён: 'no' }, cancelReasonName: 'Причина' })
      expect(JSON.stringify(order)).toBe(before)
      expect(interpretOrder(order, { statuses: { Отменён: 'no' }, cancelReasonName: 'Причина' })).toEqual(state)
      for (const flag of [state.paid, state.shipped, state.deleted, state.cancelled]) expect(flag).toBeTypeOf('boolean')
      for (const source of Object.values(state.sources)) expect(source).not.toBe('')
      const { sources, payments, shipments, ...said } = state
      const unsourced = Object.entries(said).filter(([key, value]) => value && sources[key] === undefined)
      expect(unsourced).toEqual([])
      for (const { number, date } of payments) {
        if (number !== undefined) expect(sources['paymentNumber1C'] ?? sources['paymentNumber']).toBeDefined()
        if (date !== undefined) expect(sources['paymentDate1C'] ?? sources['paymentDate']).toBeDefined()
      }
      for (const { number, date } of shipments) {
        if (number !== undefined) expect(sources['shipmentNumber1C'] ?? sources['shipmentNumber']).toBeDefined()
        if (date !== undefined) expect(sources['shipmentDate1C'] ?? sources['shipmentDate']).toBeDefined()
      }
    }),
    { numRuns: 500 },
  )
})
