import { constants } from 'node:os'

/**
 * What a person or a system ends a command by. A terminal that is closed sends SIGHUP, on Windows too, where Ctrl-Break is
 * SIGBREAK and nothing sends SIGTERM. That `nohup` ignores SIGHUP does not count: Node gives every signal its default back
 * when it starts, so a hang-up ends the process whether anybody listens or not.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

const works = new Set<() => void>()

function putInOrder(): void {
  for (const work of works) {
    try {
      work()
    } catch {
      // Nobody is left who could do anything about it, and the others have to be done.
    }
  }
  works.clear()
}

// One listener for all: on Windows `process.kill` ends the process at once, before another is called.
function interrupted(signal: NodeJS.Signals): void {
  putInOrder()
  unlisten()
  try {
    process.kill(process.pid, signal)
  } catch {
    process.exit(128 + constants.signals[signal]) // Windows can send neither SIGHUP nor SIGBREAK
  }
}

function listen(): void {
  process.once('exit', putInOrder)
  for (const signal of END_SIGNALS) process.on(signal, interrupted)
}

function unlisten(): void {
  process.off('exit', putInOrder)
  for (const signal of END_SIGNALS) process.off(signal, interrupted)
}

/**
 * Has something put in order before the process ends without the `finally` of anybody, by a signal or `exit`: only what is
 * synchronous gets done, and nobody is told of what it throws. After a signal the process ends by that, as a shell wants
 * to know. Gives what takes it back.
 */
export function beforeEarlyEnd(work: () => void): () => void {
  if (works.size === 0) listen()
  works.add(work)
  return () => {
    if (works.delete(work) && works.size === 0) unlisten()
  }
}
