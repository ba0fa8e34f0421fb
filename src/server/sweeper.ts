import type { Clock } from './clock.ts'
import type { OnError } from './hooks.ts'
import type { ExchangeLimits } from './limits.ts'
import type { ExchangeStores } from './stores.ts'
import type { Uploads } from './uploads/uploads.ts'

const MOST_OFTEN = 60_000

/** What a sweeper needs of its site. */
export interface SweeperParts {
  readonly stores: ExchangeStores
  readonly uploads: Uploads
  readonly limits: ExchangeLimits
  readonly clock: Clock
  /** Milliseconds without a request after which a session is over. */
  readonly lifetime: number
  readonly onError: OnError
}

/**
 * Removes what sessions that are over have left behind, what belongs to no session at all, and the uploads of a user's
 * sessions that are idle. What cannot be removed is told, and stops nothing; the next sweep tries again. What is being
 * imported is left alone.
 */
export class Sweeper {
  readonly #parts: SweeperParts
  #last = Number.NEGATIVE_INFINITY
  /** Who has begun or completed an exchange since the last sweep: what is left of the ones before is not asked for again. */
  #users = new Set<string>()
  #stopped = false
  #sweeping: Promise<void> = Promise.resolve()

  constructor(parts: SweeperParts) {
    this.#parts = parts
  }

  /** Once a minute at most, however often it is called. Never rejects. */
  async sweep(user: string): Promise<void> {
    this.#users.add(user)
    const now = this.#parts.clock.now()
    if (this.#stopped || now - this.#last < MOST_OFTEN) return
    this.#last = now
    const users = this.#users
    this.#users = new Set()
    this.#sweeping = this.#sweeping.then(() => this.#sweep(users, now))
    await this.#sweeping
  }

  /** Begins nothing any more. Resolves when what is under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#sweeping
  }

  async #sweep(users: ReadonlySet<string>, now: number): Promise<void> {
    const { stores, lifetime } = this.#parts
    await this.#try(async () => stores.sweep?.())
    const over = new Set((await this.#try(() => stores.sessions.unusedSince(now - lifetime))) ?? [])
    for (const id of over) await this.#try(() => this.#removeSession(id, now))
    const areas = (await this.#try(() => stores.uploads.areas())) ?? []
    for (const id of areas) if (!over.has(id)) await this.#try(() => this.#removeUploads(id, users, now))
  }

  async #removeSession(id: string, now: number): Promise<void> {
    const { stores, uploads } = this.#parts
    if (await stores.imports.isRunning(id, now)) return
    await uploads.clear(id)
    await stores.sessions.remove(id) // last, so that a sweep that was cut short is made up for
  }

  async #removeUploads(id: string, users: ReadonlySet<string>, now: number): Promise<void> {
    const { stores, uploads, limits } = this.#parts
    // Begun before its first upload, so one that is not there was lost, or removed while this goes on.
    const session = await stores.sessions.get(id)
    const idle = session !== undefined && users.has(session.user) && session.usedAt < now - limits.uploadIdle
    if ((session !== undefined && !idle) || (await stores.imports.isRunning(id, now))) return
    // What was imported in a session is asked for as long as that lasts.
    if (session === undefined) await uploads.clear(id)
    else await uploads.drop(id)
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#stopped) return undefined
    try {
      return await work()
    } catch (error) {
      this.#parts.onError(error)
      return undefined
    }
  }
}
