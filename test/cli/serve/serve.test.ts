import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { STUCK_FILES } from '../helpers/stuck-files.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const CLI = join(ROOT, 'dist/cli.js')
const CATALOG = 'fixtures/valid/import-2.08/import.xml'
const LOGIN = ['--user', '1c', '--password', 'п:secret']

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

async function ended(child: ChildProcess): Promise<Run> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}
const run = (...args: string[]): Promise<Run> => ended(start(args))

interface Site {
  readonly url: string
  /** Reads nothing more of what it prints until it is ended: an import of more than a pipe holds waits. */
  hold(): void
  /** Ends it, and gives what it printed. */
  stop(signal?: NodeJS.Signals): Promise<Run>
}

const running = new Set<ChildProcess>()
const serve = (...args: string[]): Promise<Site> => serveIn({}, ...args)
async function serveIn(env: Record<string, string>, ...args: string[]): Promise<Site> {
  const child = start(['serve', '--port', '0', ...LOGIN, ...args], env)
  running.add(child)
  const printed = ended(child)
  const [greeting] = (await once(child.stderr ?? child, 'data')) as [string]
  const url = /http:\S+/.exec(greeting)?.[0] ?? ''
  return {
    url: `${url}any/path`,
    hold: () => child.stdout?.pause(),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      child.stdout?.resume()
      running.delete(child)
      return printed
    },
  }
}

let folder = ''
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('npm run build first: these tests run the built command')
  folder = mkdtempSync(join(tmpdir(), 'commerceml-cli-exchange-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

const events = async (path: string): Promise<unknown[]> => {
  const { stdout } = await run('read', path)
  return eventsIn(stdout)
}
/** Without what depends on the file's name. */
const eventsIn = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { position, ...event } = JSON.parse(line) as { position: Record<string, unknown> }
      const { source: _, ...place } = position
      return { ...event, position: place }
    })

test('serve that is ended in the middle of an import begins it again when it is started anew', async () => {
  const dir = join(folder, 'restarted')
  const many = join(folder, 'many.xml')
  const product = (id: number): string =>
    `<Товар><Ид>${id}</Ид><Наименование>Товар ${'x'.repeat(200)}</Наименование></Товар>`
  writeFileSync(
    many,
    `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2024-05-01"><Каталог><Ид>1</Ид><Наименование>К</Наименование><Товары>${Array.from({ length: 200_000 }, (_, id) => product(id)).join('')}</Товары></Каталог></КоммерческаяИнформация>`,
  )
  const ask = async (url: string, query: string, init: RequestInit = {}): Promise<string> =>
    new TextDecoder('windows-1251').decode(await (await fetch(`${url}?${query}`, init)).arrayBuffer())
  const site = await serve('--dir', dir, '--file-limit', String(10 ** 9))
  const authorization = `Basic ${Buffer.from('1c:п:secret').toString('base64')}`
  const [, name, value] = (await ask(site.url, 'type=catalog&mode=checkauth', { headers: { authorization } })).split(
    '\n',
  )
  const headers = { cookie: `${name}=${value}` }
  const body = readFileSync(many)
  const file = 'type=catalog&mode=file&filename=import.xml'
  expect(await ask(site.url, file, { method: 'POST', headers, body })).toBe('success')
  const importing = 'type=catalog&mode=import&filename=import.xml'
  site.hold()
  const asked = ask(site.url, importing, { headers })
  // That the file is owed is there since it came; beside it, that its import has begun.
  await vi.waitUntil(() => readdirSync(join(dir, 'imports', `${value}`)).length > 1, 10_000)
  const ended = site.stop()
  expect(await asked).toMatch(/^progress\n/)
  expect((await ended).code).toBe(0)
  const again = await serve('--dir', dir)
  let said = ''
  do said = await ask(again.url, importing, { headers })
  while (said.startsWith('progress'))
  expect(said).toBe('success\nimport.xml: 100 %, товаров 200000')
  const { stdout } = await again.stop()
  expect(stdout.split('\n').filter((line) => line.startsWith('{"type":"product"'))).toHaveLength(200_000)
})

