import { open } from 'node:fs/promises'
import type { LineSink } from '../terminal/output.ts'
import { fileError, openOutput } from './output-file.ts'

const NEWLINE = 0x0a

/** Events of imports in a file, at its end. */
export interface EventFile extends LineSink {
  close(): Promise<void>
}

/** Whether its last line is a whole one: a process or the power may have ended in the midst of it. */
async function endsInLine(path: string, size: number): Promise<boolean> {
  const file = await open(path)
  try {
    return (await file.read(new Uint8Array(1), 0, 1, size - 1)).buffer[0] === NEWLINE
  } finally {
    await file.close()
  }
}

/** Rejects with `TypeError`. What is written is there in the order of the calls, whoever of several imports writes. */
export async function openEventFile(path: string): Promise<EventFile> {
  const { handle, size, sync } = await openOutput('--events', path)
  const isWhole = async (): Promise<boolean> => size === 0 || (await endsInLine(path, size))
  let broken = !(await isWhole().catch((error: unknown) => Promise.reject(fileError('--events', error))))
  let last: Promise<void> = Promise.resolve()
  const append = async (text: string): Promise<void> => {
    // A line that broke off must not take the next one with it.
    const bytes = broken ? `\n${text}` : text
    broken = true
    await handle.appendFile(bytes)
    broken = false
  }
  return {
    closed: false,
    write(text) {
      const written = last.then(() => append(text))
      last = written.catch(() => {})
      return written
    },
    sync,
    close: () => handle.close(),
  }
}
