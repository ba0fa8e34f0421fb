import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { beforeAll } from 'vitest'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** The built command. */
export const CLI = join(ROOT, 'dist/cli.js')

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('npm run build first: these tests run the built command')
})

/** How a run of the command ended, and all that it printed. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command under way. */
export const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

export async function ended(child: ChildProcess): Promise<Run> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  await once(child, 'close')
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() }
}

function collect(stream: Readable | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  return () => text
}

export const run = (...args: readonly string[]): Promise<Run> => ended(start(args))

/** Nobody listens any more once something was said. */
export async function leave(stream: Readable): Promise<void> {
  await once(stream, 'data')
  stream.destroy()
}