describe('serve', () => {
  const get = (url: string, query: string, headers: Record<string, string>): Promise<readonly [unknown, string]> =>
    new Promise((resolve, reject) => {
      const agent = new Agent({ keepAlive: true })
      request(`${url}?${query}`, { headers, agent }, async (response) => {
        const pieces: Buffer[] = []
        for await (const piece of response) pieces.push(piece)
        agent.destroy()
        resolve([response.headers['keep-alive'], new TextDecoder('windows-1251').decode(Buffer.concat(pieces))])
      })
        .on('error', reject)
        .end()
    })
  const login = { authorization: `Basic ${Buffer.from('1c:п:secret').toString('base64')}` }

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'removes its temporary folder when %s ends it',
    async (signal) => {
      const temporary = mkdtempSync(join(folder, 'tmp-'))
      const site = await serveIn({ TMPDIR: temporary })
      expect(readdirSync(temporary)).toHaveLength(1)
      expect((await site.stop(signal)).code).toBe(0)
      expect(readdirSync(temporary)).toEqual([])
    },
  )

  test('says in bold that it listens, on a terminal', async () => {
    const site = await serveIn({ FORCE_COLOR: '1', NO_COLOR: '' })
    const { stderr } = await site.stop()
    expect(stderr).toMatch(/^\u001b\[1mlistening on\u001b\[22m http:/)
  })

  test('ends well where its temporary folder cannot be removed', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'))
    const stuck = await serveIn({ TMPDIR: temporary, ...STUCK_FILES })
    const { code, stderr } = await stuck.stop()
    expect(code).toBe(0)
    expect(stderr).not.toContain('EBUSY')
  })

  test('leaves nothing behind in its folder by trying whether it can write there', async () => {
    const dir = mkdtempSync(join(folder, 'tried-'))
    expect((await (await serve('--dir', dir)).stop()).code).toBe(0)
    expect(readdirSync(dir).filter((name) => name.startsWith('try-'))).toEqual([])
  })

  test('keeps a connection while 1C pauses between two requests', async () => {
    const site = await serve()
    const [keepAlive] = await get(site.url, 'type=catalog&mode=checkauth', login)
    expect(keepAlive).toBe('timeout=75')
    await site.stop()
  })

  test.each<readonly [string, string, BufferEncoding, string]>([
    ['Cyrillic in UTF-8', 'Товар.xml', 'utf8', 'windows-1251'],
    ['bytes of windows-1251', '\xd2\xee\xe2\xe0\xf0.xml', 'latin1', 'utf-8'],
    ['a blank', 'a b.xml', 'utf8', 'windows-1251'],
  ])('says what is wrong with %s in an address, which Node does not read', async (_, filename, encoding, charset) => {
    const site = await serve('--charset', charset)
    const line = `GET /1c?type=catalog&mode=import&filename=${filename} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
    socket.write(line, encoding)
    const answer = new TextDecoder(charset).decode(await buffer(socket))
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toContain(`charset=${charset}\r\n`)
    expect(answer.split('\r\n\r\n')[1]).toBe(
      'failure\nАдрес запроса не разобран: имя файла должно быть закодировано (кириллица — как %D0%98, пробел — как %20).',
    )
    expect((await site.stop()).stderr).toMatch(/error: no request: Parse Error/)
  })

  test('says it also to who goes on sending the file', async () => {
    const site = await serve()
    const socket = connect({ port: Number(new URL(site.url).port), host: '127.0.0.1', allowHalfOpen: true })
    const errors: Error[] = []
    socket.on('error', (error) => errors.push(error))
    socket.write('POST /1c?filename=файл.xml HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString('latin1')).toContain('\r\n\r\nfailure\n')
    for (let part = 0; part < 8; part++) {
      await new Promise((written) => socket.write(new Uint8Array(1_000_000), written))
    }
    socket.end()
    await once(socket, 'close')
    expect(errors).toEqual([])
    const { stderr } = await site.stop()
    expect(stderr.match(/no request/g)).toHaveLength(1)
  })

  test('answers what is no request at all as Node does', async () => {
    const site = await serve()
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
    socket.write('\r\n\r\nnonsense\r\n\r\n')
    expect((await buffer(socket)).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    await site.stop()
  })

  test.each([[], ['--charset', 'utf-8-bom']])(
    'has no orders and no statuses, which is no failure %j %j',
    async (...args) => {
      const site = await serve(...args)
      const [, name, value] = (await get(site.url, 'type=sale&mode=checkauth', login))[1].split('\n')
      const cookie = { cookie: `${name}=${value}` }
      const text = async (mode: string) => (await get(site.url, `type=sale&mode=${mode}`, cookie))[1]
      expect(await text('query')).toMatch(/<\?xml [\s\S]*\/>$/)
      expect(await text('success')).toMatch(/success$/)
      expect(await text('info')).toMatch(/<\?xml [^>]*\?>\n<[^>]+><\/[^>]+>\n$/)
      await site.stop()
    },
  )
})

describe('serve and push', () => {
  test.each(['ut103', 'smb', 'ut115', 'unf', 'bitrix'])(
    '%s: a catalog comes out as its file reads',
    async (profile) => {
      const site = await serve('--file-limit', '9999', ...(profile === 'bitrix' ? ['--token'] : []))
      const pushed = await run('push', site.url, CATALOG, ...LOGIN, '--profile', profile)
      expect(pushed.stderr).toContain('done: ')
      expect(pushed).toMatchObject({ code: 0, stdout: '' })
      const { stdout, stderr, code } = await site.stop()
      expect(code).toBe(0)
      expect(stderr).toContain('listening on')
      expect(stderr).not.toContain('secret')
      expect(eventsIn(stdout)).toEqual(await events(CATALOG))
    },
  )

  test.each(['ut103', 'smb', 'ut115', 'unf', 'bitrix'])(
    '%s: an archive in parts comes out the same',
    async (profile) => {
      const site = await serve('--zip', '--file-limit', '1000')
      const pushed = await run('push', site.url, CATALOG, ...LOGIN, '--profile', profile, '--zip')
      expect(pushed.code).toBe(0)
      expect(pushed.stderr).toMatch(/uploaded v8_\w{4}_\w{2}\.zip/)
      const { stdout } = await site.stop()
      expect(eventsIn(stdout)).toEqual(await events(CATALOG))
    },
  )

  test('the events of each import go to the end of the file of --events', async () => {
    const path = join(folder, 'events.jsonl')
    const earlier = '{"type":"earlier","position":{}}'
    writeFileSync(path, `${earlier}\n{"type":"prod`) // the power was cut
    const site = await serve('--events', path)
    for (const _ of [1, 2]) expect(await run('push', site.url, CATALOG, ...LOGIN)).toMatchObject({ code: 0 })
    expect(await site.stop()).toMatchObject({ code: 0, stdout: '' })
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith(`${earlier}\n{"type":"prod\n{"type":"document"`)).toBe(true)
    const imported = await events(CATALOG)
    expect(eventsIn(text.split('\n').slice(2).join('\n'))).toEqual([...imported, ...imported])
  })

  test.skipIf(!existsSync('/dev/full'))('an import of which the disk has no room for the events fails', async () => {
    const site = await serve('--events', '/dev/full')
    const { code, stderr } = await run('push', site.url, CATALOG, ...LOGIN)
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nerror: import[^\n]*ENOSPC/)
    expect((await site.stop()).code).toBe(0)
  })

  test('nothing of a document gets onto a terminal that it would obey', async () => {
    const path = join(folder, 'controls.xml')
    const name = 'Чай\u009b31m\u202e\u2066\u200f'
    writeFileSync(path, readFileSync(join(ROOT, CATALOG), 'utf8').replace(/(?<=<Наименование>)[^<]+/g, name))
    const site = await serve()
    expect((await run('push', site.url, path, ...LOGIN)).code).toBe(0)
    const { stdout } = await site.stop()
    expect(stdout).not.toMatch(/[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/)
    expect(eventsIn(stdout)).toContainEqual(expect.objectContaining({ product: expect.objectContaining({ name }) }))
  })

  test('sizes of a whole number of parts, and one byte beside', async () => {
    const { length } = readFileSync(join(ROOT, CATALOG))
    for (const limit of [length, length - 1, length + 1, Math.ceil(length / 4)]) {
      const site = await serve('--file-limit', String(limit))
      expect(await run('push', site.url, CATALOG, ...LOGIN)).toMatchObject({ code: 0 })
      const { stdout } = await site.stop()
      expect(eventsIn(stdout)).toEqual(await events(CATALOG))
    }
  })

  test('orders go both ways, and the transcript has no secret', async () => {
    const site = await serve()
    const transcript = join(folder, 'transcript.txt')
    const orders = 'fixtures/valid/orders-2.10/orders.xml'
    const path = existsSync(join(ROOT, orders)) ? orders : firstOrders()
    const pushed = await run('push', site.url, path, ...LOGIN, '--orders', '--transcript', transcript)
    expect(pushed.code).toBe(0)
    expect(pushed.stdout).toMatch(/^<\?xml version="1.0" encoding="windows-1251"\?>/)
    const { stdout } = await site.stop()
    expect(eventsIn(stdout)).toEqual(await events(path))
    const dialogue = readFileSync(transcript, 'utf8')
    expect(dialogue).toContain('mode=query')
    expect(dialogue).not.toContain('secret')
  })

  test('a wrong password ends with 1 and the words of that 1C', async () => {
    const site = await serve()
    const { code, stderr } = await run('push', site.url, CATALOG, '--user', '1c', '--password', 'wrong')
    expect(code).toBe(1)
    expect(stderr).toMatch(/error: checkauth/)
    const { stdout, stderr: log } = await site.stop()
    expect(stdout).toBe('')
    expect(log).not.toContain('wrong')
  })

  test('a broken document is a failure on both sides, and the site goes on', async () => {
    const site = await serve()
    const broken = 'fixtures/bad/truncated-input'
    const [name = ''] = readdirSync(join(ROOT, broken)).filter((file) => file.endsWith('.xml'))
    const { code, stderr } = await run('push', site.url, join(broken, name), ...LOGIN, '--keep-names')
    expect(code).toBe(1)
    expect(stderr).toContain('error: import')
    expect(await run('push', site.url, CATALOG, ...LOGIN)).toMatchObject({ code: 0 })
    await site.stop()
  })
})

