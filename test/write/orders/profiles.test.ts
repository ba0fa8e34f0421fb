import { orderFromShop, orderProblems, writeOrders } from 'commerceml/write'
import { expect, test } from 'vitest'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'

test('a profile that does not exist is a mistake in the call', () => {
  for (const name of ['ut12', 'constructor', '']) {
    expect(() => orderProblems({}, name as never)).toThrow(
      `profile must be one of ut103, ut11, unf, bitrix, umi, bp, not "${name}"`,
    )
  }
})

test.each([
  ['ut115', 'ut11'],
  ['ut115-sessid', 'ut11'],
  ['smb', 'unf'],
  ['unf-bitrix', 'unf'],
])('%s is what the client calls the 1C that is %s here, and the message says so', (name, meant) => {
  const error = new RegExp(`, not "${name}": did you mean '${meant}'\\?$`)
  expect(() => orderFromShop(WHOLE_ORDER, { profile: name as never })).toThrow(error)
  expect(() => writeOrders([], { createdAt: '2026-01-31T12:00:00', profile: name as never })).toThrow(error)
})
