import { describe, expect, test } from 'vitest'
import { essence, feedAll, issuesIn, pieces, readAll } from '../helpers/bad-inputs.ts'
import { catalog, first } from './encoded.ts'

describe('text', () => {
  const text = catalog('windows-1251', '😀')

  test('has no encoding: what its declaration says is about the bytes it once was', () => {
    const whole = feedAll([text])
    expect(issuesIn(whole)).toEqual([])
    expect(first(whole)).toMatchObject({ encoding: 'utf-8', declaredEncoding: 'windows-1251', bom: false })
    expect(feedAll([text.replace('windows-1251', 'UTF-16')]).code).toBe('accepted')
    expect(feedAll([text.replace('windows-1251', 'base64')]).code).toBe('accepted')
  })

  test('may begin with a byte order mark', () => {
    expect(first(feedAll([`\uFEFF${text}`]))).toMatchObject({ bom: true })
    expect(feedAll([`\uFEFF\uFEFF${text}`]).found).toBe('U+FEFF')
  })

  test('may be cut everywhere, also inside a surrogate pair', async () => {
    const whole = essence(feedAll([text]))
    expect(whole).toContain('😀')
    for (let at = 0; at <= text.length; at++) expect(essence(feedAll([text.slice(0, at), text.slice(at)]))).toBe(whole)
    expect(essence(feedAll(pieces(text, 1)))).toBe(whole)
    expect(essence(await readAll(pieces(text, 1)))).toBe(whole)
  })

  test('a long string may hold a pair where it is sliced', async () => {
    const padding = 65_536 - text.indexOf('😀') - 1
    const long = text.replace('😀', `${'x'.repeat(padding)}😀`)
    expect(long.indexOf('😀')).toBe(65_535)
    expect(essence(await readAll(long))).toBe(essence(feedAll([long])))
  })

  test.each([
    ['a high surrogate alone', '\uD83D'],
    ['a low surrogate alone', '\uDE00'],
    ['a pair in the wrong order', '\uDE00\uD83D'],
    ['two high surrogates', '\uD83D\uD83D\uDE00'],
  ])('%s is refused, however it is cut', (_, bad) => {
    const broken = text.replace('😀', bad)
    for (const chunks of [[broken], pieces(broken, 1), pieces(broken, 7)]) {
      expect(feedAll(chunks)).toMatchObject({ code: 'invalid-encoding', found: 'lone surrogate' })
    }
  })

  test('that ends inside a pair is cut short', () => {
    const cut = text.slice(0, text.indexOf('😀') + 1)
    expect(feedAll([cut]).code).toBe('truncated-input')
    expect(feedAll(pieces(cut, 1)).code).toBe('truncated-input')
  })
})
