import type { ExchangeStores } from '../server/stores.ts'
import { AREA_CHECKS } from './area-checks.ts'
import type { Checks, StoreCheck } from './check.ts'
import { CHUNK_CHECKS } from './chunk-checks.ts'
import { FILE_CHECKS } from './file-checks.ts'
import { IMPORT_CHECKS } from './import-checks.ts'
import { SESSION_CHECKS } from './session-checks.ts'

/**
 * The promises of the stores, each as a check for your own implementation. Needs no test runner: a check's `run`
 * resolves, or rejects with an `Error` that says what was expected and found.
 *
 * `create` is called anew by each check and must give stores that hold nothing. What it opened is yours to close.
 * Durability, errors of the disk and several processes are not checked: no check can know how to bring them about.
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
