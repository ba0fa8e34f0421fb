import { isCommerceMLError } from '../../errors.ts'
import type { Outcome } from '../../exchange/outcome.ts'
import { isResourceFork, isXmlName, type NamedSource } from '../../files/named-source.ts'
import { inOrder } from '../../files/read-sources.ts'
import type { ReadOptions } from '../../iterate.ts'
import type { ZipArchive, ZipEntry } from '../../zip/archive.ts'
import { refused } from '../result.ts'
import type { UploadedFile } from '../stores.ts'
import { entriesFor, SPELLINGS } from './entry-search.ts'
import { folderAround, folderBefore } from './folder-around.ts'
import { keyOfEntries } from './key.ts'
import { discreet, type StoredFiles, storedSource } from './stored-source.ts'

/** What an import is of. */
export interface Found {
  /** What the store of imports knows it by. */
  readonly key: string
  /** The uploaded file that it is, or is in. */
  readonly file: string
  /** Of a document in an archive: what the import of all documents in that is known by. */
  readonly whole?: string
  /** As the archive has them. To bring them into their order they have to be read: that is for who imports them. */
  readonly sources: readonly NamedSource[]
}

/** Its documents in the order in which they depend on each other. To tell it, each is begun where there are several. */
export async function sourcesInOrder(
  { sources }: Found,
  { encoding, limits }: Pick<ReadOptions, 'encoding' | 'limits'>,
  signal: AbortSignal,
): Promise<readonly NamedSource[]> {
  if (sources.length === 1) return sources
  return inOrder(sources, { signal, ...(encoding && { encoding }), ...(limits && { limits }) })
}

/** How archives are opened. */
export type ArchiveOptions = Pick<ReadOptions, 'limits' | 'signal'>

/** Whether the name is that of an archive. */
export const isZipName = (name: string): boolean => /\.zip$/i.test(name)
const documentsIn = (entries: readonly ZipEntry[]): ZipEntry[] => entries.filter(({ name }) => isXmlName(name))

/** The files of a session: those that were uploaded, and those in its archives. Archives are opened once, and closed with it. */
export class AreaFiles {
  readonly #uploads: StoredFiles
  readonly #area: string
  readonly #options: ArchiveOptions
  readonly #archives = new Map<string, Promise<ZipArchive | undefined>>()
  #unreadable: string | undefined
  #missing: Outcome | undefined

  constructor(uploads: StoredFiles, area: string, options: ArchiveOptions) {
    this.#uploads = discreet(uploads)
    this.#area = area
    this.#options = options
  }

