import type { NamedSource } from '../files/named-source.ts'
import { isXmlName } from '../files/named-source.ts'
import { inOrder } from '../files/read-sources.ts'
import type { ReadOptions } from '../iterate.ts'
import type { ZipArchive, ZipEntry } from '../zip/archive.ts'
import { storedSource } from './stored-source.ts'
import type { UploadStore } from './stores.ts'

/** What an import is of. */
export interface Found {
  /** Names the file and its content: an archive of the same name with another content is another import. */
  readonly key: string
  readonly sources: readonly NamedSource[]
}

const isZipName = (name: string): boolean => /\.zip$/i.test(name)
const keyOfEntry = (archive: string, { name, size, crc32 }: ZipEntry): string =>
  `${archive}/${name}#${size}-${(crc32 >>> 0).toString(16)}`

/** The files of a session: those that were uploaded, and those in its archives. Archives are opened once, and closed with it. */
export class AreaFiles {
  readonly #uploads: UploadStore
  readonly #area: string
  readonly #options: Pick<ReadOptions, 'limits' | 'signal'>
  readonly #archives = new Map<string, Promise<ZipArchive | undefined>>()

  constructor(uploads: UploadStore, area: string, options: Pick<ReadOptions, 'limits' | 'signal'>) {
    this.#uploads = uploads
    this.#area = area
    this.#options = options
  }

  /**
   * The file of that name, or the one in the archive that was begun last: with `zip=yes` 1C uploads one archive under a
   * name of its own (`v8_3B8F_3e.zip`) and asks for the names inside. An archive's own name means all its documents.
   * Throws `CommerceMLError` for an archive that cannot be read.
   */
  async find(path: string): Promise<Found | undefined> {
    const uploaded = await this.#uploads.list(this.#area)
    const own = uploaded.find(({ name }) => name === path)
    if (own !== undefined && !isZipName(path))
      return { key: path, sources: [storedSource(this.#uploads, this.#area, own)] }
    if (own !== undefined) return this.#documentsOf(path)
    for (const { name } of uploaded.filter(({ name }) => isZipName(name)).reverse()) {
      const entry = entryFor((await this.#archive(name))?.entries ?? [], path)
      if (entry !== undefined) return { key: keyOfEntry(name, entry), sources: [entry] }
    }
    return undefined
  }

  /** Every file of the session but archives, whose files come instead. */
  async *all(): AsyncGenerator<NamedSource, void, undefined> {
    for (const file of await this.#uploads.list(this.#area)) {
      if (isZipName(file.name)) yield* (await this.#archive(file.name))?.entries ?? []
      else yield storedSource(this.#uploads, this.#area, file)
    }
  }

  async close(): Promise<void> {
    for (const opening of this.#archives.values()) await opening.then((archive) => archive?.close()).catch(() => {})
  }

  async #documentsOf(name: string): Promise<Found | undefined> {
    const entries = (await this.#archive(name))?.entries.filter((entry) => isXmlName(entry.name)) ?? []
    const key = entries.map((entry) => keyOfEntry(name, entry)).join('|')
    return entries.length === 0 ? undefined : { key, sources: await inOrder(entries, this.#options) }
  }

  #archive(name: string): Promise<ZipArchive | undefined> {
    const opened = this.#archives.get(name) ?? this.#open(name)
    this.#archives.set(name, opened)
    return opened
  }

  async #open(name: string): Promise<ZipArchive | undefined> {
    // Here, since it needs Node's zlib: a site that takes no archives runs without.
    const { openZip } = await import('../zip/archive.ts')
    const file = await this.#uploads.open(this.#area, name)
    return file === undefined ? undefined : openZip(file, this.#options)
  }
}

/** By its path, or else by its last part where that is one entry's alone: archives may hold a folder around everything. */
function entryFor(entries: readonly ZipEntry[], path: string): ZipEntry | undefined {
  const exact = entries.find(({ name }) => name === path)
  if (exact !== undefined) return exact
  const below = entries.filter(({ name }) => name.endsWith(`/${path}`))
  return below.length === 1 ? below[0] : undefined
}
