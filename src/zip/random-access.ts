import { type FileHandle, open } from 'node:fs/promises'

/**
 * A source that can be read at any position. A ZIP archive needs one, since its directory is at the end. Data is asked for
 * in order, up to 256 KiB at a time, the next when it is wanted; before that the directory and the headers of entries.
 *
 * @example
 * import { openZip, type RandomAccess } from 'commerceml/zip'
 * // an archive behind HTTP, read by ranges
 * const url = 'https://files.example/exchange.zip'
 * const access: RandomAccess = {
 *   size: Number((await fetch(url, { method: 'HEAD' })).headers.get('content-length')),
 *   async read(position, length) {
 *     const headers = { range: `bytes=${position}-${position + length - 1}` }
 *     return new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())
 *   },
 * }
 * const archive = await openZip(access)
 * await archive.close()
 */
export interface RandomAccess {
  /** Size in bytes. */
  readonly size: number
  /** Resolves with the bytes from `position` on: at least one, at most `length`. Never asked for anything outside `size`. */
  read(position: number, length: number): Promise<Uint8Array>
  /** Called once: when the archive is closed or cannot be opened, or when a reading is abandoned before it begins. */
  close?(): Promise<void>
}

/** A ZIP archive: the path of a file, its bytes, or a source that can be read at any position. */
export type ZipSource = string | Uint8Array | RandomAccess

function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    // Copied, so that what the archive hands out is no view of the caller's memory; Buffer's own slice is one.
    read: async (position, length) => new Uint8Array(bytes.subarray(position, position + length)),
  }
}

async function inFile(path: string): Promise<RandomAccess> {
  const handle: FileHandle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return {
      size,
      async read(position, length) {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, position)
        return buffer.subarray(0, bytesRead)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function isRandomAccess(source: unknown): source is RandomAccess {
  return typeof source === 'object' && source !== null && 'size' in source && 'read' in source
}

/** Closes a source that nothing is read from: a path is not open yet. */
export async function discard(source: ZipSource): Promise<void> {
  if (isRandomAccess(source)) await source.close?.()
}

/** Every source in one form. Errors of the file system pass through: they are not the archive's fault. */
export async function accessTo(source: ZipSource): Promise<RandomAccess> {
  if (typeof source === 'string') return inFile(source)
  if (source instanceof Uint8Array) return inMemory(source)
  if (!isRandomAccess(source) || typeof source.read !== 'function') {
    throw new TypeError('source must be a path, a Uint8Array or an object with size and read(position, length)')
  }
  if (!Number.isSafeInteger(source.size) || source.size < 0) {
    throw new TypeError(`source.size must be a count of bytes, not ${String(source.size)}`)
  }
  return source
}
