import type { ExchangeType } from '../../exchange/transitions.ts'
import type { NamedSource } from '../../files/named-source.ts'
import type { SchemaOverrides } from '../../schema/places.ts'
import type { Clock } from '../clock.ts'
import { failureText } from './fault.ts'
import type { Importer } from './importer.ts'
import { Reading, type ReadingParts } from './reading.ts'

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
export interface JobParts<S extends SchemaOverrides> extends ReadingParts<S> {
  readonly type: ExchangeType
  readonly user: string
  readonly importer: Importer<S>
  /** What 1C is told of what it threw. Never throws. */
  readonly words: (error: unknown) => string
}

/** An import under way: it goes on whether anybody asks for it or not. */
export class RunningJob<S extends SchemaOverrides = Record<never, never>> {
  readonly ending: Promise<Ending>
  readonly #parts: JobParts<S>
  readonly #abort = new AbortController()
  readonly #reading: Reading<S>
  /** Requests that wait for its end. */
  readonly #waiting = new Set<symbol>()
  #ended = false
  #leftAt = Number.POSITIVE_INFINITY

  constructor(parts: JobParts<S>) {
    this.#parts = parts
    this.#reading = new Reading(parts, this.#abort.signal)
    this.ending = this.#run()
  }

  /** What it has done, as a line for 1C. */
  get line(): string {
    return this.#reading.line
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

  async #run(): Promise<Ending> {
    const ending = await this.#imported()
    await this.#parts.files.close()
    this.#ended = true
    return ending.ok ? ending : { ...ending, told: this.#waiting.size > 0 }
  }

  async #imported(): Promise<Ending> {
    const { name, type, user, importer, words } = this.#parts
    const { signal } = this.#abort
    const reading = this.#reading
    const { events } = reading
    const files = (): AsyncIterable<NamedSource> => reading.files()
    const documents = (): AsyncIterable<NamedSource> => reading.documents()
    try {
      const text = await importer({ name, type, user, events, files, documents, signal })
      signal.throwIfAborted()
      reading.assertRead()
      return { ok: true, text: typeof text === 'string' ? text : reading.lastLine }
    } catch (error) {
      const { aborted } = signal
      // Of what the site breaks off itself 1C hears nothing: the shop is not asked.
      return { ok: false, text: aborted ? failureText(error) : words(error), error, aborted, told: false }
    } finally {
      reading.close()
    }
  }
}
