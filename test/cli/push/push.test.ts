import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeText } from 'commerceml/exchange'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { STUCK_FILES } from '../helpers/stuck-files.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const CLI = join(ROOT, 'dist/cli.js')
const CATALOG = join(ROOT, 'fixtures/valid/import-2.08/import.xml')
const LOGIN = ['--user', '1c', '--password', 'secret']
const ORDERS =
  '<?xml version="1.0" encoding="utf-8"?><КоммерческаяИнформация ВерсияСхемы="2.10"></КоммерческаяИнформация>'

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const start = (args: readonly string[], more: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })

async function run(...args: string[]): Promise<Run> {
  const child = start(args)
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')]
  await once(child, 'close')
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() }
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  let text = ''
  child[name]?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  return () => text
}

/** A site whose replies are those of a table, with everything that was asked. */
interface Site {
  readonly url: string
  readonly asked: string[]
}

const servers: Server[] = []
type Replies = Readonly<Record<string, string | Uint8Array>>
const REPLIES: Replies = {
  checkauth: 'success\nsid\nabcdef',
  init: 'zip=no\nfile_limit=1000000',
  query: ORDERS,
}

async function site(replies: Replies = {}, listener?: RequestListener): Promise<Site> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const mode = /mode=(\w+)/.exec(request.url ?? '')?.[1] ?? ''
    asked.push(request.url ?? '')
    if (listener !== undefined && mode === 'import') listener(request, response)
    else request.resume().on('end', () => response.end(replies[mode] ?? REPLIES[mode] ?? 'success'))
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/1c`, asked }
}

let folder = ''
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('npm run build first: these tests run the built command')
  folder = mkdtempSync(join(tmpdir(), 'commerceml-cli-push-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

const modes = ({ asked }: Site): string[] => asked.map((url) => /mode=(\w+)/.exec(url)?.[1] ?? '')

describe('push --orders', () => {
  test('prints what it could read, and confirms it', async () => {
    const shop = await site()
    const { code, stdout } = await run('push', shop.url, '--orders', ...LOGIN)
    expect({ code, stdout }).toEqual({ code: 0, stdout: ORDERS })
    expect(modes(shop)).toEqual(['checkauth', 'query', 'success'])
  })

  test.each([
    ['are cut short', ORDERS.slice(0, -5)],
    ['are another document', '<?xml version="1.0"?><yml_catalog/>'],
    ['are a broken archive', 'PK\u0003\u0004'],
  ])('does not confirm orders that %s', async (_, query) => {
    const shop = await site({ query })
    const { code, stdout, stderr } = await run('push', shop.url, '--orders', ...LOGIN)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('the orders cannot be read, so they were not confirmed')
    expect(modes(shop)).toEqual(['checkauth', 'query'])
  })

  test('does not confirm orders that nobody took', async () => {
    const shop = await site()
    const child = start(['push', shop.url, '--orders', ...LOGIN])
    child.stdout?.destroy()
    const stderr = collect(child, 'stderr')
    await once(child, 'close')
    expect(child.exitCode).toBe(1)
    expect(stderr()).toContain('could not be written')
    expect(modes(shop)).toEqual(['checkauth', 'query'])
  })
})

describe('push --orders-to', () => {
  const SUCCESS = ['checkauth', 'query', 'success']
  const fetched = async (query: string | Uint8Array, path: string): Promise<Run & { readonly modes: string[] }> => {
    const shop = await site({ query })
    return { ...(await run('push', shop.url, '--orders-to', path, ...LOGIN)), modes: modes(shop) }
  }
  const CYRILLIC = ORDERS.replace('utf-8', 'windows-1251').replace('Схемы="2.10"', 'Схемы="2.10" Кто="Чай"')

  test.each([
    ['in windows-1251', async () => encodeText(CYRILLIC, 'windows-1251')],
    ['in an archive', () => zipOf({ 'orders.xml': Buffer.from(ORDERS) })],
  ])('has the very bytes that came %s, and prints nothing', async (name, made) => {
    const [bytes, path] = [Buffer.from(await made()), join(folder, `${name}.orders`)]
    const { code, stdout, stderr, modes } = await fetched(bytes, path)
    expect({ code, stdout, modes }).toEqual({ code: 0, stdout: '', modes: SUCCESS })
    expect(stderr).toContain(`orders: 0 read, written to ${path}`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('takes a file that is empty, and no other: its orders do not come again', async () => {
    const path = join(folder, 'earlier.xml')
    writeFileSync(path, '')
    expect(await fetched(ORDERS, path)).toMatchObject({ code: 0, modes: SUCCESS })
    const again = await fetched(ORDERS.replace('2.10', '2.08'), path)
    expect(again).toMatchObject({ code: 2, modes: [] })
    expect(again.stderr).toMatch(/^error: --orders-to: [^\n]*earlier\.xml is not empty[^\n]*\n$/)
    expect(readFileSync(path, 'utf8')).toBe(ORDERS)
  })

  test('asks nothing of the site when there can be no such file', async () => {
    const { code, stderr, modes } = await fetched(ORDERS, join(folder, 'nowhere', 'orders.xml'))
    expect({ code, modes }).toEqual({ code: 2, modes: [] })
    expect(stderr).toMatch(/^error: --orders-to: ENOENT[^\n]*\n$/)
  })

  test.skipIf(!existsSync('/dev/full'))('does not confirm orders for which the disk has no room', async () => {
    const { code, stderr, modes } = await fetched(ORDERS, '/dev/full')
    expect({ code, modes }).toEqual({ code: 1, modes: ['checkauth', 'query'] })
    expect(stderr).toMatch(/the orders could not be written, so they were not confirmed: ENOSPC/)
  })

  test('does not confirm orders that are not on the disk for good', async () => {
    const code = `import { open } from 'node:fs/promises'
