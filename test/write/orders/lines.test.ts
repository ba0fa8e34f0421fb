import { DELIVERY_LINE, type Order, taxRateOf } from 'commerceml/schema'
import { type Draft, ORDER_PROFILES, orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { carried } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { problemsOf } from '../helpers/refused-orders.ts'
import { shopOrders } from '../helpers/shop-orders.ts'

const cents = (sum: string | undefined): bigint => {
  expect(sum).toMatch(/^-?\d+\.\d\d$/)
  return BigInt((sum ?? '').replace('.', ''))
}

const total = (sums: readonly bigint[]): bigint => sums.reduce((left, right) => left + right, 0n)

/** A line of the same price and quantity with nothing taken off. */
function grossOf({
  unitPrice = '',
  quantity = '',
}: NonNullable<Draft<Order>['lines']>[number]): ShopOrder['lines'][number] {
  return { name: 'а', price: unitPrice, quantity }
}

describe.each(PROFILES)('%s', (profile) => {
  test('a unit without a code has none, neither of the line nor of the goods', () => {
    const lines = [{ ...MINIMAL_ORDER.lines[0], unit: { code: '', name: 'бухта' } }] as unknown as ShopOrder['lines']
    const [line] = orderFromShop({ ...MINIMAL_ORDER, lines }, { profile }).lines ?? []
    expect(line?.baseUnit).toEqual({ name: 'бухта', fullName: 'бухта', internationalAbbreviation: undefined })
    expect(line?.unit).toEqual(profile === 'bitrix' ? { shortName: 'бухта', fullName: 'бухта' } : undefined)
  })

  test('a unit of which only its long name or its mark is told is a piece', () => {
    for (const unit of [{ fullName: 'Бухта' }, { internationalAbbreviation: 'NRL' }]) {
      const lines = [{ ...MINIMAL_ORDER.lines[0], unit }] as unknown as ShopOrder['lines']
      const [line] = orderFromShop({ ...MINIMAL_ORDER, lines }, { profile }).lines ?? []
      expect(line?.baseUnit).toMatchObject({ code: '796', name: 'шт', fullName: 'Штука' })
    }
  })

  test('an article or a name that is no text is refused in its place, with an id and without', () => {
    for (const key of ['article', 'name']) {
      for (const id of ['a', undefined]) {
        const line = { id, name: 'Чай', quantity: 1, price: 1, [key]: 5 }
        expect(problemsOf({ ...MINIMAL_ORDER, lines: [line] } as never, profile)).toEqual([
          { path: `lines[0].${key}`, message: 'expected text, found 5' },
        ])
      }
    }
  })

  test('zeros behind a price are no digits of it', () => {
    const lines = [{ ...MINIMAL_ORDER.lines[0], price: '99.9000' }] as unknown as ShopOrder['lines']
    expect(orderFromShop({ ...MINIMAL_ORDER, lines }, { profile }).lines?.[0]?.unitPrice).toBe('99.90')
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
})

test.each(PROFILES)('%s: a delivery without a name has one all the same, which 1C shows', (profile) => {
  const delivery = { name: null, price: 300 }
  const { lines = [], requisites = [] } = orderFromShop({ ...MINIMAL_ORDER, delivery }, { profile })
  expect(lines[1]).toMatchObject({ id: DELIVERY_LINE, name: 'Доставка заказа', sum: '300.00' })
  expect(requisites.map(({ name }) => name)).not.toContain('Способ доставки')
})

test.each(PROFILES)('%s: a number sign in a name is none where what follows it would be cut off', (profile) => {
  const lines = [{ id: 'a#b', name: 'Лак #5, #7', quantity: 1, price: 1 }]
  const [line] = orderFromShop({ ...MINIMAL_ORDER, lines }, { profile }).lines ?? []
  const cut = ORDER_PROFILES[profile].splitsNames
  expect(line).toMatchObject({ id: 'a#b', name: cut ? 'Лак №5, №7' : 'Лак #5, #7' })
})

describe('goods free of VAT beside goods with it', () => {
  const MIXED: ShopOrder = {
    ...MINIMAL_ORDER,
    lines: [
      { id: 'a', name: 'Чай', quantity: 1, price: 120, vat: 20 },
      { id: 'b', name: 'Книга', quantity: 1, price: 100 },
    ],
    delivery: { name: 'Курьер', price: 300 },
  }
  const ratesOf = (order: Draft<Order>) =>
    order.lines?.map(({ taxRates = [], taxes = [] }) => [...taxRates, ...taxes].map(({ rate }) => rate))

  test.each(['ut103', 'unf', 'bp'] as const)('%s: they say so, in words that it reads', async (profile) => {
    const order = await carried(MIXED, profile)
    expect(ratesOf(order)).toEqual([['20', '20'], ['Без НДС'], ['Без НДС']])
    expect(order.lines.flatMap(({ taxRates }) => taxRates.map(taxRateOf))).toEqual(['20', 'none', 'none'])
    expect(order.taxes).toMatchObject([{ rate: '20', sum: '20.00' }])
  })

  test.each(['ut11', 'umi', 'bitrix'] as const)('%s: they have no tax, there are no words for it', async (profile) => {
    expect(ratesOf(await carried(MIXED, profile))).toEqual([['20', '20'], [], []])
  })

  test.each(PROFILES)('%s: where no line has VAT, and where all have, nothing is said of it, but to БП', (profile) => {
    const { lines, delivery } = MIXED
    const none = { ...MIXED, lines: lines.map(({ vat, ...line }) => line) }
    const said = profile === 'bp' ? ['Без НДС'] : []
    expect(ratesOf(orderFromShop(none, { profile }))).toEqual([said, said, said])
    const zero = { ...MIXED, lines: lines.map((line) => ({ vat: 0, ...line })), delivery: { vat: 0, ...delivery } }
    const order = orderFromShop(zero as ShopOrder, { profile })
    expect(ratesOf(order)).toEqual([
      ['20', '20'],
      ['0', '0'],
      ['0', '0'],
    ])
  })
})

describe('profiles differ', () => {
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
