import type { StoredFiles } from '../imports/stored-source.ts'
import type { ExchangeLimits } from '../limits.ts'
import type { ImportState } from '../stores.ts'
import { ChunkList } from './chunk-list.ts'
import { type ChunkPrint, samePrint } from './chunk-print.ts'

/** Chunks that are to come, from one of them on. */
interface Awaited {
  readonly prints: readonly ChunkPrint[]
  readonly at: number
}

const NONE: Awaited = { prints: [], at: 0 }

/** Orders that were applied, and that this file stands in the place of. */
export interface Former {
  readonly chunks: ChunkList
  readonly state: ImportState
}

/** What is remembered of a file between its chunks. */
export interface FileRecord {
  readonly size: number
  /** Its ends, as this process has seen them. */
  first: ChunkPrint | undefined
  last: ChunkPrint | undefined
  /** All its chunks, if this process has seen it begin. */
  readonly chunks: ChunkList | undefined
  /** It has begun as the one in whose place it is; so these are to come next. */
  readonly awaited: Awaited
  readonly former?: Former | undefined
}

/**
 * What is remembered of a file that begins with this chunk, maybe in place of one that was not imported, or of orders
 * that were. The chunk itself is added to its `chunks` once it is there.
 */
export function begunWith(print: ChunkPrint, old: FileRecord | undefined, former?: Former): Omit<FileRecord, 'size'> {
  const [first, ...others] = old?.chunks?.prints ?? []
  // Chunks carry no number. Whether the first came again since everything will, or alone, the next one tells: taking
  // the third for the second would lose what stands between, and nobody would see.
  const repeated = first !== undefined && samePrint(first, print)
  const { prints, at } = old?.awaited ?? NONE
  const awaited = repeated ? { prints: [...others, ...prints.slice(at)], at: 0 } : NONE
  return { first: print, last: print, chunks: new ChunkList(), awaited, former }
}

/** What is remembered of a file that goes on with this chunk; `undefined` if another was to come. */
export function continuedWith(print: ChunkPrint, old: FileRecord): Omit<FileRecord, 'size'> | undefined {
  const { prints, at } = old.awaited
  const next = prints[at]
  if (next !== undefined && !samePrint(next, print)) return undefined
  return { ...old, last: print, awaited: next === undefined ? NONE : { prints, at: at + 1 } }
}

/** What an area holds. */
export class AreaRecord {
  readonly files: Map<string, FileRecord>
  /** The document or archive that was begun last, as far as this process has seen one begin. */
  latest: string | undefined
  readonly #limits: ExchangeLimits
  #bytes = 0

  constructor(files: Map<string, FileRecord>, limits: ExchangeLimits) {
    this.files = files
    this.#limits = limits
    for (const { size } of files.values()) this.#bytes += size
  }

  /** Whether the file may grow, or shrink, to this size. */
  hasRoom(file: FileRecord | undefined, size: number): boolean {
    if (file === undefined && this.files.size >= this.#limits.sessionFiles) return false
    return this.#bytes - (file?.size ?? 0) + size <= this.#limits.sessionBytes
  }

  /** Whether another document or archive was begun since that one was. */
  isOvertaken(path: string): boolean {
    return this.latest !== undefined && this.latest !== path
  }

  get bytes(): number {
    return this.#bytes
  }

  put(path: string, file: FileRecord): void {
    this.#bytes += file.size - (this.files.get(path)?.size ?? 0)
    this.files.set(path, file)
  }
}

const UNSEEN = { first: undefined, last: undefined, chunks: undefined, awaited: NONE }

// The one used longest ago is forgotten, and asked for again: another process may have cleared it, and tells nobody.
const MOST_AREAS = 1_000

/** Of the areas in use, what is in them; a process that knows nothing of an area asks the store. */
export class AreaRecords {
  readonly #uploads: StoredFiles
  readonly #limits: ExchangeLimits
  readonly #areas = new Map<string, Promise<AreaRecord>>()
  /** Whose they are. */
  readonly #users = new Map<string, string>()

  constructor(uploads: StoredFiles, limits: ExchangeLimits) {
    this.#uploads = uploads
    this.#limits = limits
  }

  async of(area: string, user: string): Promise<AreaRecord> {
    const record = this.#areas.get(area) ?? this.#listed(area)
    this.#areas.delete(area)
    this.#areas.set(area, record)
    this.#users.set(area, user)
    const [oldest] = this.#areas.keys()
    if (this.#areas.size > MOST_AREAS && oldest !== undefined) this.forget(oldest)
    try {
      return await record
    } catch (error) {
      if (this.#areas.get(area) === record) this.forget(area)
      throw error
    }
  }

  /** Whether the sessions of the user may grow by so many bytes together: those that this process knows. */
  async hasRoom(user: string, bytes: number): Promise<boolean> {
    const most = this.#limits.userBytes - bytes
    if ((await this.#bytesOf(user)) <= most) return true
    // Another process may have emptied some, and tells nobody: asked before anybody is refused.
    for (const area of this.#areasOf(user)) {
      const files = await this.#uploads.list(area)
      if (files.length === 0) this.forget(area)
    }
    return (await this.#bytesOf(user)) <= most
  }

  forget(area: string): void {
    this.#areas.delete(area)
    this.#users.delete(area)
  }

  #areasOf(user: string): string[] {
    return [...this.#users].filter(([, whose]) => whose === user).map(([area]) => area)
  }

  async #bytesOf(user: string): Promise<number> {
    const records = await Promise.all(this.#areasOf(user).map((area) => this.#areas.get(area)))
    return records.reduce((bytes, record) => bytes + (record?.bytes ?? 0), 0)
  }

  async #listed(area: string): Promise<AreaRecord> {
    const listed = await this.#uploads.list(area)
    const files = listed.map(({ name, size }) => [name, { size, ...UNSEEN }] as const)
    return new AreaRecord(new Map(files), this.#limits)
  }
}
