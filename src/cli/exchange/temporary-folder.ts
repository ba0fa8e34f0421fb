import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const makeTemporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'commerceml-'))

/**
 * Removes it if that can be done: on Windows a virus scanner may have a file open that was just written, for longer than
 * anybody waits, and what the command was asked for is done by then.
 */
export async function removeTemporaryFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => {})
}
