import { DELIVERY_LINE, interpretOrder, Order } from 'commerceml/schema'
import { ORDER_PROFILES, orderFromShop, type ShopDelivery, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { plain } from '../../helpers/fixtures.ts'
import { complete } from '../../helpers/generate.ts'
import { fc } from '../../helpers/properties.ts'
import { carried, readBack } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { shopOrders } from '../helpers/shop-orders.ts'

describe.each(PROFILES)('%s', (profile) => {
  test('orders come back as they were made, and are understood', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(shopOrders, { selector: ({ id }) => id, maxLength: 5 }), async (shops) => {
        const orders = shops.map((shop) => orderFromShop(shop, { profile }))
        const beside = ORDER_PROFILES[profile].subordinate === 'beside'
        const expected = orders.flatMap(({ subordinateDocuments = [], ...order }) =>
          beside
            ? [order, ...subordinateDocuments.map((document) => ({ baseNumber: order.number, ...document }))]
            : [{ ...order, subordinateDocuments }],
        )
        const read = await readBack(orders, profile)
        // The price of a delivery is that of its line where no requisite has it.
        const priceTold = (price: ShopDelivery['price']) =>
          ORDER_PROFILES[profile].addsDelivery && Number(price) > 0 ? Number(price).toFixed(2) : price
        expect(plain(read)).toEqual(plain(expected.map((order) => complete(Order, order))))

        const states = read.map((order) => interpretOrder(order)).filter(({ operation }) => operation === 'goodsOrder')
        for (const [index, { cancelled, status, payment, delivery, number }] of shops.entries()) {
          expect(states[index]).toMatchObject({
            number,
            cancelled: cancelled !== undefined,
            cancelReason: cancelled?.reason?.trim(),
            // The status that cancels stands in its place.
            status: (cancelled && ORDER_PROFILES[profile].cancelledStatus) ?? status?.name.trim(),
            statusId: status?.id?.trim(),
            paid: payment?.paid === true,
            paymentMethod: payment?.name.trim(),
            deliveryMethod: delivery?.name?.trim(),
            deliveryPrice: priceTold(delivery?.price),
          })
        }
      }),
      { numRuns: 40 },
    )
  })

  test('all that a shop may say is carried', async () => {
    const order = await carried(WHOLE_ORDER, profile)
    const said = Object.fromEntries(order.requisites.map(({ name = '', values }) => [name, values[0]]))
    expect(said).toEqual({
      'Статус заказа': profile === 'umi' ? 'Отменён' : 'Новый',
      'Статуса заказа ИД': 'N',
      'Дата изменения статуса': '2026-01-31T12:06:00',
      'Финальный статус': 'false',
      Отменен: 'true',
      'Дата отмены заказа': '2026-01-31T13:00:00',
      [profile === 'umi' ? 'Причина отмены заказа' : 'Причина отмены']: 'Передумала',
      'Заказ оплачен': 'true',
      'Метод оплаты': 'Картой',
      'Метод оплаты ИД': 'card',
      // УНФ and БП read them where they do not read the payment of its own.
      'Дата оплаты': profile === 'bp' ? '2026-01-31' : '2026-01-31T12:05:00',
      'Номер платежного документа': 'bank-77',
      'Доставка разрешена': 'true',
      'Способ доставки': 'Курьер',
      'Метод доставки ИД': 'kur',
      'Адрес доставки': '170100, Тверь, Мира, 1, 2',
      // УНФ adds what stands there to the sum of the lines, of which the delivery is one.
      ...(profile !== 'unf' && { 'Стоимость доставки': '300' }),
      'Комментарий доставки': 'после шести',
      Получатель: 'Петров',
      'Дата отгрузки': '2026-02-02T00:00:00',
      [profile === 'unf' ? 'Трек-номер' : 'Идентификатор отправления']: 'RA123456789RU',
      'Пункт выдачи заказа': 'На Мира',
      // УНФ takes one comment: the customer's would hide the manager's.
      ...(profile !== 'unf' && { 'Комментарии покупателя': 'Позвоните заранее' }),
      Сайт: 'example.org',
      Организация: 'ИП Иванов',
      Соглашение: 'Розница',
      Менеджер: 'Сидоров',
      'Вид цен': 'Розничная',
      Склад: 'Основной',
      Подразделение: 'Интернет-магазин',
      'Договор контрагента': 'Основной договор',
      'Источник заказа': 'реклама',
    })
    // 1.5 × 333.33 = 500.00 (half a cent up), − 10 % = 450.00; with 0.01: − 5 % = 22.50, a cent of it from the second
    // line, − 7.77; + 300.
    expect(order).toMatchObject({
      sum: '719.74',
      comment:
        ORDER_PROFILES[profile].customerComment === 'apart'
          ? 'Постоянный покупатель'
          : 'Позвоните заранее\nПостоянный покупатель',
      date: '2026-01-31',
      time: '12:00:00',
    })
    expect(order.lines.map(({ id, sum }) => [id, sum])).toEqual([
      [WHOLE_ORDER.lines[0]?.id, '419.74'],
      ['a', '0.00'],
      [DELIVERY_LINE, '300.00'],
    ])
  })
})

test.each(PROFILES)('%s: the number stands in for an id that is not told', (profile) => {
  for (const id of [null, undefined, '', ' ']) {
    const payment = { name: 'Картой', paid: true, byCard: true }
    const order = orderFromShop({ ...MINIMAL_ORDER, id, number: '170017', payment } as unknown as ShopOrder, {
      profile,
    })
    expect(order).toMatchObject({ id: '170017', number: '170017' })
    for (const { id } of order.subordinateDocuments ?? []) expect(id).toBe('170017#pay')
  }
})

test.each(PROFILES)('%s: an order of which nothing is left may be cancelled', async (profile) => {
  const order = await carried({ ...MINIMAL_ORDER, lines: [], cancelled: {} }, profile)
  expect(order).toMatchObject({ sum: '0.00', lines: [] })
  expect(interpretOrder(order).cancelled).toBe(true)
})

test.each(PROFILES)('%s: what a cancelled order had while it had goods is passed over', async (profile) => {
  const paid = { paid: true, byCard: true, paidAt: '2026-02-01T10:00:00', documentNumber: 'bank-77' }
  const had = {
    discounts: [{ name: 'Купон', sum: '10' }],
    total: '100',
    payment: paid as unknown as ShopOrder['payment'],
  }
  const order = orderFromShop({ ...MINIMAL_ORDER, ...had, lines: [], cancelled: {} }, { profile })
  expect(order).toMatchObject({ sum: '0.00', lines: [] })
  expect(order).not.toHaveProperty('subordinateDocuments')
  const told = order.requisites?.map(({ name }) => name)
  expect(told?.includes('Дата оплаты')).toBe(!ORDER_PROFILES[profile].paysByDate)
})
