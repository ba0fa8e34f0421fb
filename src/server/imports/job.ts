import { type ImportProgress, importLine } from '../../exchange/import-line.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import type { NamedSource } from '../../files/named-source.ts'
import { type ReadOptions, readEvents } from '../../iterate.ts'
import type { CommerceMLEvent } from '../../reader/events.ts'
import type { SchemaOverrides } from '../../schema/places.ts'
import type { Clock } from '../clock.ts'
import { acceptedFiles } from './accepted-files.ts'
import { type AreaFiles, type Found, sourcesInOrder } from './area-files.ts'
import { failureText, ImportFault } from './fault.ts'
import type { Importer } from './importer.ts'
import { inTurns } from './turns.ts'

/** How an import ended. */
export type Ending =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly text: string
      readonly error: unknown
      /** By us, so that it is no error of the site's. */
      readonly aborted: boolean
      /** Whether a request waits for it: a failure that is told need not be kept. */
      readonly told: boolean
    }

/** What a job is made of. */
export interface JobParts<S extends SchemaOverrides> {
  readonly name: string
  readonly type: ExchangeType
  readonly user: string
  readonly found: Found
  readonly files: AreaFiles
  /** Of files that an importer gets. */
  readonly extensions: readonly string[]
  readonly importer: Importer<S>
  readonly read: ReadOptions<S>
  readonly onError: (error: unknown) => void
}

/** An import under way: it goes on whether anybody asks for it or not. */
export class RunningJob<S extends SchemaOverrides = Record<never, never>> {
  readonly ending: Promise<Ending>
  readonly #parts: JobParts<S>
  readonly #abort = new AbortController()
  readonly #counts: Record<string, number> = {}
  readonly #size: number
  /** Requests that wait for its end. */
  readonly #waiting = new Set<symbol>()
  #ended = false
  #read = 0
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
  #leftAt = Number.POSITIVE_INFINITY

  constructor(parts: JobParts<S>) {
    this.#parts = parts
    this.#size = parts.found.sources.reduce((size, source) => size + (source.size ?? 0), 0)
    this.ending = this.#run()
  }

  /** What it has done, as a line for 1C. */
  get line(): string {
    return importLine(this.#progress(Math.min(99, Math.floor((100 * this.#read) / Math.max(1, this.#size)))))
  }

  abort(reason: unknown): void {
    this.#abort.abort(reason)
  }

  /** Who comes now is too late to wait: what is to be told, and by whom, is settled. */
  get ended(): boolean {
    return this.#ended
  }

  /** When the last request gave up waiting for it; `undefined` while one waits. */
  get leftAt(): number | undefined {
    return this.#waiting.size > 0 ? undefined : this.#leftAt
  }

  /**
   * Its end, if it comes within the time: who gets it tells it. Who gives up does so before the end or not at all, so that
   * a failure is told once or kept, whatever comes in the same moment.
   */
  async wait(milliseconds: number, clock: Clock): Promise<Ending | undefined> {
    const request = Symbol()
    this.#waiting.add(request)
    const over = new AbortController()
    const late = clock.sleep(milliseconds, over.signal).then(() => {
      if (this.#ended) return
      this.#waiting.delete(request)
      this.#leftAt = clock.now()
    })
    await Promise.race([this.ending, late])
    over.abort()
    return this.#waiting.has(request) ? this.ending : undefined
  }

  #progress(percent: number): ImportProgress {
    return { file: this.#parts.name, counts: this.#counts, percent }
  }

  async #run(): Promise<Ending> {
    const ending = await this.#imported()
    await this.#parts.files.close()
    this.#ended = true
    return ending.ok ? ending : { ...ending, told: this.#waiting.size > 0 }
  }

  async #imported(): Promise<Ending> {
    const { name, type, user, files: all, extensions, importer, onError } = this.#parts
    const { signal } = this.#abort
    const generator = this.#events()
    const events = { [Symbol.asyncIterator]: () => this.#unlessOver(generator) }
    const files = (): AsyncIterable<NamedSource> => {
      this.#asksForFiles = true
      return acceptedFiles(all.all(), extensions, onError)
    }
    try {
      const text = await importer({ name, type, user, events, files, documents: () => this.#documents(), signal })
      signal.throwIfAborted()
      if (this.#fault !== undefined) throw this.#fault.error
      this.#assertRead()
      const line = this.#wholly ? importLine(this.#progress(100)) : this.#takesEvents ? this.line : ''
      return { ok: true, text: typeof text === 'string' ? text : line }
    } catch (error) {
      return { ok: false, text: failureText(error), error, aborted: signal.aborted, told: false }
    } finally {
      // For who iterates by hand and leaves: the file is closed. Not awaited, a read that hangs would hold it up.
      void generator.return().catch(() => {})
    }
  }

  /** An importer that has come to its end without the document's has lost something, most likely. */
  #assertRead(): void {
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

  /** A generator that is over yields nothing: a second pass would find no product, and be a success. */
  #unlessOver<T>(events: T): T {
    if (!this.#eventsOver) return events
    const error = new TypeError('events can be iterated once: keep what the second pass needs')
    this.#fault ??= { error }
    throw error
  }

  async *#documents(): AsyncGenerator<NamedSource, void, undefined> {
    for (const source of await this.#ordered()) {
      const { name, size } = source
      yield { name, ...(size !== undefined && { size }), open: () => this.#opened(source) }
    }
  }

  async *#opened(source: NamedSource): AsyncGenerator<Uint8Array, void, undefined> {
    this.#opensDocuments = true
    yield* source.open()
  }

  #ordered(): Promise<readonly NamedSource[]> {
    return sourcesInOrder(this.#parts.found, this.#parts.read, this.#abort.signal)
  }

  async *#events(): AsyncGenerator<CommerceMLEvent<S>, void, undefined> {
    let before = 0
    try {
      const sources = await this.#ordered()
      const last = sources.at(-1)
      for (const source of sources) {
        let here = 0
        const onProgress = (read: number): void => {
          here = read
          this.#read = before + read
        }
        const options = { ...this.#parts.read, source: source.name, signal: this.#abort.signal, onProgress }
        for await (const event of readEvents(inTurns(source.open()), options)) {
          this.#counts[event.type] = (this.#counts[event.type] ?? 0) + 1
          this.#takesEvents = true
          this.#wholly = event.type === 'end' && source === last
          yield event
        }
        before += here
      }
    } catch (error) {
      this.#fault = { error }
      throw error
    } finally {
      this.#eventsOver = true
    }
  }
}
