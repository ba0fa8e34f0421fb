import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { watchedSite } from '../helpers/abuse.ts'
import { OneC, piecesOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

const BAD_NAMES: readonly (readonly [what: string, query: string])[] = [
  ['../x', 'filename=../x.xml'],
  ['a folder up inside', 'filename=import_files/../../x.xml'],
  ['absolute', 'filename=/etc/passwd.xml'],
  ['absolute behind the folder of 1C on Linux', 'filename=/tmp//etc/x.xml'],
  ['..\\', 'filename=..\\x.xml'],
  ['%2e%2e', 'filename=%2e%2e%2fx.xml'],
  ['%2e%2e encoded twice', 'filename=%252e%252e%252fx.xml'],
  ['NUL', 'filename=import%00.xml'],
  ['a line feed', 'filename=import%0Asuccess.xml'],
  ['C:', 'filename=C:\\x.xml'],
  ['C: without a slash', 'filename=c:x.xml'],
  ['a device name', 'filename=con.xml'],
  ['a device name in a folder', 'filename=a/LPT1.xml'],
  ['2,000 characters', `filename=${'a'.repeat(2000)}.xml`],
  ['filename[]=a (array in query parsers)', 'filename[]=a.xml'],
  ['missing', ''],
  ['empty', 'filename='],
  ['a script', 'filename=shell.php'],
  ['a script that plays a picture', 'filename=shell.php.jpg'],
  ['without extension', 'filename=import'],
  ['a hidden file', 'filename=.htaccess.xml'],
  ['an alternate data stream', 'filename=import.xml:evil.xml'],
  ['a mark that turns text around', 'filename=%E2%80%AEgpj.xml'],
]

describe('`filename=../x`, absolute, `..\\`, `%2e%2e`, NUL, `C:`, device names, 2,000 chars, `filename[]=a` (array in query parsers), missing, empty', () => {
  test.each(BAD_NAMES)('%s: file and import are refused, and the store is not touched', async (_, query) => {
    const { exchange, operations } = watchedSite()
    const client = new OneC(exchange)
    await client.begin()
    operations.length = 0
    for (const mode of ['file', 'import']) {
      const { status, headers, body } = await exchange.handle({
        url: `/1c?type=catalog&mode=${mode}&${query}`,
        cookie: client.cookie,
        body: piecesOf(utf8('<?xml?>')),
      })
      const text = new TextDecoder('windows-1251').decode(body as Uint8Array)
      expect(text).toMatch(/^failure\n[А-Я][^\n<>/\\]+$/)
      expect(status).toBe(200)
      expect(headers['Content-Type']).toBe('text/plain; charset=windows-1251')
    }
    expect(operations.filter(({ name }) => !name.startsWith('sessions.'))).toEqual([])
  })

  test('whatever the name is, nothing is stored outside the area, and nothing under another name than its own', async () => {
    const { exchange, operations } = watchedSite()
    const client = new OneC(exchange)
    await client.begin()
    let sent = 0
    const piece = fc.constantFrom('..', '.', 'a', 'import', '.xml', '/', '\\', '%2e', '\0', ':', 'con', ' ', 'я', '\n')
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => `${pieces.join('')}.xml`),
    )
    await fc.assert(
      fc.asyncProperty(name, async (filename) => {
        operations.length = 0
        const { word } = await client.file(filename.toWellFormed(), `${++sent}`) // the same again is not stored
        const names = operations.filter((operation) => operation.name === 'uploads.commit')
        expect(names).toHaveLength(word === 'success' ? 1 : 0)
        for (const { area, file } of names) {
          expect(area).toBe(client.id)
          expect(file?.split('/').some((part) => ['', '.', '..'].includes(part))).toBe(false)
          expect(file).not.toMatch(/[\\:\0\n]/)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})
