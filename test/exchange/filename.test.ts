import { posix, win32 } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXTENSIONS, type FileNameFault, parseFilename } from '../../src/exchange/filename.ts'
import { fc } from '../helpers/properties.ts'

const UUID = '0f0b8c1e-2b5b-4d34-9d11-6f1c1f3b8a10'
const HASH = 'cbcf4934-55bc-11d9-848a-00112f43529a'.replaceAll('-', '')

describe('names that 1C sends are kept', () => {
  test.each<[string, string, string?]>([
    ['УТ 10.3', 'import.xml'],
    ['УТ 10.3', 'offers.xml'],
    ['УТ 11', 'import0_1.xml'],
    ['УНФ', 'services_offers0.xml'],
    ['1С-Битрикс', `import___${UUID}.xml`],
    ['1С-Битрикс, directories', `references___${UUID}.xml`],
    ['CommerceML 3.1', `propertiesGoods_1_${UUID}.xml`],
    ['orders', `orders-${UUID}_1.xml`],
    ['an archive', 'v8_3B8F_3e.zip'],
    ['a picture', `import_files/cb/${HASH}_${HASH}.jpeg`],
    ['a picture in one folder', 'import_files/picture.png'],
    ['a picture with dashes', `import_files/${UUID.slice(0, 2)}/${UUID}.jpg`],
    ['a drawing that belongs to a product', `import_files/cb/${HASH}_${HASH}.dwg`],
    ['an archive that belongs to a product', `import_files/cb/${HASH}_${HASH}.rar`],
    ['a model that belongs to a product', `import_files/cb/${HASH}_${HASH}.step`],
    ['capitals', 'Import_Files/AB/PICTURE.JPG'],
    ['backslashes', 'import_files\\ab\\abc.jpg', 'import_files/ab/abc.jpg'],
    ['both slashes', 'import_files\\ab/abc.jpg', 'import_files/ab/abc.jpg'],
    ['a server on Linux', '/tmp/import.xml', 'import.xml'],
    ['a server on Linux, backslashes', '\\tmp\\import_files\\ab\\a.jpg', 'import_files/ab/a.jpg'],
    ['a server on Linux, its folder', '/tmp/v8_3B8F_3e/import.xml', 'v8_3B8F_3e/import.xml'],
    ['a server on Linux, webdata', 'upload/1c/webdata/import.xml', 'import.xml'],
    ['a server on Linux, webdata from the root', '/upload/1c/webdata/import_files/ab/a.jpg', 'import_files/ab/a.jpg'],
    ['one folder inside the other', '/tmp/upload/1c/webdata/import.xml', 'import.xml'],
    ['a folder twice', 'upload/1c/webdata/upload/1c/webdata/import.xml', 'import.xml'],
    ['a slash before a document', '/import0_1.xml', 'import0_1.xml'],
    ['a script of the shell, `find .`', './import0_1.xml', 'import0_1.xml'],
    ['a script of the shell, a picture', './import_files/ab/a.jpg', 'import_files/ab/a.jpg'],
    ['a backslash before a document', '\\import.xml', 'import.xml'],
    ['a slash before an archive', '/v8_3B8F_3e.zip', 'v8_3B8F_3e.zip'],
    ['a slash before a picture', '/import_files/ab/a.jpg', 'import_files/ab/a.jpg'],
    ['backslashes before and in a picture', '\\import_files\\ab\\a.jpg', 'import_files/ab/a.jpg'],
    ['a folder that only looks so', 'tmp/import.xml'],
    ['another folder of that name', 'upload/1c/import.xml'],
    ['Cyrillic', 'Выгрузка товаров.xml'],
    ['Cyrillic folders', 'import_files/Чайники/Чайник «Уют» №1.jpg'],
    ['letters in two parts', 'и\u0306.xml'],
    ['other alphabets and emoji', 'import_files/茶/😀.png'],
    ['dots inside', 'price.list.2026-02-10.xml'],
    ['two dots inside', 'a..b.xml'],
    ['a word that ends like a script', 'graphp.xml'],
    ['a word that begins like a device', 'console.xml'],
    ['a device further on', 'a.con.xml'],
    ['a word of a device, and more', 'aux cable 3.5.jpg'],
    ['a Russian word behind that of a device', 'com1 адаптер.jpg'],
    ['signs that mean nothing to file systems', "import (1) [2] {3} #4 & 5 + 6 = 7, 8; 9 ! ~ @ $ ' ^.xml"],
    ['a percent sign', '50%.xml'],
    ['a dash first', '-rf.xml'],
    ['the longest part', `${'a'.repeat(251)}.xml`],
    ['the deepest', `${'a/'.repeat(15)}b.xml`],
  ])('%s: %s', (_, name, path = name) => {
    const parsed = parseFilename(name)
    expect(parsed).toEqual({
      ok: true,
      path,
      segments: path.split('/'),
      extension: path.slice(path.lastIndexOf('.') + 1).toLowerCase(),
    })
    expect(parseFilename(path)).toEqual(parsed)
  })
})

