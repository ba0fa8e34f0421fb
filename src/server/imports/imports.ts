import { isCommerceMLError } from '../../errors.ts'
import type { Outcome } from '../../exchange/outcome.ts'
import type { ReadOptions } from '../../iterate.ts'
import type { SchemaOverrides } from '../../schema/places.ts'
import { during } from '../hooks.ts'
import type { Mutexes } from '../mutex.ts'
import type { AreaFiles, Found } from './area-files.ts'
import { isClaimable, nextLook } from './claim.ts'
import { type FailureText, wordsFor } from './failure-words.ts'
import { failureText, ImportFault } from './fault.ts'
import type { Importer } from './importer.ts'
import { type Ending, RunningJob } from './job.ts'
import { endingOf, endJobs, type KeptJob, KeptJobs } from './kept-jobs.ts'
import { namesOfKey } from './key.ts'
import { ImportLease, type ImportOrder, importContext, type LeaseParts } from './lease.ts'
import { leftBefore, outlive } from './left-behind.ts'
import { ImportSearch, type SearchParts } from './search.ts'

/** What imports need of their site. */
export interface ImportsParts<S extends SchemaOverrides> extends LeaseParts, SearchParts {
  readonly importer: Importer<S>
  readonly failureText: FailureText | undefined
  readonly read: ReadOptions<S>
  readonly extensions: readonly string[]
  /** Of each uploaded file, those who change it or begin to read it, one after the other. */
  readonly turns: Mutexes
}

// The message of a failure that 1C knows. That the import failed is kept: a chunk that comes now begins the file anew.
const TOLD = ''

/** Imports files: each once, one at a time, a slice of time for each request, in the background between them. */
export class Imports<S extends SchemaOverrides> {
  readonly #parts: ImportsParts<S>
  readonly #jobs = new KeptJobs<S>()
  #closed = false

  constructor(parts: ImportsParts<S>) {
    this.#parts = parts
  }

