import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import { contentOf } from '../../../src/testing/upload-files.ts'
import { Random } from '../../fuzz/random.ts'
import { bundled } from '../../helpers/bundled.ts'
import { SEED } from '../../helpers/seed.ts'
import { CHUNKED_AREA, CHUNKED_NAME, chunksIn } from './chunks.ts'

const ROUNDS = 10

const random = new Random(SEED)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commerceml-crash-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Writer {
  readonly child: ChildProcess
  /** Numbers of the chunks that were acknowledged. */
  readonly acknowledged: number[]
  readonly ended: Promise<unknown>
}

const script = await bundled(fileURLToPath(new URL('writer.ts', import.meta.url)))

function startWriter(writer: number, first: number, count: number, replaceEvery = 0): Writer {
  const args = [folder, writer, first, count, replaceEvery].map(String)
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: number[] = []
  let text = ''
  child.stdout?.on('data', (data: Buffer) => {
    const lines = (text + data.toString()).split('\n')
    text = lines.pop() ?? ''
    acknowledged.push(...lines.map(Number))
  })
  return { child, acknowledged, ended: once(child, 'close') }
}

/** Kills the writers at some moment after each has begun to work. */
async function killInTheMiddle(...writers: readonly Writer[]): Promise<void> {
  await Promise.all(writers.map(({ child }) => once(child.stdout ?? child, 'data')))
  await new Promise((resolve) => setTimeout(resolve, random.below(120)))
  for (const { child } of writers) child.kill('SIGKILL')
  await Promise.all(writers.map(({ ended }) => ended))
}

const chunks = async (): Promise<{ writer: number; number: number }[]> =>
  chunksIn(await contentOf(diskStores(folder).uploads, [CHUNKED_AREA, CHUNKED_NAME]))

test('two processes that are killed while they append leave whole chunks, and every acknowledged one', async () => {
  const acknowledged: string[] = []
  const next = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    const writers = next.map((first, writer) => startWriter(writer, first, 100_000))
    await killInTheMiddle(...writers)
    const found = await chunks()
    const keys = found.map(({ writer, number }) => `${writer} ${number}`)
    expect(new Set(keys).size, 'no chunk is there twice').toBe(keys.length)
    for (const [writer, { acknowledged: numbers }] of writers.entries()) {
      acknowledged.push(...numbers.map((number) => `${writer} ${number}`))
      const own = found.filter((chunk) => chunk.writer === writer).map(({ number }) => number)
      expect(own, 'the chunks of a process are in order').toEqual([...own].sort((one, other) => one - other))
      next[writer] = Math.max(next[writer] ?? 0, ...own.map((number) => number + 1))
    }
    expect(acknowledged.filter((key) => !keys.includes(key))).toEqual([])
    // At most the chunk under way was joined and not acknowledged.
    expect(keys.length - acknowledged.length).toBeLessThanOrEqual(writers.length * (round + 1))
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 2)
})

test('a process that is killed while it replaces leaves the old file or the new one', async () => {
  let next = 0
  for (let round = 0; round < ROUNDS; round++) {
    const writer = startWriter(7, next, 100_000, 3)
    await killInTheMiddle(writer)
    const numbers = (await chunks()).map(({ number }) => number)
    const [first = -1] = numbers
    const last = numbers.at(-1) ?? -1
    expect(numbers, 'the chunks since a replace').toEqual(numbers.map((_, index) => first + index))
    expect(first % 3).toBe(0)
    expect(numbers.length).toBeLessThanOrEqual(3)
    expect(last).toBeGreaterThanOrEqual(writer.acknowledged.at(-1) ?? 0)
    expect(last).toBeLessThanOrEqual((writer.acknowledged.at(-1) ?? 0) + 1)
    next = last + 1
  }
})

test('two processes that append at once lose nothing', async () => {
  const writers = [0, 1].map((writer) => startWriter(writer, 0, 150))
  await Promise.all(writers.map(({ ended }) => ended))
  const found = await chunks()
  expect(found.length).toBe(300)
  for (const writer of [0, 1]) {
    const own = found.filter((chunk) => chunk.writer === writer).map(({ number }) => number)
    expect(own).toEqual(Array.from({ length: 150 }, (_, number) => number))
  }
})
