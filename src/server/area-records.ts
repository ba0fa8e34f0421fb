import { type ChunkPrint, samePrint } from './chunk-print.ts'
import type { ExchangeLimits } from './limits.ts'
import type { StoredFiles } from './stored-source.ts'

const NONE: readonly ChunkPrint[] = []

/** What is remembered of a file between its chunks. */
export interface FileRecord {
  readonly size: number
  /** Its ends, as this process has seen them. */
  first: ChunkPrint | undefined
  last: ChunkPrint | undefined
  /** All its chunks, if this process has seen it begin. */
  readonly chunks: readonly ChunkPrint[] | undefined
  /** It has begun as the one in whose place it is; so these are to come next. */
  readonly awaited: readonly ChunkPrint[]
}

/** What is remembered of a file that begins with this chunk, maybe in place of one that was not imported. */
export function begunWith(print: ChunkPrint, old: FileRecord | undefined): Omit<FileRecord, 'size'> {
  const [first, ...others] = old?.chunks ?? []
  // Chunks carry no number. Whether the first came again since everything will, or alone, the next one tells: taking
  // the third for the second would lose what stands between, and nobody would see.
  const repeated = first !== undefined && samePrint(first, print)
  const awaited = repeated ? [...others, ...(old?.awaited ?? NONE)] : NONE
  return { first: print, last: print, chunks: [print], awaited }
}

/**
 * What is remembered of a file that goes on with this chunk; `undefined` if another was to come, or if it is one from
 * before that came again. Of pictures some are the same in many places.
 */
export function continuedWith(
  print: ChunkPrint,
  old: FileRecord,
  isPicture: boolean,
): Omit<FileRecord, 'size'> | undefined {
  const [next, ...awaited] = old.awaited
  if (next !== undefined && !samePrint(next, print)) return undefined
  if (!isPicture && print.tells && old.chunks?.some((chunk) => samePrint(chunk, print))) return undefined
  return { first: old.first, last: print, chunks: old.chunks && [...old.chunks, print], awaited }
}

/** What an area holds. */
export class AreaRecord {
  readonly files: Map<string, FileRecord>
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

  constructor(uploads: StoredFiles, limits: ExchangeLimits) {
    this.#uploads = uploads
    this.#limits = limits
  }

  async of(area: string): Promise<AreaRecord> {
    const record = this.#areas.get(area) ?? this.#listed(area)
    this.#areas.delete(area)
    this.#areas.set(area, record)
    const [oldest] = this.#areas.keys()
    if (this.#areas.size > MOST_AREAS && oldest !== undefined) this.#areas.delete(oldest)
    try {
      return await record
    } catch (error) {
      if (this.#areas.get(area) === record) this.#areas.delete(area)
      throw error
    }
  }

  forget(area: string): void {
    this.#areas.delete(area)
  }

  async #listed(area: string): Promise<AreaRecord> {
    const listed = await this.#uploads.list(area)
    const files = listed.map(({ name, size }) => [name, { size, ...UNSEEN }] as const)
    return new AreaRecord(new Map(files), this.#limits)
  }
}
