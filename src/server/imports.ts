import type { Outcome } from '../exchange/conclusion.ts'
import type { Session } from '../exchange/session.ts'
import type { ExchangeType } from '../exchange/transitions.ts'
import type { ReadOptions } from '../iterate.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { AreaFiles, type Found } from './area-files.ts'
import { type Clock, within } from './clock.ts'
import { isClaimable } from './import-claim.ts'
import { type Ending, type Importer, RunningJob } from './import-job.ts'
import type { ExchangeLimits } from './limits.ts'
import type { ExchangeStores, ImportState } from './stores.ts'

/** What is to be imported. */
export interface ImportOrder {
  readonly session: Session
  readonly type: ExchangeType
  readonly path: string
}

/** What imports need of their site. */
export interface ImportsParts<S extends SchemaOverrides> {
  readonly stores: ExchangeStores
  readonly limits: ExchangeLimits
  readonly clock: Clock
  readonly importer: Importer<S>
  readonly read: ReadOptions<S>
  /** A name for this process that no other has. */
  readonly owner: string
  readonly onError: (error: unknown) => void
}

/** A job and its end, which is told once the store knows of it. */
interface KeptJob<S extends SchemaOverrides> {
  readonly file: string
  readonly job: RunningJob<S>
  readonly settled: Promise<Ending>
}

// The message of a failure that 1C knows. That the import failed is kept: a chunk that comes now begins the file anew.
const TOLD = ''

// What a store that keeps JSON can hold of a lease without an end.
const LATEST = Number.MAX_SAFE_INTEGER

// Between two looks at an import that another process does.
const LOOK_EVERY = 250

/** Imports files: each once, one at a time, a slice of time for each request, in the background between them. */
export class Imports<S extends SchemaOverrides> {
  readonly #parts: ImportsParts<S>
  /** By area, then by key. */
  readonly #jobs = new Map<string, Map<string, KeptJob<S>>>()

  constructor(parts: ImportsParts<S>) {
    this.#parts = parts
  }

  /** Begins the import of a file, or goes on waiting for it. Throws what the stores throw. */
  async run(order: ImportOrder): Promise<Outcome> {
    const { stores, read } = this.#parts
    const files = new AreaFiles(
      stores.uploads,
      order.session.id,
      read.limits === undefined ? {} : { limits: read.limits },
    )
    let used = false
    try {
      const found = await files.find(order.path)
      if (found === undefined) return { is: 'refused', reason: 'import-unknown' }
      const outcome = await this.#work(order, found, () => {
        used = true
        return files
      })
      return outcome
    } finally {
      if (!used) await files.close()
    }
  }

  /** Whether this process imports that uploaded file, or one in it. */
  reads(area: string, file: string): boolean {
    return [...(this.#jobs.get(area)?.values() ?? [])].some((job) => job.file === file)
  }

  /** Ends the imports of an area: resolves when they have let go of it, `false` if one does not within a slice. */
  async abort(area: string, reason: unknown): Promise<boolean> {
    const { limits, clock } = this.#parts
    const kept = [...(this.#jobs.get(area)?.values() ?? [])]
    if (kept.length === 0) return true
    for (const { job } of kept) job.abort(reason)
    const { timely } = await within(Promise.all(kept.map(({ settled }) => settled)), limits.importSlice, clock)
    return timely
  }

  async #work(order: ImportOrder, found: Found, take: () => AreaFiles): Promise<Outcome> {
    const { stores, limits, clock } = this.#parts
    const { key } = found
    const area = order.session.id
    const deadline = clock.now() + limits.importSlice
    for (;;) {
      const job = this.#jobs.get(area)?.get(key)
      if (job?.job.ended === false) return this.#wait(job, deadline)
      await job?.settled // then the store says what came of it
      const state = await stores.imports.get(area, key)
      if (state?.status === 'done') return { is: 'done', text: state.message }
      if (isClaimable(state, clock.now()) && (await this.#claim(area, key, order.session.user))) {
        if (state?.status === 'failed' && state.message !== TOLD) return this.#tell(area, key, state)
        this.#start(order, found, take())
        continue
      }
      if (clock.now() >= deadline) return { is: 'progress', text: state?.message ?? '' }
      await clock.sleep(LOOK_EVERY, new AbortController().signal)
    }
  }

  /** It failed while nobody asked: told once, and the next try starts clean. */
  async #tell(area: string, key: string, { user, message }: ImportState): Promise<Outcome> {
    await this.#parts.stores.imports.update(area, key, this.#state('failed', user, TOLD))
    return { is: 'failed', text: message }
  }

  async #claim(area: string, key: string, user: string): Promise<boolean> {
    const { stores, clock } = this.#parts
    return stores.imports.claim(area, key, this.#state('running', user, ''), clock.now())
  }

  #state(status: ImportState['status'], user: string, message: string): ImportState {
    const { limits, clock, owner } = this.#parts
    const now = clock.now()
    const ended = status === 'running' ? {} : { finishedAt: now }
    return { status, owner, until: Math.min(now + limits.importLease, LATEST), user, message, ...ended }
  }

  async #wait({ job, settled }: KeptJob<S>, deadline: number): Promise<Outcome> {
    const { clock } = this.#parts
    const ending = await job.wait(Math.max(0, deadline - clock.now()), clock)
    if (ending === undefined) return { is: 'progress', text: job.line }
    await settled // the store knows before 1C does
    return { is: ending.ok ? 'done' : 'failed', text: ending.text }
  }

  #start({ session, type, path }: ImportOrder, found: Found, files: AreaFiles): void {
    const { importer, read } = this.#parts
    const { id: area, user } = session
    const job = new RunningJob<S>({ name: path, type, user, found, files, importer, read })
    const jobs = this.#jobs.get(area) ?? new Map<string, KeptJob<S>>()
    const settled = this.#settle(area, found.key, user, job).finally(() => {
      jobs.delete(found.key)
      if (jobs.size === 0) this.#jobs.delete(area)
    })
    this.#jobs.set(area, jobs.set(found.key, { file: found.file, job, settled }))
  }

  /** Keeps what came of it. The job is there for others to find until that is done. */
  async #settle(area: string, key: string, user: string, job: RunningJob<S>): Promise<Ending> {
    const { stores, onError } = this.#parts
    const renewed = this.#renew(area, key, user, job)
    const ending = await job.ending
    await renewed // or it would be running again
    try {
      const message = !ending.ok && ending.told ? TOLD : ending.text
      await stores.imports.update(area, key, this.#state(ending.ok ? 'done' : 'failed', user, message))
    } catch (error) {
      onError(error)
    }
    if (!ending.ok && !ending.aborted) onError(ending.error)
    return ending
  }

  /** Says that it is alive, until it ends; ends it when another has taken it over, or may have done. */
  async #renew(area: string, key: string, user: string, job: RunningJob<S>): Promise<void> {
    const { limits, clock } = this.#parts
    let { until } = this.#state('running', user, '')
    for (;;) {
      const { timely } = await within(job.ending, limits.importLease / 3, clock)
      if (timely) return
      const state = this.#state('running', user, job.line)
      const held = await this.#held(area, key, state)
      if (held === true) until = state.until
      // A store that fails for a moment ends no import of hours.
      else if (held === false || clock.now() > until) return job.abort(new Error('the import was taken over'))
    }
  }

  /** Whether it is still ours; `undefined` if the store cannot tell. */
  async #held(area: string, key: string, state: ImportState): Promise<boolean | undefined> {
    try {
      return await this.#parts.stores.imports.update(area, key, state)
    } catch (error) {
      this.#parts.onError(error)
      return undefined
    }
  }
}
