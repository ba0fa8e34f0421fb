import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { CATALOG } from './helpers/catalog.ts'
import { CLI, ended, leave, ROOT, run, start } from './helpers/command.ts'
import { lines } from './helpers/printed.ts'
import { temporaryFiles } from './helpers/temporary-files.ts'

const { folder, made } = temporaryFiles()

describe('read', () => {
  test('prints the events that the library gives, one a line', async () => {
    const { code, stdout, stderr } = await run('read', CATALOG)
    expect(code).toBe(0)
    expect(stderr).toBe('')
    const expected = lines(readFileSync(join(ROOT, 'fixtures/valid/import-2.08/expected.jsonl'), 'utf8'))
    expect(lines(stdout).map(({ type }) => type)).toEqual(expected.map(({ type }) => type))
  })

  test('--select leaves the others out', async () => {
    const { stdout } = await run('read', CATALOG, '--select', 'product,group')
    expect(new Set(lines(stdout).map(({ type }) => type))).toEqual(new Set(['group', 'product']))
  })

  test('--select passes over the others, unless they are to be counted, or may end the reading', async () => {
    const product = `<Товар><Ид>1</Ид><Наименование>${'длинное '.repeat(9)}</Наименование><Чужое/></Товар>`
    const path = made(
      'selected.xml',
      `<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>${product}${product}</Товары></Каталог></КоммерческаяИнформация>`,
    )
    const reads = async (...args: string[]) => {
      const { code, stdout } = await run('read', path, '--select', ...args)
      return [code, ...lines(stdout).map(({ type }) => type)]
    }
    expect(await reads('offer', '--limit', 'entityLength=150')).toEqual([0])
    expect(await reads('product', '--limit', 'entityLength=150')).toEqual([1, 'error'])
    expect(await reads('issue')).toEqual([0, 'issue'])
    expect(lines((await run('read', path, '--select', 'end')).stdout)).toMatchObject([{ counts: { product: 2 } }])
    expect(await reads('offer', '--strict')).toEqual([1, 'error'])
    expect(await reads('offer', '--extras', 'refuse')).toEqual([1, 'error'])
  })

  test('- reads standard input', async () => {
    const fromFile = await run('read', CATALOG, '--select', 'product')
    const child = spawn(process.execPath, [CLI, 'read', '-', '--select', 'product'])
    const [fromInput] = await Promise.all([ended(child), pipeline(createReadStream(CATALOG), child.stdin)])
    const unplaced = (text: string): unknown => lines(text).map(({ position: _, ...event }) => event)
    expect(unplaced(fromInput.stdout)).toEqual(unplaced(fromFile.stdout))
  })

  test('a pipe is read as a file is, whatever it is called', async () => {
    const path = join(folder, 'pipe.zip')
    execFileSync('mkfifo', [path])
    const [{ code, stdout, stderr }] = await Promise.all([
      run('read', path),
      pipeline(createReadStream(CATALOG), createWriteStream(path)),
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.replaceAll('pipe.zip', 'import.xml')).toBe((await run('read', CATALOG)).stdout)
  })

  test('a folder comes in the order of its contents', async () => {
    const { code, stdout } = await run(
      'read',
      'fixtures/valid/3.1-split',
      '--select',
      'group,product,offer,counterparty',
    )
    expect(code).toBe(0)
    const order = lines(stdout).map(({ type }) => type)
    expect(order.lastIndexOf('group')).toBeLessThan(order.indexOf('product'))
    expect(order.lastIndexOf('product')).toBeLessThan(order.indexOf('offer'))
  })

  test('an archive is told by its first bytes, whatever its name', async () => {
    const path = join(folder, 'upload.bin')
    const zip = new ZipFile()
    zip.addFile(CATALOG, 'import.xml')
    zip.end()
    const file = createWriteStream(path)
    zip.outputStream.pipe(file)
    await once(file, 'close')
    const { code, stdout } = await run('read', path, '--select', 'product')
    expect(code).toBe(0)
    expect(lines(stdout)[0]?.['position']).toMatchObject({ source: 'import.xml' })
  })

  test('a file cut short ends with an error line, one line on standard error, and exit code 1', async () => {
    const whole = readFileSync(CATALOG)
    const path = made('cut.xml', whole.subarray(0, Math.floor(whole.length / 2)))
    const { code, stdout, stderr } = await run('read', path)
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
    const child = start(['read', path])
    const end = ended(child)
    await leave(child.stdout)
    const { code, stderr } = await end
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })
})

test('limits can be changed', async () => {
  const { code, stderr } = await run('read', CATALOG, '--limit', 'depth=2')
  expect(code).toBe(1)
  expect(stderr).toContain('over the limit depth = 2')
})
