import type { Outcome } from '../exchange/conclusion.ts'
import type { FileName } from '../exchange/filename.ts'
import type { Refusal } from '../exchange/reply.ts'
import { type BodyHead, readBody } from './body.ts'
import { ChunkPrint } from './chunk-print.ts'
import type { Clock } from './clock.ts'
import type { ExchangeLimits } from './limits.ts'
import { Mutexes } from './mutex.ts'
import type { ExchangeStores, UploadPart } from './stores.ts'

/** A chunk as it comes. */
export interface Chunk {
  readonly head: BodyHead
  readonly body: AsyncIterable<Uint8Array> | undefined
}

/** What is remembered of a file between its chunks. */
interface FileRecord {
  readonly size: number
  /** Unknown of what another process took in. */
  readonly first?: ChunkPrint
  readonly last?: ChunkPrint
}

/** What an area holds. */
interface AreaRecord {
  readonly files: Map<string, FileRecord>
  bytes: number
}

// A document's own first bytes, in the encodings that are read: a chunk that begins so begins a file.
const DOCUMENT_STARTS = [
  [0x3c, 0x3f, 0x78, 0x6d, 0x6c],
  [0xef, 0xbb, 0xbf, 0x3c, 0x3f, 0x78],
  [0xff, 0xfe, 0x3c, 0x00, 0x3f, 0x00],
  [0xfe, 0xff, 0x00, 0x3c, 0x00, 0x3f],
]
const LONGEST_START = 6

const startsDocument = (start: readonly number[]): boolean =>
  DOCUMENT_STARTS.some((mark) => mark.every((byte, index) => start[index] === byte))

const refused = (reason: Refusal): Outcome => ({ is: 'refused', reason })
const DONE: Outcome = { is: 'done' }

/** Takes in what 1C uploads. The protocol knows no offsets: chunks of a name come in order, and are one file. */
export class Uploads {
  readonly #stores: ExchangeStores
  readonly #limits: ExchangeLimits
  readonly #fileLimit: number
  readonly #clock: Clock
  readonly #turns = new Mutexes()
  /** Of the areas in use; a process that knows nothing of an area asks the store. */
  readonly #areas = new Map<string, AreaRecord>()

  constructor(stores: ExchangeStores, limits: ExchangeLimits, fileLimit: number, clock: Clock) {
    this.#stores = stores
    this.#limits = limits
    this.#fileLimit = fileLimit
    this.#clock = clock
  }

  /** Adds a chunk to its file: whole, or not at all. Throws what the stores throw, and `BodyFault`. */
  async store(area: string, { path, extension }: FileName, { head, body }: Chunk): Promise<Outcome> {
    const part = await this.#stores.uploads.begin(area, path)
    try {
      const print = new ChunkPrint()
      const start: number[] = []
      for await (const bytes of readBody(body, head, this.#fileLimit, this.#limits, this.#clock)) {
        if (start.length < LONGEST_START) start.push(...bytes.subarray(0, LONGEST_START - start.length))
        print.add(bytes)
        await part.write(bytes)
      }
      const begins = extension === 'xml' && startsDocument(start)
      return await this.#turns.run(`${area}/${path}`, () => this.#join(area, path, part, print, begins))
    } catch (error) {
      await part.abort().catch(() => {}) // the first error is the one to tell
      throw error
    }
  }

  /** Empties an area. */
  async clear(area: string): Promise<void> {
    this.#areas.delete(area)
    await this.#stores.imports.clear(area)
    await this.#stores.uploads.clear(area)
  }

  async #join(area: string, path: string, part: UploadPart, print: ChunkPrint, begins: boolean): Promise<Outcome> {
    const { imports } = this.#stores
    const drop = async (outcome: Outcome): Promise<Outcome> => {
      await part.abort()
      return outcome
    }
    const record = await this.#recordOf(area)
    const file = record.files.get(path)
    if (file !== undefined && print.length === 0) return drop(DONE) // some emulators end each file with an empty chunk
    const imported = await imports.get(area, path)
    if (imported?.status === 'running' && imported.until > this.#clock.now()) return drop(refused('import-running'))
    if (imported?.status !== 'failed' && file?.last !== undefined && print.repeats(file.last)) return drop(DONE)
    // A file that was imported, or that begins anew, is another one: 1C repeats whole sessions, with and without init.
    const again = begins || (file?.first !== undefined && print.repeats(file.first))
    const mode = file === undefined || imported !== undefined || again ? 'replace' : 'append'
    const size = (mode === 'append' ? (file?.size ?? 0) : 0) + print.length
    if (size > this.#limits.fileBytes) return drop(refused('file-too-big'))
    if (!this.#hasRoom(record, file, size)) return drop(refused('session-full'))
    // Forgotten first: a file without a state is imported again, a file with another's state would be taken for done.
    if (imported !== undefined) await imports.remove(area, path)
    const joined = await part.commit(mode)
    const first = mode === 'replace' ? print : file?.first
    record.files.set(path, { size: joined, last: print, ...(first !== undefined && { first }) })
    record.bytes += joined - (file?.size ?? 0)
    return DONE
  }

  #hasRoom({ files, bytes }: AreaRecord, file: FileRecord | undefined, size: number): boolean {
    if (file === undefined && files.size >= this.#limits.sessionFiles) return false
    return bytes - (file?.size ?? 0) + size <= this.#limits.sessionBytes
  }

  async #recordOf(area: string): Promise<AreaRecord> {
    const known = this.#areas.get(area)
    if (known !== undefined) return known
    const listed = await this.#stores.uploads.list(area)
    const record = {
      files: new Map(listed.map(({ name, size }) => [name, { size }])),
      bytes: listed.reduce((bytes, { size }) => bytes + size, 0),
    }
    const other = this.#areas.get(area) // somebody else may have asked meanwhile
    if (other !== undefined) return other
    this.#areas.set(area, record)
    return record
  }
}
