import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { wireBytes, wireText } from '../../src/exchange/wire-text.ts'
import { fc } from '../helpers/properties.ts'

describe('bytes that do not tell their encoding', () => {
  test.each([
    ['in UTF-8', Buffer.from('товар 😀'), 'товар 😀'],
    ['in windows-1251', iconv.encode('товар №1', 'windows-1251'), 'товар №1'],
    ['in ASCII', Buffer.from('import.xml'), 'import.xml'],
    ['with a byte order mark, which stays', Buffer.from('\ufeffa'), '\ufeffa'],
    ['none', Buffer.alloc(0), ''],
    ['an overlong slash, which is no slash', Buffer.from([0xc0, 0xaf]), 'АЇ'],
    ['half of a pair in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'н\u00a0Ђ'],
  ])('%s are read', (_, bytes, text) => {
    expect(wireText(bytes)).toBe(text)
  })

  test('are read whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof wireText(bytes) === 'string'))
  })
})

describe('a string of the wire', () => {
  test('has a byte in each character, as Node hands it out', () => {
    const all = [...Array(256).keys()]
    expect([...wireBytes(String.fromCharCode(...all))]).toEqual(all)
  })

  test('that was decoded already is UTF-8 again', () => {
    expect(Buffer.from(wireBytes('тovar é')).toString()).toBe('тovar é')
  })

  test('comes back as it was, in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wireText(wireBytes(Buffer.from(text).toString('latin1')))).toBe(text)
      }),
    )
  })
})