/** The first fixture with orders. */
function firstOrders(): string {
  const found = readdirSync(join(ROOT, 'fixtures/valid'), { recursive: true, encoding: 'utf8' }).find((file) =>
    /orders?[^/]*\.xml$/.test(file),
  )
  return `fixtures/valid/${found ?? ''}`
}

describe('check', () => {
  test('finds nothing at our own site', async () => {
    const site = await serve('--file-limit', '5000')
    const { code, stdout } = await run('check', site.url, ...LOGIN, '--orders', '--json')
    const report = JSON.parse(stdout) as { worst: string; findings: { level: string }[] }
    expect(report.findings.filter(({ level }) => level !== 'ok')).toEqual([])
    expect(report.findings.length).toBeGreaterThan(40)
    expect(code).toBe(0)
    await site.stop()
  })

  test('says what each 1C would do at a site with four lines to init', async () => {
    const bad = createServer((request, response) => {
      const lines: Record<string, string> = {
        checkauth: 'success\nsid\nabc',
        init: 'zip=no\nfile_limit=1000\nsessid=1\nversion=2.08',
      }
      const mode = /mode=(\w+)/.exec(request.url ?? '')?.[1] ?? ''
      request.resume().on('end', () => response.end(lines[mode] ?? 'success'))
    }).listen(0)
    await once(bad, 'listening')
    const url = `http://127.0.0.1:${(bad.address() as AddressInfo).port}/`
    const { code, stdout } = await run('check', url, ...LOGIN, '--no-write')
    bad.close()
    bad.closeAllConnections()
    expect(code).toBe(1)
    expect(stdout).toMatch(/init-lines.*4 lines.*УТ 10\.3/)
  })
})

