import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode, syncFolder } from '../../node/disk/files.ts'

/** A file that an option names, to be written at its end. */
export interface OutputFile {
  readonly handle: FileHandle
  /** Whether it was not there before. */
  readonly isNew: boolean
  /** What stood in it before. */
  readonly size: number
  /** Makes what was written outlive a power cut, unless it went to a pipe or a device. */
  sync(): Promise<void>
}

/** What is wrong with the file of an option. */
export const fileError = (option: string, cause: unknown): TypeError =>
  new TypeError(`${option}: ${(cause as Error).message}`, { cause })

async function opened(path: string): Promise<readonly [FileHandle, isNew: boolean]> {
  try {
    return [await open(path, 'ax'), true]
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    return [await open(path, 'a'), false]
  }
}

/** Rejects with `TypeError`. */
export async function openOutput(option: string, path: string): Promise<OutputFile> {
  try {
    const [handle, isNew] = await opened(path)
    const info = await handle.stat()
    const sync = async (): Promise<void> => {
      if (!info.isFile()) return
      await handle.sync()
      if (isNew) await syncFolder(dirname(path))
    }
    return { handle, isNew, size: info.isFile() ? info.size : 0, sync }
  } catch (error) {
    throw fileError(option, error)
  }
}
