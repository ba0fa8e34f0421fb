import { CommerceMLError } from 'commerceml'
import { OrderRefusedError, orderFromShop, orderProblems, writeEvents, writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { shownValue } from '../../src/write/shown-value.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { WHOLE_ORDER } from './helpers/hand-made-orders.ts'

const circular: Record<string, unknown> = { name: 'круг' }
circular['self'] = circular
const hostile = {
  toJSON() {
    throw new Error('no')
  },
}

/** What a message shows of a value, whatever it is. */
const VALUES: readonly [value: unknown, shown: string][] = [
  [17n, '17n'],
  [Symbol('a'), 'Symbol(a)'],
  [() => 1, 'a function'],
  [circular, 'an object that JSON cannot show'],
  [hostile, 'an object that JSON cannot show'],
  [{ toJSON: () => undefined }, 'an object'],
  [{ units: 17n }, '{"units":"17n"}'],
  [Object.create(null), '{}'],
  [Number.NaN, 'NaN'],
]
const UNSHOWN = VALUES.map(([value]) => value)

test.each([...VALUES, [undefined, 'nothing'], [null, 'null'], ['да', '"да"'], [0.1, '0.1'], [true, 'true']])(
  '%#: a value is shown',
  (value, shown) => {
    expect(shownValue(value)).toBe(shown)
  },
)

test('of a long value its beginning is shown', () => {
  expect(shownValue('а'.repeat(1000))).toBe(`"${'а'.repeat(99)}`)
})

describe.each(VALUES)('%#: a value that is neither text nor amount', (value, shown) => {
  const [line] = WHOLE_ORDER.lines

  test.each<[string, object]>([
    ['id', { id: value }],
    ['number', { number: value }],
    ['total', { total: value }],
    ['currencyRate', { currencyRate: value }],
    ['lines[0].price', { lines: [{ ...line, price: value }] }],
    ['lines[0].quantity', { lines: [{ ...line, quantity: value }] }],
    ['lines[0].vat', { lines: [{ ...line, vat: value }] }],
    ['lines[0].discount.percent', { lines: [{ ...line, discount: { percent: value } }] }],
    ['discounts[0].sum', { discounts: [{ name: 'а', sum: value }] }],
    ['delivery.price', { delivery: { name: 'К', price: value } }],
  ])('is named in an order of a shop: %s', (path, change) => {
    const error = errorOf(() => orderFromShop({ ...WHOLE_ORDER, ...change } as never))
    if (!(error instanceof OrderRefusedError)) throw error
    expect(error.problems.find((problem) => problem.path === path)?.message).toContain(`found ${shown}`)
  })

  test('is named by the writer', async () => {
    for (const [key, row] of [
      ['id', { id: value }],
      ['weight', { weight: value }],
      ['pictures', { pictures: value }],
    ] as const) {
      const product = [
        { type: 'document', document: {} },
        { type: 'catalog', catalog: {} },
        { type: 'product', product: row },
      ]
      const error = await joinedBytes(writeEvents(product as never)).catch((error: unknown) => error)
      expect(error).toMatchObject({
        code: 'invalid-value',
        message: expect.stringContaining(`product.${key}: expected`),
      })
      expect((error as Error).message).toContain(`found ${shown}`)
    }
  })
})

test.each(UNSHOWN)(
  '%#: an order made by hand with it for its ids is left to the writer, which names it',
  async (value) => {
    const order = orderFromShop(WHOLE_ORDER)
    for (const change of [{ id: value }, { number: value }, { lines: [{ ...order.lines?.[0], id: value }] }]) {
      const made = { ...order, ...change } as never
      expect(orderProblems(made)).toEqual([])
      const error = await joinedBytes(writeOrders([made], { createdAt: '2026-01-31T12:00:00' })).catch(
        (error: unknown) => error,
      )
      expect(error).toBeInstanceOf(CommerceMLError)
      expect(error).toMatchObject({ code: 'invalid-value' })
    }
  },
)

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