describe('names that 1C does not send are refused', () => {
  test.each<[FileNameFault, string, string | undefined]>([
    ['missing', 'no name', undefined],
    ['missing', 'an empty name', ''],
    ['missing', 'blanks', '   '],
    ['missing', 'line breaks', '\r\n'],

    ['leaves-folder', 'a parent', '../import.xml'],
    ['leaves-folder', 'a parent with a backslash', '..\\import.xml'],
    ['leaves-folder', 'parents further on', 'a/../../import.xml'],
    ['leaves-folder', 'parents behind what ltrim() takes away (WooCommerce)', './a/../../../x.xml'],
    ['leaves-folder', 'parents behind a folder that exists', 'import_files/../../index.xml'],
    ['leaves-folder', 'parents in both slashes', 'a\\..\\..//x.xml'],
    ['leaves-folder', 'a parent that stays inside', 'a/../import.xml'],
    ['leaves-folder', 'a parent at the end', 'import_files/..'],
    ['leaves-folder', 'a parent alone', '..'],
    ['leaves-folder', 'the folder itself', '.'],
    ['leaves-folder', 'the folder in front, twice', '././import.xml'],
    ['leaves-folder', 'parents behind the folder', './../import.xml'],
    ['absolute', 'a path behind the folder', './/etc/import.xml'],
    ['leaves-folder', 'the folder inside', 'a/./import.xml'],
    ['leaves-folder', 'an empty part', 'a//import.xml'],
    ['leaves-folder', 'a slash at the end', 'import.xml/'],
    ['leaves-folder', 'parents out of /tmp/', '/tmp/../etc/x.xml'],
    ['leaves-folder', 'parents out of webdata', 'upload/1c/webdata/../../../x.xml'],
    ['leaves-folder', '/tmp/ alone', '/tmp/'],
    ['leaves-folder', 'dots left by a filter that takes `../` out once', '....//import.xml'],

    ['absolute', 'a root', '/etc/passwd'],
    ['absolute', 'a root of a document', '/etc/x.xml'],
    ['absolute', 'a root of a picture', '/var/import_files/ab/a.jpg'],
    ['absolute', 'a root with backslashes', '\\etc\\x.xml'],
    ['absolute', 'a root behind /tmp/', '/tmp//etc/x.xml'],
    ['absolute', 'two roots', '//import.xml'],
    ['absolute', 'two roots before a picture', '//import_files/ab/a.jpg'],
    ['absolute', 'a drive behind a slash', '/C:import.xml'],
    ['leaves-folder', 'parents out of the pictures behind a slash', '/import_files/../../x.xml'],
    ['leaves-folder', 'a parent behind a slash', '/..'],
    ['reserved', 'a hidden file behind a slash', '/.htaccess'],
    ['absolute', 'another machine', '\\\\server\\share\\import.xml'],
    ['absolute', 'another machine in slashes', '//server/share/import.xml'],
    ['absolute', 'a path past the limits of Windows', '\\\\?\\C:\\import.xml'],
    ['absolute', 'a device of Windows', '\\\\.\\PhysicalDrive0.xml'],
    ['absolute', 'a drive', 'C:\\import.xml'],
    ['absolute', 'a drive in slashes', 'c:/import.xml'],
    ['absolute', 'the folder of a drive', 'C:import.xml'],
    ['absolute', 'a drive behind /tmp/', '/tmp/C:/import.xml'],

    ['bad-characters', 'a drive further on', 'a/C:/import.xml'],
    ['bad-characters', 'NUL', 'shell.php\0.jpg'],
    ['bad-characters', 'a line break, for logs and headers', 'a\nimport.xml'],
    ['bad-characters', 'a carriage return', 'a\rimport.xml'],
    ['bad-characters', 'DEL', 'a\x7f.xml'],
    ['bad-characters', 'a C1 control', 'a\x85.xml'],
    ['bad-characters', 'a line separator', 'a\u2028.xml'],
    ['bad-characters', 'a second stream', 'import.xml:evil.xml'],
    ['bad-characters', 'the default stream', 'import.xml::$DATA.xml'],
    ['bad-characters', 'a pattern', 'import*.xml'],
    ['bad-characters', 'a question mark', 'import?.xml'],
    ['bad-characters', 'a pipe', 'a|b.xml'],
    ['bad-characters', 'an element', '<script>.xml'],
    ['bad-characters', 'a quote', 'a"b.xml'],
    ['bad-characters', 'a name written from right to left', 'xml\u202Egpj.xml'],
    ['bad-characters', 'a mark of direction', 'a\u200F.xml'],
    ['bad-characters', 'an invisible joiner', 'a\u200D.xml'],
    ['bad-characters', 'a byte order mark', '\uFEFFimport.xml'],
    ['bad-characters', 'half a pair', 'a\uD800.xml'],
    ['bad-characters', 'the other half', '\uDC00a.xml'],
    ['bad-characters', 'a private character', 'a\uE000.xml'],
    ['bad-characters', 'what a broken encoding leaves', 'a\uFFFD.xml'],
    ['bad-characters', 'parents encoded twice', '%2e%2e/import.xml'],
    ['bad-characters', 'a slash encoded twice', '..%2fimport.xml'],
    ['bad-characters', 'a slash encoded three times', '..%252fimport.xml'],
    ['bad-characters', 'an overlong slash encoded twice', '..%c0%afimport.xml'],
    ['bad-characters', 'NUL encoded twice', 'shell.php%00.jpg'],

    ['reserved', 'a device', 'con.xml'],
    ['reserved', 'a device in capitals', 'NUL.zip'],
    ['reserved', 'a device with a number', 'COM1.xml'],
    ['reserved', 'a device with a raised number', 'lpt².xml'],
    ['reserved', 'a device as a folder', 'aux/import.xml'],
    ['reserved', 'a device with two extensions', 'prn.tar.xml'],
    ['reserved', 'a device and a blank, which Windows drops', 'con .xml'],
    ['reserved', 'a console', 'CONIN$.xml'],
    ['reserved', 'a console for output', 'conout$.xml'],
    ['reserved', 'a dot at the end, which Windows drops', 'shell.php.'],
    ['reserved', 'a blank at the end', 'import.xml '],
    ['reserved', 'dots and blanks at the end', 'import.xml. . '],
    ['reserved', 'a folder with a dot at the end', 'a./import.xml'],
    ['reserved', 'three dots', '.../import.xml'],
    ['reserved', 'parents and a blank', '.. /import.xml'],
    ['reserved', 'parents behind a blank', ' ../import.xml'],
    ['reserved', 'a hidden file', '.htaccess'],
    ['reserved', 'a hidden file of a good extension', '.import.xml'],
    ['reserved', 'a hidden folder', '.git/config.xml'],
    ['reserved', 'an extension alone', '.xml'],
    ['reserved', 'a blank first', ' import.xml'],

    ['too-long', '2,000 characters', `${'a'.repeat(1_996)}.xml`],
    ['too-long', '2,000 characters of parents', '../'.repeat(666)],
    ['too-long', 'a part of 256 bytes', `${'a'.repeat(252)}.xml`],
    ['too-long', 'a part of 128 Cyrillic letters', `${'я'.repeat(126)}.xml`],
    ['too-long', 'a part of 64 emoji', `${'😀'.repeat(63)}.xml`],
    ['too-deep', '17 parts', `${'a/'.repeat(16)}b.xml`],
    ['too-deep', 'hundreds of parts', `${'a/'.repeat(400)}b.xml`],

    ['extension', 'none', 'import'],
    ['extension', 'none, under the name of one', 'xml'],
    ['extension', 'none, under the name of one in a folder', 'a.b/zip'],
    ['extension', 'none behind a folder that has one', 'import.xml/file'],
    ['extension', 'a script', 'shell.php'],
    ['extension', 'a script in capitals', 'SHELL.PHP'],
    ['extension', 'a script of another kind', 'import_files/ab/shell.phtml'],
    ['extension', 'an archive that runs', 'shell.phar'],
    ['extension', 'a program', 'setup.exe'],
    ['extension', 'settings of a server', 'web.config'],
    ['extension', 'settings of PHP', 'user.ini'],
    ['extension', 'a script behind a picture', 'picture.jpg.php'],
    ['extension', 'a script in front of a picture', 'picture.php.jpg'],
    ['extension', 'a script of a version', 'picture.php5.jpg'],
    ['extension', 'a script among the extensions', 'a.b.pHp.c.png'],
    ['extension', 'a script and a semicolon, where IIS 6 stops', 'shell.asp;.jpg'],
    ['extension', 'a folder named like a script, in which IIS 6 runs all', 'shell.asp/picture.jpg'],
    ['extension', 'a page with includes', 'a.shtml.jpg'],
    ['extension', 'a page', 'description.html'],
    ['extension', 'a page of three letters', 'description.htm'],
    ['extension', 'a picture that runs scripts', 'import_files/ab/abc.svg'],
    ['extension', 'a Java page', 'a.jsp.xml'],
    ['extension', 'the name of a member of every object', 'a.constructor'],
    ['extension', 'a Cyrillic х', 'import.хml'],
    ['extension', 'a letter of full width', 'import.ｘml'],
  ])('%s: %s', (fault, _, name) => {
    expect(parseFilename(name)).toEqual({ ok: false, fault })
  })
})

