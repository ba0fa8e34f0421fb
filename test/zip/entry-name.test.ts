import path from 'node:path'
import { encode } from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { isCommerceMLError } from '../../src/errors.ts'
import { DEFAULT_LIMITS } from '../../src/limits.ts'
import { decodeCp866 } from '../../src/source/legacy.ts'
import { decodeName, type SafeName, safeName } from '../../src/zip/entry-name.ts'
import { quoted } from '../../src/zip/refusal.ts'
import { fc } from '../helpers/properties.ts'
import { unpack } from './every-source.ts'
import { unicodePath, zipBytes } from './zip-bytes.ts'

const ACCEPTED: readonly (readonly [given: string, name: string, directory?: boolean])[] = [
  ['import.xml', 'import.xml'],
  ['import_files/ab/ab12.jpg', 'import_files/ab/ab12.jpg'],
  ['import_files\\ab\\ab12.jpg', 'import_files/ab/ab12.jpg'],
  ['import_files/', 'import_files', true],
  ['import_files\\', 'import_files', true],
  ['./import.xml', 'import.xml'],
  ['.\\import.xml', 'import.xml'],
  ['././import.xml', 'import.xml'],
  ['a/./b.xml', 'a/b.xml'],
  ['a//b.xml', 'a/b.xml'],
  ['./', '', true],
  ['Каталог/товары.xml', 'Каталог/товары.xml'],
  ['AUX кабель 3.5.jpg', 'AUX кабель 3.5.jpg'],
  ['.htaccess', '.htaccess'],
  ['..a/b..c', '..a/b..c'],
  ['...a', '...a'],
  ['a b/ c.xml', 'a b/ c.xml'],
  ['~/x.xml', '~/x.xml'],
  ['%2e%2e/x.xml', '%2e%2e/x.xml'],
  ['console.xml', 'console.xml'],
  ['com10.xml', 'com10.xml'],
  ['com.xml', 'com.xml'],
  ['lpt/nulls.xml', 'lpt/nulls.xml'],
  ['constructor', 'constructor'],
  ['__proto__/x.xml', '__proto__/x.xml'],
  ['\u202eimport.xml', '\u202eimport.xml'],
  ['я'.repeat(127), 'я'.repeat(127)],
]

const REFUSED: readonly (readonly [given: string, reason: RegExp])[] = [
  ['', /empty/],
  ['.', /folder itself/],
  ['..', /\.\. in the path/],
  ['../x.xml', /\.\. in the path/],
  ['../', /\.\. in the path/],
  ['a/../b.xml', /\.\. in the path/],
  ['a/../../b.xml', /\.\. in the path/],
  ['a/..', /\.\. in the path/],
  ['..\\x.xml', /\.\. in the path/],
  ['a\\..\\..\\x.xml', /\.\. in the path/],
  ['./../x.xml', /\.\. in the path/],
  ['/etc/passwd', /absolute/],
  ['/', /absolute/],
  ['\\windows\\x.xml', /absolute/],
  ['//server/share/x.xml', /absolute/],
  ['\\\\server\\share\\x.xml', /absolute/],
  ['\\\\?\\C:\\x.xml', /absolute/],
  ['C:/x.xml', /drive letter/],
  ['C:\\x.xml', /drive letter/],
  ['c:x.xml', /drive letter/],
  ['import.xml:hidden', /colon/],
  ['a/b.php::$DATA', /colon/],
  ['import.xml\0.php', /control/],
  ['a\nb.xml', /control/],
  ['a\rb.xml', /control/],
  ['a\u001b[31m.xml', /control/],
  ['a\u007f.xml', /control/],
  ['a\u0085b.xml', /control/],
  ['a\u009bb.xml', /control/],
  ['shell.php.', /dot or space/],
  ['shell.php ', /dot or space/],
  ['.. /x.xml', /dot or space/],
  ['... /x.xml', /dot or space/],
  ['a./b.xml', /dot or space/],
  ['.../b.xml', /dot or space/],
  ['CON', /device/],
  ['con.xml', /device/],
  ['a/NUL.tar.gz', /device/],
  ['aux/x.xml', /device/],
  ['PRN .txt', /device/],
  ['COM1.xml', /device/],
  ['com¹', /device/],
  ['LPT9', /device/],
  ['CONIN$', /device/],
  [`${'a/'.repeat(2048)}b`, /more than 4096 bytes/],
]

describe('an entry name', () => {
  test.each(ACCEPTED.map(([given, name, directory = false]) => ({ given, name, directory })))(
    '$given is $name',
    ({ given, name, directory }) => {
      expect(safeName(given, DEFAULT_LIMITS)).toEqual({ name, directory })
    },
  )

  test.each(REFUSED)('%j is refused', (given, reason) => {
    const refused = expect.objectContaining({ code: 'zip-unsafe-name', message: expect.stringMatching(reason) })
    expect(() => safeName(given, DEFAULT_LIMITS)).toThrow(refused)
  })

  test('a segment over zipNameBytes is over a limit, counted in UTF-8', () => {
    const over = expect.objectContaining({ code: 'limit-exceeded', found: 'zipNameBytes' })
    expect(() => safeName(`a/${'я'.repeat(128)}`, DEFAULT_LIMITS)).toThrow(over)
  })
})

