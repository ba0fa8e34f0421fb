import type { Session } from '../../exchange/session.ts'
import type { SessionStore } from '../stores.ts'

/** Sessions in memory. */
export class MemorySessions implements SessionStore {
  readonly #sessions = new Map<string, Session>()

  async get(id: string): Promise<Session | undefined> {
    return this.#sessions.get(id)
  }

  async put(session: Session): Promise<void> {
    this.#sessions.set(session.id, Object.freeze({ ...session }))
  }

  async remove(id: string): Promise<void> {
    this.#sessions.delete(id)
  }

  async unusedSince(time: number): Promise<readonly string[]> {
    return [...this.#sessions.values()].filter(({ usedAt }) => usedAt < time).map(({ id }) => id)
  }
}
