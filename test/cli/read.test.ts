import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CLI = join(ROOT, 'dist/cli.js')
const CATALOG = 'fixtures/valid/import-2.08/import.xml'

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(args: readonly string[], input?: string): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [CLI, ...args],
      { cwd: ROOT, maxBuffer: 64e6 },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr })
      },
    )
    if (input !== undefined) createReadStream(join(ROOT, input)).pipe(child.stdin ?? process.stderr)
  })
}

const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Writes a file of ours into a pipe. */
const feed = (pipe: string, file: string): Promise<void> =>
  pipeline(createReadStream(join(ROOT, file)), createWriteStream(pipe))

let folder = ''
const made = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('npm run build first: these tests run the built command')
  folder = mkdtempSync(join(tmpdir(), 'commerceml-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('read', () => {
  test('prints the events that the library gives, one a line', async () => {
    const { code, stdout, stderr } = await run(['read', CATALOG])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    const expected = lines(readFileSync(join(ROOT, 'fixtures/valid/import-2.08/expected.jsonl'), 'utf8'))
    expect(lines(stdout).map(({ type }) => type)).toEqual(expected.map(({ type }) => type))
  })

  test('--select leaves the others out', async () => {
    const { stdout } = await run(['read', CATALOG, '--select', 'product,group'])
    expect(new Set(lines(stdout).map(({ type }) => type))).toEqual(new Set(['group', 'product']))
  })

  test('--select passes over the others, unless they are to be counted, or may end the reading', async () => {
    const product = `<Товар><Ид>1</Ид><Наименование>${'длинное '.repeat(9)}</Наименование><Чужое/></Товар>`
    const path = made(
      'selected.xml',
      `<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>${product}${product}</Товары></Каталог></КоммерческаяИнформация>`,
    )
    const reads = async (...args: string[]) => {
      const { code, stdout } = await run(['read', path, '--select', ...args])
      return [code, ...lines(stdout).map(({ type }) => type)]
    }
    expect(await reads('offer', '--limit', 'entityLength=150')).toEqual([0])
    expect(await reads('product', '--limit', 'entityLength=150')).toEqual([1, 'error'])
    expect(await reads('issue')).toEqual([0, 'issue'])
    expect(lines((await run(['read', path, '--select', 'end'])).stdout)).toMatchObject([{ counts: { product: 2 } }])
    expect(await reads('offer', '--strict')).toEqual([1, 'error'])
    expect(await reads('offer', '--extras', 'refuse')).toEqual([1, 'error'])
  })

  test('- reads standard input', async () => {
    const fromFile = await run(['read', CATALOG, '--select', 'product'])
    const fromInput = await run(['read', '-', '--select', 'product'], CATALOG)
    const unplaced = (text: string): unknown => lines(text).map(({ position: _, ...event }) => event)
    expect(unplaced(fromInput.stdout)).toEqual(unplaced(fromFile.stdout))
  })

  test('a pipe is read as a file is, whatever it is called', async () => {
    const path = join(folder, 'pipe.zip')
    execFileSync('mkfifo', [path])
    const [{ code, stdout, stderr }] = await Promise.all([run(['read', path]), feed(path, CATALOG)])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.replaceAll('pipe.zip', 'import.xml')).toBe((await run(['read', CATALOG])).stdout)
  })

  test('a folder comes in the order of its contents', async () => {
    const { code, stdout } = await run([
      'read',
      'fixtures/valid/3.1-split',
      '--select',
      'group,product,offer,counterparty',
    ])
    expect(code).toBe(0)
    const order = lines(stdout).map(({ type }) => type)
    expect(order.lastIndexOf('group')).toBeLessThan(order.indexOf('product'))
    expect(order.lastIndexOf('product')).toBeLessThan(order.indexOf('offer'))
  })

  test('an archive is told by its first bytes, whatever its name', async () => {
    const path = join(folder, 'upload.bin')
    const zip = new ZipFile()
    zip.addFile(join(ROOT, CATALOG), 'import.xml')
    zip.end()
    const file = createWriteStream(path)
    zip.outputStream.pipe(file)
    await once(file, 'close')
    const { code, stdout } = await run(['read', path, '--select', 'product'])
    expect(code).toBe(0)
    expect(lines(stdout)[0]?.['position']).toMatchObject({ source: 'import.xml' })
  })

  test('a file cut short ends with an error line, one line on standard error, and exit code 1', async () => {
    const whole = readFileSync(join(ROOT, CATALOG))
    const path = made('cut.xml', whole.subarray(0, Math.floor(whole.length / 2)))
    const { code, stdout, stderr } = await run(['read', path])
    expect(code).toBe(1)
    const last = lines(stdout).at(-1)
    expect(last).toMatchObject({ type: 'error', code: 'truncated-input' })
    expect(last?.['offset']).toBeTypeOf('number')
    expect(lines(stdout).filter(({ type }) => type === 'end')).toEqual([])
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/^error: the input ends/)
  })

  test('a reader that stops listening is no error', async () => {
    const products = Array.from({ length: 50_000 }, (_, index) => `<Товар><Ид>${index}</Ид></Товар>`).join('')
    const path = made(
      'long.xml',
      `<КоммерческаяИнформация><Каталог><Товары>${products}</Товары></Каталог></КоммерческаяИнформация>`,
    )
    const child = spawn(process.execPath, [CLI, 'read', path], { stdio: ['ignore', 'pipe', 'pipe'] })
    const errors: Buffer[] = []
    child.stderr.on('data', (data: Buffer) => errors.push(data))
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    expect(Buffer.concat(errors).toString()).toBe('')
    expect(code).toBe(0)
  })
})

