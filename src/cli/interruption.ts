/**
 * Has something put in order before Ctrl-C or SIGTERM ends the process, without the `finally` of anybody: only what is
 * synchronous gets done. The process then ends by that signal, as a shell wants to know. Gives what takes it back.
 */
export function beforeInterruption(work: () => void): () => void {
  const interrupted = (signal: NodeJS.Signals): void => {
    work()
    release()
    process.kill(process.pid, signal)
  }
  const release = (): void => void process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted)
  return release
}
