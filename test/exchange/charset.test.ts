import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { charsetLabel, encodeText } from '../../src/exchange/charset.ts'
import { fc } from '../helpers/properties.ts'

const ansi = (text: string): string => Buffer.from(encodeText(text, 'windows-1251')).toString('latin1')

describe('windows-1251', () => {
  const decoder = new TextDecoder('windows-1251')
  const defined = [...Array(256).keys()].filter((byte) => byte !== 0x98)

  test('writes each of its 255 characters as the byte that it is read from', () => {
    for (const byte of defined) {
      const character = decoder.decode(Uint8Array.of(byte))
      expect([...encodeText(character, 'windows-1251')], character).toEqual([byte])
      expect(iconv.encode(character, 'windows-1251')[0], character).toBe(byte)
    }
    const all = decoder.decode(Uint8Array.from(defined))
    expect([...encodeText(all, 'windows-1251')]).toEqual(defined)
  })

  test.each([
    ['an astral character', '😀', '&#128512;'],
    ['a letter of another alphabet', 'ä', '&#228;'],
    ['a Kazakh letter', 'Қ', '&#1178;'],
    ['the rouble sign', '₽', '&#8381;'],
    ['a combining letter in its two parts', 'и\u0306', '\xe8&#774;'],
    ['what the one undefined byte stands for', '\x98', '&#152;'],
    ['a character that is none', 'a\uffffb', 'a&#65535;b'],
    ['half a pair', 'a\ud83db', 'a&#65533;b'],
    ['the other half', '\ude00', '&#65533;'],
    ['halves in the wrong order', '\ude00\ud83d', '&#65533;&#65533;'],
    ['a byte order mark', '\ufeff', '&#65279;'],
    ['nothing', '', ''],
  ])('%s is not lost', (_, text, bytes) => {
    expect(ansi(text)).toBe(bytes)
  })

  test('any text comes back, its other characters by their numbers', () => {
    const characters = fc.string({ unit: 'binary' }).filter((text) => !/&#\d+;/.test(text))
    fc.assert(
      fc.property(characters, (text) => {
        const read = decoder.decode(encodeText(text, 'windows-1251'))
        expect(read.replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe.each(['utf-8', 'utf-8-bom'] as const)('%s', (charset) => {
  const mark = charset === 'utf-8' ? '' : 'efbbbf'

  test.each([
    ['Ё', 'd081'],
    ['😀', 'f09f9880'],
    ['', ''],
    ['\ud83d', 'efbfbd'],
    ['\ufeff', 'efbbbf'],
  ])('writes %j', (text, bytes) => {
    expect(Buffer.from(encodeText(text, charset)).toString('hex')).toBe(mark + bytes)
  })
})

test('the mark is no part of the name', () => {
  const names = (['windows-1251', 'utf-8', 'utf-8-bom'] as const).map(charsetLabel)
  expect(names).toEqual(['windows-1251', 'utf-8', 'utf-8'])
})
