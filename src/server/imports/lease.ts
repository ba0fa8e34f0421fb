import { importLine } from '../../exchange/import-line.ts'
import type { Session } from '../../exchange/session.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import { type Clock, within } from '../clock.ts'
import { contextOf, type ErrorContext, type OnError } from '../hooks.ts'
import type { ExchangeLimits } from '../limits.ts'
import type { ExchangeStores, ImportState } from '../stores.ts'
import { ImportFault } from './fault.ts'
import type { RunningJob } from './job.ts'

/** What is to be imported. */
export interface ImportOrder {
  readonly session: Session
  readonly type: ExchangeType
  readonly path: string
  /** As soon as it is uploaded: 1C has named no document, and may never do. */
  readonly atFile?: boolean
}

/** What is being done when it fails. */
export const importContext = ({ session, path, atFile }: ImportOrder): ErrorContext => ({
  ...contextOf(atFile ? 'file' : 'import', session),
  file: path,
})

/** What leases need of their site. */
export interface LeaseParts {
  readonly stores: ExchangeStores
  readonly limits: ExchangeLimits
  readonly clock: Clock
  /** A name for this process that no other has. */
  readonly owner: () => string
  readonly onError: OnError
}

const takenOver = (): ImportFault => new ImportFault('import-taken-over', 'the import was taken over')

// What a store that keeps JSON can hold of a lease without an end.
const LATEST = Number.MAX_SAFE_INTEGER

/** This process's hold on the import of a file: what the store of imports is told of it. */
export class ImportLease {
  readonly #parts: LeaseParts
  readonly #order: ImportOrder
  readonly #key: string

  constructor(parts: LeaseParts, order: ImportOrder, key: string) {
    this.#parts = parts
    this.#order = order
    this.#key = key
  }

  /** Takes the import on, if nobody else has. */
  async claim(): Promise<boolean> {
    const { stores, clock } = this.#parts
    const { session, path } = this.#order
    const line = importLine({ file: path, counts: {}, percent: 0 }) // until it is renewed, others have nothing else to tell
    return stores.imports.claim(session.id, this.#key, this.#state('running', line), clock.now())
  }

  /** Says how it is; `false` if it is another's by now. */
  async tell(status: ImportState['status'], message: string): Promise<boolean> {
    return this.#update(this.#state(status, message))
  }

  /** Why it is no longer ours: another process has it, or nobody, since another process has begun the exchange anew. */
  async lost(): Promise<ImportFault> {
    try {
      const state = await this.#parts.stores.imports.get(this.#order.session.id, this.#key)
      if (state === undefined) return new ImportFault('import-restarted', 'another process has cleared the session')
    } catch (error) {
      this.#parts.onError(error, importContext(this.#order))
    }
    return takenOver()
  }

  /** Lets go of it before it has come to an end, if it is still ours: who is asked for it next begins it again. */
  async release(message: string): Promise<void> {
    await this.#update({ ...this.#state('running', message), until: this.#parts.clock.now() - 1 })
  }

  /** Says that it is alive, until it ends; ends it when another has taken it over, or may have done. */
  async renew(job: Pick<RunningJob, 'ending' | 'line' | 'abort'>): Promise<void> {
    const { limits, clock } = this.#parts
    let { until } = this.#state('running', '')
    for (;;) {
      const { timely } = await within(job.ending, limits.importLease / 3, clock)
      if (timely) return
      const state = this.#state('running', job.line)
      const held = await this.#held(state)
      if (held === true) until = state.until
      else if (held === false) return job.abort(await this.lost())
      // A store that fails for a moment ends no import of hours.
      else if (clock.now() > until) return job.abort(takenOver())
    }
  }

  /** Whether it is still ours; `undefined` if the store cannot tell. */
  async #held(state: ImportState): Promise<boolean | undefined> {
    try {
      return await this.#update(state)
    } catch (error) {
      this.#parts.onError(error, importContext(this.#order))
      return undefined
    }
  }

  #update(state: ImportState): Promise<boolean> {
    return this.#parts.stores.imports.update(this.#order.session.id, this.#key, state)
  }

  #state(status: ImportState['status'], message: string): ImportState {
    const { limits, clock, owner } = this.#parts
    const { session, type } = this.#order
    const now = clock.now()
    const ended = status === 'running' ? {} : { finishedAt: now }
    return {
      status,
      owner: owner(),
      until: Math.min(now + limits.importLease, LATEST),
      user: session.user,
      type,
      message,
      ...ended,
    }
  }
}