  /**
   * The file of that name or the one in an archive, whichever was begun last: with `zip=yes` 1C uploads one archive under
   * a name of its own (`v8_3B8F_3e.zip`) and asks for the names inside. An archive's own name means all its documents.
   * Where there are no archives, nothing is listed: of a hundred thousand pictures that takes its time.
   *
   * Throws `CommerceMLError` for an archive that cannot be read: what was asked for may be in it.
   */
  async find(path: string, hasArchives: boolean): Promise<Found | undefined> {
    if (isZipName(path)) return this.#documentsOf(path)
    const size = hasArchives ? undefined : await this.#sizeOf(path)
    if (size !== undefined) return this.#alone({ name: path, size })
    const uploaded = [...(await this.#uploads.list(this.#area))].reverse()
    // The name as it is asked for, wherever it is, goes before another spelling of it.
    for (const spell of SPELLINGS) {
      for (const file of uploaded) {
        if (file.name === path) return this.#alone(file)
        const found = isZipName(file.name) ? await this.#archived(file.name, path, spell) : undefined
        if (found !== undefined) return found
      }
      if (this.#missing !== undefined) return undefined
    }
    const archives = uploaded.filter(({ name }) => isZipName(name))
    const sizes = await Promise.all(archives.map(async ({ name }) => (await this.#entriesOf(name)).length))
    if (sizes.length > 0 && sizes.every((size) => size === 0)) this.#missing = refused('import-archive-empty').outcome
    return undefined
  }

  /** The archive that could not be read, if that is why something was thrown. */
  get unreadable(): string | undefined {
    return this.#unreadable
  }

  /** Why nothing was found, as 1C is told. */
  get missing(): Outcome {
    return this.#missing ?? refused('import-unknown').outcome
  }

  /** The documents in an archive; `undefined` when there is no such file. Throws as `find` does. */
  async documents(archive: string): Promise<readonly string[] | undefined> {
    const opened = await this.#archive(archive)
    return opened && documentsIn(opened.entries).map(({ name }) => name)
  }

  /** Every file of the session, archives opened: without the folder around all of one, or around what came without one. */
  async *all(): AsyncGenerator<NamedSource, void, undefined> {
    const uploaded = await this.#uploads.list(this.#area)
    const folder = folderBefore(uploaded.map(({ name }) => name))
    for (const file of uploaded) {
      const { name } = file
      if (isZipName(name)) yield* unfolded((await this.#archive(name))?.entries ?? [])
      else {
        const source = storedSource(this.#uploads, this.#area, file)
        yield name.startsWith(folder) ? { ...source, name: name.slice(folder.length) } : source
      }
    }
  }

  async close(): Promise<void> {
    for (const opening of this.#archives.values()) await opening.then((archive) => archive?.close()).catch(() => {})
  }

  #alone(file: UploadedFile): Found {
    return { key: file.name, file: file.name, sources: [storedSource(this.#uploads, this.#area, file)] }
  }

  async #archived(archive: string, path: string, spell: (name: string) => string): Promise<Found | undefined> {
    const entries = await this.#entriesOf(archive)
    const [entry, ...others] = entriesFor(entries, path, spell)
    if (entry === undefined) return undefined
    if (others.length > 0) {
      const names = [entry, ...others].map(({ name }) => name)
      this.#missing ??= refused('import-ambiguous', names).outcome
      return undefined
    }
    const whole = keyOfEntries(archive, documentsIn(entries))
    return { key: keyOfEntries(archive, [entry]), file: archive, whole, sources: [entry] }
  }

  async #documentsOf(name: string): Promise<Found | undefined> {
    const all = await this.#entriesOf(name)
    const entries = documentsIn(all)
    if (all.length === 0 && (await this.#archive(name)) !== undefined)
      this.#missing = refused('import-archive-empty').outcome
    if (entries.length === 0) return undefined
    return { key: keyOfEntries(name, entries), file: name, sources: entries }
  }

  async #entriesOf(archive: string): Promise<readonly ZipEntry[]> {
    return (await this.#archive(archive))?.entries ?? []
  }

  async #sizeOf(name: string): Promise<number | undefined> {
    const file = await this.#uploads.open(this.#area, name)
    await file?.close()
    return file?.size
  }

  #archive(name: string): Promise<ZipArchive | undefined> {
    const opened = this.#archives.get(name) ?? this.#open(name)
    this.#archives.set(name, opened)
    return opened
  }

  async #open(name: string): Promise<ZipArchive | undefined> {
    // Here, since it needs Node's zlib: a site that takes no archives runs without.
    const { openZip } = await import('../../zip/archive.ts')
    const file = await this.#uploads.open(this.#area, name)
    if (file === undefined) return undefined
    try {
      return await openZip(file, this.#options)
    } catch (error) {
      if (isCommerceMLError(error)) this.#unreadable = name
      throw error
    }
  }
}

function unfolded(entries: readonly ZipEntry[]): NamedSource[] {
  const own = entries.filter(({ name }) => !isResourceFork(name))
  const { length } = folderAround(own.map(({ name }) => name))
  return own.map((entry) => ({ name: entry.name.slice(length), size: entry.size, open: () => entry.open() }))
}
