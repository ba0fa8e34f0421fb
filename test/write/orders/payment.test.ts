import { interpretOrder, Order } from 'commerceml/schema'
import { type OrderProfileName, orderFromShop } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { complete } from '../../helpers/generate.ts'
import { readBack } from '../helpers/carried-orders.ts'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'

describe.each(PROFILES)('%s', (profile) => {
  test('a payment is understood from the order as it was told, by card or not', () => {
    const { payment } = WHOLE_ORDER
    for (const byCard of [true, false]) {
      const order = orderFromShop({ ...WHOLE_ORDER, payment: { ...payment, name: 'Картой', byCard } }, { profile })
      const { paid, payments, sources } = interpretOrder(complete(Order, order) as unknown as Order)
      expect(paid).toBe(true)
      const told = {
        number: 'bank-77',
        // БП reads the day alone where the payment has no document of its own.
        date: profile === 'bp' && !byCard ? '2026-01-31' : '2026-01-31T12:05:00',
        sum: order.sum,
        method: 'Картой',
        methodId: 'card',
      }
      expect(payments).toEqual([{ ...told, currency: 'RUB', refund: false }])
      expect(sources).toMatchObject({ paymentNumber: 'Номер платежного документа', paymentDate: 'Дата оплаты' })
    }
  })
})

describe('profiles differ', () => {
  test.each<[OrderProfileName, number, number]>([
    ['ut103', 0, 1],
    ['ut11', 0, 1],
    ['umi', 0, 1],
    ['unf', 1, 1],
    ['bitrix', 0, 2],
  ])('%s: a payment by card is %i documents inside, and there are %i in all', async (profile, inside, all) => {
    const orders = await readBack([orderFromShop({ ...WHOLE_ORDER, currencyRate: '90.5' }, { profile })], profile)
    expect([orders[0]?.subordinateDocuments.length, orders.length]).toEqual([inside, all])
    const payment = inside === 1 ? orders[0]?.subordinateDocuments[0] : orders[1]
    if (payment === undefined) return
    expect(payment).toMatchObject({
      operation: 'Эквайринговая операция',
      number: 'bank-77',
      sum: '719.74',
      currency: 'RUB',
      currencyRate: '90.5',
      date: '2026-01-31',
      time: '12:05:00',
    })
    expect(interpretOrder(orders[all - 1] as Order)).toMatchObject({
      number: '170017',
      paid: true,
      payments: [{ number: 'bank-77', date: '2026-01-31T12:05:00', sum: '719.74', method: 'Картой', refund: false }],
    })
  })

  test('a document beside an order is of that one, unless it names another', async () => {
    const order = orderFromShop(WHOLE_ORDER, { profile: 'bitrix' })
    const [payment] = order.subordinateDocuments ?? []
    const [, ...beside] = await readBack(
      [
        {
          ...order,
          subordinateDocuments: [
            { ...payment, baseNumber: 'A-16' },
            { ...payment, id: 'other' },
          ],
        },
      ],
      'bitrix',
    )
    expect(beside.map(({ baseNumber }) => baseNumber)).toEqual(['A-16', '170017'])
  })
})
