import { type BodyHead, readBody } from '../body.ts'
import type { Clock } from '../clock.ts'
import type { Arrears } from '../imports/arrears.ts'
import { isRunning, noteOf } from '../imports/claim.ts'
import { ARCHIVES_KEY } from '../imports/key.ts'
import type { ExchangeLimits } from '../limits.ts'
import type { Mutexes } from '../mutex.ts'
import { DONE, type Result, refused } from '../result.ts'
import type { ExchangeStores, ImportState } from '../stores.ts'
import { AreaRecords } from './area-records.ts'
import { ChunkPrinter } from './chunk-print.ts'
import { type Arrived, ChunkSorter, isDocument, type Known, type Sorted, type Upload } from './chunk-sorter.ts'
import { TAIL_BYTES } from './file-tail.ts'
import type { DocumentOptions } from './whole-document.ts'

/** A chunk as it comes. */
export interface Chunk {
  readonly head: BodyHead
  readonly body: AsyncIterable<Uint8Array> | undefined
}

/** What uploads need of their site. */
export interface UploadsParts {
  readonly stores: ExchangeStores
  readonly arrears: Arrears
  readonly limits: ExchangeLimits
  readonly fileLimit: number
  readonly read: DocumentOptions
  readonly clock: Clock
  /** Whether the file, or one in it, is being imported. */
  readonly isRead: (area: string, path: string) => boolean
  /** Of each file, those who change it or begin to read it, one after the other. */
  readonly turns: Mutexes
}

/** Takes in what 1C uploads. The protocol knows no offsets: chunks of a name come in order, and are one file. */
export class Uploads {
  readonly #parts: UploadsParts
  readonly #records: AreaRecords
  readonly #sorter: ChunkSorter

  constructor(parts: UploadsParts) {
    const { stores, limits, fileLimit, read } = parts
    this.#parts = parts
    this.#records = new AreaRecords(stores.uploads, limits)
    this.#sorter = new ChunkSorter(stores.uploads, fileLimit, read)
  }

  /** Adds a chunk to its file: whole, or not at all. Throws what the stores throw, and `BodyFault`. */
  async store(upload: Upload, { head, body }: Chunk): Promise<Result> {
    const { file, session } = upload
    const { id: area } = session
    const { stores, limits, fileLimit, clock, turns } = this.#parts
    const part = await stores.uploads.begin(area, file.path)
    try {
      const printer = new ChunkPrinter()
      const start: number[] = []
      for await (const bytes of readBody(body, head, fileLimit, limits, clock)) {
        if (start.length < TAIL_BYTES) start.push(...bytes.subarray(0, TAIL_BYTES - start.length))
        printer.add(bytes)
        await part.write(bytes)
      }
      const arrived = { part, print: printer.print, start }
      return await turns.run(`${area}/${file.path}`, () => this.#join(upload, arrived))
    } catch (error) {
      await part.abort().catch(() => {}) // the first error is the one to tell
      throw error
    }
  }

  /** Empties an area; with what is owed in it. */
  async clear(area: string): Promise<void> {
    const { imports, uploads } = this.#parts.stores
    await this.#records.emptied(area, async () => {
      await imports.clear(area)
      await uploads.clear(area)
    })
  }

  /** Removes the files of an area; what came of their imports is kept. */
  async drop(area: string): Promise<void> {
    await this.#records.emptied(area, () => this.#parts.stores.uploads.clear(area))
  }

  async #join(upload: Upload, arrived: Arrived): Promise<Result> {
    const { path } = upload.file
    const { id: area, user } = upload.session
    const { part, print } = arrived
    const drop = async (result: Result): Promise<Result> => {
      await part.abort()
      return result
    }
    const record = await this.#records.of(area, user)
    const file = record.files.get(path)
    if (file !== undefined && print.length === 0) return drop(DONE) // some emulators end each file with an empty chunk
    const imported = await this.#parts.stores.imports.get(area, path)
    if (this.#isBusy(area, path, imported)) return drop(refused('import-running'))
    const known = { record, file, imported }
    const sorted = await this.#sorter.sort(upload, arrived, known)
    if (sorted.is === 'spare') return drop(DONE)
    if (sorted.is === 'disordered') return drop(refused('chunks-disordered'))
    if (sorted.is === 'first') await this.#parts.arrears.begun(upload, path) // refused or not, it has not come in
    const size = (sorted.is === 'first' ? 0 : (file?.size ?? 0)) + print.length
    if (size > this.#parts.limits.fileBytes) return drop(refused('file-too-big'))
    const full = await this.#records.take(user, record, path, size)
    if (full !== undefined) return drop(refused(full))
    try {
      await this.#keep(upload, arrived, known, sorted)
    } finally {
      record.giveBack(path)
    }
    return DONE
  }

  #isBusy(area: string, path: string, imported: ImportState | undefined): boolean {
    const running = imported !== undefined && isRunning(imported, this.#parts.clock.now())
    return running || this.#parts.isRead(area, path)
  }

  async #keep(
    upload: Upload,
    { part, print }: Arrived,
    { record, imported }: Known,
    { is, record: file }: Extract<Sorted, { record: unknown }>,
  ): Promise<void> {
    const { path, extension } = upload.file
    const { id: area } = upload.session
    const { stores, clock } = this.#parts
    const { imports } = stores
    const isFirst = is === 'first'
    // Forgotten first: a file without a state is imported again, a file with another's state would be taken for done.
    if (imported !== undefined) await imports.remove(area, path)
    // Who asks for a file of its own looks whether an archive has brought it since only where there is this.
    if (isFirst && extension === 'zip') {
      await imports.claim(area, ARCHIVES_KEY, noteOf(upload, clock.now()), clock.now())
    }
    record.put(path, { ...file, size: await part.commit(isFirst ? 'replace' : 'append') })
    file.chunks?.add(print)
    if (isFirst && isDocument(upload)) record.latest = path
    const { former } = file
    if (former !== undefined && file.chunks?.isLike(former.chunks)) {
      await imports.claim(area, path, former.state, clock.now()) // the same orders again are applied already
    }
  }
}