describe('whatever an entry is called', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('..', '.', '', 'a', 'C:', 'CON', '\\', '/', ' ', '\0', '\n', '\u0085', 'x.', 'я'))
      .map((parts) => parts.join('/')),
    fc.string({ unit: fc.constantFrom('.', '/', '\\', ':', ' ', 'a', 'C', '\0', '\u001f', '\u009f') }),
  )

  const nameOf = (given: string): SafeName | undefined => {
    try {
      return safeName(given, DEFAULT_LIMITS)
    } catch (error) {
      if (isCommerceMLError(error)) return undefined
      throw error
    }
  }

  test('what is let through stays below the folder, on POSIX and Windows', () => {
    fc.assert(
      fc.property(names, (given) => {
        const safe = nameOf(given)
        if (safe === undefined) return
        expect(safe.name).not.toMatch(/\p{Cc}|\\|:|^\/|^\.\/|\/$|\/\//u)
        expect(safe.name !== '' || safe.directory).toBe(true)
        if (safe.name === '') return
        expect(path.posix.resolve('/root', safe.name)).toBe(`/root/${safe.name}`)
        expect(path.win32.resolve('C:\\root', safe.name)).toBe(`C:\\root\\${safe.name.replaceAll('/', '\\')}`)
      }),
      { numRuns: 20_000 },
    )
  })

  test('a safe name is safe as it is', () => {
    fc.assert(
      fc.property(names, (given) => {
        const name = nameOf(given)?.name
        if (name !== undefined && name !== '') expect(nameOf(name)?.name).toBe(name)
      }),
      { numRuns: 5_000 },
    )
  })

  test('a message quotes it without control characters, cut', () => {
    fc.assert(
      fc.property(fc.oneof(names, fc.string({ unit: 'binary', minLength: 1_000 })), (given) => {
        const text = quoted(given)
        expect(text).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u)
        expect(text.length).toBeLessThan(1_300)
      }),
    )
  })
})

describe('the bytes of a name', () => {
  const UTF8 = 0x800
  const text = 'Каталог/товары.xml'
  const utf8 = Buffer.from(text)
  const cp866 = encode(text, 'cp866')
  const fields = (extra: Buffer): { id: number; data: Buffer }[] => [
    { id: 0x5455, data: Buffer.from([1]) },
    { id: extra.readUInt16LE(0), data: extra.subarray(4) },
  ]

  test('are UTF-8 when bit 11 says so', () => {
    expect(decodeName(utf8, UTF8, [])).toBe(text)
  })

  test('are UTF-8 without bit 11 when they can be nothing else', () => {
    expect(decodeName(utf8, 0, [])).toBe(text)
  })

  test('are cp866 without bit 11 otherwise', () => {
    expect(decodeName(cp866, 0, [])).toBe(text)
  })

  test('are replaced by a Unicode Path field that belongs to them', () => {
    expect(decodeName(cp866, 0, fields(unicodePath(cp866, 'имя.xml')))).toBe('имя.xml')
  })

  test.each([
    ['with another checksum', fields(unicodePath('old.xml', 'имя.xml'))],
    [
      'of another version',
      fields(
        Buffer.concat([
          unicodePath(cp866, 'имя.xml').subarray(0, 4),
          Buffer.from([2]),
          unicodePath(cp866, 'имя.xml').subarray(5),
        ]),
      ),
    ],
    ['that is too short', [{ id: 0x7075, data: Buffer.from([1, 0, 0, 0, 0]) }]],
  ])('are kept beside a Unicode Path field %s', (_, extraFields) => {
    expect(decodeName(cp866, 0, extraFields)).toBe(text)
  })

  test('may be repeated by the Unicode Path field', () => {
    expect(decodeName(utf8, UTF8, fields(unicodePath(utf8, text)))).toBe(text)
  })

  test('must not be contradicted by the Unicode Path field when both are UTF-8', () => {
    const mismatch = expect.objectContaining({ code: 'zip-header-mismatch' })
    expect(() => decodeName(utf8, UTF8, fields(unicodePath(utf8, 'other.xml')))).toThrow(mismatch)
  })

  test('must be UTF-8 when bit 11 or the field says so', () => {
    const unsafe = expect.objectContaining({ code: 'zip-unsafe-name' })
    expect(() => decodeName(cp866, UTF8, [])).toThrow(unsafe)
    expect(() => decodeName(Buffer.from('a'), 0, fields(unicodePath('a', cp866)))).toThrow(unsafe)
    // an overlong `..`
    expect(() => decodeName(Buffer.from('\xc0\xae\xc0\xae/x.xml', 'latin1'), UTF8, [])).toThrow(unsafe)
  })

  test('are never an escape when they are windows-1251', () => {
    expect(safeName(decodeName(encode(text, 'windows-1251'), 0, []), DEFAULT_LIMITS).name).toMatch(
      /^[^/]+\/[^/]+\.xml$/,
    )
  })

  test('give a name to a whole archive', async () => {
    const escaping = zipBytes([{ name: 'x.xml', extra: unicodePath('x.xml', '../x.xml') }])
    await expect(unpack(escaping)).rejects.toMatchObject({ code: 'zip-unsafe-name' })
    expect([...(await unpack(zipBytes([{ name: cp866 }]))).keys()]).toEqual([text])
  })
})

test('cp866 keeps control bytes where they are', () => {
  expect(decodeCp866(Uint8Array.from([0x1a, 0x1c, 0x7f, 0x8f, 0xe0, 0xff]))).toBe('\u001a\u001c\u007fПр\u00a0')
})

// Each dot was the begin of a search for the end of the line, in a name of up to 64 KiB.
test('a name of dots and blanks is refused in time', () => {
  expect(() => safeName(`${'. '.repeat(500_000)}\u2028`, DEFAULT_LIMITS)).toThrow(/over the limit zipNameBytes/)
})
