import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../src/exchange/query.ts'
import { fc } from '../helpers/properties.ts'

const percent = (text: string, encoding: string): string =>
  [...iconv.encode(text, encoding)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** As Node gives the target of a request: a character for each byte. */
const raw = (text: string, encoding: string): string => iconv.encode(text, encoding).toString('latin1')

describe('addresses as they come', () => {
  test.each<[string, string, Record<string, string>]>([
    ['nothing', '', {}],
    ['a path', '/1c', {}],
    ['a path and a question mark', '/1c?', {}],
    ['a catalog', '/1c?type=catalog&mode=init', { type: 'catalog', mode: 'init' }],
    ['a whole URL', 'https://shop.example:8080/1c?type=sale', { type: 'sale' }],
    [
      'a second question mark (T10)',
      '/?wc1c=exchange?type=catalog&mode=init',
      { wc1c: 'exchange', type: 'catalog', mode: 'init' },
    ],
    [
      'an address that was given with its command (T10)',
      '/cml/exchange?type=catalog&mode=checkauth?type=catalog&mode=file&filename=import0_1.xml',
      { type: 'catalog', mode: 'file', filename: 'import0_1.xml' },
    ],
    ['a third one', '/?a=1?b=2?a=3', { a: '3', b: '2' }],
    ['two at once', '/??type=catalog', { type: 'catalog' }],
    [
      '&& of 1С-Битрикс',
      '?type=reference&mode=init&&version=2.08',
      { type: 'reference', mode: 'init', version: '2.08' },
    ],
    ['a trailing &', '?type=catalog&filename=a.xml&', { type: 'catalog', filename: 'a.xml' }],
    ['a leading &', '?&type=catalog', { type: 'catalog' }],
    ['nothing but &', '?&&&', {}],
    [
      '&amp;, of who has the address from a page',
      '?type=catalog&amp;mode=file&amp;&amp;filename=a.xml&amp;',
      { type: 'catalog', mode: 'file', filename: 'a.xml' },
    ],
    ['an encoded &amp;', '?filename=a%26amp;b.xml', { filename: 'a&amp;b.xml' }],
    [
      'sessid last, as УТ 11 has it',
      '?mode=file&filename=a.xml&sessid=t',
      { mode: 'file', filename: 'a.xml', sessid: 't' },
    ],
    [
      'sessid in front, as УНФ has it',
      '?type=catalog&sessid=t&version=2.09&cmlVersion=2.10&mode=init',
      { type: 'catalog', sessid: 't', version: '2.09', cmlVersion: '2.10', mode: 'init' },
    ],
    ['the last of a name', '?mode=checkauth&mode=init&mode=file', { mode: 'file' }],
    ['the last of a name, empty', '?mode=init&mode=', { mode: '' }],
    ['the last of a name, without a sign', '?mode=init&mode', { mode: '' }],
    ['a list of PHP, which is another name', '?filename[]=a&filename[0]=b', { 'filename[]': 'a', 'filename[0]': 'b' }],
    ['a list of PHP, encoded', '?filename%5B%5D=a', { 'filename[]': 'a' }],
    ['signs in a value', '?sessid=a=b==', { sessid: 'a=b==' }],
    ['a sign first', '?=a', { '': 'a' }],
    ['an encoded name', '?%74ype=catalog', { type: 'catalog' }],
    ['encoded &, = and ?', '?a=1%26b%3D2%3Fc', { a: '1&b=2?c' }],
    ['a fragment', '?mode=init#&mode=file', { mode: 'init' }],
    ['a fragment without parameters', '/1c#?mode=init', {}],
    ['a blank', '?a=b+c%20d', { a: 'b c d' }],
    ['an encoded plus', '?a=b%2Bc', { a: 'b+c' }],
    ['% alone', '?a=%', { a: '%' }],
    ['% and one digit', '?a=%2', { a: '%2' }],
    ['% and other letters', '?a=%zz%2g%g2', { a: '%zz%2g%g2' }],
    ['% and signs beside the digits', '?a=%:0%@0%`a%/a%Ga', { a: '%:0%@0%`a%/a%Ga' }],
    ['%% and digits', '?a=%%41', { a: '%A' }],
    ['both cases of digits', '?a=%4a%4A%aF', { a: 'JJЇ' }],
    ['encoded twice: once is read', '?a=%252e%252e', { a: '%2e%2e' }],
    ['encoded NUL', '?a=b%00c', { a: 'b\0c' }],
    ['Cyrillic in UTF-8', `?filename=${percent('Товары.xml', 'utf-8')}`, { filename: 'Товары.xml' }],
    ['Cyrillic in windows-1251', `?filename=${percent('Товары.xml', 'windows-1251')}`, { filename: 'Товары.xml' }],
    ['raw bytes of UTF-8', `?filename=${raw('Товары.xml', 'utf-8')}`, { filename: 'Товары.xml' }],
    ['raw bytes of windows-1251', `?filename=${raw('Товары.xml', 'windows-1251')}`, { filename: 'Товары.xml' }],
    ['raw and encoded bytes of one letter', `?a=\xd0%81`, { a: 'Ё' }],
    ['each value by itself', `?a=${percent('ё', 'utf-8')}&b=${percent('ё', 'windows-1251')}`, { a: 'ё', b: 'ё' }],
    ['letters decoded by who was before', '?filename=Товары.xml', { filename: 'Товары.xml' }],
    ['decoded letters among bytes', '?a=Ё%d0%81', { a: 'ЁЁ' }],
    ['half a pair', '?a=\ud83d', { a: '\ufffd' }],
    ['names of members of every object', '?constructor=b&toString=c', { constructor: 'b', toString: 'c' }],
  ])('%s', (_, url, parameters) => {
    expect([...parseQuery(url)]).toEqual(Object.entries(parameters))
  })

  test('__proto__ is a name like any other', () => {
    const query = parseQuery('?__proto__=a&__proto__[mode]=init')
    expect([...query]).toEqual([
      ['__proto__', 'a'],
      ['__proto__[mode]', 'init'],
    ])
    expect(query.get('mode')).toBeUndefined()
    expect(({} as Record<string, unknown>)['mode']).toBeUndefined()
  })
})

describe('thousands of parameters', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => `p${index}=${index}`).join('&')

  test('do not all have a place', () => {
    const query = parseQuery(`?type=catalog&${many}`)
    expect(query.size).toBe(64)
    expect(query.get('type')).toBe('catalog')
  })

  test('do not keep the last of a name from counting', () => {
    expect(parseQuery(`?mode=init&${many}&mode=file`).get('mode')).toBe('file')
    expect(parseQuery(`?${'mode=init&'.repeat(50_000)}mode=file`).get('mode')).toBe('file')
  })

  test('or a megabyte in one, are read at once', () => {
    expect(parseQuery(`?a=${'%'.repeat(1_000_000)}`).get('a')).toHaveLength(1_000_000)
    expect(parseQuery('?'.repeat(1_000_000)).size).toBe(0)
  })
})

test('any parameters come back as they were encoded', () => {
  const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 10 })
  const parameters = fc.uniqueArray(fc.tuple(word, word), { selector: ([name]) => name, maxLength: 20 })
  fc.assert(
    fc.property(parameters, (pairs) => {
      const query = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
      expect([...parseQuery(`/1c?${query}`)]).toEqual(pairs)
    }),
  )
})

test('nothing is thrown at any address', () => {
  const unit = fc.oneof(fc.constantFrom('?', '&', '=', '%', '#', '+', '0', 'f', '\xd0'), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      expect(parseQuery(`?${parts.join('')}`).size).toBeLessThanOrEqual(64)
    }),
    { numRuns: 2_000 },
  )
})
