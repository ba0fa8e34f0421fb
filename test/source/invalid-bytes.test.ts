import { createReader, type Encoding } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { cutAt, essence, feedAll, pieces } from '../helpers/bad-inputs.ts'
import { catalog, encode, LETTERS } from './encoded.ts'

/** The document with bytes in place of the letters, and where they are. */
function withBytes(encoding: Encoding, bad: readonly number[]): { bytes: Uint8Array; at: number } {
  const [head = '', tail = ''] = catalog(encoding).split(LETTERS)
  const before = encode(head, encoding)
  return { bytes: Buffer.concat([before, Uint8Array.from(bad), encode(tail, encoding)]), at: before.length }
}

describe('bytes that no character has are refused', () => {
  test.each<[Encoding, string, number[], string]>([
    ['utf-8', 'a continuation byte alone', [0x61, 0x80, 0x61], 'byte 80'],
    ['utf-8', 'a lead byte alone', [0xd0, 0x61], 'byte D0'],
    ['utf-8', 'three bytes of four', [0xf0, 0x9f, 0x98, 0x61], 'byte F0'],
    ['utf-8', 'an overlong <', [0xc0, 0xbc], 'byte C0'],
    ['utf-8', 'an overlong / in three bytes', [0xe0, 0x80, 0xaf], 'byte E0'],
    ['utf-8', 'a surrogate', [0xed, 0xa0, 0x80], 'byte ED'],
    ['utf-8', 'a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], 'byte ED'],
    ['utf-8', 'more than U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 'byte F4'],
    ['utf-8', 'FE', [0xfe], 'byte FE'],
    ...['\x80', '\u07ff', '\u0800', '\u0fff', '\u1000', '\ud7ff', '\ue000', '\u{10000}', '\u{3ffff}', '\u{10fffd}'].map(
      (char): [Encoding, string, number[], string] => [
        'utf-8',
        `FF behind ${JSON.stringify(char)}`,
        [...Buffer.from(char), 0xff],
        'byte FF',
      ],
    ),
    ['utf-8', 'a windows-1251 word', [0xd7, 0xe0, 0xe9], 'byte D7'],
    ['windows-1251', 'the undefined 98', [0x98], 'byte 98'],
    ['utf-16le', 'a high surrogate alone', [0x3d, 0xd8, 0x61, 0x00], 'bytes 3D D8'],
    ['utf-16le', 'a low surrogate alone', [0x00, 0xde, 0x61, 0x00], 'bytes 00 DE'],
    ['utf-16le', 'a pair in the wrong order', [0x00, 0xde, 0x3d, 0xd8], 'bytes 00 DE'],
    ['utf-16be', 'a high surrogate alone', [0xd8, 0x3d, 0x00, 0x61], 'bytes D8 3D'],
    ['utf-16be', 'a low surrogate alone', [0xde, 0x00, 0x00, 0x61], 'bytes DE 00'],
  ])('%s: %s', (encoding, _, bad, found) => {
    const { bytes, at } = withBytes(encoding, bad)
    const whole = feedAll([bytes])
    expect(whole).toMatchObject({ code: 'invalid-encoding', found })
    const offset = at + (bad.at(-1) === 0xff ? bad.length - 1 : bad[0] === 0x61 ? 1 : 0)
    expect(whole.position?.offset).toBe(offset)
    expect(whole.events.length).toBeGreaterThan(1) // what stands before it has been told
    expect(essence(whole)).not.toContain('\uFFFD')
    const differing = Array.from(bytes.keys()).filter((at) => essence(feedAll(cutAt(bytes, at))) !== essence(whole))
    expect(differing).toEqual([])
    const byBytes = feedAll(pieces(bytes, 1))
    expect(essence(byBytes)).toBe(essence(whole))
    expect(byBytes.position?.offset).toBe(offset)
  })

  test.each<[Encoding, number[], string]>([
    ['utf-16le', [0x3d, 0xd8, 0x00, 0xde, 0x05, 0xde], 'bytes 05 DE'],
    ['utf-16be', [0xd8, 0x3d, 0xde, 0x00, 0xde, 0x05], 'bytes DE 05'],
  ])('%s: half a pair behind a whole one', (encoding, bad, found) => {
    const { bytes, at } = withBytes(encoding, bad)
    for (const chunks of [[bytes], pieces(bytes, 1)]) {
      expect(feedAll(chunks)).toMatchObject({ code: 'invalid-encoding', found, position: { offset: at + 4 } })
    }
  })
})

describe('bytes behind the root that begin a character', () => {
  test.each<[Encoding, number[]]>([
    ['utf-8', [0xd0]],
    ['utf-8', [0xf0, 0x9f, 0x98]],
    ['utf-16le', [0x0a]],
    ['utf-16le', [0x3d, 0xd8]],
    ['utf-16be', [0x00]],
    ['utf-16be', [0xd8, 0x3d, 0xde]],
  ])('are refused, as the character is cut off: %s %j', (encoding, cut) => {
    const bytes = Buffer.concat([encode(catalog(encoding), encoding), Uint8Array.from(cut)])
    for (const chunks of [[bytes], pieces(bytes, 1), cutAt(bytes, bytes.length - 2)]) {
      expect(feedAll(chunks)).toMatchObject({ code: 'truncated-input' })
    }
  })
})

test.each<[Encoding, number[], string]>([
  ['utf-8', [0xd7, 0xe0], 'byte D7 is not utf-8'],
  ['windows-1251', [0x98], 'byte 98 is not windows-1251'],
  ['utf-16le', [0x00, 0xde], 'bytes 00 DE is not utf-16le'],
])('the error says where to name the encoding that a document has: %s', (encoding, bad, what) => {
  const reader = createReader({ onEvent: () => {} })
  const read = (): void => {
    reader.feed(withBytes(encoding, bad).bytes)
    reader.end()
  }
  expect(read).toThrow(`${what}: if the document is in another encoding, name it in the option encoding (line `)
})