const file = await open(process.execPath)
Object.getPrototypeOf(file).sync = async () => { throw new Error('EIO: i/o error, fsync') }
await file.close()`
    const [shop, path] = [await site(), join(folder, 'unsynced.xml')]
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
    const child = start(['push', shop.url, '--orders-to', path, ...LOGIN], env)
    const stderr = collect(child, 'stderr')
    await once(child, 'close')
    expect(stderr()).toContain('the orders could not be written, so they were not confirmed: EIO')
    expect([child.exitCode, modes(shop), existsSync(path)]).toEqual([1, ['checkauth', 'query'], false])
  })

  test.each([
    ['are cut short', ORDERS.slice(0, -5)],
    ['did not come', 'failure\nno'],
  ])('leaves no file of orders that %s', async (name, query) => {
    const path = join(folder, `${name}.xml`)
    expect(await fetched(query, path)).toMatchObject({ code: 1, modes: ['checkauth', 'query'] })
    expect(existsSync(path)).toBe(false)
  })
})

test('push sends all in one session when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-session-'))
  for (const name of ['import.xml', 'offers.xml']) cpSync(CATALOG, join(folder, name))
  const kinds = async (...more: readonly string[]): Promise<string> => {
    const shop = await site()
    expect((await run('push', shop.url, folder, ...LOGIN, ...more)).code).toBe(0)
    return modes(shop).join(' ')
  }
  const session = 'checkauth init file import'
  expect(await kinds()).toBe(`${session} ${session}`)
  expect(await kinds('--one-session')).toBe('checkauth init file file import import')
  rmSync(folder, { recursive: true })
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
    const shop = await site({}, () => {})
    const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--profile', 'ut103', '--timeout', '1')
    expect(code).toBe(1)
    expect(stderr).toContain('no reply within 1 s')
  })

  test('a page in place of a word, cut, with nothing a terminal would obey', async () => {
    const shop = await site({ import: `failure\n\u001b[31m${'x'.repeat(5000)}` })
    const { stderr } = await run('push', shop.url, CATALOG, ...LOGIN)
    expect(stderr).not.toContain('\u001b[31m')
    expect(stderr).toContain('␛[31mxxx')
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(700)
  })

  test('a transcript that cannot be written, before anything is sent', async () => {
    const shop = await site()
    const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', '/nonexistent/x')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: --transcript: ENOENT[^\n]*\n$/)
    expect(shop.asked).toEqual([])
  })

  test.skipIf(!existsSync('/dev/full'))(
    'a disk that is full under the transcript, when the exchange has come to its end',
    async () => {
      const shop = await site()
      const { code, stderr } = await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', '/dev/full')
      expect(modes(shop)).toEqual(['checkauth', 'init', 'file', 'import'])
      expect(code).toBe(2)
      expect(stderr).toMatch(/\ndone: [^\n]*\nerror: --transcript: ENOSPC[^\n]*\n$/)
    },
  )

  test.skipIf(!existsSync('/dev/full'))('and both, when that failed too', async () => {
    const shop = await site({ import: 'failure\nно' })
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
    const shop = await site({ init: `zip=${more.length > 0 ? 'yes' : 'no'}\nfile_limit=1000` })
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, ...more)
    expect(modes(shop)).not.toContain('import')
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nerror: entry "import\.xml": expected CRC-32 [^\n]*\n$/)
  })
})

test('push goes on when nobody reads how it gets on', async () => {
  const shop = await site({ init: 'zip=no\nfile_limit=1000' })
  const child = start(['push', shop.url, CATALOG, ...LOGIN])
  await once(child.stderr ?? child, 'data')
  child.stderr?.destroy()
  await once(child, 'close')
  expect(child.exitCode).toBe(0)
  expect(modes(shop).at(-1)).toBe('import')
})

describe('push of a folder', () => {
  test('sends documents, pictures and files of goods, and says what it leaves', async () => {
    const path = join(folder, 'export')
    mkdirSync(join(path, 'import_files', '.thumbs'), { recursive: true })
    cpSync(CATALOG, join(path, 'import.xml'))
    const [taken, left] = [
      ['import_files/a.JPG', 'import_files/b.pdf', 'import_files/c.step'],
      ['Thumbs.db', 'a.svg'],
    ]
    for (const name of ['.DS_Store', 'import_files/.thumbs/a.jpg', ...taken, ...left])
      writeFileSync(join(path, name), 'x')
    const shop = await site()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, '--profile', 'ut103')
    expect(code).toBe(0)
    const names = shop.asked.flatMap((url) => /mode=file&filename=(.*)/.exec(url)?.[1] ?? [])
    expect(names).toEqual(['import.xml', ...taken])
    expect(stderr).toContain('not sent: .DS_Store, Thumbs.db, a.svg, import_files/.thumbs/a.jpg')
  })

  test('so does that of an archive, as Finder makes it', async () => {
    const path = join(folder, 'finder.zip')
    const fork = Uint8Array.from([0, 5, 0x16, 7, 0, 2, 0, 0])
    const files = { 'import.xml': readFileSync(CATALOG), '__MACOSX/._import.xml': fork, '.DS_Store': fork }
    writeFileSync(path, await zipOf(files))
    const shop = await site()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, '--profile', 'ut103')
    expect(code).toBe(0)
    const names = shop.asked.flatMap((url) => /mode=file&filename=(.*)/.exec(url)?.[1] ?? [])
    expect(names).toEqual(['import.xml'])
    expect(stderr).toContain('not sent: __MACOSX/._import.xml, .DS_Store')
  })

  test('without a document is an error', async () => {
    const path = join(folder, 'pictures')
    mkdirSync(path)
    writeFileSync(join(path, 'a.jpg'), 'x')
    const shop = await site()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN)
    expect(code).toBe(2)
    expect(stderr).toContain('nothing to import')
    expect(shop.asked).toEqual([])
  })
})

describe('push to a site that asks for archives', () => {
  const ZIP = { init: 'zip=yes\nfile_limit=1000000' }

  test('packs as every 1C does, unless told not to', async () => {
    const shop = await site(ZIP)
    expect(await run('push', shop.url, CATALOG, ...LOGIN)).toMatchObject({ code: 0 })
    expect(await run('push', shop.url, CATALOG, ...LOGIN, '--no-zip')).toMatchObject({ code: 0 })
    const names = shop.asked.flatMap((url) => /mode=file&filename=(.*)/.exec(url)?.[1] ?? [])
    expect(names).toEqual([expect.stringMatching(/^v8_\w{4}_\w{2}\.zip$/), 'import0_1.xml'])
  })

  /** A push that is interrupted while the site imports, and how many folders for archives there were before and after. */
  async function interrupted(env: Record<string, string> = {}) {
    const temporary = mkdtempSync(join(folder, 'tmp-'))
    let packed: string[] = []
    const { url } = await site(ZIP, () => {
      packed = readdirSync(temporary)
      child.kill('SIGINT')
    })
    const child = start(['push', url, CATALOG, ...LOGIN], { TMPDIR: temporary, ...env })
    const stderr = collect(child, 'stderr')
    await once(child, 'close')
    return { signal: child.signalCode, stderr: stderr(), before: packed.length, after: readdirSync(temporary).length }
  }

  test('leaves no archive behind when it is interrupted', async () => {
    expect(await interrupted()).toMatchObject({ signal: 'SIGINT', before: 1, after: 0 })
  })

  test('ends by the signal though its archives cannot be removed, and says nothing of them', async () => {
    const { signal, stderr } = await interrupted(STUCK_FILES)
    expect(signal).toBe('SIGINT')
    expect(stderr).not.toMatch(/EBUSY|\n {4}at /)
  })

  test('has succeeded though its archives cannot be removed', async () => {
    const { url } = await site(ZIP)
    const child = start(['push', url, CATALOG, ...LOGIN], { ...STUCK_FILES, TMPDIR: mkdtempSync(join(folder, 'tmp-')) })
    const stderr = collect(child, 'stderr')
    await once(child, 'close')
    expect(stderr()).toMatch(/\ndone: [^\n]*\n$/)
    expect(child.exitCode).toBe(0)
  })
})

describe('check', () => {
  test('warns before it writes', async () => {
    const shop = await site()
    const login = await run('check', shop.url, ...LOGIN, '--no-write', '--profile', 'ut115')
    expect(login.stderr).not.toContain('check writes')
    const report = await run('check', shop.url, ...LOGIN, '--profile', 'ut115')
    expect(report.stderr).toMatch(/^check writes: .*a test copy of the shop, or --no-write/)
    expect(report.code).toBe(1) // it lets anybody in
  })

  test('a warning fails it with --fail-on warning alone', async () => {
    // Good, but for the one session that everybody gets.
    const server = createServer((request, response) => {
      const { authorization, cookie } = request.headers
      const known = authorization === `Basic ${btoa('1c:secret')}`
      const replies: Replies = cookie === 'sid=abcdef' ? REPLIES : { checkauth: REPLIES['checkauth'] ?? '' }
      const mode = /type=(?:catalog|sale)&(?:.*[&?])?mode=(\w+)/.exec(request.url ?? '')?.[1] ?? ''
      response.end((known && replies[mode]) || 'failure\nno')
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/1c`
    const args = ['check', url, ...LOGIN, '--profile', 'ut115', '--no-write']
    const { code, stdout } = await run(...args, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ worst: 'warning' })
    expect(code).toBe(0)
    expect(await run(...args, '--fail-on', 'warning')).toMatchObject({ code: 1 })
  })

  test('its help says that it writes', async () => {
    const { stdout } = await run('check', '--help')
    expect(stdout.replace(/\s+/g, ' ')).toContain('use a test copy of the shop, or --no-write')
    expect(stdout).toContain('complete')
  })
})

test('the password of serve may not be empty', async () => {
  const { code, stderr } = await run('serve', '--port', '0', '--password', '')
  expect(code).toBe(2)
  expect(stderr).toContain('password')
})

test('the transcript has what was said, and nothing of it in colours', async () => {
  const shop = await site({ import: 'success\nготово' })
  const transcript = join(folder, 'transcript.txt')
  await run('push', shop.url, CATALOG, ...LOGIN, '--transcript', transcript)
  const text = readFileSync(transcript, 'utf8')
  expect(text).toContain('S 200 success⏎готово')
  expect(text).not.toContain('abcdef')
})
