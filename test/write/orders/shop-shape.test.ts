import { orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { carried } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

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
  const [line] = MINIMAL_ORDER.lines
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
    expect(problemsOf({ ...MINIMAL_ORDER, ...wrong } as ShopOrder)).toEqual([
      { path, message: expect.stringMatching(known) },
    ])
  })

  test('but for one that says nothing, as a database has it', () => {
    const nothing = { cost: undefined, weight: null, note: '' }
    const order = {
      ...MINIMAL_ORDER,
      ...nothing,
      delivery: { name: 'К', ...nothing },
      lines: [{ ...line, ...nothing }],
    }
    expect(orderFromShop(order as ShopOrder)).toEqual(
      orderFromShop({ ...MINIMAL_ORDER, delivery: { name: 'К' }, lines: [line as ShopOrder['lines'][number]] }),
    )
  })

  test('and a discount is told in one way', () => {
    const both = { name: 'Купон', sum: '1', percent: 10 }
    const message = 'expected a sum or a percentage, found both'
    expect(problemsOf({ ...MINIMAL_ORDER, discounts: [both] } as never)).toEqual([
      { path: 'discounts[0].sum', message },
    ])
    expect(problemsOf({ ...MINIMAL_ORDER, lines: [{ ...line, discount: both }] } as never)).toEqual([
      { path: 'lines[0].discount.sum', message },
    ])
  })
})