// On Windows a write that is still waiting when the reader goes ends with EOF; to a closed terminal all end with EIO.
test.each([
  ['EPIPE', 'a pipe', 0, ''],
  ['EOF', 'a pipe', 0, ''],
  ['EIO', 'a terminal', 0, ''],
  ['EIO', 'a file', 2, 'error: write EIO\n'],
])('a write that ends with %s to %s ends with exit code %d', async (code, output, exitCode, words) => {
  const preload = made(
    `${code}.mjs`,
    `process.stdout.isTTY = ${output === 'a terminal'}
process.stdout._writev = undefined
process.stdout._write = (_bytes, _encoding, done) =>
  setImmediate(done, Object.assign(new Error('write ${code}'), { code: '${code}', syscall: 'write' }))`,
  )
  const args = ['--import', pathToFileURL(preload).href, CLI, 'inspect', join(ROOT, CATALOG)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: Buffer[] = []
  child.stderr.on('data', (data: Buffer) => errors.push(data))
  await once(child, 'close')
  expect([child.exitCode, Buffer.concat(errors).toString()]).toEqual([exitCode, words])
})

test.skipIf(!existsSync('/dev/full')).each([['read'], ['inspect']])(
  '%s says in one line that what it prints finds no room',
  async (command) => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [CLI, command, join(ROOT, CATALOG)], { stdio: ['ignore', full, 'pipe'] })
    const errors: Buffer[] = []
    child.stderr?.on('data', (data: Buffer) => errors.push(data))
    const [code] = await once(child, 'close')
    closeSync(full)
    expect(Buffer.concat(errors).toString()).toMatch(/^error: ENOSPC[^\n]*\n$/)
    expect(code).toBe(2)
  },
)

