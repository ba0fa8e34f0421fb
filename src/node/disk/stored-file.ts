import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Mutexes } from '../../server/mutex.ts'
import { pieceAt } from '../../server/pieces.ts'
import type { StoredFile } from '../../server/stores.ts'
import { patiently } from './files.ts'
import type { Holder } from './holder.ts'
import { type Pieces, pieceName } from './pieces.ts'

// An archive is read at its end, where the directory is, and at one entry: two places, and the borders of two pieces.
const MOST_HANDLES = 4

/**
 * A file on disk as it was when it was opened. Reads come one after the other. What was removed or replaced meanwhile
 * can be read on where a handle is open; elsewhere `read` rejects with `ENOENT`.
 */
export class DiskFile implements StoredFile, Holder {
  readonly size: number
  readonly path: string
  readonly #holders: Set<Holder>
  readonly #pieces: Pieces
  /** By the index of the piece; the one used last stands last. */
  readonly #handles = new Map<number, FileHandle>()
  readonly #turns = new Mutexes()
  #closed = false

  constructor(folder: string, pieces: Pieces, holders: Set<Holder>) {
    this.size = pieces.size
    this.path = folder
    this.#pieces = pieces
    this.#holders = holders
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    if (this.#closed) throw new TypeError('the file is closed: nothing can be read from it any more')
    return this.#turns.run('', () => this.#read(position, length))
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.release()
  }

  async release(): Promise<void> {
    await this.#turns.run('', async () => {
      this.#holders.delete(this)
      const handles = [...this.#handles.values()]
      this.#handles.clear()
      await Promise.all(handles.map((handle) => handle.close()))
    })
  }

  async #read(position: number, length: number): Promise<Uint8Array> {
    const index = pieceAt(this.#pieces.starts, position)
    const start = this.#pieces.starts[index] ?? 0
    const end = this.#pieces.starts[index + 1] ?? this.size
    const handle = await this.#handleOf(index, start)
    const wanted = Math.min(length, end - position)
    const { buffer, bytesRead } = await handle.read(new Uint8Array(wanted), 0, wanted, position - start)
    if (bytesRead === 0)
      throw new Error(`expected a byte at ${position} of ${this.size} of an uploaded file, found none`)
    return buffer.subarray(0, bytesRead)
  }

  async #handleOf(index: number, start: number): Promise<FileHandle> {
    const found = this.#handles.get(index)
    this.#handles.delete(index)
    const path = join(this.path, pieceName(this.#pieces.generation, index, start))
    const handle = found ?? (await patiently(() => open(path, 'r')))
    this.#handles.set(index, handle)
    this.#holders.add(this)
    const [oldest, old] = this.#handles.entries().next().value ?? []
    if (this.#handles.size > MOST_HANDLES && oldest !== undefined) {
      this.#handles.delete(oldest)
      await old?.close()
    }
    return handle
  }
}
