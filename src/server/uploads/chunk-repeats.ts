import type { FileName } from '../../exchange/filename.ts'
import type { Session } from '../../exchange/session.ts'
import type { StoredFiles } from '../imports/stored-source.ts'
import type { ImportState } from '../stores.ts'
import { goesOn, repeatsItself } from './chunk-pattern.ts'
import { type ChunkPrint, samePrint, storedPrint, TELLING_BYTES } from './chunk-print.ts'
import { isLastAgain } from './file-end.ts'
import type { FileRecord } from './file-record.ts'
import { isWholeArchive } from './file-start.ts'

// As many bytes before a chunk tell where it belongs. Few, since many take in what stands before the first of rows that
// are alike, and to refuse a part that is in order ends the export. Where they happen to agree, an older part that is
// sent again is taken for a new one.
const BEFORE_BYTES = 32

/** What a chunk is of. */
interface Whose {
  readonly session: Session
  readonly file: FileName
}

/** Tells a chunk that was sent twice from one that is equal to another: 1C sends again what it had no answer to. */
export class ChunkRepeats {
  readonly #uploads: StoredFiles
  readonly #fileLimit: number

  constructor(uploads: StoredFiles, fileLimit: number) {
    this.#uploads = uploads
    this.#fileLimit = fileLimit
  }

  /** Whether it is the last of its file, again. */
  async isLast(
    { session, file }: Whose,
    record: FileRecord,
    print: ChunkPrint,
    imported: ImportState | undefined,
  ): Promise<boolean> {
    const { length } = print
    const isOver = (): Promise<boolean> => this.#isOver({ session, file }, record, length, imported)
    if (length < TELLING_BYTES && !(await isOver())) return false
    if (!(await this.#isAt('last', { session, file }, record, print))) return false
    return (await this.#tellsApart({ session, file }, -length, length)) || isOver()
  }

  /** Whether it is the first, so that its file begins anew. */
  async isFirst({ session, file }: Whose, record: FileRecord, print: ChunkPrint): Promise<boolean> {
    if (print.length < TELLING_BYTES) return false
    if (!(await this.#isAt('first', { session, file }, record, print))) return false
    return this.#tellsApart({ session, file }, 0, print.length)
  }

  /** Whether it is one from between. Where rows are alike, what stood before that one stands before this as well. */
  async isBetween({ session, file }: Whose, { chunks }: FileRecord, print: ChunkPrint): Promise<boolean> {
    const at = chunks?.placeOf(print)
    return at !== undefined && (await this.#tellsApart({ session, file }, at, print.length, BEFORE_BYTES))
  }

  /**
   * Whether a chunk that is equal to the one at that place of the file (from its end, where that is negative) can only be that again, sent twice. It may be
   * another where it is short, and where the file is a pattern: blanks, a picture or goods whose rows are all the same.
   */
  async #tellsApart({ session, file }: Whose, place: number, length: number, before = 0): Promise<boolean> {
    if (length < TELLING_BYTES) return false
    const stored = await this.#uploads.open(session.id, file.path)
    if (stored === undefined) return false
    try {
      const from = place < 0 ? stored.size + place : place
      if (from < 0 || from + length > stored.size) return false
      return !(await repeatsItself(stored, from, length)) && !(await goesOn(stored, from, before))
    } finally {
      await stored.close()
    }
  }

  /** Of an archive, whose documents are imported under names of their own: whether it has come to its end. */
  async isWhole({ session, file }: Whose): Promise<boolean> {
    return file.extension === 'zip' && (await isWholeArchive(this.#uploads, session.id, file.path))
  }

  /** Whether nothing can follow what is there, so that a chunk which is equal to its end is that again. */
  async #isOver(
    { session, file }: Whose,
    record: FileRecord,
    length: number,
    imported: ImportState | undefined,
  ): Promise<boolean> {
    if (isLastAgain(record, this.#fileLimit, length)) return true
    // Before a restart another process has seen it come; but what was imported was whole, and an archive says that it is.
    if (imported?.status === 'done') return true
    return this.isWhole({ session, file })
  }

  /**
   * Whether the file ends or begins with such a chunk. What we remember may be of a file that another process has removed
   * or added to since, and before a restart it was all another process: the store is asked.
   */
  async #isAt(
    end: 'first' | 'last',
    { session, file }: Whose,
    record: FileRecord,
    print: ChunkPrint,
  ): Promise<boolean> {
    const known = record[end]
    if (known !== undefined && !samePrint(print, known)) return false
    const stored = await storedPrint(this.#uploads, [session.id, file.path], end, print.length)
    if (stored !== undefined && known === undefined) record[end] = stored
    return stored !== undefined && samePrint(print, stored)
  }
}