  /**
   * Begins the import of a file, or goes on waiting for it, a slice of time. Throws what the stores throw. At file an
   * archive of one document has that one's name, which is what an import would have named. What an earlier session has
   * left behind of the file is ended first.
   */
  async run(order: ImportOrder): Promise<Outcome> {
    const { clock, limits, arrears } = this.#parts
    const deadline = clock.now() + (order.atFile ? limits.applySlice : limits.importSlice)
    const search = new ImportSearch(this.#parts, order)
    let used = false
    try {
      const found = await this.#find(order, search)
      if ('is' in found) return found
      const outcome = await this.#work(order, found, deadline, () => {
        used = true
        return search.files
      })
      if (outcome.is === 'done') await arrears.settle(order, [order.path, ...namesOfKey(found.key)])
      return outcome
    } finally {
      if (!used) await search.files.close()
    }
  }

  /** Whether this process imports that uploaded file, or one in it. */
  reads(area: string, file: string): boolean {
    return this.#jobs.of(area).some((job) => job.file === file)
  }

  /** Ends the imports of an area: resolves when they have let go of it, `false` if one does not within a slice. */
  async abort(area: string, reason: unknown): Promise<boolean> {
    return endJobs(this.#jobs.of(area), reason, this.#parts.limits.importSlice, this.#parts.clock)
  }

  /**
   * Begins nothing any more, and ends what goes on, for another process to begin it again: 1C is told of progress and
   * asks on. `false` if an importer does not let go within a slice.
   */
  async close(): Promise<boolean> {
    this.#closed = true
    const reason = new ImportFault('import-taken-over', 'the exchange is being closed')
    return endJobs(this.#jobs.all, reason, this.#parts.limits.importSlice, this.#parts.clock)
  }

  /** What is to be imported, or why nothing is. */
  async #find(order: ImportOrder, search: ImportSearch): Promise<Found | Outcome> {
    try {
      return (await search.find()) ?? search.files.missing
    } catch (error) {
      if (!isCommerceMLError(error)) throw error
      this.#parts.onError(error, importContext(order))
      return { is: 'failed', text: failureText(error) }
    }
  }

  async #work(order: ImportOrder, found: Found, deadline: number, take: () => AreaFiles): Promise<Outcome> {
    const { stores, clock } = this.#parts
    const { key } = found
    const area = order.session.id
    for (;;) {
      const job = this.#jobs.get(area, key)
      if (job?.job.ended === false) return this.#wait(job, deadline)
      await job?.settled // then the store says what came of it
      const state = await stores.imports.get(area, key)
      if (state?.status === 'done') return { is: 'done', text: state.message }
      if (this.#closed) return { is: 'progress', text: state?.message ?? '' }
      if (isClaimable(state, clock.now())) {
        const older = leftBefore(this.#jobs.all, order)
        if (older.length === 0) {
          const lease = new ImportLease(this.#parts, order, key)
          const failed = state?.status === 'failed' && state.message !== TOLD ? state.message : undefined
          const begun = await this.#begin(order, found, lease, failed === undefined ? take : undefined)
          if (begun && failed !== undefined) return this.#told(lease, failed)
          if (begun || this.#closed) continue
        } else if (!(await outlive(older, deadline, clock))) return { is: 'progress', text: older[0]?.job.line ?? '' }
      }
      if (clock.now() >= deadline) return { is: 'progress', text: state?.message ?? '' }
      await nextLook(clock)
    }
  }

  /**
   * Claims the import, and starts it. While no chunk joins the file: one that came between the claim and the start would
   * be acknowledged, and lost.
   */
  #begin(order: ImportOrder, found: Found, lease: ImportLease, take: (() => AreaFiles) | undefined): Promise<boolean> {
    return this.#parts.turns.run(`${order.session.id}/${found.file}`, async () => {
      if (this.#closed || !(await lease.claim())) return false
      if (take === undefined) return true
      if (this.#closed) {
        await lease.release('') // nobody would end it any more
        return false
      }
      this.#start(order, found, lease, take())
      return true
    })
  }

  /** It failed while nobody asked: told once, and the next try starts clean. */
  async #told(lease: ImportLease, text: string): Promise<Outcome> {
    await lease.tell('failed', TOLD)
    return { is: 'failed', text }
  }

  async #wait({ job, settled }: KeptJob<S>, deadline: number): Promise<Outcome> {
    const { clock } = this.#parts
    const ending = await job.wait(Math.max(0, deadline - clock.now()), clock)
    if (ending === undefined || this.#isInterrupted(ending)) return { is: 'progress', text: job.line }
    const { ok, text } = await settled // the store knows before 1C does
    return { is: ok ? 'done' : 'failed', text }
  }

  #isInterrupted(ending: Ending): boolean {
    return this.#closed && !ending.ok && ending.aborted
  }

  #start(order: ImportOrder, found: Found, lease: ImportLease, files: AreaFiles): void {
    const { importer, read, extensions } = this.#parts
    const { session, type, path } = order
    const context = importContext(order)
    const onError = during(this.#parts.onError, context)
    const words = (error: unknown): string => wordsFor(error, this.#parts.failureText, context, onError)
    const area = session.id
    const { sources } = found
    const name = order.atFile && sources.length === 1 ? (sources[0]?.name ?? path) : path
    const { user } = session
    const job = new RunningJob<S>({ name, type, user, found, files, extensions, importer, words, read, onError })
    const settled = this.#settle(lease, job, onError).finally(() => this.#jobs.remove(area, found.key))
    this.#jobs.put(area, found.key, { order, file: found.file, job, settled })
  }

  /**
   * Keeps what came of it. The job is there for others to find until that is done. Where another process has it by now,
   * that one will say what came of it, and this one no success; nor where another has cleared the session.
   */
  async #settle(lease: ImportLease, job: RunningJob<S>, onError: (error: unknown) => void): Promise<Ending> {
    const renewed = lease.renew(job)
    const ending = await job.ending
    await renewed // or it would be running again
    const isError = !ending.ok && !ending.aborted
    if (isError) onError(ending.error)
    try {
      if (this.#isInterrupted(ending)) {
        await lease.release(job.line)
        return ending
      }
      const held = await lease.tell(ending.ok ? 'done' : 'failed', !ending.ok && ending.told ? TOLD : ending.text)
      if (!held && (ending.ok || isError)) return endingOf(await lease.lost())
    } catch (error) {
      onError(error)
    }
    return ending
  }
}
