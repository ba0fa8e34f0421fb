import { describe, expect, test } from 'vitest'
import { essence, feedAll, pieces } from '../helpers/bad-inputs.ts'
import { catalog, encode } from './encoded.ts'

describe('what the first bytes show', () => {
  const doc = catalog(undefined)
  test.each<[string, Uint8Array, string]>([
    ['UTF-32LE with a mark', encode(doc, 'utf-32le', true), 'utf-32'],
    ['UTF-32BE with a mark', encode(doc, 'utf-32be', true), 'utf-32'],
    ['UTF-32LE', encode(doc, 'utf-32le'), 'utf-32'],
    ['UTF-32BE', encode(doc, 'utf-32be'), 'utf-32'],
    ['EBCDIC', Uint8Array.of(0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40), 'ebcdic'],
  ])('%s is refused by name', (_, bytes, found) => {
    for (const chunks of [[bytes], pieces(bytes, 1)]) {
      expect(feedAll(chunks)).toMatchObject({ code: 'unsupported-encoding', found })
    }
  })

  test.each<[string, readonly number[]]>([
    ['one byte of a UTF-8 mark', [0xef]],
    ['two bytes of a UTF-8 mark', [0xef, 0xbb]],
    ['one byte of a UTF-16LE mark', [0xff]],
    ['one byte of a UTF-16BE mark', [0xfe]],
    ['one byte of a UTF-16BE document', [0]],
    ['a UTF-8 mark and nothing else', [0xef, 0xbb, 0xbf]],
    ['a UTF-16LE mark and nothing else', [0xff, 0xfe]],
    ['a UTF-16BE mark and half a character', [0xfe, 0xff, 0]],
    ['a UTF-16LE document cut inside its second character', [0x3c, 0, 0x3f]],
    ['nothing', []],
  ])('%s is a document cut short', (_, bytes) => {
    expect(feedAll([Uint8Array.from(bytes)]).code).toBe('truncated-input')
    expect(feedAll(pieces(Uint8Array.from(bytes), 1)).code).toBe('truncated-input')
  })

  test.each([
    ['gzip data', '\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56\x4a\x54\xb2\x52'],
    ['a ZIP archive', 'PK\x03\x04\x14\x00\x08\x08\x08\x00'],
    ['a ZIP archive', 'PK\x05\x06'],
    ['a RAR archive', 'Rar!\x1a\x07\x01\x00'],
    ['a 7-Zip archive', '7z\xbc\xaf\x27\x1c\x00\x04'],
    ['a PDF document', '%PDF-1.7'],
    ['a 1C spreadsheet (MXL)', 'MOXCEL\x00\x07'],
    ['a PNG picture', '\x89PNG\r\n\x1a\n'],
    ['a JPEG picture', '\xff\xd8\xff\xe0\x00\x10JFIF'],
    ['an old Excel document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    ['a multipart body that was not taken apart', '------WebKitFormBoundary'],
    ['JSON', '{"ok":true}'],
    ['JSON', '\n  [1, 2]'],
    ['PHP output', '\n\nWarning: Undefined variable'],
    ['text that begins "success."', 'success\n'],
    ['text that begins "........"', '\x01\x02\x03\x04\x05\x06\x07\x08'],
    ['text that begins "junk and more ju"', `${' '.repeat(40)}junk and more junk`],
  ])('%s is called that', (found, latin1) => {
    const bytes = new Uint8Array(Buffer.from(latin1, 'latin1'))
    for (const chunks of [[bytes], pieces(bytes, 1), pieces(bytes, 7)]) {
      expect(feedAll(chunks)).toMatchObject({ code: 'not-xml', found, events: [] })
    }
  })

  test('a second byte order mark is no white space', () => {
    const bytes = encode(`\uFEFF${catalog('UTF-8')}`, 'utf-8', true)
    const whole = feedAll([bytes])
    expect(whole).toMatchObject({ code: 'not-well-formed', found: 'U+FEFF' })
    expect(essence(feedAll(pieces(bytes, 1)))).toBe(essence(whole))
  })
})
