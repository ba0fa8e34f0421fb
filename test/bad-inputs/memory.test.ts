import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { defaultEngine } from '../../src/xml/engines.ts'
import { bundled } from '../helpers/bundled.ts'
import { KINDS, type Report } from './big-inputs.ts'

const pathOf = (program: string): string => fileURLToPath(new URL(program, import.meta.url))
// The process has to forbid what is forbidden here, or it would read with the scanner in the project `saxes` too.
const withoutWasm = async (): Promise<string[]> => ['--import', await bundled(pathOf('../helpers/without-wasm.ts'))]
const BYTES = 64 * 1024 * 1024

/** Reads a large document in a process of its own whose heap may not grow beyond so many megabytes. */
async function readInProcess(kind: string, heap: number): Promise<Report> {
  const engine = defaultEngine() === 'saxes' ? await withoutWasm() : []
  const script = await bundled(pathOf('big-inputs.ts'))
  const args = [`--max-old-space-size=${heap}`, ...engine, script, kind, String(BYTES)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const report = JSON.parse(stdout) as Report
  expect(report.engine).toBe(defaultEngine())
  return report
}

const REFUSED: readonly (readonly [kind: string, code: string, found: string | undefined])[] = [
  ['text', 'limit-exceeded', 'textLength'],
  ['attr', 'limit-exceeded', 'textLength'],
  ['comment', 'limit-exceeded', 'textLength'],
  ['cdata', 'limit-exceeded', 'textLength'],
  ['space', 'limit-exceeded', 'textLength'],
  ['name', 'limit-exceeded', 'textLength'],
  ['entities', 'limit-exceeded', 'textLength'],
  ['noend', 'limit-exceeded', 'textLength'],
  ['ampersand', 'not-well-formed', undefined],
  ['attrs', 'limit-exceeded', 'attributes'],
  ['deep', 'limit-exceeded', 'depth'],
  ['dtd', 'dtd-refused', 'a'],
  ['blanks', 'limit-exceeded', 'prologLength'],
]

// What the library has to hold until it is complete takes what the limits allow, and no more.
const HELD = [
  ['extras', 'entityLength'],
  ['groups', 'groupTree'],
] as const

test('every kind of large input has its verdict', () => {
  const tested = [...REFUSED.map(([kind]) => kind), ...HELD.map(([kind]) => kind), 'products']
  expect(tested.sort()).toEqual([...KINDS].sort())
})

test.each(REFUSED)('64 MB of %s: %s, long before the end, in less than 160 MB', async (kind, code, found) => {
  const report = await readInProcess(kind, 64)
  expect(report.code).toBe(code)
  expect(report.found).toBe(found)
  expect(report.fed).toBeLessThan(BYTES / 8)
  expect(report.megabytes).toBeLessThan(160)
})

test.each(HELD)('64 MB of %s: over the limit %s, in less than 320 MB', async (kind, found) => {
  const report = await readInProcess(kind, 256)
  expect(report).toMatchObject({ code: 'limit-exceeded', found })
  expect(report.fed).toBeLessThan(BYTES / 8)
  expect(report.megabytes).toBeLessThan(320)
})

test('64 MB of products are read in less than 160 MB', async () => {
  const report = await readInProcess('products', 64)
  expect(report.code).toBe('accepted')
  expect(report.fed).toBeGreaterThan(BYTES)
  expect(report.products).toBeGreaterThan(300_000)
  expect(report.megabytes).toBeLessThan(160)
})
