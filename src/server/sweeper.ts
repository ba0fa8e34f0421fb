import type { Clock } from './clock.ts'
import type { ExchangeStores } from './stores.ts'
import type { Uploads } from './uploads.ts'

const MOST_OFTEN = 60_000

/** Removes what sessions that are over have left behind. */
export class Sweeper {
  readonly #stores: ExchangeStores
  readonly #uploads: Uploads
  readonly #clock: Clock
  readonly #lifetime: number
  #last = Number.NEGATIVE_INFINITY

  constructor(stores: ExchangeStores, uploads: Uploads, clock: Clock, lifetime: number) {
    this.#stores = stores
    this.#uploads = uploads
    this.#clock = clock
    this.#lifetime = lifetime
  }

  /** Once a minute at most, however often it is called. */
  async sweep(): Promise<void> {
    const now = this.#clock.now()
    if (now - this.#last < MOST_OFTEN) return
    this.#last = now
    for (const id of await this.#stores.sessions.unusedSince(now - this.#lifetime)) {
      await this.#uploads.clear(id)
      await this.#stores.sessions.remove(id) // last, so that a sweep that was cut short is made up for
    }
  }
}
