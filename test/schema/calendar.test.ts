import { date, dateTime, time } from 'commerceml/schema'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { fc } from '../helpers/properties.ts'

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
