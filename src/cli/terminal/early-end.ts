/**
 * Has something put in order before the process ends without the `finally` of anybody, by Ctrl-C, SIGTERM or `exit`: only
 * what is synchronous gets done, and it may be asked for twice. After a signal the process ends by that, as a shell wants
 * to know. Gives what takes it back.
 */
export function beforeEarlyEnd(work: () => void): () => void {
  const interrupted = (signal: NodeJS.Signals): void => {
    work()
    release()
    process.kill(process.pid, signal)
  }
  const release = (): void => {
    process.off('exit', work).off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
  process.once('exit', work).on('SIGINT', interrupted).on('SIGTERM', interrupted)
  return release
}