describe('inspect', () => {
  test('summarises for people', async () => {
    const { code, stdout } = await run(['inspect', CATALOG])
    expect(code).toBe(0)
    expect(stdout).toMatch(/kind\s+goods/)
    expect(stdout).toMatch(/entities\s+classifier 1, group 6/)
    expect(stdout).toMatch(/read\s+\d+\.\d kB in \d+\.\d\d s\n/) // of so little a rate says nothing
  })

  test('--json has the same for machines', async () => {
    const { stdout } = await run(['inspect', 'fixtures/valid/3.1-split', '--json'])
    const { documents } = JSON.parse(stdout) as { documents: { kind: string; complete: boolean; version: string }[] }
    expect(documents).toHaveLength(12)
    expect(documents.every(({ complete, version }) => complete && version === '3.1')).toBe(true)
    expect(new Set(documents.map(({ kind }) => kind))).toEqual(
      new Set(['references', 'classifier', 'goods', 'offers', 'prices', 'rests', 'counterparties']),
    )
  })

  test('says what a bad document is, in both forms', async () => {
    const path = made('page.xml', '<html><body>502</body></html>')
    const people = await run(['inspect', path])
    expect(people.code).toBe(1)
    expect(people.stderr).toMatch(/^error: expected КоммерческаяИнформация, found an HTML page/)
    const machines = await run(['inspect', path, '--json'])
    expect(JSON.parse(machines.stdout)).toMatchObject({ documents: [], error: { code: 'wrong-root' } })
  })

  test('a document that broke off before its kind could be told is unreadable, not empty', async () => {
    const path = made('broken.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08"><Документ><Ид>1</Ид>')
    expect((await run(['inspect', path])).stdout).toMatch(/kind\s+unreadable/)
    expect(JSON.parse((await run(['inspect', path, '--json'])).stdout)).toMatchObject({
      documents: [{ kind: 'unreadable', complete: false }],
    })
    const empty = made('empty.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08"/>')
    expect((await run(['inspect', empty])).stdout).toMatch(/kind\s+empty/)
  })

  test('tells the rate of a document that is long enough for one', async () => {
    const products = '<Товар><Ид>1</Ид></Товар>'.repeat(50_000)
    const text = `<КоммерческаяИнформация><Каталог><Товары>${products}</Товары></Каталог></КоммерческаяИнформация>`
    expect((await run(['inspect', made('rate.xml', text)])).stdout).toMatch(/read\s+\d\.\d\d MB in .* s, \d+ MB\/s\n/)
  })

  test('says how far a document was read that is cut short, in both forms', async () => {
    const text = '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары><Товар><Ид>1</Ид></Товар>'
    const path = made('cut.xml', text)
    const people = await run(['inspect', path])
    expect(people.stdout).toMatch(/read\s+not to its end, 145 bytes in \d+\.\d\d s\n/)
    const machines = await run(['inspect', path, '--json'])
    expect(JSON.parse(machines.stdout)).toMatchObject({
      documents: [{ bytes: Buffer.byteLength(text), counts: { product: 1 }, complete: false }],
      error: { code: 'truncated-input' },
    })
  })
})

describe('validate', () => {
  test('a good file has nothing to print, and people are told so', async () => {
    const stderr = 'no issues in 1 document\n'
    expect(await run(['validate', CATALOG])).toEqual({ code: 0, stdout: '', stderr })
    expect((await run(['validate', 'fixtures/valid/3.1-split'])).stderr).toBe('no issues in 12 documents\n')
  })

  test('what cannot be read to its end is said once, with its place once', async () => {
    const path = made('torn.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог><Товары>')
    const { code, stdout, stderr } = await run(['validate', path])
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(
      /^torn\.xml:2: the input ends before its elements were closed \[truncated-input, byte \d+, [^\]]+Товары\]\n$/,
    )
    const notZip = await run(['validate', made('page.zip', '<html>')])
    expect([notZip.code, notZip.stderr, notZip.stdout.trim().split('\n').length]).toEqual([1, '', 1])
  })

  test('--json has the issues as read has them', async () => {
    const text = '<КоммерческаяИнформация><Каталог><Товары><Товар><Ид>1</Ид><Вес>x</Вес></Товар>'
    const path = made('torn-odd.xml', text)
    const { code, stdout, stderr } = await run(['validate', path, '--json'])
    const printed = await run(['read', path])
    expect([code, stderr]).toEqual([1, ''])
    expect(lines(stdout)).toEqual(lines(printed.stdout).filter(({ type }) => type === 'issue' || type === 'error'))
    expect(lines(stdout).map(({ type }) => type)).toEqual(['issue', 'issue', 'error'])
  })

  test('issues stand with their places, and the exit code is 1', async () => {
    const path = made(
      'odd.xml',
      '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог><Товары>\n<Товар><Ид>1</Ид><Вес>тяжёлый</Вес></Товар>\n</Товары></Каталог></КоммерческаяИнформация>',
    )
    const { code, stdout } = await run(['validate', path])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^odd\.xml:3: Вес: expected decimal, found "тяжёлый" \(in 1\) \[invalid-decimal, byte \d+, .*Товар\/Вес\]\n$/,
    )
  })
})

