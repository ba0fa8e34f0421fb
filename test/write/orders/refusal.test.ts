import { ORDER_PROFILES, OrderRefusedError, orderFromShop, writeOrders } from 'commerceml/write'
import { expect, test } from 'vitest'
import { joinedBytes } from '../helpers/bytes.ts'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'

test('of very many problems the error keeps all, and its message tells the first', async () => {
  const order = orderFromShop(WHOLE_ORDER)
  const lines = Array.from({ length: 50_000 }, () => ({ name: 'Чай', quantity: '0' }))
  const writing = joinedBytes(writeOrders([{ ...order, lines }], { createdAt: '2026-01-31T12:00:00' }))
  const error: unknown = await writing.catch((error: unknown) => error)
  if (!(error instanceof OrderRefusedError)) throw new Error('expected the order to be refused', { cause: error })
  expect(error.problems).toHaveLength(50_000)
  expect(error.message).toContain('lines[19].quantity: ')
  expect(error.message).not.toContain('lines[20].quantity: ')
  expect(error.message).toMatch(/; and 49980 more$/)
  const problems = error.problems.slice(0, 21)
  const messageOf = (count: number): string =>
    new OrderRefusedError(order, ORDER_PROFILES.ut11, problems.slice(0, count)).message
  expect(messageOf(21)).toMatch(/; and 1 more$/)
  expect(messageOf(20)).not.toContain(' more')
})
