import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach } from 'vitest'
import { ended, type Run, start } from './command.ts'
import { CYRILLIC_LOGIN } from './login.ts'

/** A site that `serve` is. */
export interface OwnSite {
  readonly url: string
  /** Reads nothing more of what it prints until it is ended: an import of more than a pipe holds waits. */
  hold(): void
  /** Ends it, and gives what it printed. */
  stop(signal?: NodeJS.Signals): Promise<Run>
}

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

export const serve = (...args: readonly string[]): Promise<OwnSite> => serveIn({}, ...args)

export async function serveIn(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<OwnSite> {
  const child = start(['serve', '--port', '0', ...CYRILLIC_LOGIN, ...args], env)
  running.add(child)
  const printed = ended(child)
  const [greeting] = (await once(child.stderr, 'data')) as [string]
  const url = /http:\S+/.exec(greeting)?.[0] ?? ''
  return {
    url: `${url}any/path`,
    hold: () => child.stdout.pause(),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      child.stdout.resume()
      running.delete(child)
      return printed
    },
  }
}
