import { pieceAt } from '../pieces.ts'
import type { StoredFile, UploadedFile, UploadPart, UploadStore } from '../stores.ts'

/** A file's bytes as they came: joined on reading only, as joining at each chunk would be quadratic. Only ever grows. */
interface Pieces {
  readonly bytes: Uint8Array[]
  readonly starts: number[]
  size: number
}

type Area = Map<string, Pieces>

/** Uploaded files in memory. */
export class MemoryUploads implements UploadStore {
  readonly #areas = new Map<string, Area>()

  async begin(area: string, name: string): Promise<UploadPart> {
    const files = this.#areas.get(area) ?? new Map<string, Pieces>()
    this.#areas.set(area, files)
    return new MemoryPart((chunk, mode) => {
      // Its bytes belonged to an exchange that was dropped, and must not begin the next one.
      if (this.#areas.get(area) !== files) throw new Error(`the area was cleared while a chunk of ${name} came in`)
      return join(files, name, chunk, mode)
    })
  }

  async list(area: string): Promise<readonly UploadedFile[]> {
    return [...(this.#areas.get(area) ?? [])].map(([name, { size }]) => ({ name, size }))
  }

  async open(area: string, name: string): Promise<StoredFile | undefined> {
    const pieces = this.#areas.get(area)?.get(name)
    return pieces && new MemoryFile(pieces)
  }

  async remove(area: string, name: string): Promise<void> {
    this.#areas.get(area)?.delete(name)
  }

  async clear(area: string): Promise<void> {
    this.#areas.delete(area)
  }

  async areas(): Promise<readonly string[]> {
    return [...this.#areas.keys()]
  }
}

function join(files: Area, name: string, chunk: readonly Uint8Array[], mode: 'append' | 'replace'): number {
  // A replaced file is another one: who has the old open keeps it.
  const found = mode === 'append' ? files.get(name) : undefined
  if (found === undefined) files.delete(name) // so that it comes last in the listing
  const pieces = found ?? { bytes: [], starts: [], size: 0 }
  for (const bytes of chunk) {
    pieces.bytes.push(bytes)
    pieces.starts.push(pieces.size)
    pieces.size += bytes.length
  }
  files.set(name, pieces)
  return pieces.size
}

class MemoryPart implements UploadPart {
  readonly #join: (chunk: readonly Uint8Array[], mode: 'append' | 'replace') => number
  readonly #chunk: Uint8Array[] = []
  #ended = false

  constructor(join: (chunk: readonly Uint8Array[], mode: 'append' | 'replace') => number) {
    this.#join = join
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#check('written to')
    // Not `slice`: a Buffer's is a view of the caller's memory.
    this.#chunk.push(new Uint8Array(bytes))
  }

  async commit(mode: 'append' | 'replace'): Promise<number> {
    this.#check('committed')
    this.#ended = true
    return this.#join(this.#chunk, mode)
  }

  async abort(): Promise<void> {
    this.#ended = true
  }

  #check(what: string): void {
    if (this.#ended) throw new TypeError(`a chunk cannot be ${what} after it was committed or aborted: begin another`)
  }
}

/** A file as it was when it was opened. */
class MemoryFile implements StoredFile {
  readonly size: number
  readonly #pieces: Pieces
  #closed = false

  constructor(pieces: Pieces) {
    this.size = pieces.size
    this.#pieces = pieces
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    if (this.#closed) throw new TypeError('the file is closed: nothing can be read from it any more')
    const { bytes, starts } = this.#pieces
    const index = pieceAt(starts, position)
    const from = position - (starts[index] ?? 0)
    // Later pieces begin at `size` or behind it, so they are never reached.
    return new Uint8Array(bytes[index]?.subarray(from, from + length) ?? [])
  }

  async close(): Promise<void> {
    this.#closed = true
  }
}
