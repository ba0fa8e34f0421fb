import { date, dateTime, decimal, flag, text, time } from 'commerceml/schema'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { fc } from '../helpers/properties.ts'

const NBSP = '\u00A0'
const NARROW = '\u202F'
const THIN = '\u2009'
const MINUS = '\u2212'

describe('text', () => {
  test.each(['', ' ', '007', ' padded ', 'two\nlines', `6${NBSP}990 руб`, '\u0000'])('keeps %j as it is', (raw) => {
    expect(text.parse(raw)).toBe(raw)
    expect(text.format(raw)).toBe(raw)
  })
})

describe('decimal', () => {
  test.each([
    ['0', '0'],
    ['1', '1'],
    ['1999', '1999'],
    ['1999.00', '1999.00'],
    ['231.7400', '231.7400'],
    ['-1234.50', '-1234.50'],
    ['0.5', '0.5'],
    ['1234,50', '1234.50'],
    ['0,001', '0.001'],
    [',5', '0.5'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['5,', '5'],
    ['+5', '5'],
    ['+0.10', '0.10'],
    ['-0', '0'],
    ['-0.00', '0.00'],
    ['007', '7'],
    ['000', '0'],
    ['-007.10', '-7.10'],
    ['00,50', '0.50'],
    ['  12\t', '12'],
    [`${NBSP}12${NBSP}`, '12'],
    ['1 234,50', '1234.50'],
    [`1${NBSP}234,50`, '1234.50'],
    [`1${NARROW}234${NARROW}567`, '1234567'],
    [`12${THIN}345.6`, '12345.6'],
    [`-999${NBSP}999${NBSP}999,9`, '-999999999.9'],
    [`${MINUS}5`, '-5'],
    [`${MINUS}1 234,5`, '-1234.5'],
    ['9'.repeat(38), '9'.repeat(38)],
    [`${'9'.repeat(18)}.${'9'.repeat(20)}`, `${'9'.repeat(18)}.${'9'.repeat(20)}`],
  ])('reads %j as %s', (raw, value) => {
    expect(decimal.parse(raw)).toBe(value)
  })

  test.each([
    '',
    ' ',
    NBSP,
    '.',
    ',',
    '-',
    '+',
    '-.',
    '--5',
    '+-5',
    `-${MINUS}5`,
    `5${MINUS}`,
    '5-',
    '- 5',
    'Без НДС',
    'Без налога',
    '18%',
    '20/120',
    '12 шт',
    '6 990 руб',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '0b1',
    '0o7',
    '1e5',
    '1E5',
    '1e400',
    '1_000',
    '1,234.56',
    '1.234,56',
    '1.2.3',
    '1,2,3',
    '1 2',
    '12 34',
    '1 2345',
    '1234 567',
    '1  234',
    '1 234 56',
    "1'234",
    '(5)',
    '5 5.5',
    '٣',
    '５',
    '²',
    'true',
    '9'.repeat(39),
    `0.${'0'.repeat(38)}`,
    `${'0'.repeat(38)}1`,
    'A1000',
    '12,5о',
  ])('refuses %j', (raw) => {
    expect(decimal.parse(raw)).toBeUndefined()
  })

  test('what is canonical stays the same string, and nothing else does but by the rules', () => {
    const canonical = /^(?:0|-?[1-9]\d{0,17})(?:\.\d{1,18})?$/
    const raw = fc.oneof(
      fc.string({ unit: fc.constantFrom('0', '1', '9', '-', '.', '/', ':'), maxLength: 42 }),
      fc.stringMatching(/^-?[0-9]{1,20}(?:\.[0-9]{0,20})?$/),
    )
    fc.assert(
      fc.property(raw, (written) => {
        const value = decimal.parse(written)
        if (canonical.test(written)) expect(value).toBe(written)
        if (value !== undefined) expect(value).toMatch(/^-?\d+(\.\d+)?$/)
        // An ending dot, a plus, leading zeros: what the other way of reading makes of them.
        if (value === written) expect(written).toMatch(/^(?:0|-?(?:0\.|[1-9]\d*))/)
      }),
      { numRuns: 20_000 },
    )
  })

  test('what it gives is its own canonical form, and its schema accepts it', () => {
    const raw = fc.stringMatching(/^[+\-\u2212]?[0-9 \u00A0\u202F]{0,12}[.,]?[0-9]{0,6}$/)
    const schema = decimal.schema({})
    fc.assert(
      fc.property(raw, (written) => {
        const value = decimal.parse(written)
        fc.pre(value !== undefined)
        expect(decimal.parse(value)).toBe(value)
        expect(Check(schema, value)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('keeps the value to the last digit, whatever form it came in', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 19 })
      .map((list) => list.join(''))
    const grouped = (whole: string, blank: string): string =>
      blank === '' ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, blank)
    const written = fc.record({
      sign: fc.constantFrom('', '+', '-', MINUS),
      whole: digits,
      blank: fc.constantFrom('', ' ', NBSP, NARROW, THIN),
      point: fc.constantFrom('.', ','),
      fraction: fc.oneof(fc.constant(''), digits),
      around: fc.constantFrom('', ' ', '\t', '\n'),
    })
    fc.assert(
      fc.property(written, ({ sign, whole, blank, point, fraction, around }) => {
        const magnitude = `${grouped(whole, blank)}${fraction === '' ? '' : point}${fraction}`
        const value = decimal.parse(`${around}${sign}${magnitude}${around}`) ?? 'refused'
        const [, minus, integer = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
        expect(decimals).toBe(fraction)
        const scaled = BigInt(`${integer}${decimals}`) * (minus === '-' ? -1n : 1n)
        expect(scaled).toBe(BigInt(`${whole}${fraction}`) * (sign === '-' || sign === MINUS ? -1n : 1n))
        expect(integer).toMatch(/^(?:0|[1-9]\d*)$/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('never gives anything but a plain decimal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE xXNa% ') })), (raw) => {
        expect(decimal.parse(raw) ?? '0').toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/)
      }),
      { numRuns: 5_000 },
    )
  })

  test.each(['0', '-1234.50', '0.000'])('writes %s as it is', (value) => {
    expect(decimal.format(value)).toBe(value)
  })
})

describe('flag', () => {
  test.each(['true', '1', 'да', 'истина', 'правда', 'TRUE', 'True', 'Да', 'ДА', 'Истина', ' true ', '\ttrue\n'])(
    'reads %j as true',
    (raw) => {
      expect(flag.parse(raw)).toBe(true)
    },
  )

  test.each(['false', '0', 'нет', 'ложь', 'FALSE', 'Нет', 'Ложь', ' false '])('reads %j as false', (raw) => {
    expect(flag.parse(raw)).toBe(false)
  })

  test.each([
    '',
    ' ',
    'yes',
    'no',
    'on',
    '2',
    '-1',
    '00',
    'true false',
    'tru',
    'может быть',
    '__proto__',
    'constructor',
  ])('refuses %j', (raw) => {
    expect(flag.parse(raw)).toBeUndefined()
  })

  test.each([true, false])('reads back what it writes for %j', (value) => {
    expect(flag.parse(flag.format(value))).toBe(value)
    expect(flag.format(value)).toBe(String(value))
  })
})

describe.each([text, decimal, flag, date, time, dateTime])('the codec $name', (codec) => {
  test('throws at no text, and names the issue for what it refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const value: unknown = codec.parse(raw)
        if (value === undefined) expect(codec.invalid).toMatch(/^invalid-/)
        else expect(Check(codec.schema({}), value)).toBe(true)
      }),
    )
  })
})
