import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { isSessionId } from '../../exchange/session.ts'
import type { StoredFile, UploadedFile, UploadPart, UploadStore } from '../../server/stores.ts'
import { dropQuietly, FILE_MODE, freshName, makeFolder, namesIn, patiently } from './files.ts'
import { type Holder, releaseBelow } from './holder.ts'
import { Joiner } from './joiner.ts'
import { checkedId, folderOf, isFolderOfFile } from './names.ts'
import { type Pieces, readPieces } from './pieces.ts'
import { DiskFile } from './stored-file.ts'
import type { Trash } from './trash.ts'

/** Uploaded files: a folder for each area, in it a folder for each file, in it its chunks. */
export class DiskUploads implements UploadStore {
  readonly #root: string
  readonly #trash: Trash
  readonly #joiner = new Joiner()
  readonly #holders = new Set<Holder>()

  constructor(root: string, trash: Trash) {
    this.#root = root
    this.#trash = trash
  }

  async begin(area: string, name: string): Promise<UploadPart> {
    const folder = folderOf(this.#root, area, name)
    const own = join(this.#root, checkedId(area))
    await makeFolder(own)
    const path = freshName(own, 'part')
    const handle = await patiently(() => open(path, 'wx', FILE_MODE))
    const joined: Join = (bytes, mode) => this.#joiner.join(folder, { path, bytes, name }, mode)
    return new DiskPart(handle, path, joined, this.#holders)
  }

  async list(area: string): Promise<readonly UploadedFile[]> {
    const own = join(this.#root, checkedId(area))
    const files: Pieces[] = []
    for (const folder of await namesIn(own)) {
      if (!isFolderOfFile(folder)) continue
      const pieces = await readPieces(join(own, folder))
      if (pieces !== undefined && pieces.starts.length > 0) files.push(pieces)
    }
    return files.sort((one, other) => one.begun - other.begun).map(({ name, size }) => ({ name, size }))
  }

  async open(area: string, name: string): Promise<StoredFile | undefined> {
    const folder = folderOf(this.#root, area, name)
    const pieces = await readPieces(folder)
    return pieces === undefined || pieces.starts.length === 0 ? undefined : new DiskFile(folder, pieces, this.#holders)
  }

  async remove(area: string, name: string): Promise<void> {
    await this.#discard(folderOf(this.#root, area, name))
  }

  async clear(area: string): Promise<void> {
    await this.#discard(join(this.#root, checkedId(area)))
  }

  async areas(): Promise<readonly string[]> {
    return (await namesIn(this.#root)).filter(isSessionId)
  }

  #discard(folder: string): Promise<void> {
    return this.#trash.discard(folder, () => releaseBelow(folder, this.#holders))
  }
}

type Join = (bytes: number, mode: 'append' | 'replace') => Promise<number>

class DiskPart implements UploadPart, Holder {
  readonly path: string
  readonly #handle: FileHandle
  readonly #join: Join
  readonly #holders: Set<Holder>
  #bytes = 0
  /** What a write threw: the file holds a part of the bytes, then. */
  #failure: { readonly error: unknown } | undefined
  #released = false
  #ended = false

  constructor(handle: FileHandle, path: string, join: Join, holders: Set<Holder>) {
    this.#handle = handle
    this.path = path
    this.#join = join
    this.#holders = holders.add(this)
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#check('written to')
    try {
      if (this.#released) throw this.#failure?.error
      // Unlike `write` it goes on until all is written.
      await this.#handle.writeFile(bytes)
      this.#bytes += bytes.length
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }

  async commit(mode: 'append' | 'replace'): Promise<number> {
    this.#check('committed')
    this.#end()
    try {
      if (this.#failure !== undefined) throw this.#failure.error
      // After a failed fsync the bytes may be gone from the cache too: the file is dropped, never synced again.
      await this.#handle.sync()
      await this.#handle.close()
      return await this.#join(this.#bytes, mode)
    } catch (error) {
      await this.abort()
      throw error
    }
  }

  async abort(): Promise<void> {
    this.#end()
    await this.#handle.close().catch(() => {})
    await dropQuietly(this.path)
  }

  async release(): Promise<void> {
    this.#released = true
    this.#failure ??= { error: new Error('the chunk was dropped, as its area was cleared') }
    await this.#handle.close().catch(() => {})
  }

  #end(): void {
    this.#ended = true
    this.#holders.delete(this)
  }

  #check(what: string): void {
    if (this.#ended) throw new TypeError(`a chunk cannot be ${what} after it was committed or aborted: begin another`)
  }
}
