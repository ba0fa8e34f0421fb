import { expect, test } from 'vitest'
import { memoryStores } from '../../src/server/memory/stores.ts'
import type { ExchangeStores } from '../../src/server/stores.ts'
import { storeConformance } from '../../src/testing/index.ts'
import { AREA_FAULTS } from './faulty-areas.ts'
import { CHUNK_FAULTS } from './faulty-chunks.ts'
import { FILE_FAULTS } from './faulty-files.ts'
import { IMPORT_FAULTS } from './faulty-imports.ts'
import { SESSION_FAULTS } from './faulty-sessions.ts'

const FAULTS = [...SESSION_FAULTS, ...CHUNK_FAULTS, ...FILE_FAULTS, ...AREA_FAULTS, ...IMPORT_FAULTS]

/** Names of the checks that fail, each with its message. */
async function failures(create: () => ExchangeStores | Promise<ExchangeStores>): Promise<Map<string, string>> {
  const failed = new Map<string, string>()
  for (const { name, run } of storeConformance(create)) {
    await run().catch((error: unknown) =>
      failed.set(name, error instanceof Error ? error.message : `no error: ${error}`),
    )
  }
  return failed
}

test('stores that keep their promises pass, also when making them takes time', async () => {
  expect(await failures(async () => memoryStores())).toEqual(new Map())
})

test('each check has stores of its own', async () => {
  let made = 0
  const checks = storeConformance(() => {
    made++
    return memoryStores()
  })
  for (const { run } of checks) await run()
  expect(made).toBe(checks.length)
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
})

test.each(FAULTS)('$what: found by "$found"', async ({ found, create }) => {
  const failed = await failures(create)
  const [name] = [...failed.keys()].filter((failure) => failure.startsWith(found))
  expect(name, `failed: ${[...failed.keys()].join('; ')}`).toBeDefined()
  expect(failed.get(name ?? '')).toMatch(/^expected |: expected |is closed/)
})

test('every check fails for some fault', async () => {
  const idle = storeConformance(memoryStores)
    .map(({ name }) => name)
    .filter((name) => !FAULTS.some(({ found }) => name.startsWith(found)))
  expect(idle).toEqual([])
})

test.each([
  [
    'list tells a wrong size',
    'uploads: list gives every file',
    'the list: expected [{ name: "import0_1.xml", size: 300 }, { name: "offers0_1.xml", size: 82 }], ' +
      'found [{ name: "import0_1.xml", size: 301 }, { name: "offers0_1.xml", size: 83 }]',
  ],
  ['a chunk loses its last byte', 'uploads: append begins a file', 'the size after one chunk: expected 300, found 299'],
  [
    'the buffer of the caller is kept',
    'uploads: the caller may use its buffer',
    'the bytes of import0_1.xml: expected 150 bytes, found 150, other ones from 0 on',
  ],
])('a failed check says what was expected and what was found: %s', async (fault, found, message) => {
  const { create } = FAULTS.find(({ what }) => what === fault) ?? {}
  const failed = [...(await failures(create ?? memoryStores))]
  expect(failed.find(([name]) => name.startsWith(found))?.[1]).toBe(message)
})
