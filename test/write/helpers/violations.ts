import type { Order } from 'commerceml/schema'
import {
  type Draft,
  ORDER_PROFILES,
  type OrderProfileName,
  OrderRefusedError,
  orderFromShop,
  orderProblems,
  writeOrders,
} from 'commerceml/write'
import { expect, test } from 'vitest'
import { joinedBytes } from './bytes.ts'
import { WHOLE_ORDER } from './hand-made-orders.ts'
import { PROFILES } from './profile-names.ts'

/** Those whose version has a schema, whose rows they read unasked. */
export const SCHEMA: readonly OrderProfileName[] = ['ut11', 'unf', 'umi', 'bp']

type Change = (order: Draft<Order>) => Draft<Order>

export const customerWith =
  (change: NonNullable<Draft<Order>['counterparties']>[number]): Change =>
  (order) => ({ ...order, counterparties: [{ ...order.counterparties?.[0], ...change }] })
export const lineWith =
  (change: NonNullable<Draft<Order>['lines']>[number]): Change =>
  (order) => ({ ...order, lines: [{ ...order.lines?.[0], ...change }, ...(order.lines ?? []).slice(1)] })
export const pointWith =
  (change: NonNullable<Draft<Order>['warehouses']>[number]): Change =>
  (order) => ({ ...order, warehouses: [{ ...order.warehouses?.[0], ...change }] })
export const orderWith =
  (change: Draft<Order>): Change =>
  (order) => ({ ...order, ...change })

export const contact = { type: 'Почта', value: 'a@example.org' }
export const field = { type: 'Город', value: 'Тверь' }

/** What is wrong in an order, whom it hurts, where that is said, and what follows. */
type Violation = readonly [
  of: string,
  change: Change,
  profiles: readonly OrderProfileName[],
  path: string,
  says: RegExp,
]

/** That each of them is told by those whom it hurts and by no other, and by the writer as well. */
export function testViolations(violations: readonly Violation[]): void {
  const cases = PROFILES.flatMap((profile) => violations.map((violation) => [profile, ...violation] as const))

  test.each(cases)('%s, %s', async (profile, _, change, profiles, path, says) => {
    const order = change(orderFromShop(WHOLE_ORDER, { profile }))
    const problems = orderProblems(order, profile)
    if (!profiles.includes(profile)) {
      expect(problems).toEqual([])
      return
    }
    expect(problems).toEqual([{ path, message: expect.stringMatching(says) }])
    const { title } = ORDER_PROFILES[profile]
    expect(problems[0]?.message).toContain(title)

    // The writer says the same, of the order as a whole.
    const writing = joinedBytes(writeOrders([order], { profile, createdAt: '2026-01-31T12:00:00' }))
    const error: unknown = await writing.catch((error: unknown) => error)
    if (!(error instanceof OrderRefusedError)) throw new Error('expected the order to be refused', { cause: error })
    expect(error).toMatchObject({ code: 'order-refused', entity: order.id, found: path, problems })
    expect(error.message).toContain(`cannot go to ${title}: ${path}: `)
  })
}
