import { interpretOrder } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { document, theEvent } from '../../helpers/documents.ts'
import { asRead, saying, stateOf } from './saying.ts'
import { UNSAID } from './states.ts'

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

  test('a shipment has its lines, beside its order and inside of it', () => {
    const shipment = { operation: 'Отпуск товара', lines: [{ id: 'p', quantity: '1' }] }
    const beside = interpretOrder(asRead(shipment))
    const inside = interpretOrder(asRead({ subordinateDocuments: [shipment] }))
    for (const { shipments } of [beside, inside]) {
      expect(shipments).toMatchObject([{ lines: [{ id: 'p', quantity: '1' }], returned: false }])
    }
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
