import { describe, expect, test } from 'vitest'
import { decimalOf, Money } from '../../../src/write/orders/decimal.ts'
import { fc } from '../../helpers/properties.ts'

/** A fraction of integers: the model is exact and knows nothing of scales. */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

function fractionOf(text: string): Fraction {
  const [whole = '', digits = ''] = text.split('.')
  return { over: BigInt(whole + digits), under: 10n ** BigInt(digits.length) }
}

/** Nearest cent, halves away from zero, by doubling: floor(2x + 1) / 2. */
function centsOf({ over, under }: Fraction): bigint {
  const negative = over < 0n !== under < 0n
  const [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under]
  const cents = (2n * 100n * a + b) / (2n * b)
  return negative ? -cents : cents
}

const times = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.over,
  under: left.under * right.under,
})

const amount = fc.stringMatching(/^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,10})?$/).map((text) => decimalOf(text) ?? '0')
const rate = fc.stringMatching(/^(?:0|[1-9]\d{0,2})(?:\.\d{1,4})?$/)
const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const money = (value: bigint): Money => {
  const digits = String(value < 0n ? -value : value).padStart(3, '0')
  return Money.of(`${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`)
}
const sum = (parts: readonly Money[]): bigint => parts.reduce((total, part) => total + part.cents, 0n)

describe('decimalOf', () => {
  test.each([
    ['99.90', '99.90'],
    ['1 234,50', '1234.50'],
    ['-0', '0'],
    [99.9, '99.9'],
    [0.1 + 0.2, '0.30000000000000004'],
    [-0, '0'],
    [1e21, undefined],
    [1e-7, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['', undefined],
    ['1e5', undefined],
    ['20%', undefined],
    [undefined, undefined],
    [null, undefined],
    [true, undefined],
    [{}, undefined],
  ])('%j is %j', (value, expected) => {
    expect(decimalOf(value)).toBe(expected)
  })
})

describe('Money', () => {
  test.each([
    ['1.005', '1.01'],
    ['1.0049999999999999999', '1.00'],
    ['1.004999999999999999999999999999', '1.00'],
    ['-1.005', '-1.01'],
    ['-0.004', '0.00'],
    ['-0.005', '-0.01'],
    ['0.1', '0.10'],
    ['7', '7.00'],
    ['123456789012345678.995', '123456789012345679.00'],
  ])('%s is %s: halves go away from zero, as 1C rounds', (value, expected) => {
    expect(String(Money.of(value))).toBe(expected)
  })

  test('is the nearest cent of any decimal, and is read back as itself', () => {
    fc.assert(
      fc.property(amount, (value) => {
        const whole = Money.of(value)
        expect(whole.cents).toBe(centsOf(fractionOf(value)))
        expect(Money.of(String(whole)).cents).toBe(whole.cents)
        expect(String(whole)).toMatch(/^-?\d+\.\d\d$/)
        expect(String(whole)).not.toBe('-0.00')
      }),
    )
  })

  test('a product is rounded once', () => {
    expect(String(Money.product('0.333', '3'))).toBe('1.00')
    expect(String(Money.product('9.995', '1.0001'))).toBe('10.00')
    fc.assert(
      fc.property(amount, amount, (price, quantity) => {
        expect(Money.product(price, quantity).cents).toBe(centsOf(times(fractionOf(price), fractionOf(quantity))))
      }),
    )
  })

  test('plus and minus are those of cents', () => {
    fc.assert(
      fc.property(cents, cents, (left, right) => {
        expect(money(left).plus(money(right)).cents).toBe(left + right)
        expect(money(left).minus(money(right)).cents).toBe(left - right)
      }),
    )
  })

  test('percent', () => {
    expect(String(Money.of('0.05').percent('10'))).toBe('0.01')
    expect(String(Money.of('100').percent('12.345'))).toBe('12.35')
    fc.assert(
      fc.property(cents, rate, (value, percent) => {
        const part = times({ over: value, under: 100n }, fractionOf(percent))
        expect(money(value).percent(percent).cents).toBe(centsOf({ over: part.over, under: part.under * 100n }))
      }),
    )
  })

  test('the VAT within a sum: sum × rate / (100 + rate)', () => {
    expect(String(Money.of('120.00').vatWithin('20'))).toBe('20.00')
    expect(String(Money.of('118').vatWithin('18'))).toBe('18.00')
    expect(String(Money.of('99.99').vatWithin('0'))).toBe('0.00')
    fc.assert(
      fc.property(cents, rate, (value, percent) => {
        const { over, under } = fractionOf(percent)
        expect(money(value).vatWithin(percent).cents).toBe(
          centsOf({ over: value * over, under: 100n * (over + 100n * under) }),
        )
      }),
    )
  })

  test('spread gives parts that add up to the whole, each within a cent of its share', () => {
    expect(Money.of('10').spread([1n, 1n, 1n].map(money)).map(String)).toEqual(['3.33', '3.33', '3.34'])
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(cents, weights, (value, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n)
        fc.pre(total > 0n)
        const parts = money(value).spread(weights.map(money))
        expect(sum(parts)).toBe(value)
        for (const [index, part] of parts.entries()) {
          const off = part.cents * total - value * (weights[index] ?? 0n)
          expect(off < 2n * total && off > -2n * total).toBe(true)
        }
      }),
    )
  })

  test('spread takes from no part more than there is, so that no line comes out below zero', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(weights, fc.bigInt({ min: 0n, max: 20_000n }), (weights, value) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n)
        fc.pre(value <= total)
        const parts = money(value).spread(weights.map(money))
        for (const [index, { cents }] of parts.entries())
          expect(cents <= (weights[index] ?? 0n) && cents >= 0n).toBe(true)
      }),
    )
  })

  test('nothing can be spread over nothing', () => {
    expect(Money.of('5').spread([])).toEqual([])
    expect(Money.of('5').spread([Money.zero, Money.zero]).map(String)).toEqual(['0.00', '0.00'])
  })
})
