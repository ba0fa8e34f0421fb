import type { CommerceMLErrorCode } from 'commerceml'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { cutAt, essence, feedAll, issuesIn, pieces } from '../helpers/bad-inputs.ts'
import { catalog, encode, first, LETTERS } from './encoded.ts'

describe('the declaration', () => {
  test.each([
    ...['utf7', 'UTF-7', 'utf-7-imap', 'base64', 'hex', 'binary', 'ucs2', 'utf-32', 'UTF-16X', 'ISO-10646-UCS-4'],
    ...['windows-1252', 'iso-8859-1', 'latin1', 'koi8-u', 'cp855', 'x-mac-cyrillic', 'shift_jis', 'gbk'],
    ...['__proto__', 'constructor', 'toString', '', ' utf-8', 'utf‑8'],
  ])('%j is no encoding that is read', (name) => {
    const bytes = encode(catalog(name), 'utf-8')
    const whole = feedAll([bytes])
    expect(whole).toMatchObject({ code: 'unsupported-encoding', events: [] })
    expect(essence(feedAll(pieces(bytes, 1)))).toBe(essence(whole))
  })

  test.each([
    ['utf-8', 'windows-1251'],
    ['utf-8', 'KOI8-R'],
    ['utf-8', 'cp866'],
    ['utf-8', 'ISO-8859-5'],
  ])('%s bytes declared %s are read rightly and reported', (encoding, declared) => {
    const bytes = encode(catalog(declared), encoding)
    const whole = feedAll([bytes])
    expect(issuesIn(whole)).toEqual(['encoding-mismatch'])
    expect(first(whole)).toMatchObject({ encoding: 'utf-8', declaredEncoding: declared })
    expect(essence(whole)).toContain(LETTERS)
    const differing = Array.from(bytes.keys()).filter((at) => essence(feedAll(cutAt(bytes, at))) !== essence(whole))
    expect(differing).toEqual([])
    expect(feedAll([bytes], { strict: true })).toMatchObject({ code: 'strict-issue', found: 'encoding-mismatch' })
  })

  test('a byte order mark tells more than a declaration', () => {
    const whole = feedAll([encode(catalog('windows-1251'), 'utf-8', true)])
    expect(issuesIn(whole)).toEqual(['encoding-mismatch'])
    expect(first(whole)).toMatchObject({ encoding: 'utf-8', bom: true })
  })

  test.each<[string, string, string, boolean, CommerceMLErrorCode]>([
    ['windows-1251 bytes, declared', 'UTF-8', 'windows-1251', false, 'invalid-encoding'],
    ['windows-1251 bytes behind a UTF-8 mark, declared', 'windows-1251', 'windows-1251', true, 'invalid-encoding'],
    ['UTF-8 bytes, declared', 'UTF-16', 'utf-8', false, 'invalid-encoding'],
    ['UTF-8 bytes with a mark, declared', 'UTF-16LE', 'utf-8', true, 'invalid-encoding'],
    ['windows-1251 bytes, declared', 'UTF-16', 'windows-1251', false, 'invalid-encoding'],
    ['UTF-16LE bytes with a mark, declared', 'UTF-8', 'utf-16le', true, 'invalid-encoding'],
    ['UTF-16LE bytes, declared', 'UTF-16BE', 'utf-16le', false, 'invalid-encoding'],
    ['UTF-16BE bytes, declared', 'windows-1251', 'utf-16be', false, 'invalid-encoding'],
    // Other Cyrillic letters: nothing but the names shows it.
    ['windows-1251 bytes, declared', 'KOI8-R', 'windows-1251', false, 'wrong-root'],
    // Pseudographics, which no name may hold.
    ['windows-1251 bytes, declared', 'cp866', 'windows-1251', false, 'not-well-formed'],
  ])('%s %s are refused', (_, declared, encoding, mark, code) => {
    const marked = mark && encoding === 'windows-1251'
    const body = encode(catalog(declared), encoding, mark && !marked)
    const bytes = marked ? Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), body]) : body
    const whole = feedAll([bytes])
    expect(whole.code).toBe(code)
    const differing = Array.from(bytes.keys()).filter((at) => essence(feedAll(cutAt(bytes, at))) !== essence(whole))
    expect(differing).toEqual([])
  })

  test('counts wherever it ends within 64 KiB, and whatever is fed at once', () => {
    const spaces = ' '.repeat(60_000)
    const late = encode(catalog('windows-1251').replace(' encoding', `${spaces} encoding`), 'windows-1251')
    for (const size of [late.length, 65_536, 1_000])
      expect(feedAll(pieces(late, size)).code, `${size}`).toBe('accepted')
  })

  test('a lie is looked for in the first 64 KiB, however much is fed at once', () => {
    const padding = `<!--${'x'.repeat(70_000)}-->`
    const bytes = encode(catalog('windows-1251').replace('?>\n', `?>\n${padding}`), 'utf-8')
    const limits = { prologLength: Number.POSITIVE_INFINITY }
    const whole = feedAll([bytes], { limits })
    for (const size of [100_000, 65_536, 1_000])
      expect(essence(feedAll(pieces(bytes, size), { limits }))).toBe(essence(whole))
  })

  test('takes no longer to find in a large piece than in small ones', () => {
    const endless = encode(`<?xml ${' '.repeat(4_000_000)}`, 'utf-8')
    expect(feedAll([endless]).found).toBe('prologLength')
  })
})

describe('windows-1251 whose first letters happen to be UTF-8', () => {
  test.each(['Её каталог', 'Вё', 'Её', 'Ря'])('is read as declared: %s', (words) => {
    const text = `<?xml version="1.0" encoding="windows-1251"?>\n<!-- ${words} -->${catalog(undefined)}`
    const outcome = feedAll([iconv.encode(text, 'win1251')])
    expect(outcome.code).toBe('accepted')
    expect(issuesIn(outcome)).not.toContain('encoding-mismatch')
  })
})
