import { orderFromShop, writeOrders } from 'commerceml/write'
import { afterEach, describe, expect, test } from 'vitest'
import { assertTimeZone, localDateTime } from '../../src/write/local-time.ts'
import { fc } from '../helpers/properties.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

describe('a string', () => {
  test.each(['2026-01-31T12:00:00', '2024-02-29T00:00:00', '0001-01-01T00:00:00', '9999-12-31T23:59:59'])(
    '%s is a local time and stays as it is',
    (moment) => {
      expect(localDateTime(moment, 'placedAt')).toBe(moment)
    },
  )

  test('may have a blank where ISO 8601 has a T, as databases write it', () => {
    expect(localDateTime('2026-01-31 12:00:00', 'placedAt')).toBe('2026-01-31T12:00:00')
  })

  test.each([
    '',
    '2026-01-31',
    '2026-01-31  12:00:00',
    '2026-01-31T12:00',
    '2026-01-31T9:00:00',
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00+03:00',
    '2026-01-31T12:00:00.000',
    ' 2026-01-31T12:00:00',
    '31.01.2026 12:00:00',
    '2026-02-30T12:00:00', // no such day
    '2025-02-29T12:00:00',
    '2026-13-01T12:00:00',
    '2026-01-31T24:00:00',
    '2026-01-31T12:60:00',
  ])('%j is none, and the message names what it was for', (moment) => {
    expect(() => localDateTime(moment, 'placedAt')).toThrow(
      `placedAt: expected a local time YYYY-MM-DDThh:mm:ss or a Date, found ${JSON.stringify(moment)}`,
    )
  })
})

describe('a Date', () => {
  test.each([
    ['UTC', '2026-01-31T21:05:09'],
    ['Europe/Moscow', '2026-02-01T00:05:09'],
    ['America/New_York', '2026-01-31T16:05:09'],
    ['Asia/Kathmandu', '2026-02-01T02:50:09'],
  ])('is told in the time zone of the process: %s', (name, told) => {
    process.env['TZ'] = name
    expect(localDateTime(new Date('2026-01-31T21:05:09.999Z'), 'placedAt')).toBe(told)
  })

  test('has a year of four digits, whatever it is', () => {
    process.env['TZ'] = 'UTC'
    expect(localDateTime(new Date('0001-01-01T00:00:00Z'), 'placedAt')).toBe('0001-01-01T00:00:00')
  })

  test('is told so that the process takes it for the same second', () => {
    process.env['TZ'] = 'Asia/Kathmandu' // a quarter of an hour off, and no summer time
    const within = fc.date({ min: new Date('1990-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(within, (moment) => {
        const told = new Date(localDateTime(moment, 'placedAt')) // a time without a zone is local for Date as well
        expect(told.getTime()).toBe(Math.floor(moment.getTime() / 1000) * 1000)
      }),
    )
  })

  test.each([
    ['no time', new Date(Number.NaN)],
    ['year 10000', new Date(253_402_300_800_000 + 86_400_000)],
    ['a year before Christ', new Date(-70_000_000_000_000)],
  ])('%s is none', (_, moment) => {
    expect(() => localDateTime(moment, 'payment.paidAt')).toThrow(
      /^payment\.paidAt: expected a local time .* or a Date, found a Date outside the years 1 to 9999$/,
    )
  })
})

describe('a Date, in a given time zone', () => {
  test.each([
    ['UTC', '2026-01-31T21:05:09'],
    ['Europe/Moscow', '2026-02-01T00:05:09'],
    ['America/New_York', '2026-01-31T16:05:09'],
    ['Asia/Kathmandu', '2026-02-01T02:50:09'],
  ])('%s, wherever the process is', (timeZone, told) => {
    for (const name of ['UTC', 'Asia/Kamchatka']) {
      process.env['TZ'] = name
      expect(localDateTime(new Date('2026-01-31T21:05:09.999Z'), 'placedAt', timeZone)).toBe(told)
    }
  })

  test('is told as by a process that is there', () => {
    const within = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    const zones = fc.constantFrom('Europe/Moscow', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(within, zones, (moment, timeZone) => {
        process.env['TZ'] = timeZone
        const told = localDateTime(moment, 'placedAt')
        process.env['TZ'] = 'UTC'
        expect(localDateTime(moment, 'placedAt', timeZone)).toBe(told)
      }),
    )
  })

  test.each([
    ['no time', new Date(Number.NaN)],
    ['year 10000', new Date(253_402_300_800_000 + 86_400_000)],
    ['a year before Christ', new Date(-70_000_000_000_000)],
  ])('%s is none there either', (_, moment) => {
    expect(() => localDateTime(moment, 'placedAt', 'Europe/Moscow')).toThrow(/a Date outside the years 1 to 9999$/)
  })

  test.each(['Moscow', '', 'UTC+3', 3, null])('%j is the name of no zone', (timeZone) => {
    const message = `timeZone: expected a name such as Europe/Moscow, found ${JSON.stringify(timeZone)}`
    expect(() => assertTimeZone(timeZone as never)).toThrow(new TypeError(message))
  })

  test('is how an order and a document of orders tell it', async () => {
    process.env['TZ'] = 'UTC'
    const moment = new Date('2026-01-31T21:05:09Z')
    const shop = {
      id: '17',
      placedAt: moment,
      currency: 'RUB',
      customer: { person: { name: 'Петрова Анна' } },
      lines: [{ id: 'a', name: 'Чай', quantity: 1, price: 1 }],
      payment: { name: 'Карта', paid: true, paidAt: moment },
    }
    const timeZone = 'Europe/Moscow'
    const order = orderFromShop(shop, { timeZone })
    expect([order.date, order.time]).toEqual(['2026-02-01', '00:05:09'])
    expect(order.requisites?.find(({ name }) => name === 'Дата оплаты')?.values).toEqual(['2026-02-01T00:05:09'])
    let xml = ''
    for await (const bytes of writeOrders([order], { createdAt: moment, timeZone }))
      xml += Buffer.from(bytes).toString()
    expect(xml).toContain('ДатаФормирования="2026-02-01T00:05:09"')
    expect(() => orderFromShop(shop, { timeZone: 'Moscow' })).toThrow(TypeError)
    expect(() => writeOrders([order], { createdAt: moment, timeZone: 'Moscow' })).toThrow(TypeError)
  })
})

test.each([undefined, null, 0, 1_769_860_800_000, {}, []])('%j is none', (moment) => {
  expect(() => localDateTime(moment as never, 'createdAt')).toThrow(TypeError)
})

test.each<[moment: unknown, says: string]>([
  ['2026-01-31T12:00:00.000Z', 'found "2026-01-31T12:00:00.000Z": pass the Date itself'],
  ['2026-01-31 12:00:00+03:00', 'found "2026-01-31 12:00:00+03:00": pass the Date itself'],
  ['2026-01-31', 'found "2026-01-31": add the time'],
  [1_769_860_800_000, 'found 1769860800000: pass a Date'],
  [undefined, 'found nothing'],
  ['31.01.2026', 'found "31.01.2026"'],
])('of %j it is said what to do', (moment, says) => {
  const message = `createdAt: expected a local time YYYY-MM-DDThh:mm:ss or a Date, ${says}`
  expect(() => localDateTime(moment as never, 'createdAt')).toThrow(new TypeError(message))
})
