import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { CATALOG } from '../helpers/catalog.ts'
import { ended, leave, run, start } from '../helpers/command.ts'
import { LOGIN } from '../helpers/login.ts'
import { modes, scriptedSite } from '../helpers/scripted-site.ts'

const folder = temporaryFolder('cli-push')

test('push sends all in one session when it is told to', async () => {
  const path = join(folder, 'session')
  for (const name of ['import.xml', 'offers.xml']) cpSync(CATALOG, join(path, name))
  const kinds = async (...more: readonly string[]): Promise<string> => {
    const shop = await scriptedSite()
    expect((await run('push', shop.url, path, ...LOGIN, ...more)).code).toBe(0)
    return modes(shop).join(' ')
  }
  const session = 'checkauth init file import'
  expect(await kinds()).toBe(`${session} ${session}`)
  expect(await kinds('--one-session')).toBe('checkauth init file file import import')
})

describe('push says why, and once:', () => {
  test.each([
    ['a closed port', 'http://127.0.0.1:1/', 'nothing listens there'],
    // A name with an empty part is none, whether there is someone to ask or not.
    ['a host that is none', 'http://shop..test/1c', 'there is no host of that name'],
  ])('%s', async (_, url, words) => {
    const { code, stderr } = await run('push', url, CATALOG, ...LOGIN)
    expect(code).toBe(1)
    expect(stderr).toContain(words)
    expect(stderr).not.toContain('attempt 2')
    expect(stderr.match(/Авторизация не выполнена/g)).toHaveLength(1)
  })

  test('an address that is none of http is misuse', async () => {
    for (const url of ['ftp://shop.test/1c', 'shop.test:8080/1c', 'shop.test/1c']) {
      const { code, stderr } = await run('push', url, CATALOG, ...LOGIN)
      expect(code).toBe(2)
      expect(stderr).toContain(`did you mean http://shop.test`)
    }
  })

  test('a reply that does not come within --timeout', async () => {
    const shop = await scriptedSite({}, () => {})
    const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--profile', 'ut103', '--timeout', '1')
    expect(code).toBe(1)
    expect(stderr).toContain('no reply within 1 s')
  })

  test('a page in place of a word, cut, with nothing a terminal would obey', async () => {
    const shop = await scriptedSite({ import: `failure\n\u001b[31m${'x'.repeat(5000)}` })
    const { stderr } = await run('push', shop.url, CATALOG, ...LOGIN)
    expect(stderr).not.toContain('\u001b[31m')
    expect(stderr).toContain('␛[31mxxx')
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(700)
  })

  test('a transcript that cannot be written, before anything is sent', async () => {
    const shop = await scriptedSite()
    const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', '/nonexistent/x')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: --transcript: ENOENT[^\n]*\n$/)
    expect(shop.asked).toEqual([])
  })

  test.skipIf(!existsSync('/dev/full'))(
    'a disk that is full under the transcript, when the exchange has come to its end',
    async () => {
      const shop = await scriptedSite()
      const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', '/dev/full')
      expect(modes(shop)).toEqual(['checkauth', 'init', 'file', 'import'])
      expect(code).toBe(2)
      expect(stderr).toMatch(/\ndone: [^\n]*\nerror: --transcript: ENOSPC[^\n]*\n$/)
    },
  )

  test.skipIf(!existsSync('/dev/full'))('and both, when that failed too', async () => {
    const shop = await scriptedSite({ import: 'failure\nно' })
    const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', '/dev/full')
    expect(code).toBe(1)
    expect(stderr).toMatch(/\n--transcript: ENOSPC[^\n]*\nerror: import [^\n]*\n$/)
  })

  test.each([
    ['as it is', []],
    ['packed', ['--zip']],
  ])('an archive that is corrupt, and nothing of it is imported, sent %s', async (_, more) => {
    const archive = await zipOf({ 'import.xml': readFileSync(CATALOG) }, false)
    archive[3000] = (archive[3000] as number) ^ 1
    const path = join(folder, 'corrupt.zip')
    writeFileSync(path, archive)
    const shop = await scriptedSite({ init: `zip=${more.length > 0 ? 'yes' : 'no'}\nfile_limit=1000` })
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, ...more)
    expect(modes(shop)).not.toContain('import')
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nerror: entry "import\.xml": expected CRC-32 [^\n]*\n$/)
  })
})

test('push goes on when nobody reads how it gets on', async () => {
  const shop = await scriptedSite({ init: 'zip=no\nfile_limit=1000' })
  const child = start(['push', shop.url, CATALOG, ...LOGIN])
  const end = ended(child)
  await leave(child.stderr)
  expect((await end).code).toBe(0)
  expect(modes(shop).at(-1)).toBe('import')
})

test('the transcript has what was said, and nothing of it in colours', async () => {
  const shop = await scriptedSite({ import: 'success\nготово' })
  const transcript = join(folder, 'transcript.txt')
  await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', transcript)
  const text = readFileSync(transcript, 'utf8')
  expect(text).toContain('S 200 success⏎готово')
  expect(text).not.toContain('abcdef')
})
