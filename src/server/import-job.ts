import { type ImportProgress, importLine } from '../exchange/reply.ts'
import type { ExchangeType } from '../exchange/transitions.ts'
import type { NamedSource } from '../files/named-source.ts'
import { type ReadOptions, readEvents } from '../iterate.ts'
import type { CommerceMLEvent } from '../reader/events.ts'
import type { SchemaOverrides } from '../reader/routes.ts'
import type { AreaFiles, Found } from './area-files.ts'

/** What a site is given to import. */
export interface ImportJob<S extends SchemaOverrides = Record<never, never>> {
  /** The name that 1C asked for: `import0_1.xml`. What it holds, the events tell. */
  readonly name: string
  readonly type: ExchangeType
  /** Who logged in. */
  readonly user: string
  /** The file's events, once; the next piece of the file is read when they have been taken. */
  readonly events: AsyncIterable<CommerceMLEvent<S>>
  /** All files of the session, archives opened: pictures under the names that the products have (`import_files/…`). */
  files(): AsyncIterable<NamedSource>
  /** Aborts when 1C begins the export anew, or another process has taken the import over. */
  readonly signal: AbortSignal
}

/** Imports one file. A string that it resolves to, 1C shows; what it throws, 1C shows as the text of the failure. */
export type Importer<S extends SchemaOverrides = Record<never, never>> = (job: ImportJob<S>) => Promise<unknown>

/** How an import ended. */
export type Ending =
  | { readonly ok: true; readonly text: string }
  /** `aborted` by us, so that it is no error of the site's. */
  | { readonly ok: false; readonly text: string; readonly error: unknown; readonly aborted: boolean }

/** What a job is made of. */
export interface JobParts<S extends SchemaOverrides> {
  readonly name: string
  readonly type: ExchangeType
  readonly user: string
  readonly found: Found
  readonly files: AreaFiles
  readonly importer: Importer<S>
  readonly read: ReadOptions<S>
}

const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : String(error)

/** An import under way: it goes on whether anybody asks for it or not. */
export class RunningJob<S extends SchemaOverrides = Record<never, never>> {
  readonly ending: Promise<Ending>
  /** How many requests wait for its end: a failure that one of them tells need not be kept. */
  waiting = 0
  readonly #parts: JobParts<S>
  readonly #abort = new AbortController()
  readonly #counts: Record<string, number> = {}
  readonly #size: number
  #read = 0

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

  #progress(percent: number): ImportProgress {
    return { file: this.#parts.name, counts: this.#counts, percent }
  }

  async #run(): Promise<Ending> {
    const { name, type, user, files, importer } = this.#parts
    const { signal } = this.#abort
    try {
      const text = await importer({ name, type, user, events: this.#events(), files: () => files.all(), signal })
      signal.throwIfAborted()
      return { ok: true, text: typeof text === 'string' ? text : importLine(this.#progress(100)) }
    } catch (error) {
      return { ok: false, text: messageOf(error), error, aborted: signal.aborted }
    } finally {
      await files.close()
    }
  }

  async *#events(): AsyncGenerator<CommerceMLEvent<S>, void, undefined> {
    let before = 0
    for (const source of this.#parts.found.sources) {
      let here = 0
      const onProgress = (read: number): void => {
        here = read
        this.#read = before + read
      }
      const options = { ...this.#parts.read, source: source.name, signal: this.#abort.signal, onProgress }
      for await (const event of readEvents(source.open(), options)) {
        this.#counts[event.type] = (this.#counts[event.type] ?? 0) + 1
        yield event
      }
      before += here
    }
  }
}