// What parsers of addresses make of `filename[]=a`.
test.each([[['import.xml']], [{ a: 'import.xml' }], [5], [null]])('%o is no name at all', (name) => {
  expect(() => parseFilename(name as never)).toThrow(new TypeError('parseFilename() takes a string'))
})

test('the list of extensions can be another', () => {
  expect(parseFilename('data.json', ['json'])).toMatchObject({ ok: true, extension: 'json' })
  expect(parseFilename('import.xml', ['json'])).toEqual({ ok: false, fault: 'extension' })
  expect(parseFilename('import.xml', [])).toEqual({ ok: false, fault: 'extension' })
})

test('no extension that is let in is one that a server runs', () => {
  for (const extension of EXTENSIONS) {
    expect(parseFilename(`a.${extension}`), extension).toMatchObject({ ok: true, extension })
    expect(parseFilename(`a.${extension}.xml`), extension).toMatchObject({ ok: true, extension: 'xml' })
  }
})

const piece = fc.constantFrom(
  ...[
    '..',
    '.',
    '...',
    '.. ',
    '. .',
    '/',
    '\\',
    '//',
    '\\\\',
    ':',
    '%2e',
    '%2f',
    '%5c',
    '%',
    '\0',
    ' ',
    '~',
    '\t',
    '?',
  ],
  ...[
    'C:',
    'c:/',
    '\\\\?\\',
    '\\\\.\\',
    '//server/share/',
    '/tmp/',
    '/tmp',
    'upload/1c/webdata/',
    '/upload/1c/webdata/',
  ],
  ...[
    'import',
    '.xml',
    '.jpg',
    '.php',
    '.zip',
    'import_files/',
    'ab',
    'con',
    'nul.',
    'COM1',
    'lpt³',
    '$',
    ';',
    'я',
    '😀',
  ],
  ...[
    '\u202E',
    '\uFEFF',
    '\uD800',
    '\uDC00',
    '\uFFFD',
    '\u2024',
    '\uFF0E',
    '\u2215',
    '\uFF0F',
    '\u29F5',
    '\uFF3C',
    'İ',
  ],
)
const segment = fc.string({
  unit: fc.constantFrom('a', 'B', '1', '.', ' ', '_', 'ё', '~', '$'),
  minLength: 1,
  maxLength: 6,
})
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', '/', '/tmp/', 'upload/1c/webdata/', 'C:/', '\\\\'), fc.array(segment), segment)
      .map(([start, folders, name]) => `${start}${[...folders, name].join('/')}.xml`),
  },
  { weight: 2, arbitrary: fc.tuple(fc.array(piece), segment).map(([parts, name]) => `${parts.join('')}${name}.jpg`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `${text}.xml`) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 8 })
      .map((text) => `${text}.xml`),
  },
)