test('validate ends when nobody listens any more, and has found something', async () => {
  const products = Array.from({ length: 20_000 }, (_, id) => `<Товар><Ид>${id}</Ид><Вес>x</Вес></Товар>`).join('')
  const path = made(
    'odd-cut.xml',
    `<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>${products}</Товары></Каталог>`,
  )
  const child = spawn(process.execPath, [CLI, 'validate', path], { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: Buffer[] = []
  child.stderr.on('data', (data: Buffer) => errors.push(data))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [code] = await once(child, 'close')
  // Had it read on, it would have found that the document is cut short.
  expect([code, Buffer.concat(errors).toString()]).toEqual([1, ''])
})

describe('what a document says gets onto a terminal as text', () => {
  // Control characters of XML: a terminal takes U+009B for the beginning of an escape sequence.
  const HIDDEN = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
  const id = `a\u009b31m\u202e\nb.xml:1: fine${'x'.repeat(10_000)}`
  const hostile = (): string =>
    made(
      'hostile.xml',
      `<КоммерческаяИнформация ВерсияСхемы="2&#x9b;31m"><Каталог><Товары>${`<Товар><Ид>${id}</Ид></Товар>`.repeat(2)}</Товары></Каталог></КоммерческаяИнформация>`,
    )

  test('and as the same in JSON', async () => {
    const { stdout } = await run(['read', hostile()])
    expect(stdout).not.toMatch(HIDDEN)
    const products = lines(stdout).filter(({ type }) => type === 'product')
    expect(products.map(({ productId }) => productId)).toEqual([id, id])
    const inspected = await run(['inspect', '--json', hostile()])
    expect(inspected.stdout).not.toMatch(HIDDEN)
    expect(inspected.stdout).toContain('2\\u009b31m')
  })

  test('and a line of ours stays one line, no longer than such a line is', async () => {
    const inspected = await run(['inspect', hostile()])
    expect(inspected.stdout).not.toMatch(HIDDEN)
    const { stdout, code } = await run(['validate', hostile()])
    expect(code).toBe(1)
    expect(stdout).not.toMatch(HIDDEN)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(stdout).toContain('came before')
    expect(stdout.length).toBeLessThan(2_000)
  })
})

describe('misuse has exit code 2', () => {
  test.each([
    ['an unknown command', ['frobnicate']],
    ['no path', ['read']],
    ['a file that is not there', ['read', 'no/such/file.xml']],
    ['an unknown event', ['read', CATALOG, '--select', 'goods']],
    ['an unknown limit', ['read', CATALOG, '--limit', 'width=3']],
    ['a limit without a number', ['read', CATALOG, '--limit', 'depth=']],
    ['a limit that is no number', ['read', CATALOG, '--limit', 'depth=deep']],
    ['an unknown policy', ['read', CATALOG, '--extras', 'lose']],
  ])('%s', async (_name, args) => {
    const { code, stdout, stderr } = await run(args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error: /)
  })

  test('no password is misuse, and another way to give it is named', async () => {
    const { code, stderr } = await run(['check', 'http://127.0.0.1:1/'])
    expect(code).toBe(2)
    expect(stderr).toBe("error: required option '--password <text>' not specified, or set COMMERCEML_PASSWORD\n")
  })

  test('help tells exit codes, defaults and the names of limits', async () => {
    const help = async (...args: string[]) => (await run([...args, '--help'])).stdout.replace(/\s+/g, ' ')
    expect(await help()).toContain('Exit codes: 0 success, 1 bad input or failed exchange, 2 wrong usage.')
    const read = await help('read')
    expect(read).toContain('"refuse", default: "keep")')
    expect(read).toContain('default: as the file says')
    expect(read).toContain('names: depth, attributes, ')
    expect(await help('serve')).toContain('of the replies; default: windows-1251')
    expect(await help('push')).toContain('the bitrix profile alone does that')
    for (const command of ['push', 'serve']) expect(await help(command)).toContain('PowerShell before 7.4 re-encodes')
  })

  test('asking for help or the version is none', async () => {
    expect((await run(['--help'])).code).toBe(0)
    expect((await run(['read', '--help'])).stdout).toContain('--select')
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

test('limits can be changed', async () => {
  const { code, stderr } = await run(['read', CATALOG, '--limit', 'depth=2'])
  expect(code).toBe(1)
  expect(stderr).toContain('over the limit depth = 2')
})
