import type { Refusal } from '../../exchange/refusal.ts'
import type { StoredFiles } from '../imports/stored-source.ts'
import type { ExchangeLimits } from '../limits.ts'
import { type FileRecord, UNSEEN } from './file-record.ts'

/** What an area holds. */
export class AreaRecord {
  readonly files: Map<string, FileRecord>
  /** The document or archive that was begun last, as far as this process has seen one begin. */
  latest: string | undefined
  readonly #limits: ExchangeLimits
  /** What files were for which room is taken, and which the store does not have yet; `undefined` for new ones. */
  readonly #growing = new Map<string, FileRecord | undefined>()
  #bytes = 0
  #changes = 0

  constructor(files: Map<string, FileRecord>, limits: ExchangeLimits) {
    this.files = files
    this.#limits = limits
    for (const { size } of files.values()) this.#bytes += size
  }

  /** Whether the file may grow, or shrink, to this size. */
  hasRoom(path: string, size: number): boolean {
    if (!this.files.has(path) && this.files.size >= this.#limits.sessionFiles) return false
    return this.#bytes + this.growth(path, size) <= this.#limits.sessionBytes
  }

  /** By how many bytes the area grows if the file comes to this size. */
  growth(path: string, size: number): number {
    return size - (this.files.get(path)?.size ?? 0)
  }

  /** The file has this size from now on, or the one it had if that is more, until it is put or the room given back. */
  take(path: string, size: number): void {
    const file = this.files.get(path)
    this.#growing.set(path, file)
    this.#set(path, { ...UNSEEN, ...file, size: Math.max(size, file?.size ?? 0) })
  }

  put(path: string, file: FileRecord): void {
    this.#growing.delete(path)
    this.#set(path, file)
  }

  /** The file is what it was, unless it was put meanwhile. */
  giveBack(path: string): void {
    if (!this.#growing.has(path)) return
    const file = this.#growing.get(path)
    this.#growing.delete(path)
    this.#set(path, file ?? { ...UNSEEN, size: 0 })
    if (file === undefined) this.files.delete(path)
  }

  /**
   * Forgets the files if the store has none any more, by what it answers, and nothing has come since it was asked. Chunks
   * that are on their way go on with this record: what they take counts.
   */
  async lookWhetherEmptied(list: () => Promise<readonly unknown[]>): Promise<void> {
    if (this.#bytes === 0) return
    const changes = this.#changes
    const files = await list()
    if (files.length > 0 || this.#growing.size > 0 || this.#changes !== changes) return
    this.files.clear()
    this.latest = undefined
    this.#bytes = 0
  }

  /** Whether another document or archive was begun since that one was. */
  isOvertaken(path: string): boolean {
    return this.latest !== undefined && this.latest !== path
  }

  get bytes(): number {
    return this.#bytes
  }

  #set(path: string, file: FileRecord): void {
    this.#changes++
    this.#bytes += this.growth(path, file.size)
    this.files.set(path, file)
  }
}

// The one used longest ago is forgotten, and asked for again: another process may have cleared it, and tells nobody.
const MOST_AREAS = 1_000

/** An area in use. */
interface KnownArea {
  /** Whose it is. */
  readonly user: string
  readonly listed: Promise<AreaRecord>
  /** Once it is listed. */
  record?: AreaRecord
}

/** Which limit of a session or a user a chunk would break. */
type Full = Extract<Refusal, `${string}-full`>

/** Of the areas in use, what is in them; a process that knows nothing of an area asks the store. */
export class AreaRecords {
  readonly #uploads: StoredFiles
  readonly #limits: ExchangeLimits
  readonly #areas = new Map<string, KnownArea>()

  constructor(uploads: StoredFiles, limits: ExchangeLimits) {
    this.#uploads = uploads
    this.#limits = limits
  }

  async of(area: string, user: string): Promise<AreaRecord> {
    const known = this.#areas.get(area) ?? this.#known(area, user)
    this.#areas.delete(area)
    this.#areas.set(area, known)
    const [oldest] = this.#areas.keys()
    if (this.#areas.size > MOST_AREAS && oldest !== undefined) this.forget(oldest)
    try {
      return await known.listed
    } catch (error) {
      if (this.#areas.get(area) === known) this.forget(area)
      throw error
    }
  }

  /**
   * Takes room for a file to come to this size, or says which limit that would break: of the session, or of all sessions
   * of the user that this process knows. What others have taken counts, whether the store has it yet or not: chunks of
   * several files may come at once.
   */
  async take(user: string, record: AreaRecord, path: string, size: number): Promise<Full | undefined> {
    await Promise.allSettled(this.#areasOf(user).map(([, { listed }]) => listed))
    const full = this.#take(user, record, path, size)
    if (full !== 'user-full') return full
    // Another process may have emptied some, and tells nobody: asked before anybody is refused.
    for (const [area, known] of this.#areasOf(user)) {
      await known.record?.lookWhetherEmptied(() => this.#uploads.list(area))
    }
    return this.#take(user, record, path, size)
  }

  forget(area: string): void {
    this.#areas.delete(area)
  }

  /** Forgets the area while it is emptied, and what chunks have learnt of it meanwhile. */
  async emptied(area: string, empty: () => Promise<void>): Promise<void> {
    this.forget(area)
    try {
      await empty()
    } finally {
      this.forget(area)
    }
  }

  /** Looks and takes in one step. */
  #take(user: string, record: AreaRecord, path: string, size: number): Full | undefined {
    if (!record.hasRoom(path, size)) return 'session-full'
    const bytes = this.#areasOf(user).reduce((sum, [, known]) => sum + (known.record?.bytes ?? 0), 0)
    if (bytes + record.growth(path, size) > this.#limits.userBytes) return 'user-full'
    record.take(path, size)
    return undefined
  }

  #areasOf(user: string): [string, KnownArea][] {
    return [...this.#areas].filter(([, known]) => known.user === user)
  }

  #known(area: string, user: string): KnownArea {
    const known: KnownArea = {
      user,
      listed: this.#listed(area).then((record) => {
        known.record = record
        return record
      }),
    }
    return known
  }

  async #listed(area: string): Promise<AreaRecord> {
    const listed = await this.#uploads.list(area)
    const files = listed.map(({ name, size }) => [name, { size, ...UNSEEN }] as const)
    return new AreaRecord(new Map(files), this.#limits)
  }
}
