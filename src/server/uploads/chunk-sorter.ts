import type { FileName } from '../../exchange/filename.ts'
import type { Session } from '../../exchange/session.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import type { StoredFiles } from '../imports/stored-source.ts'
import type { ImportState, UploadPart } from '../stores.ts'
import type { AreaRecord } from './area-records.ts'
import { type ChunkPrint, samePrint } from './chunk-print.ts'
import { ChunkRepeats } from './chunk-repeats.ts'
import { isEndOf } from './file-end.ts'
import { begunWith, continuedWith, type FileRecord, type Former } from './file-record.ts'
import { beginsFile, beginsRoot, firstBytesOf } from './file-start.ts'
import { isTail } from './file-tail.ts'
import { type DocumentOptions, isWhole } from './whole-document.ts'

/** What a chunk is of. */
export interface Upload {
  readonly session: Session
  readonly type: ExchangeType
  readonly file: FileName
}

/** A chunk that came whole. */
export interface Arrived {
  readonly part: UploadPart
  readonly print: ChunkPrint
  readonly start: readonly number[]
}

/** What is known of its file when a chunk has come. */
export interface Known {
  readonly record: AreaRecord
  readonly file: FileRecord | undefined
  /** What became of its import. */
  readonly imported: ImportState | undefined
}

/** What a chunk is to its file, and what is to be remembered of the file with it. */
export type Sorted =
  /** It has come before, or means nothing. */
  | { readonly is: 'spare' }
  /** Another was to come. */
  | { readonly is: 'disordered' }
  /** It begins the file, maybe in place of another of that name. */
  | { readonly is: 'first'; readonly record: Omit<FileRecord, 'size'> }
  /** It goes behind what is there. */
  | { readonly is: 'next'; readonly record: Omit<FileRecord, 'size'> }

/** Whether it is a document, or an archive of documents; all else goes with products. */
export const isDocument = ({ file }: Upload): boolean => file.extension === 'xml' || file.extension === 'zip'

/** Orders that were applied are remembered while they may come again, which must not apply them again. */
function formerOf(file: FileRecord | undefined, imported: ImportState | undefined): Former | undefined {
  if (imported === undefined) return file?.former
  const applied = imported.status === 'done' && imported.type === 'sale'
  return applied && file?.chunks !== undefined ? { chunks: file.chunks, state: imported } : undefined
}

/** Finds out what a chunk is to its file. The protocol has no offsets, and 1C sends again what it had no answer to. */
export class ChunkSorter {
  readonly #uploads: StoredFiles
  readonly #fileLimit: number
  readonly #read: DocumentOptions
  readonly #repeats: ChunkRepeats

  constructor(uploads: StoredFiles, fileLimit: number, read: DocumentOptions) {
    this.#uploads = uploads
    this.#read = read
    this.#fileLimit = fileLimit
    this.#repeats = new ChunkRepeats(uploads, fileLimit)
  }

  /** Throws what the store throws. */
  async sort(upload: Upload, arrived: Arrived, known: Known): Promise<Sorted> {
    const { print } = arrived
    const { file, imported } = known
    const again = await this.#again(upload, arrived, known)
    if (again === 'spare') return { is: 'spare' }
    if (file === undefined || again === 'renewed' || (await this.#isAnother(upload, arrived, file, imported))) {
      const old =
        imported === undefined && file !== undefined && !(await this.#repeats.isWhole(upload)) ? file : undefined
      return { is: 'first', record: begunWith(print, old, formerOf(file, imported)) }
    }
    const record = await this.#continued(upload, print, file)
    return record === undefined ? { is: 'disordered' } : { is: 'next', record }
  }

  /**
   * Whether a chunk has come before. A `spare` one adds nothing; one that is `renewed` begins its file anew, being all of
   * it, after others were begun. (Orders are applied once, so theirs are never renewed.)
   */
  async #again(
    upload: Upload,
    { print, start }: Arrived,
    { record, file, imported }: Known,
  ): Promise<'spare' | 'renewed' | undefined> {
    const { path, extension } = upload.file
    // The newline behind a document that was applied as soon as its root was closed.
    if (imported?.status === 'done' && extension === 'xml' && isTail(start, print.length)) {
      if (file?.first === undefined || !samePrint(file.first, print)) return 'spare'
    }
    if (file === undefined || imported?.status === 'failed') return undefined
    if (!(await this.#repeats.isLast(upload, file, print, imported))) return undefined
    const renewed = file.size === print.length && record.isOvertaken(path) && upload.type !== 'sale'
    return renewed ? 'renewed' : 'spare'
  }

  /**
   * Whether a chunk begins another file of the same name. A file that was imported, or that begins anew, is another one:
   * 1C repeats whole sessions, with and without init.
   */
  async #isAnother(
    upload: Upload,
    { print, start }: Arrived,
    file: FileRecord,
    imported: ImportState | undefined,
  ): Promise<boolean> {
    if (imported !== undefined) return true
    const { path, extension } = upload.file
    const { id: area } = upload.session
    const uploads = this.#uploads
    if (!isDocument(upload)) {
      const firstBytes = () => firstBytesOf(uploads, area, path)
      if (await isEndOf(file, this.#fileLimit, { length: print.length, start }, firstBytes)) return true
    }
    if (await beginsFile(start, extension, uploads, area, path)) return true
    if (extension === 'xml' && beginsRoot(start) && (await isWhole(uploads, area, upload.file, this.#read))) return true
    return this.#repeats.isFirst(upload, file, print)
  }

  /** What is remembered of the file with the chunk behind it; `undefined` if the chunk is out of order. */
  async #continued(upload: Upload, print: ChunkPrint, file: FileRecord): Promise<Omit<FileRecord, 'size'> | undefined> {
    // Not of pictures, whose chunks are the same in many places.
    if (isDocument(upload) && (await this.#repeats.isBetween(upload, file, print))) return undefined
    return continuedWith(print, file)
  }
}