test('whatever the name, it leads to a file below the root, on every system, and is its own name', () => {
  let kept = 0
  fc.assert(
    fc.property(hostile, (name) => {
      const parsed = parseFilename(name)
      if (!parsed.ok) return
      kept++
      const { segments, path, extension } = parsed
      // Plain comparisons: a hundred thousand calls of expect() take a minute.
      for (const [system, root] of [
        [posix, '/srv/1c'],
        [win32, 'C:\\1c'],
        [win32, '\\\\server\\share\\1c'],
      ] as const) {
        const full = system.resolve(root, ...segments)
        const within = [root, ...segments].join(system.sep)
        if (full !== within) throw new Error(`${JSON.stringify(name)} leads to ${JSON.stringify(full)}`)
        if (system.join(root, path) !== within) throw new Error(`${JSON.stringify(path)} is not its parts`)
      }
      if (!path.toLowerCase().endsWith(`.${extension}`)) throw new Error(`${path} does not end in ${extension}`)
      if (path !== segments.join('/') || !path.isWellFormed()) throw new Error(`${JSON.stringify(path)} is no name`)
      const again = parseFilename(path)
      if (!again.ok || again.path !== path) throw new Error(`${JSON.stringify(path)} is read as another`)
    }),
    { numRuns: 100_000 },
  )
  expect(kept).toBeGreaterThan(10_000)
})
