import { expect, test } from 'vitest'
import { isSessionId } from '../../src/exchange/session.ts'

test.each([
  ['0123456789abcdef0123456789abcdef', true],
  ['0123456789ABCDEF0123456789ABCDEF', false],
  ['0123456789abcdef0123456789abcde', false],
  ['0123456789abcdef0123456789abcdef0', false],
  ['0123456789abcdef0123456789abcdef\n', false],
  [' 0123456789abcdef0123456789abcdef', false],
  ['../../../../../../../../../etc/pa', false],
  ['__proto__', false],
  ['', false],
])('%j may be an id of ours: %j', (value, ours) => {
  expect(isSessionId(value)).toBe(ours)
})
