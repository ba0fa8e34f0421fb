import type { Clock } from '../clock.ts'
import type { ExchangeStores } from '../stores.ts'
import { type ArchiveOptions, AreaFiles, type Found, isZipName } from './area-files.ts'
import type { Arrears } from './arrears.ts'
import { noteOf } from './claim.ts'
import { ARCHIVES_KEY, namesOfKey } from './key.ts'
import type { ImportOrder } from './lease.ts'

/** What a search needs of its site. */
export interface SearchParts {
  readonly stores: ExchangeStores
  readonly clock: Clock
  readonly archives: ArchiveOptions
  readonly arrears: Arrears
}

/** Finds what an import is of, and notes what cannot be found: 1C is told of a failure, and may go on all the same. */
export class ImportSearch {
  readonly files: AreaFiles
  readonly #parts: SearchParts
  readonly #order: ImportOrder

  constructor(parts: SearchParts, order: ImportOrder) {
    this.files = new AreaFiles(parts.stores.uploads, order.session.id, parts.archives)
    this.#parts = parts
    this.#order = order
  }

  /** Throws what `find` of the files does. */
  async find(): Promise<Found | undefined> {
    const { path } = this.#order
    try {
      const found = await this.#covering(await this.files.find(path, await this.#hasArchives()))
      await this.#note(found)
      return found
    } catch (error) {
      const { unreadable } = this.files
      if (unreadable !== undefined) await this.#fail(unreadable)
      throw error
    }
  }

  /** An archive that is imported, or was, as a whole: then so is each document in it. */
  async #covering(found: Found | undefined): Promise<Found | undefined> {
    if (found?.whole === undefined || found.whole === found.key) return found
    const state = await this.#parts.stores.imports.get(this.#order.session.id, found.whole)
    return state === undefined || state.status === 'failed' ? found : this.files.find(found.file, true)
  }

  async #hasArchives(): Promise<boolean> {
    const { stores } = this.#parts
    return (await stores.imports.get(this.#order.session.id, ARCHIVES_KEY)) !== undefined
  }

  /** The archive has failed: a chunk that comes now begins it anew, as it does with a document. */
  async #fail(archive: string): Promise<void> {
    const { stores, clock, arrears } = this.#parts
    const { path, session } = this.#order
    await stores.imports.claim(session.id, archive, noteOf(this.#order, clock.now()), clock.now())
    // What else is in it nobody can tell; sent again it has another name (`v8_3B8F_3e.zip`), and this document in it.
    // Orders are not all that a catalog's archive holds.
    if (archive !== path && this.#order.type !== 'sale') await arrears.replace(this.#order, archive, [path])
  }

  async #note(found: Found | undefined): Promise<void> {
    const { arrears } = this.#parts
    const { path } = this.#order
    if (found !== undefined) {
      if (isZipName(found.file)) await arrears.replace(this.#order, found.file, namesOfKey(found.whole ?? found.key))
      return
    }
    const isEmptyArchive = isZipName(path) && (await this.files.documents(path)) !== undefined
    if (isEmptyArchive) await arrears.settle(this.#order, [path])
    else await arrears.add(this.#order, path)
  }
}
