import { readEvents } from 'commerceml'
import {
  ADDRESS_FIELDS,
  DELIVERY_LINE,
  interpretOrder,
  LINE_REQUISITES,
  Order,
  requisiteOf,
  taxRateOf,
} from 'commerceml/schema'
import {
  type Draft,
  ORDER_PROFILES,
  type OrderProfileName,
  OrderRefusedError,
  orderFromShop,
  type ShopDelivery,
  type ShopOrder,
  writeOrders,
} from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { plain } from '../../helpers/fixtures.ts'
import { complete } from '../../helpers/generate.ts'
import { fc } from '../../helpers/properties.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { shopOrders, WHOLE_ORDER } from '../helpers/shop-orders.ts'

const PROFILES = Object.keys(ORDER_PROFILES) as OrderProfileName[]
const createdAt = '2026-01-31T12:30:00'

const MINIMAL: ShopOrder = {
  id: '1',
  placedAt: '2026-01-31T12:00:00',
  currency: 'RUB',
  customer: { person: { lastName: 'Петрова' } },
  lines: [{ name: 'Чай', quantity: 1, price: 1 }],
}

const cents = (sum: string | undefined): bigint => {
  expect(sum).toMatch(/^-?\d+\.\d\d$/)
  return BigInt((sum ?? '').replace('.', ''))
}
const total = (sums: readonly bigint[]): bigint => sums.reduce((left, right) => left + right, 0n)

async function readBack(orders: readonly Draft<Order>[], profile: OrderProfileName): Promise<Order[]> {
  const read: Order[] = []
  for await (const event of readEvents(await joinedBytes(writeOrders(orders, { profile, createdAt })))) {
    if (event.type === 'order') read.push(event.order)
    expect(event.type === 'issue' ? event.issue : undefined).toBeUndefined()
  }
  return read
}

/** What 1C gets of one order. */
async function carried(shop: ShopOrder, profile: OrderProfileName): Promise<Order> {
  const [order] = await readBack([orderFromShop(shop, { profile })], profile)
  if (order === undefined) throw new Error('expected an order')
  return order
}

