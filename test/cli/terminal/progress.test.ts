import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ExchangeEvent } from 'commerceml/client'
import { afterEach, expect, test, vi } from 'vitest'
import { createProgress } from '../../../src/cli/terminal/progress.ts'
import { type ExchangeState, stateAfter } from '../../../src/cli/terminal/push-progress.ts'
import { glimpse, visible } from '../../../src/cli/terminal/visible.ts'

const START: ExchangeState = { value: 0, total: 1, doing: 'connecting' }
const after = (...events: readonly ExchangeEvent[]): ExchangeState => events.reduce(stateAfter, START)
const session = (attempt: number): ExchangeEvent => ({
  type: 'session',
  number: 1,
  sessions: 2,
  attempt,
  files: ['a.xml'],
})
const uploaded = (sentBytes: number, file = 'a.xml', totalBytes = 2_000_000): ExchangeEvent => ({
  type: 'uploaded',
  file,
  part: 1,
  parts: 2,
  sentBytes,
  totalBytes,
})

test('the bar is that of the file under way, so an archive gets to its end', () => {
  expect(after(session(1), uploaded(2_000_000))).toMatchObject({ value: 2_000_000, total: 2_000_000 })
  expect(after(session(1), uploaded(500, 'v8_3B8F_3e.zip', 500))).toMatchObject({ value: 500, total: 500 })
})

test('a repeated session begins again', () => {
  const state = after(session(1), uploaded(2_000_000), session(2), uploaded(1_000_000))
  expect(state).toMatchObject({ value: 1_000_000, total: 2_000_000 })
  expect(after(session(1), uploaded(2_000_000), session(2))).toMatchObject({
    value: 0,
    doing: 'session 1 of 2, attempt 2',
  })
})

test('an import shows how often it was asked for, and the percent that the site tells', () => {
  const progress = (message: string): ExchangeEvent => ({ type: 'progress', file: 'a.xml', polls: 7, message })
  expect(after(progress('прочитано 42 %'))).toEqual({
    value: 42,
    total: 100,
    doing: 'import of a.xml, asked 7 times: прочитано 42 %',
  })
  expect(after(progress('ждите'))).toMatchObject({ value: 0, total: 100 })
  expect(after(progress('999 %'))).toMatchObject({ value: 100 })
})

test('what only the transcript tells changes nothing', () => {
  const state = after(uploaded(1))
  expect(stateAfter(state, { type: 'note', step: 'init', words: 'x' })).toBe(state)
})

test('text of a site is one line without control characters, and no longer than a line of ours', () => {
  expect(visible('a\r\n\u001b[31mb\u009b\u202ec\t')).toBe('a  ␛[31mb��c␉')
  expect(glimpse('x'.repeat(1000))).toBe(`${'x'.repeat(400)}… (1000 characters)`)
  expect(glimpse('x')).toBe('x')
})

const SHOW_CURSOR = '\u001b[?25h'
const BAR = `process.stderr.isTTY = true
const { createProgress } = await import('./src/cli/terminal/progress.ts')
const { createPushProgress } = await import('./src/cli/terminal/push-progress.ts')
process.argv[1] === 'push' ? createPushProgress() : createProgress(1000)
if (process.argv[2] === 'exit') process.exit(2)
setInterval(() => {}, 1000)`

const bar = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', BAR, ...args], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'pipe'],
  })

test.each([
  ['read', 'SIGINT'],
  ['push', 'SIGTERM'],
] as const)('the bar of %s gives the cursor back when %s ends the process', async (command, signal) => {
  const child = bar(command)
  let shown = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (shown === '') child.kill(signal)
    shown += text
  })
  await once(child, 'close')
  expect(child.signalCode).toBe(signal)
  expect(shown).toContain(SHOW_CURSOR)
})

const { stdout, stderr } = process
const terminals = [stdout.isTTY, stderr.isTTY] as const
afterEach(() => {
  ;[stdout.isTTY, stderr.isTTY] = terminals
  vi.restoreAllMocks()
})

test.each(['read', 'push'])('and that of %s when the process exits', async (command) => {
  const child = bar(command, 'exit')
  let shown = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    shown += text
  })
  await once(child, 'close')
  expect(child.exitCode).toBe(2)
  expect(shown).toContain(SHOW_CURSOR)
})

test('there is no bar in the midst of lines on the same terminal', () => {
  const written = vi.spyOn(stderr, 'write').mockReturnValue(true)
  ;[stdout.isTTY, stderr.isTTY] = [true, true]
  createProgress(1000, stdout).stop()
  expect(written).not.toHaveBeenCalled()
  createProgress(1000).stop()
  expect(written).toHaveBeenCalled()
})
