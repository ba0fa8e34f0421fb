import { PGlite } from '@electric-sql/pglite'
import { fileOf, isExchangeFailure, pullOrders, pushOrders } from 'commerceml/client'
import { writeOrders } from 'commerceml/write'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOrderExchange, listen, TABLES } from '../../examples/orders-outbox.ts'
import { joinedBytes } from './helpers/bytes.ts'

const LOGIN = { user: '1c', password: 'secret' }
let db: PGlite
let site: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  db = await PGlite.create()
  await db.exec(TABLES)
  site = await listen(createOrderExchange(db))
}, 120_000)
beforeEach(() => db.exec('DELETE FROM outbox; DELETE FROM orders'))
afterAll(async () => {
  site.close()
  await db.close()
})

const place = (number: string, customer = 'Петрова Анна') =>
  db.query(
    `INSERT INTO orders (number, placed_at, customer, phone, product_id, product, quantity, price)
     VALUES ($1, '2026-01-31 12:00', $2, '+7', 'a', 'Чай', 2, 99.90)`,
    [number, customer],
  )

const column = async (sql: string): Promise<unknown[]> =>
  (await db.query<{ value: unknown }>(sql)).rows.map(({ value }) => value)
const waiting = () => column('SELECT order_number AS value FROM outbox ORDER BY 1')

/** Numbers that 1C got; `meanwhile` happens before it says success. */
async function fetched(meanwhile?: () => Promise<unknown>, { url } = site): Promise<string[]> {
  const numbers: string[] = []
  const onOrders = async ({ text }: { text: string }): Promise<void> => {
    for (const [, number = ''] of text.matchAll(/<Номер>([^<]+)/g)) numbers.push(number)
    await meanwhile?.()
  }
  try {
    for await (const _ of pullOrders(url, { ...LOGIN, onOrders }));
  } catch (error) {
    if (!isExchangeFailure(error)) throw error
  }
  return numbers
}

test('an order goes once, over several pages', async () => {
  for (let number = 1; number <= 250; number++) await place(String(number).padStart(4, '0'))
  const got = await fetched()
  expect(got).toHaveLength(250)
  expect(new Set(got).size).toBe(250)
  expect(await waiting()).toEqual([])
  expect(await fetched()).toEqual([])
})

test('an order that changes, or is placed, while 1C reads goes again or next', async () => {
  await place('1')
  await place('2')
  const meanwhile = async (): Promise<void> => {
    await db.query(`UPDATE orders SET comment = 'Позвоните' WHERE number = '1'`)
    await place('3')
  }
  expect(await fetched(meanwhile)).toEqual(['1', '2'])
  expect(await waiting()).toEqual(['1', '3'])
  expect(await fetched()).toEqual(['1', '3'])
  expect(await waiting()).toEqual([])
})

test('nothing is marked when 1C breaks down before success', async () => {
  await place('1')
  const breakDown = (): Promise<never> => Promise.reject(new Error('the power is gone'))
  expect(await fetched(breakDown)).toEqual(['1'])
  expect(await waiting()).toEqual(['1'])
  expect(await fetched()).toEqual(['1'])
})

test('a change that is rolled back leaves no trace in the outbox', async () => {
  await db
    .transaction(async (change) => {
      await change.query(`INSERT INTO orders SELECT '9', now(), 'П', '+7', 'a', 'Чай', 1, 1`)
      throw new Error('the card was declined')
    })
    .catch(() => {})
  expect(await waiting()).toEqual([])
})

test('an order that 1C would refuse waits for people, and the others go', async () => {
  await place('1')
  await place('a number of more than eleven characters')
  expect(await fetched()).toEqual(['1'])
  expect(await column('SELECT refused AS value FROM outbox')).toEqual([expect.stringContaining('11')])
  expect(await fetched()).toEqual([])
})

test('an order that is corrected after it was read, and before it is refused, goes next', async () => {
  await place('1', '')
  await place('2')
  let corrected = false
  const query: PGlite['query'] = async (sql, parameters) => {
    const read = await db.query<never>(sql, parameters)
    if (sql.includes('SELECT number') && !corrected) {
      corrected = true
      await db.query(`UPDATE orders SET customer = 'Пётр' WHERE number = '1'`)
    }
    return read
  }
  const other = await listen(createOrderExchange({ query } as PGlite))
  expect(await fetched(undefined, other)).toEqual(['2'])
  other.close()
  expect(await waiting()).toEqual(['1'])
  expect(await fetched()).toEqual(['1'])
  expect(await waiting()).toEqual([])
})

test('what 1C says is applied, however often it says it', async () => {
  await place('1')
  const order = {
    id: '8f1e',
    number: '1',
    date: '2026-01-31',
    operation: 'Заказ товара',
    currency: 'RUB',
    counterparties: [{ name: 'П' }],
    requisites: [
      { name: 'Номер оплаты по 1С', values: ['УТ-3'] },
      { name: 'Дата отгрузки по 1С', values: ['2026-02-01T9:00:00'] },
    ],
  }
  const bytes = await joinedBytes(writeOrders([order], { createdAt: '2026-02-01T10:00:00' }))
  for (let time = 0; time < 2; time++) {
    for await (const _ of pushOrders(site.url, [fileOf('orders.xml', bytes)], LOGIN));
    expect((await db.query('SELECT status, paid FROM orders')).rows).toEqual([{ status: 'shipped', paid: true }])
  }
})
