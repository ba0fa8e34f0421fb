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

describe('date', () => {
  test.each([
    ['2024-03-12', '2024-03-12'],
    ['0001-01-01', '0001-01-01'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['9999-12-31', '9999-12-31'],
    [' 2024-03-12 ', '2024-03-12'],
    ['2015-08-12+03:00', '2015-08-12+03:00'],
    ['2015-08-12Z', '2015-08-12Z'],
    ['12.03.2024', '2024-03-12'],
    ['2024-03-12T10:00:00', '2024-03-12T10:00:00'],
    ['2024-03-12 9:05', '2024-03-12T09:05:00'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00'],
    ['2024-03-12+0300', '2024-03-12+03:00'],
    ['2024-03-12+14:00', '2024-03-12+14:00'], // the Line Islands
    ['2024-03-12T10:00:00+03', '2024-03-12T10:00:00+03:00'],
    ['12.03.2024 9:05:00', '2024-03-12T09:05:00'],
    ['12-03-2024', '2024-03-12'],
    ['18-06-2012T16:02:08', '2012-06-18T16:02:08'],
  ])('reads %j as %s', (raw, value) => {
    expect(date.parse(raw)).toBe(value)
    expect(Check(date.schema({}), value)).toBe(true)
  })

  test.each([
    '',
    '2024-02-31',
    '2023-02-29',
    '1900-02-29',
    '2024-00-10',
    '2024-13-10',
    '2024-03-00',
    '2024-03-32',
    '31.02.2024',
    '2024-3-12',
    '24-03-12',
    '2024/03/12',
    '12/03/2024',
    '20240312',
    '31-02-2024',
    '12.03-2024',
    '12-3-2024',
    '2024-03',
    '2024-03-12+3',
    '2024-03-12+030',
    '2024-03-12+1500',
    '2024-03-12+0360',
    '2024-03-12+03000',
    'вчера',
    '10:00:00',
  ])('refuses %j', (raw) => {
    expect(date.parse(raw)).toBeUndefined()
  })
})

describe('time', () => {
  test.each([
    ['10:20:30', '10:20:30'],
    ['9:49:02', '09:49:02'],
    ['0:36:33', '00:36:33'],
    ['18:30', '18:30:00'],
    ['23:59:59.999', '23:59:59.999'],
    ['10:20:30+03:00', '10:20:30+03:00'],
    ['10:20:30+0530', '10:20:30+05:30'],
    [' 10:20:30 ', '10:20:30'],
  ])('reads %j as %s', (raw, value) => {
    expect(time.parse(raw)).toBe(value)
    expect(Check(time.schema({}), value)).toBe(true)
  })

  test.each([
    '',
    '24:00:00',
    '10:60:00',
    '10:20:60',
    '10',
    '10:2',
    '102030',
    '2024-03-12',
    '2024-03-12T10:20:30',
    '12.03.2024',
    '12.03.2024 24:00:00',
    '31.02.2024 1:00:00',
    'T10:20:30',
  ])('refuses %j', (raw) => {
    expect(time.parse(raw)).toBeUndefined()
  })
})

describe('dateTime', () => {
  test.each([
    ['2018-12-22T12:27:06', '2018-12-22T12:27:06'],
    ['2018-12-22 12:27:06', '2018-12-22T12:27:06'],
    ['2021-02-18T9:49:02', '2021-02-18T09:49:02'],
    ['2021-02-18T0:36:33', '2021-02-18T00:36:33'],
    ['2018-12-22T12:27', '2018-12-22T12:27:00'],
    ['2025-05-20T18:00:57.950+03:00', '2025-05-20T18:00:57.950+03:00'],
    ['2025-05-20T18:00:57.950', '2025-05-20T18:00:57.950'],
    ['2025-05-20T18:00:00Z', '2025-05-20T18:00:00Z'],
    ['2025-05-20T18:00:00-05:00', '2025-05-20T18:00:00-05:00'],
    ['2025-05-20T18:00:00+0300', '2025-05-20T18:00:00+03:00'],
    ['2025-05-20 18:00:00.250-0930', '2025-05-20T18:00:00.250-09:30'],
    ['2025-05-20 18:00:00+03', '2025-05-20T18:00:00+03:00'],
    ['2022-10-31UTC02:25:50', '2022-10-31T02:25:50Z'],
    ['2025-05-20T18:00:00+0000', '2025-05-20T18:00:00+00:00'],
    ['2020-02-29', '2020-02-29'],
    ['2020-02-29+03:00', '2020-02-29+03:00'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00'],
    ['0001-01-01', '0001-01-01'],
    ['11.02.2021 18:45:21', '2021-02-11T18:45:21'],
    ['11.02.2021 8:45', '2021-02-11T08:45:00'],
    ['11.02.2021', '2021-02-11'],
  ])('reads %j as %s', (raw, value) => {
    expect(dateTime.parse(raw)).toBe(value)
    expect(Check(dateTime.schema({}), value)).toBe(true)
  })

  test.each([
    '',
    'вчера',
    '2022-10-31UTC24:25:50',
    '2022-10-31MSK02:25:50',
    '2024-02-31T10:00:00',
    '2024-06-30T24:00:00',
    '2024-06-30T10:61:00',
    '2024-06-30T10:00:61',
    '2024-06-30T',
    'T10:00:00',
    '10:00:00',
    '2024-06-30T10:00:00.',
    '2024-06-30T10:00:00 MSK',
    '30.02.2024 10:00:00',
    '30.13.2024',
  ])('refuses %j', (raw) => {
    expect(dateTime.parse(raw)).toBeUndefined()
  })

  test('reads every moment of the calendar as JavaScript writes it, and its own result again', () => {
    const moment = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moment, (at) => {
        const iso = at.toISOString()
        expect(dateTime.parse(iso)).toBe(iso)
        expect(date.parse(iso.slice(0, 10))).toBe(iso.slice(0, 10))
        expect(time.parse(iso.slice(11, 19))).toBe(iso.slice(11, 19))
        const [year, month, day] = iso.slice(0, 10).split('-')
        const russian = dateTime.parse(`${day}.${month}.${year} ${iso.slice(11, 19)}`)
        expect(russian).toBe(iso.slice(0, 19))
        expect(dateTime.parse(russian ?? '')).toBe(russian)
      }),
      { numRuns: 1_000 },
    )
  })

  test('refuses exactly the days that the calendar does not have', () => {
    const field = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(field(9999), field(13), field(32), (year, month, day) => {
        const iso = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
          '-',
        )
        const parsed = new Date(`${iso}T00:00:00Z`)
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === iso
        expect(date.parse(iso)).toBe(exists ? iso : undefined)
      }),
      { numRuns: 5_000 },
    )
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