test('misuse ends with 2', async () => {
  for (const args of [
    ['serve'],
    ['serve', ...LOGIN, '--port', 'x'],
    ['serve', ...LOGIN, '--port', '0', '--dir', join(CATALOG, 'uploads')],
    ['serve', ...LOGIN, '--port', '0', '--events', join(CATALOG, 'events')],
    ['push', 'http://127.0.0.1:1/', ...LOGIN],
    ['push', 'http://127.0.0.1:1/', CATALOG, ...LOGIN, '--profile', 'sap'],
    ['check', 'http://127.0.0.1:1/', ...LOGIN, '--profile', 'sap'],
  ]) {
    expect(await run(...args), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
  }
})

// The rights of this folder say that root may write into it, and nobody may: as on Windows, where they say nothing.
test.runIf(process.platform === 'linux')(
  'serve tries whether it can write where it is to, and ends if not',
  async () => {
    const child = start(['serve', '--port', '0', ...LOGIN, '--dir', '/proc'])
    child.stderr?.on('data', (text) => String(text).includes('listening') && child.kill())
    const { code, stderr } = await ended(child)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: E\w+: [^\n]*\/proc\/[^\n]*\n$/)
  },
)

test.each([
  ['serve', ['--port', 'x'], '--port'],
  ['serve', ['--file-limit', '0'], '--file-limit'],
  ['push', ['--timeout', '-5'], '--timeout'],
  ['push', ['--max-polls', '1.5'], '--max-polls'],
  ['check', ['--max-file-bytes', '1e6'], '--max-file-bytes'],
  ['check', ['--profile', 'sap'], '--profile'],
])('%s %j says which option is wrong', async (command, args, option) => {
  const rest = command === 'serve' ? [] : ['http://127.0.0.1:1/']
  const { code, stderr } = await run(command, ...rest, ...LOGIN, ...args)
  expect(code).toBe(2)
  expect(stderr).toMatch(new RegExp(`^error: option '${option} <\\w+>' argument '${args[1]}' is invalid\\. `))
})
