import {
  type CommerceMLErrorCode,
  type CommerceMLEvent,
  createReader,
  type DocumentEvent,
  type Encoding,
} from 'commerceml'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { cutAt, essence, feedAll, issuesIn, type Outcome, pieces, readAll } from '../helpers/bad-inputs.ts'

const LETTERS = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя'

/** A catalog with a declaration, if any, in characters that every encoding here has. */
function catalog(declared: string | undefined, extra = ''): string {
  const declaration = declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>\n`
  return `${declaration}<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2024-02-01">
  <Каталог СодержитТолькоИзменения="true">
    <Ид>bd72d8f9-55bc-11d9-848a-00112f43529a</Ид>
    <Наименование>Основной каталог\u00A0товаров</Наименование>
    <Товары>
      <Товар Статус="Изменён">
        <Ид>чайник</Ид>
        <Наименование>${LETTERS}${extra}</Наименование>
        <Картинка>import_files/чайник.jpg</Картинка>
        <НашеПоле>&#1105; &amp; ё</НашеПоле>
      </Товар>
    </Товары>
  </Каталог>
</КоммерческаяИнформация>
`
}

const encode = (text: string, encoding: string, addBOM = false): Uint8Array =>
  new Uint8Array(iconv.encode(text, encoding, { addBOM }))

interface Variant {
  readonly name: string
  readonly encoding: Encoding
  readonly bytes: (extra?: string) => Uint8Array
  readonly declared: string | undefined
  readonly bom: boolean
}

const variant = (encoding: Encoding, declared: string | undefined, bom = false): Variant => ({
  name: `${encoding}${bom ? ' with a byte order mark' : ''}, ${declared === undefined ? 'not declared' : `declared ${declared}`}`,
  encoding,
  bytes: (extra) => encode(catalog(declared, extra), encoding, bom),
  declared,
  bom,
})

const VARIANTS = [
  variant('utf-8', 'UTF-8'),
  variant('utf-8', 'utf8'),
  variant('utf-8', undefined),
  variant('utf-8', 'UTF-8', true),
  variant('utf-8', undefined, true),
  variant('utf-16le', 'UTF-16', true),
  variant('utf-16be', 'UTF-16', true),
  variant('utf-16le', undefined, true),
  variant('utf-16be', undefined, true),
  variant('utf-16le', 'UTF-16LE'),
  variant('utf-16be', 'UTF-16BE'),
  variant('utf-16le', undefined),
  variant('utf-16be', undefined),
  variant('windows-1251', 'windows-1251'),
  variant('windows-1251', 'CP1251'),
  variant('koi8-r', 'KOI8-R'),
  variant('cp866', 'cp866'),
  variant('cp866', 'IBM866'),
  variant('iso-8859-5', 'ISO-8859-5'),
]

/** What was told, without what must differ: offsets, and what is said of the encoding. */
function contents({ code, events }: Outcome): string {
  expect(code).toBe('accepted')
  return JSON.stringify(
    events.map((event) => JSON.parse(event)),
    (key, value) => (['offset', 'encoding', 'declaredEncoding', 'bom'].includes(key) ? undefined : value),
  )
}

const first = ({ events }: Outcome): CommerceMLEvent => JSON.parse(events[0] ?? '{}') as CommerceMLEvent

const REFERENCE = contents(feedAll([catalog('UTF-8').replace(/.*\n/, '\n')]))

describe.each(VARIANTS)('$name', ({ bytes, encoding, declared, bom }) => {
  const whole = feedAll([bytes()])

  test('gives the same events as text does', () => {
    expect(contents(whole)).toBe(
      declared === undefined ? REFERENCE.replaceAll(/"line":(\d+)/g, oneLineLess) : REFERENCE,
    )
  })

  test('is named in the document event', () => {
    const { declaredEncoding, ...event } = first(whole) as DocumentEvent
    expect(event).toMatchObject({ type: 'document', encoding, bom })
    expect(declaredEncoding).toBe(declared)
    expect(issuesIn(whole)).toEqual([])
  })

  test('may be cut at every byte', () => {
    const all = bytes()
    const differing = Array.from(all.keys()).filter((at) => essence(feedAll(cutAt(all, at))) !== essence(whole))
    expect(differing).toEqual([])
    expect(essence(feedAll(pieces(all, 1)))).toBe(essence(whole))
  })

  test('gives no replacement character', () => {
    expect(essence(whole)).not.toContain('\uFFFD')
  })
})

function oneLineLess(_: string, line: string): string {
  return `"line":${Number(line) - 1}`
}

describe.each(VARIANTS.filter(({ encoding }) => encoding.startsWith('utf')))('$name', ({ bytes }) => {
  test('characters beyond the basic plane survive a cut at every byte', () => {
    const all = bytes('😀𐍈')
    const whole = feedAll([all])
    expect(essence(whole)).toContain(`${LETTERS}😀𐍈`)
    const differing = Array.from(all.keys()).filter((at) => essence(feedAll(cutAt(all, at))) !== essence(whole))
    expect(differing).toEqual([])
  })

  test('a replacement character that stands in the document is one like any other', () => {
    expect(essence(feedAll([bytes('\uFFFD')]))).toContain(`${LETTERS}\uFFFD`)
  })
})

describe('each one-byte encoding reads all its 256 bytes as iconv does', () => {
  test.each(['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'] as const)('%s', (encoding) => {
    // What XML itself does not allow, and what it changes, is left out: controls, < and &.
    const undefinedBytes = encoding === 'windows-1251' ? [0x98] : []
    const skipped = new Set([...Array(32).keys(), 0x26, 0x3c, ...undefinedBytes])
    const body = Uint8Array.from([...Array(256).keys()].filter((byte) => !skipped.has(byte)))
    const [head = '', tail = ''] = catalog(encoding).split(LETTERS)
    const whole = feedAll([encode(head, encoding), body, encode(tail, encoding)])
    expect(whole.code).toBe('accepted')
    const product = whole.events
      .map((event) => JSON.parse(event) as CommerceMLEvent)
      .find(({ type }) => type === 'product')
    expect(product).toMatchObject({ product: { name: iconv.decode(Buffer.from(body), encoding) } })
  })
})

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

describe('windows-1251 whose first letters happen to be UTF-8', () => {
  test.each(['Её каталог', 'Вё', 'Её', 'Ря'])('is read as declared: %s', (words) => {
    const text = `<?xml version="1.0" encoding="windows-1251"?>\n<!-- ${words} -->${catalog(undefined)}`
    const outcome = feedAll([iconv.encode(text, 'win1251')])
    expect(outcome.code).toBe('accepted')
    expect(issuesIn(outcome)).not.toContain('encoding-mismatch')
  })
})
