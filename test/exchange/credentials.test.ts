import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parseCredentials } from '../../src/exchange/credentials.ts'
import { fc } from '../helpers/properties.ts'

const basic = (text: string, encoding = 'utf-8'): string => `Basic ${iconv.encode(text, encoding).toString('base64')}`

describe('a Basic header', () => {
  test.each<[string, string, string, string]>([
    ['user and password', basic('1c:secret'), '1c', 'secret'],
    ['a password with colons', basic('1c:a:b::c'), '1c', 'a:b::c'],
    ['a colon at the end of the password', basic('1c:a:'), '1c', 'a:'],
    ['an empty password', basic('1c:'), '1c', ''],
    ['an empty user', basic(':secret'), '', 'secret'],
    ['both empty', basic(':'), '', ''],
    ['Cyrillic in UTF-8', basic('Администратор:пароль'), 'Администратор', 'пароль'],
    ['Cyrillic in windows-1251', basic('Администратор:пароль', 'windows-1251'), 'Администратор', 'пароль'],
    ['colons and Cyrillic in windows-1251', basic('Обмен:п:а:р', 'windows-1251'), 'Обмен', 'п:а:р'],
    ['an astral password', basic('1c:😀'), '1c', '😀'],
    ['blanks, which count', basic(' 1c : x '), ' 1c ', ' x '],
    ['the scheme in any case', basic('1c:x').replace('Basic', 'bAsIc'), '1c', 'x'],
    ['blanks around', `  ${basic('1c:x').replace(' ', '   ')}  `, '1c', 'x'],
    ['no padding', basic('1c:xy').replace(/=+$/, ''), '1c', 'xy'],
  ])('may bring %s', (_, header, user, password) => {
    expect(parseCredentials(header)).toEqual({ user, password })
  })

  test.each<[string, string | undefined]>([
    ['there is none', undefined],
    ['it is empty', ''],
    ['it has the scheme alone', 'Basic'],
    ['it has the scheme and a blank', 'Basic '],
    ['the colon is missing', basic('secret')],
    ['the base64 is cut', 'Basic MWM6e'],
    ['the padding is too long', 'Basic MWM6eA===='],
    ['the padding is too short', 'Basic MWM6e=A'],
    ['it is not base64', 'Basic 1c:secret'],
    ['its base64 is that of addresses', 'Basic MWM6_-8='],
    ['something follows', `${basic('1c:x')} realm`],
    ['there are two', `${basic('1c:x')}, ${basic('1c:y')}`],
    ['it is a Bearer', 'Bearer MWM6eA=='],
    ['it is a Digest', 'Digest username="1c", response="6629fae49393a05397450978507c4ef1"'],
    ['the scheme runs into the rest', 'BasicMWM6eA=='],
  ])('is nothing when %s', (_, header) => {
    expect(parseCredentials(header)).toBeUndefined()
  })

  test('of a megabyte is read at once, or seen to be wrong', () => {
    const long = 'x'.repeat(1_000_000)
    expect(parseCredentials(basic(`1c:${long}`))).toEqual({ user: '1c', password: long })
    expect(parseCredentials(`Basic ${' '.repeat(1_000_000)}`)).toBeUndefined()
    expect(parseCredentials(`Basic ${'A'.repeat(1_000_000)}!`)).toBeUndefined()
  })

  test('gives back any user without a colon and any password', () => {
    const user = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(':'))
    fc.assert(
      fc.property(user, fc.string({ unit: 'grapheme' }), (user, password) => {
        expect(parseCredentials(basic(`${user}:${password}`))).toEqual({ user, password })
      }),
    )
  })

  test('never throws', () => {
    const header = fc.tuple(fc.constantFrom('Basic ', 'basic', ''), fc.oneof(fc.base64String(), fc.string()))
    fc.assert(
      fc.property(header, ([scheme, rest]) => {
        const credentials = parseCredentials(scheme + rest)
        if (credentials !== undefined) expect(credentials.user).not.toContain(':')
      }),
      { numRuns: 2_000 },
    )
  })
})
