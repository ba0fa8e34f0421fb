import { expect, test } from 'vitest'
import { cookieValues } from '../../src/exchange/cookie.ts'

test.each<[string | undefined, string, readonly string[]]>([
  [undefined, 'without a header', []],
  ['', 'of an empty one', []],
  ['sid=abc', 'alone', ['abc']],
  ['other=1; sid=abc; more=2', 'among others', ['abc']],
  ['sid=a; sid=b', 'twice', ['a', 'b']],
  ['sid=a;sid=b;', 'without blanks', ['a', 'b']],
  ['  sid=a  ', 'between blanks', ['a']],
  ['sid="a"', 'in quotes', ['a']],
  ['sid="a', 'with one quote', ['"a']],
  ['sid=', 'without a value', ['']],
  ['sid=a=b==', 'with signs of its own', ['a=b==']],
  ['sid', 'without a sign', []],
  ['SID=a', 'in other letters: names of cookies keep their case', []],
  ['mysid=a; sid2=b; xsid=c', 'that only ends or begins so', []],
  ['__proto__=a; constructor=b', 'of other names', []],
  ['sid=a, sid=b', 'joined by a comma', ['a, sid=b']],
])('%j: a cookie %s', (header, _, values) => {
  expect(cookieValues(header, 'sid')).toEqual(values)
})

test('without a name the values of all are given', () => {
  expect(cookieValues('a=1; sid; b="2"; =3; a=4=5')).toEqual(['1', '2', '3', '4=5'])
  expect(cookieValues(undefined)).toEqual([])
})

test('the name is no pattern', () => {
  expect(cookieValues('aXb=1; a.b=2', 'a.b')).toEqual(['2'])
})

test('thousands of cookies are read at once', () => {
  const header = Array.from({ length: 20_000 }, (_, index) => `sid=${index}`).join('; ')
  expect(cookieValues(header, 'sid')).toHaveLength(20_000)
})
