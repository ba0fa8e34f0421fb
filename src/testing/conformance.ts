import type { ExchangeStores } from '../server/stores.ts'
import { AREA_CHECKS } from './area-checks.ts'
import type { Checks, StoreCheck } from './check.ts'
import { CHUNK_CHECKS } from './chunk-checks.ts'
import { FILE_CHECKS } from './file-checks.ts'
import { IMPORT_CHECKS } from './import-checks.ts'
import { SESSION_CHECKS } from './session-checks.ts'

/**
 * Checks for your own implementation of the stores, one for each promise of the interfaces. They need no test runner: `run`
 * resolves, or rejects with an `Error` that says what was expected and what was found.
 *
 * `create` is called once for each check and must return empty stores. Whatever it opens is yours to close. Not checked are
 * durability, disk errors and several processes, which no check can bring about.
 *
 * @example
 * import { test } from 'node:test'
 * import { memoryStores } from 'commerceml/server'
 * import { storeConformance } from 'commerceml/exchange/testing'
 * for (const { name, run } of storeConformance(() => memoryStores())) test(name, run)
 */
export function storeConformance(create: () => ExchangeStores | Promise<ExchangeStores>): readonly StoreCheck[] {
  const all: Record<string, Checks> = {
    sessions: SESSION_CHECKS,
    uploads: { ...CHUNK_CHECKS, ...FILE_CHECKS, ...AREA_CHECKS },
    imports: IMPORT_CHECKS,
  }
  return Object.entries(all).flatMap(([store, checks]) =>
    Object.entries(checks).map(([promise, prove]) => ({
      name: `${store}: ${promise}`,
      run: async () => prove(await create()),
    })),
  )
}
