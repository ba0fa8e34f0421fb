import { type ImportProgress, importLine } from '../../exchange/import-line.ts'
import type { NamedSource } from '../../files/named-source.ts'
import { type ReadOptions, readEvents } from '../../iterate.ts'
import type { CommerceMLEvent } from '../../reader/events.ts'
import type { SchemaOverrides } from '../../schema/places.ts'
import { acceptedFiles } from './accepted-files.ts'
import { type AreaFiles, type Found, sourcesInOrder } from './area-files.ts'
import { ImportFault } from './fault.ts'
import { inTurns } from './turns.ts'

/** What an importer is given to read. */
export interface ReadingParts<S extends SchemaOverrides> {
  readonly name: string
  readonly found: Found
  readonly files: AreaFiles
  /** Of files that an importer gets. */
  readonly extensions: readonly string[]
  readonly read: ReadOptions<S>
  readonly onError: (error: unknown) => void
}

/** How far an importer has read what it was given, by events, as documents or as files. */
export class Reading<S extends SchemaOverrides> {
  readonly #parts: ReadingParts<S>
  readonly #signal: AbortSignal
  readonly #generator: AsyncGenerator<CommerceMLEvent<S>, void, undefined>
  readonly #counts: Record<string, number> = {}
  readonly #size: number
  /** How many bytes of each document were read, by its name: as far as any reading has come. */
  readonly #read = new Map<string, number>()
  #takesEvents = false
  #asksForFiles = false
  /** The importer reads its documents by itself. */
  #opensDocuments = false
  /** What ended the reading of the events. */
  #fault: { readonly error: unknown } | undefined
  /** The events were taken to their end, or left. */
  #eventsOver = false
  /** The last event was handed over. */
  #wholly = false

  constructor(parts: ReadingParts<S>, signal: AbortSignal) {
    this.#parts = parts
    this.#signal = signal
    this.#size = parts.found.sources.reduce((size, source) => size + (source.size ?? 0), 0)
    this.#generator = this.#events()
  }

  /** What was read so far, as a line for 1C. */
  get line(): string {
    const read = [...this.#read.values()].reduce((sum, bytes) => sum + bytes, 0)
    return importLine(this.#progress(Math.min(99, Math.floor((100 * read) / Math.max(1, this.#size)))))
  }

  /** What was read in the end, as a line for 1C; nothing where the importer alone knows. */
  get lastLine(): string {
    return this.#wholly ? importLine(this.#progress(100)) : this.#takesEvents ? this.line : ''
  }

  get events(): AsyncIterable<CommerceMLEvent<S>> {
    return { [Symbol.asyncIterator]: () => this.#unlessOver(this.#generator) }
  }

  files(): AsyncIterable<NamedSource> {
    const { files, extensions, onError } = this.#parts
    this.#asksForFiles = true
    return acceptedFiles(files.all(), extensions, onError)
  }

  async *documents(): AsyncGenerator<NamedSource, void, undefined> {
    for (const source of await this.#ordered()) {
      const { name, size } = source
      yield { name, ...(size !== undefined && { size }), open: () => this.#opened(source) }
    }
  }

  /**
   * Throws what ended the reading of the events, be it that the importer did not mind. One that has come to its end without
   * the document's has lost something, most likely.
   */
  assertRead(): void {
    if (this.#fault !== undefined) throw this.#fault.error
    if (this.#wholly) return
    const { name, onError } = this.#parts
    if (!this.#takesEvents) {
      if (this.#asksForFiles || this.#opensDocuments) return // how far it has read, it alone knows
      throw new ImportFault(
        'import-unread',
        `the importer of ${name} returned without taking an event or asking for files`,
      )
    }
    onError(new Error(`the importer of ${name} returned before it had taken all its events: the rest was not read`))
  }

  /** For who iterates by hand and leaves: the file is closed. Not awaited, a read that hangs would hold it up. */
  close(): void {
    void this.#generator.return().catch(() => {})
  }

  #progress(percent: number): ImportProgress {
    return { file: this.#parts.name, counts: this.#counts, percent }
  }

  /** A generator that is over yields nothing: a second pass would find no product, and be a success. */
  #unlessOver<T>(events: T): T {
    if (!this.#eventsOver) return events
    const error = new TypeError('events can be iterated once: keep what the second pass needs')
    this.#fault ??= { error }
    throw error
  }

  async *#opened(source: NamedSource): AsyncGenerator<Uint8Array, void, undefined> {
    this.#opensDocuments = true
    let read = 0
    for await (const bytes of source.open()) {
      read += bytes.length
      this.#hasRead(source, read)
      yield bytes
    }
  }

  #hasRead({ name }: NamedSource, bytes: number): void {
    this.#read.set(name, Math.max(bytes, this.#read.get(name) ?? 0))
  }

  #ordered(): Promise<readonly NamedSource[]> {
    return sourcesInOrder(this.#parts.found, this.#parts.read, this.#signal)
  }

  async *#events(): AsyncGenerator<CommerceMLEvent<S>, void, undefined> {
    try {
      const sources = await this.#ordered()
      const last = sources.at(-1)
      for (const source of sources) {
        const onProgress = (read: number): void => this.#hasRead(source, read)
        const options = { ...this.#parts.read, source: source.name, signal: this.#signal, onProgress }
        for await (const event of readEvents(inTurns(source.open()), options)) {
          this.#counts[event.type] = (this.#counts[event.type] ?? 0) + 1
          this.#takesEvents = true
          this.#wholly = event.type === 'end' && source === last
          yield event
        }
      }
    } catch (error) {
      this.#fault = { error }
      throw error
    } finally {
      this.#eventsOver = true
    }
  }
}
