import { isClaimable, isRunning, isSince } from '../imports/claim.ts'
import type { ImportState, ImportStore, KnownImport } from '../stores.ts'

/** States of imports in memory. Nothing is awaited between looking and putting, so a claim is one step. */
export class MemoryImports implements ImportStore {
  readonly #areas = new Map<string, Map<string, ImportState>>()

  async get(area: string, name: string): Promise<ImportState | undefined> {
    return this.#areas.get(area)?.get(name)
  }

  async claim(area: string, name: string, state: ImportState, now: number): Promise<boolean> {
    const states = this.#areas.get(area) ?? new Map<string, ImportState>()
    if (!isClaimable(states.get(name), now)) return false
    this.#areas.set(area, states.set(name, Object.freeze({ ...state })))
    return true
  }

  async update(area: string, name: string, state: ImportState): Promise<boolean> {
    const states = this.#areas.get(area)
    if (states?.get(name)?.owner !== state.owner) return false
    states.set(name, Object.freeze({ ...state }))
    return true
  }

  async isRunning(area: string, now: number): Promise<boolean> {
    return [...(this.#areas.get(area)?.values() ?? [])].some((state) => isRunning(state, now))
  }

  async importsSince(user: string, time: number): Promise<readonly KnownImport[]> {
    const all = [...this.#areas.values()].flatMap((states) => [...states])
    return all.filter(([, state]) => isSince(state, user, time)).map(([name, state]) => ({ name, state }))
  }

  async remove(area: string, name: string): Promise<void> {
    this.#areas.get(area)?.delete(name)
  }

  async clear(area: string): Promise<void> {
    this.#areas.delete(area)
  }
}
