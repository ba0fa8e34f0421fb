import { orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

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
