import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { formatEntry, type TranscriptEntry } from 'commerceml/client'
import { visible } from '../terminal/visible.ts'
import { fileError } from './output-file.ts'

/** The dialogue of an exchange, on the disk. */
export interface TranscriptFile {
  write(entry: TranscriptEntry): void
  /** Rejects when not all of it got there. */
  close(): Promise<void>
}

const failure = (cause: unknown): TypeError => fileError('--transcript', cause)

async function openTranscript(path: string): Promise<TranscriptFile> {
  const handle = await open(path, 'w').catch((error: unknown) => {
    throw failure(error)
  })
  const file = handle.createWriteStream()
  file.on('error', () => {}) // an exchange does not break off because nobody keeps what was said; `close` tells of it
  return {
    write: (entry) => void file.write(`${formatEntry(entry)}\n\n`),
    async close() {
      try {
        await finished(file.end())
      } catch (error) {
        throw failure(error)
      }
    },
  }
}

/**
 * Does the work, and keeps what is said meanwhile in a file, if one is named. Rejects with `TypeError` when it could not
 * be kept.
 */
export async function transcribed(
  path: string | undefined,
  work: (file?: TranscriptFile) => Promise<void>,
): Promise<void> {
  if (path === undefined) return work()
  const file = await openTranscript(path) // before anything is sent
  try {
    await work(file)
  } catch (error) {
    // How the exchange ended is what the command ends with.
    await file.close().catch(({ message }: Error) => process.stderr.write(`${visible(message)}\n`))
    throw error
  }
  await file.close()
}
