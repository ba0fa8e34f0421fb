import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface End {
  readonly printed: string
  readonly errors: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const START = `
const { writeSync } = await import('node:fs')
const { beforeEarlyEnd } = await import('./src/cli/terminal/early-end.ts')
const print = (text) => writeSync(1, text + ' ')
const stuck = () => { throw new Error('stuck') }
const hold = setInterval(() => {}, 1000)
`

/** How a process ends that has run this code: it says when it has, and gets the signal then. */
async function endOf(code: string, signal: NodeJS.Signals): Promise<End> {
  const args = ['--import', 'tsx', '--input-type=module', '-e', `${START}${code}\nprint('begun')`]
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (piece: Buffer) => String(piece).includes('begun') && child.kill(signal))
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { printed: printed.trim(), errors, code: child.exitCode, signal: child.signalCode }
}

test('whatever fails of it, all is done, and the process ends by its signal', async () => {
  const end = await endOf("beforeEarlyEnd(stuck); beforeEarlyEnd(() => print('done'))", 'SIGINT')
  expect(end).toEqual({ printed: 'begun done', errors: '', code: null, signal: 'SIGINT' })
})

test('all is done before the first step to the end, which is the last one on Windows', async () => {
  const kill = "process.kill = () => { print('killed'); process.reallyExit(1) }"
  const { printed } = await endOf(
    `${kill}; beforeEarlyEnd(() => print('first')); beforeEarlyEnd(() => print('second'))`,
    'SIGTERM',
  )
  expect(printed).toBe('begun first second killed')
})

test('a terminal that is closed ends it as well', async () => {
  const { printed, signal } = await endOf("beforeEarlyEnd(() => print('done'))", 'SIGHUP')
  expect([printed, signal]).toEqual(['begun done', 'SIGHUP'])
})

test('a signal that the system cannot send ends it with the code that a shell gives it', async () => {
  const kill = "process.kill = () => { throw new Error('kill ENOSYS') }"
  const { printed, errors, code } = await endOf(`${kill}; beforeEarlyEnd(() => print('done'))`, 'SIGHUP')
  expect([printed, errors, code]).toEqual(['begun done', '', 129])
})

test('what was taken back is not done, and with the last of it goes the listening', async () => {
  const kept = "beforeEarlyEnd(() => print('kept')); beforeEarlyEnd(() => print('lost'))()"
  expect((await endOf(kept, 'SIGINT')).printed).toBe('begun kept')
  const none = "beforeEarlyEnd(stuck)(); print(process.listenerCount('SIGINT'))"
  expect(await endOf(none, 'SIGINT')).toMatchObject({ printed: '0 begun', signal: 'SIGINT' })
})

test('an exit does it as well, once', async () => {
  const { printed, code } = await endOf("beforeEarlyEnd(() => print('done')); process.exit(3)", 'SIGINT')
  expect([printed, code]).toEqual(['done', 3])
})
