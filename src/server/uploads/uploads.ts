import type { Outcome } from '../../exchange/conclusion.ts'
import type { FileName } from '../../exchange/filename.ts'
import type { Refusal } from '../../exchange/refusal.ts'
import type { Session } from '../../exchange/session.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import { type BodyHead, readBody } from '../body.ts'
import type { Clock } from '../clock.ts'
import type { Arrears } from '../imports/arrears.ts'
import { noteOf } from '../imports/claim.ts'
import { ARCHIVES_KEY } from '../imports/key.ts'
import type { ExchangeLimits } from '../limits.ts'
import type { Mutexes } from '../mutex.ts'
import type { ExchangeStores, ImportState, UploadPart } from '../stores.ts'
import { AreaRecords, begunWith, continuedWith, type FileRecord, type Former } from './area-records.ts'
import { type ChunkPrint, ChunkPrinter, samePrint } from './chunk-print.ts'
import { ChunkRepeats } from './chunk-repeats.ts'
import { isEndOf } from './file-end.ts'
import { beginsFile, begun } from './file-start.ts'
import { isTail, TAIL_BYTES } from './file-tail.ts'

/** A chunk as it comes. */
export interface Chunk {
  readonly head: BodyHead
  readonly body: AsyncIterable<Uint8Array> | undefined
}

/** What a chunk is of. */
export interface Upload {
  readonly session: Session
  readonly type: ExchangeType
  readonly file: FileName
}

/** What uploads need of their site. */
export interface UploadsParts {
  readonly stores: ExchangeStores
  readonly arrears: Arrears
  readonly limits: ExchangeLimits
  readonly fileLimit: number
  readonly clock: Clock
  /** Whether the file, or one in it, is being imported. */
  readonly isRead: (area: string, path: string) => boolean
  /** Of each file, those who change it or begin to read it, one after the other. */
  readonly turns: Mutexes
}

/** A chunk that came whole. */
interface Arrived {
  readonly part: UploadPart
  readonly print: ChunkPrint
  readonly start: readonly number[]
}

const refused = (reason: Refusal): Outcome => ({ is: 'refused', reason })
const DONE: Outcome = { is: 'done' }

/** Orders that were applied are remembered while they may come again, which must not apply them again. */
function formerOf(file: FileRecord | undefined, imported: ImportState | undefined): Former | undefined {
  if (imported === undefined) return file?.former
  const applied = imported.status === 'done' && imported.type === 'sale'
  return applied && file?.chunks !== undefined ? { chunks: file.chunks, state: imported } : undefined
}

/** Takes in what 1C uploads. The protocol knows no offsets: chunks of a name come in order, and are one file. */
export class Uploads {
  readonly #parts: UploadsParts
  readonly #records: AreaRecords
  readonly #repeats: ChunkRepeats

  constructor(parts: UploadsParts) {
    const { stores, limits, fileLimit } = parts
    this.#parts = parts
    this.#records = new AreaRecords(stores.uploads, limits)
    this.#repeats = new ChunkRepeats(stores.uploads, fileLimit)
  }

  /** Adds a chunk to its file: whole, or not at all. Throws what the stores throw, and `BodyFault`. */
  async store(upload: Upload, { head, body }: Chunk): Promise<Outcome> {
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
    this.#records.forget(area)
    await imports.clear(area)
    await uploads.clear(area)
  }

  /** Removes the files of an area; what came of their imports is kept. */
  async drop(area: string): Promise<void> {
    this.#records.forget(area)
    await this.#parts.stores.uploads.clear(area)
  }

  async #join(upload: Upload, { part, print, start }: Arrived): Promise<Outcome> {
    const { path, extension } = upload.file
    const { id: area, user } = upload.session
    const { stores, arrears, clock, limits, fileLimit } = this.#parts
    const { uploads, imports } = stores
    const drop = async (outcome: Outcome): Promise<Outcome> => {
      await part.abort()
      return outcome
    }
    const record = await this.#records.of(area, user)
    const file = record.files.get(path)
    if (file !== undefined && print.length === 0) return drop(DONE) // some emulators end each file with an empty chunk
    const imported = await imports.get(area, path)
    const running = imported?.status === 'running' && imported.until > clock.now()
    if (running || this.#parts.isRead(area, path)) return drop(refused('import-running'))
    // The newline behind a document that was applied as soon as its root was closed.
    if (imported?.status === 'done' && extension === 'xml' && isTail(start, print.length)) {
      if (file?.first === undefined || !samePrint(file.first, print)) return drop(DONE)
    }
    const retried = file !== undefined && imported?.status !== 'failed'
    const repeated = retried && (await this.#repeats.isLast(upload, file, print, imported))
    // The whole file once more, and others were begun since: it is the last again. Orders are applied once, that is all.
    const renewed = repeated && file.size === print.length && record.isOvertaken(path) && upload.type !== 'sale'
    if (repeated && !renewed) return drop(DONE)
    const isDocument = ['xml', 'zip'].includes(extension)
    // A file that was imported, or that begins anew, is another one: 1C repeats whole sessions, with and without init.
    const another =
      file === undefined ||
      imported !== undefined ||
      renewed ||
      (!isDocument &&
        (await isEndOf(file, fileLimit, { length: print.length, start }, () => begun(uploads, area, path)))) ||
      (await beginsFile(start, extension, uploads, area, path)) ||
      (await this.#repeats.isFirst(upload, file, print))
    if (another) await arrears.add(upload, path) // refused or not, it has not come in
    const next = another
      ? begunWith(print, imported === undefined ? file : undefined, formerOf(file, imported))
      : isDocument && (await this.#repeats.isBetween(upload, file, print)) // pictures are the same in many places
        ? undefined
        : continuedWith(print, file)
    if (next === undefined) return drop(refused('chunks-disordered'))
    const size = (another ? 0 : file.size) + print.length
    if (size > limits.fileBytes) return drop(refused('file-too-big'))
    if (!record.hasRoom(file, size)) return drop(refused('session-full'))
    if (!(await this.#records.hasRoom(user, size - (file?.size ?? 0)))) return drop(refused('user-full'))
    // Forgotten first: a file without a state is imported again, a file with another's state would be taken for done.
    if (imported !== undefined) await imports.remove(area, path)
    // Who asks for a file of its own looks whether an archive has brought it since only where there is this.
    if (another && extension === 'zip')
      await imports.claim(area, ARCHIVES_KEY, noteOf(upload, clock.now()), clock.now())
    record.put(path, { ...next, size: await part.commit(another ? 'replace' : 'append') })
    next.chunks?.add(print)
    if (another && isDocument) record.latest = path
    const { former } = next
    if (former !== undefined && next.chunks?.isLike(former.chunks)) {
      await imports.claim(area, path, former.state, clock.now()) // the same orders again are applied already
    }
    return DONE
  }
}
