import { type Conclusion, conclude } from '../exchange/conclusion.ts'
import type { Decision } from '../exchange/decision.ts'
import type { Outcome } from '../exchange/outcome.ts'
import { isLive, type Session } from '../exchange/session.ts'
import type { ExchangeSettings } from '../exchange/settings.ts'
import type { Clock } from './clock.ts'
import { Mutexes } from './mutex.ts'
import type { SessionStore } from './stores.ts'

// A client that keeps cookies by itself may send one of each of its sessions.
const MOST_COOKIES = 4

/** Finds the session of a request, and keeps what became of it. */
export class Sessions {
  readonly #store: SessionStore
  readonly #settings: ExchangeSettings
  readonly #clock: Clock
  readonly #turns = new Mutexes()

  constructor(store: SessionStore, settings: ExchangeSettings, clock: Clock) {
    this.#store = store
    this.#settings = settings
    this.#clock = clock
  }

  /** The first of these that is not over. */
  async find(ids: readonly string[]): Promise<Session | undefined> {
    for (const id of ids.slice(0, MOST_COOKIES)) {
      const session = await this.#store.get(id)
      if (session !== undefined && isLive(session, this.#settings.sessionLifetime, this.#clock.now())) return session
    }
    return undefined
  }

  /**
   * Ends a request, and keeps its session: as it is now, since another request of it may have changed it meanwhile.
   * In turns, so that none takes back what another has just put there.
   */
  async conclude(decision: Decision, outcome: Outcome): Promise<Conclusion> {
    if (!('session' in decision)) {
      const conclusion = conclude(this.#settings, decision, outcome, this.#clock.now())
      if (conclusion.session !== undefined) await this.#store.put(conclusion.session)
      return conclusion
    }
    return this.#turns.run(decision.session.id, async () => {
      const session = await this.#store.get(decision.session.id)
      const now = session === undefined ? decision : { ...decision, session }
      const conclusion = conclude(this.#settings, now, outcome, this.#clock.now())
      // One that was swept away meanwhile is over.
      if (session !== undefined && conclusion.session !== undefined) await this.#store.put(conclusion.session)
      return conclusion
    })
  }

  /** What was offered has not arrived: the next success confirms nothing, unless another query has offered more. */
  async withdraw(id: string, offer: string): Promise<void> {
    await this.#change(id, ({ offer: offered, ...rest }) => (offered === offer ? rest : undefined))
  }

  /** It is used from now on, and not only once the request is over that has begun. */
  async touch(id: string): Promise<void> {
    await this.#change(id, (session) => ({ ...session, usedAt: this.#clock.now() }))
  }

  async #change(id: string, change: (session: Session) => Session | undefined): Promise<void> {
    await this.#turns.run(id, async () => {
      const session = await this.#store.get(id)
      const changed = session && change(session)
      if (changed !== undefined) await this.#store.put(changed)
    })
  }
}
