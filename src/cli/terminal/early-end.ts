const SIGNALS = ['SIGINT', 'SIGTERM'] as const

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
  process.kill(process.pid, signal)
}

function listen(): void {
  process.once('exit', putInOrder)
  for (const signal of SIGNALS) process.on(signal, interrupted)
}

function unlisten(): void {
  process.off('exit', putInOrder)
  for (const signal of SIGNALS) process.off(signal, interrupted)
}

/**
 * Has something put in order before the process ends without the `finally` of anybody, by Ctrl-C, SIGTERM or `exit`: only
 * what is synchronous gets done, and nobody is told of what it throws. After a signal the process ends by that, as a shell
 * wants to know. Gives what takes it back.
 */
export function beforeEarlyEnd(work: () => void): () => void {
  if (works.size === 0) listen()
  works.add(work)
  return () => {
    if (works.delete(work) && works.size === 0) unlisten()
  }
}
