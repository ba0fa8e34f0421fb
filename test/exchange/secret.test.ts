import { expect, test } from 'vitest'
import { sameSecret } from '../../src/exchange/secret.ts'
import { fc } from '../helpers/properties.ts'

const close = fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'я'), maxLength: 6 })
const secret = fc.oneof(close, fc.string({ unit: 'binary' }))
const pair = fc.oneof(
  fc.tuple(close, close),
  fc.tuple(secret, secret),
  secret.map((text): [string, string] => [text, text]),
  fc.tuple(secret, secret).map(([head, tail]): [string, string] => [head, head + tail]),
  fc.tuple(secret, fc.nat({ max: 3 })).map(([text, times]): [string, string] => [text, text.repeat(times)]),
)

test('says of any two what === says', () => {
  let same = 0
  fc.assert(
    fc.property(pair, ([one, other]) => {
      if (one === other) same++
      expect(sameSecret(one, other)).toBe(one === other)
      expect(sameSecret(other, one)).toBe(one === other)
    }),
    { numRuns: 20_000 },
  )
  expect(same).toBeGreaterThan(1_000)
})

test.each([
  ['', '', true],
  ['', 'a', false],
  ['a', '', false],
  ['ab', 'abab', false],
  ['abab', 'ab', false],
  ['пароль', 'пароль', true],
  ['пароль', 'Пароль', false],
  ['\0', '', false],
  // One letter in two spellings: who wants them equal normalizes both.
  ['\u0439', '\u0438\u0306', false],
])('%j and %j: %j', (one, other, same) => {
  expect(sameSecret(one, other)).toBe(same)
})

// Two empty lists were the same secret as no text at all.
test.each([
  [[], ''],
  ['', []],
  ['a', undefined],
  [undefined, 'a'],
  [null, null],
  [{ length: 0 }, ''],
])('does not compare %o with %o', (one, other) => {
  expect(() => sameSecret(one as never, other as never)).toThrow(new TypeError('sameSecret() compares two strings'))
})
