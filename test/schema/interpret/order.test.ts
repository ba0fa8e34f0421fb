import * as root from 'commerceml'
import {
  interpretOrder,
  OPERATIONS,
  ORDER_REQUISITES,
  Order,
  type OrderRequisite,
  operationOf,
} from 'commerceml/schema'
import type { Draft } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { arbitraryEntity } from '../../helpers/generate.ts'
import { fc } from '../../helpers/properties.ts'
import { asRead, saying, stateOf } from './saying.ts'
import { ORDER_STATES, UNSAID } from './states.ts'

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
