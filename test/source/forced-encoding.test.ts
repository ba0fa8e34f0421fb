import { createReader, type Encoding } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { feedAll, pieces } from '../helpers/bad-inputs.ts'
import { catalog, contents, encode, first, REFERENCE } from './encoded.ts'

describe('the option `encoding`', () => {
  test.each<[Encoding, string]>([
    ['windows-1251', 'UTF-8'],
    ['koi8-r', 'windows-1251'],
    ['cp866', 'base64'],
    ['utf-16le', 'windows-1251'],
    ['utf-16be', 'UTF-8'],
    ['utf-8', 'windows-1251'],
  ])('%s is believed over the declaration of %s', (encoding, declared) => {
    const whole = feedAll([encode(catalog(declared), encoding)], { encoding })
    expect(contents(whole)).toBe(REFERENCE)
    expect(first(whole)).toMatchObject({ encoding, declaredEncoding: declared })
  })

  test('is believed over the bytes', () => {
    const bytes = encode(catalog('UTF-8'), 'utf-8')
    expect(feedAll([bytes], { encoding: 'windows-1251' }).code).toBe('wrong-root')
    expect(feedAll([encode(catalog('UTF-16'), 'utf-16le', true)], { encoding: 'utf-8' }).code).toBe('invalid-encoding')
  })

  test.each<[Encoding, boolean]>([
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16be', true],
    ['utf-8', false],
  ])('%s may come with its byte order mark: %s', (encoding, bom) => {
    const whole = feedAll([encode(catalog(undefined), encoding, bom)], { encoding })
    expect(first(whole)).toMatchObject({ encoding, bom })
  })

  test.each<[Encoding, string]>([
    ['utf-16le', '\n'],
    ['utf-16be', '\n'],
    ['utf-16le', ' \t\r\n'],
    ['utf-16be', ' \t\r\n'],
    ['koi8-r', '\r\n'],
  ])('%s without a mark may have white space before it: %j', (encoding, blank) => {
    const bytes = encode(blank + catalog(undefined), encoding)
    for (const chunks of [[bytes], pieces(bytes, 1)]) {
      const whole = feedAll(chunks, { encoding })
      expect(contents(whole)).toBe(REFERENCE)
      expect(first(whole)).toMatchObject({ encoding, bom: false })
    }
  })

  test.each<Encoding>(['utf-16le', 'utf-16be', 'koi8-r'])(
    '%s: what is no XML is named as it is without',
    (encoding) => {
      for (const other of ['PK\x03\x04\0\0', '\n{"error":1}', '\x1f\x8b\x08\0']) {
        const bytes = Buffer.from(other.padEnd(40), 'latin1')
        expect(feedAll([bytes], { encoding })).toMatchObject({ code: 'not-xml', found: feedAll([bytes]).found })
      }
    },
  )

  test.each(['utf-16', 'UTF-8', 'cp1251', 'utf7', 'base64', 'latin1', '', '__proto__', null, 8])(
    '%j is misuse',
    (encoding) => {
      expect(() => createReader({ onEvent() {} }, { encoding: encoding as Encoding })).toThrow(TypeError)
    },
  )
})