describe.each(PROFILES)('%s', (profile) => {
  test('a payment is understood from the order as it was told, by card or not', () => {
    const { payment } = WHOLE_ORDER
    for (const byCard of [true, false]) {
      const order = orderFromShop({ ...WHOLE_ORDER, payment: { ...payment, name: 'Картой', byCard } }, { profile })
      const { paid, payments, sources } = interpretOrder(complete(Order, order) as unknown as Order)
      expect(paid).toBe(true)
      const told = {
        number: 'bank-77',
        date: '2026-01-31T12:05:00',
        sum: order.sum,
        method: 'Картой',
        methodId: 'card',
      }
      expect(payments).toEqual([{ ...told, currency: 'RUB', refund: false }])
      expect(sources).toMatchObject({ paymentNumber: 'Номер платежного документа', paymentDate: 'Дата оплаты' })
    }
  })

  test('what a database holds as empty text is not told', () => {
    const blank = { ...MINIMAL, lines: [{ ...MINIMAL.lines[0], unit: { code: '', name: '' } }] } as ShopOrder
    const company = { name: '', officialName: 'ООО', inn: '', kpp: ' ', okpo: '' }
    const [ofCompany] = orderFromShop({ ...blank, customer: { id: '', company } }, { profile }).counterparties ?? []
    expect(ofCompany).toEqual({ name: 'ООО', officialName: 'ООО', contacts: [], role: 'Покупатель' })
    const person = { lastName: 'П', firstName: '', middleName: ' ', inn: '' }
    const { counterparties, lines } = orderFromShop({ ...blank, customer: { person, phone: '' } }, { profile })
    expect(counterparties).toEqual([{ name: 'П', fullName: 'П', lastName: 'П', contacts: [], role: 'Покупатель' }])
    expect(lines?.[0]?.baseUnit).toMatchObject({ code: '796', name: 'шт' })
  })

  test('a unit without a code has none, neither of the line nor of the goods', () => {
    const lines = [{ ...MINIMAL.lines[0], unit: { code: '', name: 'бухта' } }] as unknown as ShopOrder['lines']
    const [line] = orderFromShop({ ...MINIMAL, lines }, { profile }).lines ?? []
    expect(line?.baseUnit).toEqual({ name: 'бухта', fullName: 'бухта', internationalAbbreviation: undefined })
    expect(line?.unit).toEqual(profile === 'bitrix' ? { shortName: 'бухта', fullName: 'бухта' } : undefined)
  })

  test('a unit of which only its long name or its mark is told is a piece', () => {
    for (const unit of [{ fullName: 'Бухта' }, { internationalAbbreviation: 'NRL' }]) {
      const lines = [{ ...MINIMAL.lines[0], unit }] as unknown as ShopOrder['lines']
      const [line] = orderFromShop({ ...MINIMAL, lines }, { profile }).lines ?? []
      expect(line?.baseUnit).toMatchObject({ code: '796', name: 'шт', fullName: 'Штука' })
    }
  })

  test('zeros behind a price are no digits of it', () => {
    const lines = [{ ...MINIMAL.lines[0], price: '99.9000' }] as unknown as ShopOrder['lines']
    expect(orderFromShop({ ...MINIMAL, lines }, { profile }).lines?.[0]?.unitPrice).toBe('99.90')
  })

  test('the lines add up to the order to the cent, and each to what is taken off it', () => {
    fc.assert(
      fc.property(shopOrders, (shop) => {
        const { sum, lines = [], taxes = [] } = orderFromShop(shop, { profile })
        const { delivery, ...goods } = shop
        expect(total(lines.map((line) => cents(line.sum)))).toBe(cents(sum))
        for (const line of lines) {
          const gross = orderFromShop({ ...goods, discounts: [], lines: [grossOf(line)] }, { profile }).lines?.[0]?.sum
          const off = total((line.discounts ?? []).map((discount) => cents(discount.sum)))
          expect(cents(line.sum)).toBe(cents(gross) - off)
          for (const { includedInSum } of line.discounts ?? []) expect(includedInSum).toBe(true)
        }
        // Each line's VAT is rounded by itself, and the order's once for each rate.
        const ofLines = total(lines.flatMap((line) => (line.taxes ?? []).map((tax) => cents(tax.sum))))
        const difference = ofLines - total(taxes.map((tax) => cents(tax.sum)))
        expect(difference <= BigInt(lines.length) && -difference <= BigInt(lines.length)).toBe(true)
      }),
    )
  })

  test('a total that is told must be that sum, to the cent', () => {
    fc.assert(
      fc.property(shopOrders, fc.constantFrom(1n, -1n), (shop, off) => {
        const sum = orderFromShop(shop, { profile }).sum ?? ''
        expect(orderFromShop({ ...shop, total: sum }, { profile }).sum).toBe(sum)
        const wrong = cents(sum) + off
        const told = `${wrong < 0n ? '-' : ''}${String(wrong < 0n ? -wrong : wrong).padStart(3, '0')}`
        const problems = problemsOf({ ...shop, total: `${told.slice(0, -2)}.${told.slice(-2)}` }, profile)
        expect(problems.map(({ path }) => path)).toEqual(['total'])
      }),
      { numRuns: 30 },
    )
  })

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
        for (const [index, { cancelled, status, payment, delivery, id }] of shops.entries()) {
          expect(states[index]).toMatchObject({
            number: id,
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
      // УНФ reads them where it does not read the payment of its own.
      'Дата оплаты': '2026-01-31T12:05:00',
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
      comment: profile === 'unf' ? 'Позвоните заранее\nПостоянный покупатель' : 'Постоянный покупатель',
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

/** A line of the same price and quantity with nothing taken off. */
function grossOf({
  unitPrice = '',
  quantity = '',
}: NonNullable<Draft<Order>['lines']>[number]): ShopOrder['lines'][number] {
  return { name: 'а', price: unitPrice, quantity }
}

function problemsOf(shop: ShopOrder, profile?: OrderProfileName): OrderRefusedError['problems'] {
  try {
    orderFromShop(shop, profile === undefined ? {} : { profile })
  } catch (error) {
    if (!(error instanceof OrderRefusedError)) throw error
    for (const { path, message } of error.problems) expect(error.message).toContain(`${path}: ${message}`)
    expect(error).toMatchObject({ code: 'order-refused', found: error.problems[0]?.path })
    return error.problems
  }
  throw new Error('expected the order to be refused')
}

describe('УНФ', () => {
  const saidIn = (shop: ShopOrder) => {
    const { requisites = [], subordinateDocuments = [], ...order } = orderFromShop(shop, { profile: 'unf' })
    const said = Object.fromEntries(requisites.map(({ name = '', values }) => [name, values?.[0]]))
    return { order, said, payment: subordinateDocuments[0] }
  }
  const byCard = { name: 'Картой', paid: true, byCard: true }

  test('finds money by card where it reads no payments inside: by date, number and service in the order', () => {
    const { said, payment } = saidIn({ ...MINIMAL, payment: byCard })
    expect(payment).toMatchObject({ number: '1-1', date: '2026-01-31', time: '12:00:00', sum: '1.00' })
    expect(payment?.requisites).toContainEqual({ name: 'Оплачено', values: ['true'] })
    expect(said).toMatchObject({
      'Заказ оплачен': 'true',
      'Метод оплаты': 'Картой',
      'Дата оплаты': '2026-01-31T12:00:00',
      'Номер платежного документа': '1-1',
    })
    const told = { ...byCard, paidAt: '2026-02-01T10:00:00', documentNumber: 'bank-77' }
    expect(saidIn({ ...MINIMAL, payment: told }).said).toMatchObject({
      'Дата оплаты': '2026-02-01T10:00:00',
      'Номер платежного документа': 'bank-77',
    })
  })

  test('is told no date of what is not paid: it would book a payment, whatever the mark says', () => {
    for (const paid of [false, undefined]) {
      const payment = {
        name: 'Картой',
        ...(paid === false && { paid }),
        paidAt: '2026-02-01T10:00:00',
        documentNumber: '5',
      }
      const { said } = saidIn({ ...MINIMAL, payment })
      expect(said).toMatchObject({ 'Заказ оплачен': 'false', 'Номер платежного документа': '5' })
      expect(said).not.toHaveProperty('Дата оплаты')
    }
    expect(
      saidIn({ ...MINIMAL, payment: { name: 'Счёт', paid: true, paidAt: '2026-02-01T10:00:00' } }).said,
    ).toMatchObject({ 'Заказ оплачен': 'true', 'Дата оплаты': '2026-02-01T10:00:00' })
  })

  test.each(['ut103', 'ut11', 'bitrix', 'umi'] as const)('alone has it so: %s gets what the shop told', (profile) => {
    const payment = { name: 'Картой', paidAt: '2026-02-01T10:00:00' }
    const { requisites } = orderFromShop({ ...MINIMAL, payment }, { profile })
    expect(requisites).toContainEqual({ name: 'Дата оплаты', values: ['2026-02-01T10:00:00'] })
    const paid = orderFromShop({ ...MINIMAL, payment: byCard }, { profile })
    expect(paid.requisites?.map(({ name }) => name)).not.toContain('Дата оплаты')
    const both = { ...MINIMAL, delivery: { name: 'Курьер', price: 300 }, customerComment: 'Позвоните', comment: 'Свой' }
    const { comment, requisites: told } = orderFromShop(both, { profile })
    expect(comment).toBe('Свой')
    expect(told).toContainEqual({ name: 'Комментарии покупателя', values: ['Позвоните'] })
    expect(told).toContainEqual({ name: 'Стоимость доставки', values: ['300'] })
  })

  test('has the contact person of a company for its own, unless the delivery tells who takes the goods', () => {
    const customer = { company: { officialName: 'ООО', contactPerson: 'Петрова Анна' } }
    expect(saidIn({ ...MINIMAL, customer }).said).toMatchObject({ Получатель: 'Петрова Анна' })
    const delivery = { name: 'Курьер', recipient: 'Петров' }
    expect(saidIn({ ...MINIMAL, customer, delivery }).said).toMatchObject({ Получатель: 'Петров' })
    const { requisites = [] } = orderFromShop({ ...MINIMAL, customer })
    expect(requisites.map(({ name }) => name)).not.toContain('Получатель')
  })

  test('has an Ид of its own for a payment, as long as the schema has it, whatever that of the order', () => {
    const ids = [37, 38, 40].flatMap((length) => ['a', 'b', '🐝'].map((end) => `${'й'.repeat(length - 1)}${end}`))
    const payments = ids.map((id) => saidIn({ ...MINIMAL, id, number: '1', payment: byCard }).payment?.id ?? '')
    expect(new Set([...payments, ...ids]).size).toBe(ids.length * 2)
    for (const payment of payments) expect(payment).toMatch(/^й{20}#pay[0-9a-f]{16}$/)
    expect(saidIn({ ...MINIMAL, id: `${'й'.repeat(36)}a`, number: '1', payment: byCard }).payment?.id).toBe(payments[0])
    expect(payments[0]).toBe(`${'й'.repeat(20)}#paye3ad41aac0c1a2b8`) // in every process
    const other = orderFromShop({ ...MINIMAL, id: 'a'.repeat(40), payment: byCard }, { profile: 'bitrix' })
    expect(other.subordinateDocuments?.[0]?.id).toMatch(/^a{20}#pay/)
  })

  test('takes an Ид of 36 characters for a GUID, and breaks off at one that is none', () => {
    for (const length of [1, 31, 32, 33, 36]) {
      const id = 'a'.repeat(length)
      const { payment } = saidIn({ ...MINIMAL, id, number: '1', payment: byCard })
      expect(payment?.id?.startsWith(`${id}#`)).toBe(true)
      expect(payment?.id).not.toHaveLength(36)
    }
  })

  test('has the price of the delivery once: in its line, or of none in a requisite', () => {
    const { order, said } = saidIn({ ...MINIMAL, delivery: { name: 'Курьер', price: 300 } })
    expect(order).toMatchObject({ sum: '301.00', lines: [{}, { id: DELIVERY_LINE, sum: '300.00' }] })
    expect(said).not.toHaveProperty('Стоимость доставки')
    expect(saidIn({ ...MINIMAL, delivery: { name: 'Курьер', price: 0 } }).said).toMatchObject({
      'Стоимость доставки': '0',
    })
  })

  test('gets both comments as one, and each alone where it looks for it', () => {
    const customerComment = 'Позвоните'
    const comment = 'Постоянный'
    const both = saidIn({ ...MINIMAL, customerComment, comment })
    expect(both.order.comment).toBe('Позвоните\nПостоянный')
    expect(both.said).not.toHaveProperty('Комментарии покупателя')
    const customers = saidIn({ ...MINIMAL, customerComment })
    expect(customers.order.comment).toBeUndefined()
    expect(customers.said).toMatchObject({ 'Комментарии покупателя': 'Позвоните' })
    expect(saidIn({ ...MINIMAL, comment }).order.comment).toBe('Постоянный')
    const long = { ...MINIMAL, customerComment: 'я'.repeat(1000), comment: 'я'.repeat(2000) }
    expect(problemsOf(long, 'unf')).toEqual([
      { path: 'comment', message: expect.stringMatching(/^3001 characters, 3000 at most /) },
    ])
  })

  test('takes no payment by card without the name of its service', () => {
    const payment = { paid: true, byCard: true, id: 'card' } as never
    expect(problemsOf({ ...MINIMAL, payment }, 'unf')).toEqual([
      { path: 'payment.name', message: expect.stringMatching(/^УНФ makes no payment/) },
    ])
    expect(orderFromShop({ ...MINIMAL, payment }).requisites).not.toHaveLength(0)
    const promised = { paid: false, byCard: true, id: 'card' } as never
    expect(orderFromShop({ ...MINIMAL, payment: promised }, { profile: 'unf' }).requisites).not.toHaveLength(0)
  })
})

test.each(PROFILES)('%s: a delivery without a name has one all the same, which 1C shows', (profile) => {
  const delivery = { name: null, price: 300 }
  const { lines = [], requisites = [] } = orderFromShop({ ...MINIMAL, delivery }, { profile })
  expect(lines[1]).toMatchObject({ id: DELIVERY_LINE, name: 'Доставка заказа', sum: '300.00' })
  expect(requisites.map(({ name }) => name)).not.toContain('Способ доставки')
})

test.each(PROFILES)('%s: the telephone and the address for mail are contacts of the types that it knows', (profile) => {
  const shop = { ...MINIMAL, customer: { person: { lastName: 'П' }, phone: '+7', email: 'a@example.org' } }
  expect(orderFromShop(shop, { profile }).counterparties?.[0]?.contacts).toEqual([
    { type: profile === 'ut103' ? 'ТелефонРабочий' : 'Телефон рабочий', value: '+7' },
    { type: profile === 'bitrix' ? 'Электронная почта' : 'Почта', value: 'a@example.org' },
  ])
})

test.each(PROFILES)('%s: a number sign in a name is none where what follows it would be cut off', (profile) => {
  const lines = [{ id: 'a#b', name: 'Лак #5, #7', quantity: 1, price: 1 }]
  const [line] = orderFromShop({ ...MINIMAL, lines }, { profile }).lines ?? []
  const cut = profile === 'ut11' || profile === 'umi' || profile === 'unf'
  expect(line).toMatchObject({ id: 'a#b', name: cut ? 'Лак №5, №7' : 'Лак #5, #7' })
})

test.each(PROFILES)('%s: the number stands in for an id that is not told', (profile) => {
  for (const id of [null, undefined, '', ' ']) {
    const payment = { name: 'Картой', paid: true, byCard: true }
    const order = orderFromShop({ ...MINIMAL, id, number: 'A-17', payment } as unknown as ShopOrder, { profile })
    expect(order).toMatchObject({ id: 'A-17', number: 'A-17' })
    for (const { id } of order.subordinateDocuments ?? []) expect(id).toBe('A-17#pay')
  }
})

test.each(PROFILES)('%s: the service of a payment without an id is told where it is looked for', (profile) => {
  const { requisites } = orderFromShop({ ...MINIMAL, payment: { name: 'Картой' } }, { profile })
  const told = profile === 'ut11' || profile === 'umi' ? [{ name: 'Метод оплаты ИД', values: ['Картой'] }] : []
  expect(requisites?.filter(({ name }) => name === 'Метод оплаты ИД')).toEqual(told)
})

const CONTRADICTION = /^other rows of the order say that already/

test.each(PROFILES)(
  '%s: a requisite that says another thing than the order is refused, however 1C spells it',
  (profile) => {
    const shop: ShopOrder = { ...MINIMAL, status: { name: 'Новый' }, payment: { name: 'Картой', paid: false } }
    const names = [
      'Отменен',
      'отменён',
      'Статус заказа',
      'Статус',
      'МетодОплаты',
      'Заказ оплачен',
      'Оплачен',
      'Оплачено',
    ]
    for (const name of names) {
      expect(problemsOf({ ...shop, requisites: { [name]: 'true' } }, profile)).toEqual([
        { path: `requisites.${name}`, message: expect.stringMatching(CONTRADICTION) },
      ])
    }
    const requisites = { Источник: 'а', ' источник': 'б', Отгружен: 'true', Отгружено: 'false' }
    expect(problemsOf({ ...shop, requisites }, profile).map(({ path }) => path)).toEqual([
      'requisites. источник',
      'requisites.Отгружено',
    ])
  },
)

test.each(PROFILES)('%s: a requisite that says what the order says is written once', (profile) => {
  const shop: ShopOrder = { ...MINIMAL, payment: { name: 'Картой', paid: true } }
  const own = { отменён: 'false', 'Метод оплаты': 'Картой', Источник: 'а', ' источник': 'а' }
  const { requisites = [] } = orderFromShop({ ...shop, requisites: own }, { profile })
  const alone = orderFromShop({ ...shop, requisites: { Источник: 'а' } }, { profile })
  expect(requisites).toEqual(alone.requisites)
  // A 1C that knows the other spelling alone finds it.
  const spelt = orderFromShop({ ...shop, requisites: { Оплачен: 'true' } }, { profile }).requisites
  expect(spelt).toContainEqual({ name: 'Заказ оплачен', values: ['true'] })
  expect(spelt).toContainEqual({ name: 'Оплачен', values: ['true'] })
})

test.each(PROFILES)('%s: what the shop did not tell in a row of its own stands down for a requisite', (profile) => {
  const company = { officialName: 'ООО', contactPerson: 'Петрова Анна' }
  const requisites = {
    'Метод оплаты ИД': '7',
    Получатель: 'Ю',
    'Заказ оплачен': 'true',
    'Дата оплаты': '2026-02-01T10:00:00',
    'Номер платежного документа': 'bank-77',
  }
  const shop: ShopOrder = { ...MINIMAL, customer: { company } }
  for (const paid of [undefined, true]) {
    const payment = { name: 'Картой', byCard: true, paid }
    const { requisites: told = [] } = orderFromShop({ ...shop, payment, requisites }, { profile })
    for (const [name, value] of Object.entries(requisites)) {
      expect(told.filter((requisite) => requisite.name === name)).toEqual([{ name, values: [value] }])
    }
  }
})

test.each(PROFILES)('%s: a comment of the customer among the requisites hides no other', (profile) => {
  const requisites = { 'Комментарии покупателя': 'Свой' }
  const hidden = [{ path: 'requisites.Комментарии покупателя', message: expect.stringMatching(/pass over comment/) }]
  const manager = { ...MINIMAL, comment: 'Постоянный', requisites }
  const both = { ...manager, customerComment: 'Позвоните' }
  if (ORDER_PROFILES[profile].oneComment) {
    expect([problemsOf(manager, profile), problemsOf(both, profile)]).toEqual([hidden, hidden])
  } else {
    expect(orderFromShop(manager, { profile }).comment).toBe('Постоянный')
    expect(problemsOf(both, profile)).toMatchObject([{ message: expect.stringMatching(CONTRADICTION) }])
  }
  orderFromShop({ ...MINIMAL, requisites }, { profile })
})

test.each(PROFILES)('%s: an order of which nothing is left may be cancelled', async (profile) => {
  const order = await carried({ ...MINIMAL, lines: [], cancelled: {} }, profile)
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
  const order = orderFromShop({ ...MINIMAL, ...had, lines: [], cancelled: {} }, { profile })
  expect(order).toMatchObject({ sum: '0.00', lines: [] })
  expect(order).not.toHaveProperty('subordinateDocuments')
  const told = order.requisites?.map(({ name }) => name)
  expect(told?.includes('Дата оплаты')).toBe(!ORDER_PROFILES[profile].paysByDate)
})

test.each(PROFILES)('%s: a name that the shop has in one line', (profile) => {
  const person = { name: 'Анна Петрова', inn: '770708389301' }
  const [buyer] = orderFromShop({ ...MINIMAL, customer: { person } }, { profile }).counterparties ?? []
  expect(buyer).toMatchObject({ name: 'Анна Петрова', fullName: 'Анна Петрова', inn: '770708389301' })
  expect(buyer).toMatchObject({ lastName: undefined, firstName: undefined })
  const both = { name: 'Петрова А. И.', lastName: 'Петрова', firstName: 'Анна' }
  const [parts] = orderFromShop({ ...MINIMAL, customer: { person: both } }, { profile }).counterparties ?? []
  expect(parts).toMatchObject({
    name: 'Петрова А. И.',
    fullName: 'Петрова А. И.',
    lastName: 'Петрова',
    firstName: 'Анна',
  })
})

describe('goods free of VAT beside goods with it', () => {
  const MIXED: ShopOrder = {
    ...MINIMAL,
    lines: [
      { id: 'a', name: 'Чай', quantity: 1, price: 120, vat: 20 },
      { id: 'b', name: 'Книга', quantity: 1, price: 100 },
    ],
    delivery: { name: 'Курьер', price: 300 },
  }
  const ratesOf = (order: Draft<Order>) =>
    order.lines?.map(({ taxRates = [], taxes = [] }) => [...taxRates, ...taxes].map(({ rate }) => rate))

  test.each(['ut103', 'unf'] as const)('%s: they say so, in words that it reads', async (profile) => {
    const order = await carried(MIXED, profile)
    expect(ratesOf(order)).toEqual([['20', '20'], ['Без НДС'], ['Без НДС']])
    expect(order.lines.flatMap(({ taxRates }) => taxRates.map(taxRateOf))).toEqual(['20', 'none', 'none'])
    expect(order.taxes).toMatchObject([{ rate: '20', sum: '20.00' }])
  })

  test.each(['ut11', 'umi', 'bitrix'] as const)('%s: they have no tax, there are no words for it', async (profile) => {
    expect(ratesOf(await carried(MIXED, profile))).toEqual([['20', '20'], [], []])
  })

  test.each(PROFILES)('%s: where no line has VAT, and where all have, nothing is said of it', (profile) => {
    const { lines, delivery } = MIXED
    const none = { ...MIXED, lines: lines.map(({ vat, ...line }) => line) }
    expect(ratesOf(orderFromShop(none, { profile }))).toEqual([[], [], []])
    const zero = { ...MIXED, lines: lines.map((line) => ({ vat: 0, ...line })), delivery: { vat: 0, ...delivery } }
    const order = orderFromShop(zero as ShopOrder, { profile })
    expect(ratesOf(order)).toEqual([
      ['20', '20'],
      ['0', '0'],
      ['0', '0'],
    ])
  })
})

describe('what is missing or wrong is named, with what follows', () => {
  const [line] = WHOLE_ORDER.lines
  const without = (key: keyof ShopOrder): ShopOrder => ({ ...WHOLE_ORDER, [key]: undefined })
  const withLine = (change: object): ShopOrder => ({ ...WHOLE_ORDER, lines: [{ ...line, ...change } as never] })
  const company = (change: object) => ({ company: { officialName: 'ООО', ...change } })
  const decimal = /^expected an exact decimal such as 99\.90, found /
  const freeOfVat = /^expected a rate in percent such as 20, found .*: leave it out for goods free of VAT$/
  const localTime = /^expected a local time YYYY-MM-DDThh:mm:ss or a Date, found /

  test.each<[string, unknown, string, RegExp]>([
    [
      'an id too long for a number',
      { ...without('number'), id: '123456789012' },
      'number',
      /: give number, 11 characters at most \(found 12\)$/,
    ],
    ['no moment', without('placedAt'), 'placedAt', localTime],
    ['a moment of no day', { ...WHOLE_ORDER, placedAt: '2026-02-30T12:00:00' }, 'placedAt', localTime],
    ['no currency', without('currency'), 'currency', /stops at an order without Валюта$/],
    ['a rate that is no number', { ...WHOLE_ORDER, currencyRate: 'курс ЦБ' }, 'currencyRate', decimal],
    ['no lines at all', { ...without('lines'), cancelled: undefined }, 'lines', /makes no order of no goods$/],
    ['no line', { ...WHOLE_ORDER, lines: [], cancelled: undefined }, 'lines', /makes no order of no goods$/],
    [
      'a person and a company',
      { ...WHOLE_ORDER, customer: { person: { lastName: 'П' }, ...company({}) } },
      'customer',
      /one of them$/,
    ],
    [
      'a person without a name',
      { ...WHOLE_ORDER, customer: { person: {} } },
      'customer.person.name',
      /without Наименование$/,
    ],
    [
      'a company without a name',
      { ...WHOLE_ORDER, customer: company({ officialName: ' ', inn: '7707083893' }) },
      'customer.company.officialName',
      /without Наименование$/,
    ],
    [
      'an address of a comment alone',
      { ...WHOLE_ORDER, address: { comment: 'звонить дважды' } },
      'address',
      /passes over an address/,
    ],
    [
      'a legal address of a comment alone',
      { ...WHOLE_ORDER, customer: company({ legalAddress: { city: '', comment: 'за углом' } }) },
      'customer.company.legalAddress',
      /passes over an address/,
    ],
    ['a quantity of 0', withLine({ quantity: 0 }), 'lines[0].quantity', /^expected more than 0, found 0$/],
    ['no price', withLine({ price: undefined }), 'lines[0].price', decimal],
    ['a price that is null', withLine({ price: null }), 'lines[0].price', decimal],
    ['a price that is no number', withLine({ price: 'бесплатно' }), 'lines[0].price', decimal],
    ['a price too large for a number', withLine({ price: 1e21 }), 'lines[0].price', decimal],
    ['VAT in words', withLine({ vat: 'Без НДС' }), 'lines[0].vat', freeOfVat],
    ['VAT with its sign', withLine({ vat: '20%' }), 'lines[0].vat', freeOfVat],
    ['VAT below nothing', withLine({ vat: -100 }), 'lines[0].vat', freeOfVat],
    ['a discount of no number', withLine({ discount: { percent: '5%' } }), 'lines[0].discount.percent', decimal],
    ['a discount of nothing', withLine({ discount: {} }), 'lines[0].discount.sum', decimal],
    [
      'goods of no id and no name',
      withLine({ id: undefined, name: '' }),
      'lines[0].name',
      /^expected text, found nothing$/,
    ],
    [
      'a discount of the order of no number',
      { ...WHOLE_ORDER, discounts: [{ name: 'а', sum: '?' }] },
      'discounts[0].sum',
      decimal,
    ],
    [
      'a delivery for no number',
      { ...WHOLE_ORDER, delivery: { name: 'К', price: 'даром' } },
      'delivery.price',
      decimal,
    ],
    [
      'a delivery at no time',
      { ...WHOLE_ORDER, delivery: { name: 'К', shipAt: 'завтра' } },
      'delivery.shipAt',
      localTime,
    ],
    [
      'a payment at no time',
      { ...WHOLE_ORDER, payment: { ...WHOLE_ORDER.payment, paidAt: 'вчера' } },
      'payment.paidAt',
      localTime,
    ],
    [
      'a status at no time',
      { ...WHOLE_ORDER, status: { name: 'N', changedAt: new Date(Number.NaN) } },
      'status.changedAt',
      localTime,
    ],
    ['a cancellation at no time', { ...WHOLE_ORDER, cancelled: { at: '2026-01-31' } }, 'cancelled.at', localTime],
    [
      'a total of no number',
      {
        ...WHOLE_ORDER,
        total: 'много',
        lines: [{ name: 'а', quantity: 1, price: 0 }],
        discounts: [],
        delivery: undefined,
      },
      'total',
      decimal,
    ],
    [
      'discounts beyond the goods',
      { ...WHOLE_ORDER, total: undefined, discounts: [{ name: 'Купон', sum: 100_000 }] },
      'discounts[0]',
      /cannot be taken off/,
    ],
    [
      'another total',
      { ...WHOLE_ORDER, total: '719.73' },
      'total',
      /are 719\.74, not 719\.73: УТ 11 would show the first$/,
    ],
  ])('%s', (_, shop, path, says) => {
    expect(problemsOf(shop as ShopOrder)).toEqual([{ path, message: expect.stringMatching(says) }])
  })

  test.each([undefined, 'пять', Number.NaN])('a quantity of %j, once', (quantity) => {
    expect(problemsOf(withLine({ quantity }))).toEqual([
      { path: 'lines[0].quantity', message: expect.stringMatching(decimal) },
    ])
  })

  test('also with all other profiles, whatever the payment becomes', () => {
    const shop = { ...WHOLE_ORDER, payment: { name: 'К', paid: true, byCard: true, paidAt: 'вчера' } }
    for (const profile of PROFILES)
      expect(problemsOf(shop, profile).map(({ path }) => path)).toEqual(['payment.paidAt'])
  })

  test.each([
    [undefined, 'nothing'],
    [{}, 'nothing'],
    [{ name: 'Анна', phone: '+7' }, 'name, phone'],
    [{ persn: { name: 'Анна' }, id: '5' }, 'persn, id'],
  ])('a customer that is neither a person nor a company, told once: %j', (customer, found) => {
    const message = `neither person nor company in it (found ${found}): write customer: { person: { name } }`
    expect(problemsOf({ ...WHOLE_ORDER, customer } as never)).toEqual([{ path: 'customer', message }])
  })

  test('neither an id nor a number', () => {
    const problems = problemsOf({ ...without('id'), number: undefined })
    expect(problems.map(({ path }) => path)).toEqual(['number', 'id'])
    expect(problems[0]?.message).toBe('УТ 11 finds orders by Номер, and there is none')
  })

  test('an order of nothing: all at once', () => {
    expect(problemsOf({} as ShopOrder).map(({ path }) => path)).toEqual([
      'customer',
      'placedAt',
      'lines',
      'number',
      'currency',
      'id',
    ])
  })

  test('what is given is not changed', () => {
    const before = structuredClone(WHOLE_ORDER)
    for (const profile of PROFILES) orderFromShop(WHOLE_ORDER, { profile })
    expect(WHOLE_ORDER).toEqual(before)
  })
})

describe('what УТ 11 is set up with for UMI.CMS', () => {
  const setUp = { cancelledStatuses: ['Отменён'], statuses: { Отменён: 'canceled', 'В работе': 'accepted' } }

  test('a status that means cancelled, with its reason', async () => {
    const shop: ShopOrder = {
      ...WHOLE_ORDER,
      status: { name: 'Отменён' },
      cancelled: { reason: 'Нет на складе' },
    }
    expect(interpretOrder(await carried(shop, 'umi'), setUp)).toMatchObject({
      cancelled: true,
      cancelReason: 'Нет на складе',
      status: 'canceled',
      sources: { cancelled: 'Отменен', cancelReason: 'Причина отмены заказа', status: 'Статус заказа' },
    })
    // УТ sends the status alone back.
    const order = complete(Order, { requisites: [{ name: 'Статус заказа', values: ['Отменён'] }] }) as unknown as Order
    expect(interpretOrder(order, setUp)).toMatchObject({ cancelled: true, status: 'canceled' })
  })

  test('the mapping of statuses', async () => {
    const { cancelled, ...open } = WHOLE_ORDER
    const order = await carried({ ...open, status: { name: 'В работе' } }, 'umi')
    expect(interpretOrder(order, setUp)).toMatchObject({ status: 'accepted', cancelled: false })
  })

  test('the customer by name, or by ИНН and КПП', async () => {
    const company = (await carried(WHOLE_ORDER, 'umi')).counterparties[0]
    expect(company).toMatchObject({
      name: 'Ромашка',
      officialName: 'ООО «Ромашка»',
      inn: '7707083893',
      kpp: '770701001',
      okpo: '12345678',
      role: 'Покупатель',
      legalAddress: { representation: '170100, Тверь, Мира, 1' },
    })
    expect(company).not.toHaveProperty('fullName') // its presence would make a person

    const customer = { person: { lastName: 'Петрова', firstName: 'Анна', inn: '500100732259' } }
    const [person] = (await carried({ ...WHOLE_ORDER, customer }, 'umi')).counterparties
    expect(person).toMatchObject({
      name: 'Петрова Анна',
      fullName: 'Петрова Анна',
      lastName: 'Петрова',
      inn: '500100732259',
    })
    expect(person).not.toHaveProperty('officialName')
  })

  test('goods and services by their kind, the unit and the group', async () => {
    const [goods, service, delivery] = (await carried(WHOLE_ORDER, 'umi')).lines
    const kinds = (line: typeof goods) =>
      line && [requisiteOf(line, LINE_REQUISITES.productKind), requisiteOf(line, LINE_REQUISITES.productType)]
    expect(kinds(goods)).toEqual(['Чай (вид номенклатуры)', 'Товар'])
    expect(kinds(service)).toEqual(['Услуги магазина', 'Услуга'])
    expect(kinds(delivery)).toEqual(['Услуга', 'Услуга'])
    expect(goods).toMatchObject({
      baseUnit: { code: '166', name: 'кг', fullName: 'Килограмм', internationalAbbreviation: 'KGM' },
      unit: { value: '166' },
      coefficient: '1',
      groupIds: ['g1'],
      characteristics: [{ name: 'Вес', value: '100 г' }],
      taxRates: [{ name: 'НДС', rate: '20' }],
    })
    expect(service).toMatchObject({ baseUnit: { code: '796', name: 'шт', fullName: 'Штука' }, unit: { value: '796' } })
  })

  test('agreement, organisation and manager', async () => {
    const order = await carried(WHOLE_ORDER, 'umi')
    expect(['Соглашение', 'Организация', 'Менеджер'].map((name) => requisiteOf(order, name))).toEqual([
      'Розница',
      'ИП Иванов',
      'Сидоров',
    ])
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
      number: 'A-17',
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
    expect(beside.map(({ baseNumber }) => baseNumber)).toEqual(['A-16', 'A-17'])
  })

  test.each<[OrderProfileName, 'representative' | 'comment']>([
    ['ut103', 'representative'],
    ['ut11', 'comment'],
    ['unf', 'comment'],
    ['bitrix', 'representative'],
    ['umi', 'comment'],
  ])('%s: the contact person of a company is a %s', async (profile, place) => {
    const [company] = (await carried(WHOLE_ORDER, profile)).counterparties
    const [phone] = company?.contacts ?? []
    expect(phone).toMatchObject({ value: '+7 900 000-00-00' })
    expect(phone?.comment).toBe(place === 'comment' ? 'Петрова Анна' : undefined)
    const people = company?.representatives.map(({ counterparty }) => counterparty?.name)
    expect(people).toEqual(place === 'comment' ? [] : ['Петрова Анна'])
  })

  test('an address in parts keeps them beside its line, in the order of the specification', async () => {
    const [{ address } = {}] = (await carried(WHOLE_ORDER, 'ut11')).counterparties
    expect(address).toMatchObject({ representation: '170100, Тверь, Мира, 1, 2', comment: 'звонить дважды' })
    const { postalCode, city, street, house, flat } = ADDRESS_FIELDS
    expect(address?.fields.map(({ type }) => type)).toEqual([postalCode, city, street, house, flat])
  })

  test.each([
    [undefined, 0],
    ['0', 0],
    ['0.00', 0],
    ['300', 1],
  ])('a delivery for %j has %i lines', (price, lines) => {
    const order = orderFromShop({
      ...WHOLE_ORDER,
      delivery: { name: 'К', vat: 20, ...(price !== undefined && { price }) },
    })
    expect(order.lines?.filter(({ id }) => id === DELIVERY_LINE)).toHaveLength(lines)
  })
})

describe('what a customer writes never breaks the document, and comes back', () => {
  const texts: readonly [of: string, written: string, read: string][] = [
    ['the end of a section', ']]>', ']]>'],
    [
      'markup',
      '</Значение><Отменен>true</Отменен><!-- <![CDATA[ <?php &amp; &#0; "',
      '</Значение><Отменен>true</Отменен><!-- <![CDATA[ <?php &amp; &#0; "',
    ],
    ['an emoji and letters windows-1251 lacks', '🐝 é 中 ₽ №', '🐝 é 中 ₽ №'],
    ['blanks', ' \t\r\n\u00A0\u2028 ', ' \t\r\n\u00A0\u2028 '],
    ['controls', 'а\0б\u0008в\u000Bг\u001Bд', 'а\uFFFDб\uFFFDв\uFFFDг\uFFFDд'],
    ['halves of an emoji', '\uD83Dа\uDC1D', '\uFFFDа\uFFFD'],
    ['units that are no characters', '\uFFFE\uFFFF', '\uFFFD\uFFFD'],
    ['controls of the second kind', '\u0080\u0085\u009F', '\u0080\u0085\u009F'],
    ['a byte order mark', '\uFEFFа', '\uFEFFа'],
  ]

  test.each(PROFILES.flatMap((profile) => texts.map((row) => [profile, ...row] as const)))(
    '%s: %s',
    async (profile, _, written, read) => {
      const text = `я${written}`
      const order = await carried(
        {
          ...WHOLE_ORDER,
          discounts: [],
          comment: text,
          customerComment: text,
          customer: { person: { lastName: text }, phone: text },
          address: text,
          lines: [
            { id: text, name: text, article: text, quantity: 1, price: 1, vat: 20, characteristics: { [text]: text } },
          ],
          requisites: { [text]: text },
        },
        profile,
      )
      const expected = `я${read}`
      const { oneComment, splitsNames } = ORDER_PROFILES[profile]
      expect(order).toMatchObject({
        comment: oneComment ? `${expected}\n${expected}` : expected,
        counterparties: [
          { lastName: expected, contacts: [{ value: expected }], address: { representation: expected } },
        ],
        lines: [
          {
            id: expected,
            name: splitsNames ? expected.replace('#', '№') : expected,
            characteristics: [{ name: expected, value: expected }],
          },
          {},
        ],
      })
      expect(requisiteOf(order, 'Комментарии покупателя')).toBe(oneComment ? undefined : expected)
      expect(requisiteOf(order, expected)).toBe(expected)
    },
  )

  // УНФ 3.0 reads a text in which U+FFFD stands once more, as windows-1251: all of the document would be lost.
  test.each(['windows-1251', 'utf-8', 'utf-8-bom'] as const)(
    '%s: what XML has no way to say is a reference',
    async (encoding) => {
      const order = orderFromShop(
        { ...MINIMAL, comment: 'а\0\uD83D\uFFFD<', requisites: { 'б\0': 'в' } },
        { profile: 'unf' },
      )
      const bytes = await joinedBytes(writeOrders([order], { profile: 'unf', createdAt, encoding }))
      const text = new TextDecoder(encoding === 'windows-1251' ? encoding : 'utf-8').decode(bytes)
      expect(text).toContain('<Комментарий>а&#65533;&#65533;&#65533;&lt;</Комментарий>')
      expect(text).toContain('<Наименование>б&#65533;</Наименование>')
      expect(text).not.toContain('\uFFFD')
    },
  )

  test.each(PROFILES)('%s: any units at all', async (profile) => {
    const bad = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(fc.array(units, { minLength: 1, maxLength: 20 }), async (comments) => {
        const texts = comments.map((units) => `я${String.fromCharCode(...units)}`) // an empty one is none
        const { customerComment, ...whole } = WHOLE_ORDER
        const shops = texts.map((comment, id) => ({ ...whole, id: String(id), number: String(id), comment }))
        const read = await readBack(
          shops.map((shop) => orderFromShop(shop, { profile })),
          profile,
        )
        const orders = read.filter(({ operation }) => operation === 'Заказ товара')
        expect(orders.map(({ comment }) => comment)).toEqual(texts.map((text) => text.replace(bad, '\uFFFD')))
      }),
      { numRuns: 30 },
    )
  })
})

type Tree = { [key: string]: unknown }

/** Where there is a value that is no object, by the keys to it. */
function* leavesOf(tree: object, path: readonly string[] = []): Generator<readonly string[]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'object') yield* leavesOf(value as object, [...path, key])
    else yield [...path, key]
  }
}

const AMOUNTS: ReadonlySet<string> = new Set(['quantity', 'price', 'percent', 'sum', 'vat', 'currencyRate'])

describe('what a database gives', () => {
  const row = {
    ...WHOLE_ORDER,
    total: undefined,
    discounts: [],
    customerComment: null,
    customer: { person: { lastName: 'П', middleName: null }, phone: null },
    address: null,
  } as unknown as ShopOrder

  test('nulls are what is not there', async () => {
    const order = await carried(row, 'ut11')
    expect(JSON.stringify(order)).not.toContain('null')
    expect(order.counterparties[0]).toMatchObject({ lastName: 'П', contacts: [] })
  })

  test.each<[string, object, string]>([
    ['a number for an id', { id: 17 }, 'id'],
    ['a number for a telephone', { customer: { person: { lastName: 'П' }, phone: 79001234567 } }, 'customer.phone'],
    ['a number for an ИНН', { customer: { company: { officialName: 'О', inn: 77 } } }, 'customer.company.inn'],
    ['a number for a postal code', { address: { postalCode: 101000, city: 'М' } }, 'address.postalCode'],
    [
      'a number for a characteristic',
      { lines: [{ ...WHOLE_ORDER.lines[0], characteristics: { Размер: 42 } }] },
      'lines[0].characteristics.Размер',
    ],
    ['a number for a requisite', { requisites: { Вес: 42 } }, 'requisites.Вес'],
    ['1 for true', { payment: { name: 'Карта', paid: 1 } }, 'payment.paid'],
    ['text for true', { payment: { name: 'Карта', paid: true, byCard: 'true' } }, 'payment.byCard'],
    ['a flag in place of a cancellation', { cancelled: false }, 'cancelled'],
    ['one discount in place of a list', { discounts: { name: 'К', sum: 1 } }, 'discounts'],
    ['the id of a customer', { customer: 17 }, 'customer'],
    ['an id in place of a line', { lines: ['a'] }, 'lines[0]'],
    ['an unknown part of a booking', { booking: { organisation: 'ИП' } }, 'booking.organisation'],
    ['a requisite without a name', { requisites: { ' ': 'x' } }, 'requisites'],
    ['a rate of 0', { currencyRate: 0 }, 'currencyRate'],
    ['a rate below 0', { currencyRate: '-90.5' }, 'currencyRate'],
    ['a quantity below 0', { lines: [{ id: 'a', name: 'Ч', quantity: -1, price: 1 }] }, 'lines[0].quantity'],
    ['a price below 0', { lines: [{ id: 'a', name: 'Ч', quantity: 1, price: -1 }] }, 'lines[0].price'],
    [
      'a discount below 0',
      { lines: [{ id: 'a', name: 'Ч', quantity: 1, price: 10, discount: { sum: -1 } }] },
      'lines[0].discount',
    ],
    [
      'a discount on goods that cost nothing',
      { lines: [{ id: 'a', name: 'Ч', quantity: 1, price: 0, vat: 20 }], discounts: [{ name: 'К', sum: 5 }] },
      'discounts[0]',
    ],
    [
      'a discount beyond its line',
      { lines: [{ id: 'a', name: 'Ч', quantity: 1, price: 10, vat: 20, discount: { sum: 11 } }] },
      'lines[0].discount',
    ],
  ])('%s is refused', (_, wrong, path) => {
    expect(problemsOf({ ...row, ...wrong } as ShopOrder).map((problem) => problem.path)).toContain(path)
  })

  test('whatever has another type is refused where it stands', () => {
    const person = { name: 'Петрова А.', lastName: 'Петрова', firstName: 'Анна', middleName: 'И.', inn: '123456789012' }
    const address = { line: 'Л', country: 'К', region: 'О', district: 'Р', settlement: 'П', building: 'С' }
    const orders = [
      WHOLE_ORDER,
      { ...WHOLE_ORDER, customer: { person }, address },
      { ...WHOLE_ORDER, address: 'Тверь', lines: [{ ...WHOLE_ORDER.lines[0], discount: { sum: 1 } }] },
    ]
    for (const order of orders) {
      for (const path of leavesOf(order)) {
        const wrong = structuredClone(order) as unknown as Tree
        const last = path.at(-1) as string
        const around = path.slice(0, -1).reduce((tree, key) => tree[key] as Tree, wrong)
        around[last] = AMOUNTS.has(last) ? 'x' : 42
        const where = path.reduce(
          (text, key) => (/^\d/.test(key) ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
          '',
        )
        expect(problemsOf(wrong as unknown as ShopOrder).map((problem) => problem.path)).toContain(where)
      }
    }
  })

  test('a rate of VAT is one rate, however its zeros are written, and the lines add up to the document', () => {
    const lines = ['20', '20.00', 20].map((vat) => ({ id: 'a', name: 'Ч', quantity: 1, price: '0.10', vat }))
    const { taxes, lines: written } = orderFromShop({ ...row, lines, delivery: undefined } as unknown as ShopOrder)
    expect(taxes).toEqual([{ name: 'НДС', includedInSum: true, sum: '0.06', rate: '20' }])
    expect(written?.map((line) => line.taxes?.[0]?.sum)).toEqual(['0.02', '0.02', '0.02'])
  })
})

describe('a row that is none is refused where it stands: it would go out of the order without a word', () => {
  const [line] = MINIMAL.lines
  test.each<[wrong: object, path: string, known: RegExp]>([
    [{ discount: { percent: 10 } }, 'discount', /^no such row; known are id, number, placedAt, .*, discounts, /],
    [{ delivery: { name: 'К', cost: 300 } }, 'delivery.cost', /^no such row; known are id, name, price, vat, /],
    [{ payment: { name: 'К', isPaid: true } }, 'payment.isPaid', /^no such row; known are id, name, paid, /],
    [{ lines: [{ ...line, sku: '007' }] }, 'lines[0].sku', /^no such row; known are id, article, /],
    [{ lines: [{ ...line, discount: { percent: 1, amount: 5 } }] }, 'lines[0].discount.amount', /sum, percent$/],
    [
      { customer: { person: { name: 'П', surname: 'П' } } },
      'customer.person.surname',
      /^no such row; known are name, /,
    ],
    [
      { customer: { person: { name: 'П' }, tel: '+7' } },
      'customer.tel',
      /known are id, person, company, phone, email$/,
    ],
    [{ address: { zip: '170100', city: 'Тверь' } }, 'address.zip', /^no such row; known are line, postalCode, /],
    [{ booking: { organisation: 'ИП' } }, 'booking.organisation', /^no such row; known are organization, /],
    [{ cancelled: { why: 'Передумала' } }, 'cancelled.why', /^no such row; known are reason, at$/],
  ])('%j', (wrong, path, known) => {
    expect(problemsOf({ ...MINIMAL, ...wrong } as ShopOrder)).toEqual([{ path, message: expect.stringMatching(known) }])
  })

  test('but for one that says nothing, as a database has it', () => {
    const nothing = { cost: undefined, weight: null, note: '' }
    const order = { ...MINIMAL, ...nothing, delivery: { name: 'К', ...nothing }, lines: [{ ...line, ...nothing }] }
    expect(orderFromShop(order as ShopOrder)).toEqual(
      orderFromShop({ ...MINIMAL, delivery: { name: 'К' }, lines: [line as ShopOrder['lines'][number]] }),
    )
  })

  test('and a discount is told in one way', () => {
    const both = { name: 'Купон', sum: '1', percent: 10 }
    const message = 'expected a sum or a percentage, found both'
    expect(problemsOf({ ...MINIMAL, discounts: [both] } as never)).toEqual([{ path: 'discounts[0].sum', message }])
    expect(problemsOf({ ...MINIMAL, lines: [{ ...line, discount: both }] } as never)).toEqual([
      { path: 'lines[0].discount.sum', message },
    ])
  })
})

describe('what the schema does not allow is told by the path in the order of the shop', () => {
  const long = (length: number): string => 'я'.repeat(length)
  /** A value at a path of an order that is sound else. */
  function withValue(path: string, value: unknown, order: ShopOrder = WHOLE_ORDER): ShopOrder {
    const wrong = structuredClone(order) as unknown as Record<string, unknown>
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '')
    const around = keys.slice(0, -1).reduce((tree, key) => tree[key] as Record<string, unknown>, wrong)
    around[keys.at(-1) as string] = value
    return wrong as unknown as ShopOrder
  }
  const PERSON: ShopOrder = {
    ...WHOLE_ORDER,
    customer: { person: { name: 'П', lastName: 'П', firstName: 'А', middleName: 'И' }, email: 'a@example.org' },
    address: { line: 'Тверь', city: 'Тверь' },
  }

  test.each<[path: string, value: string | number, order?: ShopOrder]>([
    ['id', long(41)],
    ['number', long(256)],
    ['currency', 'рубль'],
    ['comment', long(3001)],
    ['customer.id', long(41)],
    ['customer.company.name', long(256)],
    ['customer.company.officialName', long(256)],
    ['customer.company.inn', '123'],
    ['customer.company.kpp', '1'],
    ['customer.company.legalAddress.city', long(256)],
    ['customer.company.legalAddress', long(256)],
    ['customer.company.contactPerson', long(3001)],
    ['customer.phone', long(256)],
    ['customer.email', long(256)],
    ['customer.email', long(256), PERSON],
    ['customer.person.name', long(256), PERSON],
    ['customer.person.lastName', long(256), PERSON],
    ['customer.person.middleName', long(256), PERSON],
    ['address.line', long(256), PERSON],
    ['address.city', long(256), PERSON],
    ['address.comment', long(3001)],
    ['address', long(256)],
    ['lines[0].id', long(81)],
    ['lines[1].article', long(256)],
    ['lines[1].price', 0.1 + 0.2],
    ['lines[0].discount.name', long(256)],
    ['lines[0].unit.code', '1'],
    ['lines[0].unit.fullName', long(256)],
    ['lines[0].unit.internationalAbbreviation', 'KGMS'],
    ['lines[0].kind', long(1001)],
    ['lines[0].groupId', long(41)],
    ['lines[0].characteristics.Вес', long(1001)],
    ['discounts[1].name', long(256)],
    ['delivery.name', long(256)],
    ['delivery.price', '300.125'],
    ['delivery.comment', long(1001)],
    ['delivery.recipient', long(1001)],
    ['delivery.trackingNumber', long(1001)],
    ['delivery.pickupPoint.id', long(41)],
    ['delivery.pickupPoint.name', long(256)],
    ['delivery.pickupPoint.address', long(256)],
    ['delivery.pickupPoint.phone', long(256)],
    ['payment.id', long(1001)],
    ['payment.name', long(1001)],
    ['payment.documentNumber', long(1001)],
    ['status.id', long(1001)],
    ['status.name', long(1001)],
    ['cancelled.reason', long(1001)],
    ['status.final', long(1001)],
    ['payment.paid', long(1001)],
    ['delivery.allowed', long(1001)],
    ['booking.warehouse', long(1001)],
    ['requisites.Источник заказа', long(1001)],
  ])('%s', (path, value, order) => {
    for (const profile of ['ut11', 'unf'] as const) {
      const paths = problemsOf(withValue(path, value, order), profile).map((problem) => problem.path)
      expect(new Set(paths)).toContain(path)
      // The parts of an address are its line as well.
      expect(paths.filter((told) => told !== path && !path.startsWith(`${told}.`))).toEqual([])
    }
  })

  test('the comment of the customer, where it is written by itself', () => {
    expect(problemsOf(withValue('customerComment', long(1001))).map(({ path }) => path)).toEqual(['customerComment'])
  })

  test('of the two that УНФ gets as one, the longer', () => {
    const path = (comment: string, customerComment: string): unknown =>
      problemsOf({ ...MINIMAL, comment, customerComment }, 'unf').map((problem) => problem.path)
    expect(path('ok', long(4000))).toEqual(['customerComment'])
    expect(path(long(4000), 'ok')).toEqual(['comment'])
  })

  test('names put together are told as the person they are of', () => {
    const parts = { lastName: long(100), firstName: long(100), middleName: long(100) }
    expect(problemsOf({ ...PERSON, customer: { person: parts } }).map(({ path }) => path)).toEqual(['customer.person'])
  })

  test('a rate that a 1C does not know is told once, of a line and of the delivery', () => {
    const lines = MINIMAL.lines.map((line) => ({ ...line, vat: '20.5' }))
    const delivery = { name: 'К', price: 300, vat: '10.5' }
    const problems = problemsOf({ ...MINIMAL, lines, delivery }, 'ut103')
    expect(problems.map(({ path }) => path)).toEqual(['lines[0].vat', 'delivery.vat'])
  })

  test('and a number with what to do about it', () => {
    const [problem] = problemsOf(withValue('lines[1].price', 0.1 + 0.2))
    expect(problem?.message).toMatch(/^0\.30000000000000004 has 17 digits behind the dot, 2 at most .*: .+\. Round it$/)
  })
})

describe('what the schema of its version does not allow', () => {
  const line = { id: 'a', name: 'Чай', quantity: 1, price: '100.00' }
  const company = { officialName: 'ООО' }

  test.each<[string, Partial<ShopOrder>, paths: readonly string[]]>([
    ['an ИНН of 3 digits', { customer: { company: { ...company, inn: '123' } } }, ['customer.company.inn']],
    ['a КПП of one', { customer: { company: { ...company, kpp: '1' } } }, ['customer.company.kpp']],
    ['a currency in words', { currency: 'рубль' }, ['currency']],
    ['an id of 41 characters', { id: 'a'.repeat(41), number: '1' }, ['id']],
    ['a comment of the customer', { customerComment: 'а'.repeat(1001) }, ['customerComment']],
    ['a comment', { comment: 'а'.repeat(3001) }, ['comment']],
    ['a price in fractions of a kopeck', { lines: [{ ...line, price: '0.123456789' }] }, ['lines[0].price']],
    ['a number that is no sum', { lines: [{ ...line, price: 0.1 + 0.2 }] }, ['lines[0].price']],
    ['a code of a unit', { lines: [{ ...line, unit: { code: '79600', name: 'шт' } }] }, ['lines[0].unit.code']],
    ['a name of goods', { lines: [{ ...line, name: 'а'.repeat(256) }] }, ['lines[0].name']],
  ])('%s: refused for УТ 11, УНФ and UMI.CMS, and goes to those whose version has no schema', (_, change, paths) => {
    for (const profile of ['ut11', 'unf', 'umi'] as const) {
      const problems = problemsOf({ ...MINIMAL, ...change }, profile)
      expect(problems.map(({ path }) => path)).toEqual(paths)
      for (const { message } of problems) expect(message).toMatch(/ by the schema of 2\.(?:08|10): .* may refuse/)
    }
    for (const profile of ['ut103', 'bitrix'] as const) orderFromShop({ ...MINIMAL, ...change }, { profile })
  })
})
