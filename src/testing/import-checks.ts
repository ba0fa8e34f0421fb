import type { ImportState, ImportStore, KnownImport } from '../server/stores.ts'
import { type Checks, expectSame, expectSameSet, expectThat } from './check.ts'
import { AREA, OTHER_AREA } from './upload-files.ts'

const NAME = 'import0_1.xml'
const NOW = 1_700_000_000_000

const running = (owner: string, until = NOW + 1_000): ImportState => ({
  status: 'running',
  owner,
  until,
  user: 'shop',
  type: 'catalog',
  message: 'Загружено 20 %',
})
const ended = (status: 'done' | 'failed', fields: Partial<ImportState> = {}): ImportState => ({
  ...running('first'),
  status,
  message: 'готово',
  finishedAt: NOW,
  ...fields,
})

/** Puts a state there whatever the store holds, by what the interface has. */
async function put(imports: ImportStore, state: ImportState, area = AREA, name = NAME): Promise<void> {
  expectThat(await imports.claim(area, name, running(state.owner), NOW), `a claim of ${name} to succeed`)
  expectThat(await imports.update(area, name, state), `an update of ${name} by its owner to succeed`)
}

async function expectClaim(imports: ImportStore, wanted: boolean, what: string, now = NOW): Promise<void> {
  const before = await imports.get(AREA, NAME)
  const state = running('second', now + 1_000)
  expectSame(await imports.claim(AREA, NAME, state, now), wanted, `claim of ${what}`)
  expectSame(await imports.get(AREA, NAME), wanted ? state : before, `the state after the claim of ${what}`)
}

const namesSince = async (imports: ImportStore): Promise<string[]> =>
  (await imports.importsSince('shop', NOW)).map(({ name }) => name)

/** Many claims at once; then the state must be that of the one that was told `true`. */
async function expectOneWinner(imports: ImportStore, what: string): Promise<void> {
  const states = Array.from({ length: 50 }, (_, index) => running(`process ${index}`, NOW + 5_000))
  const won = await Promise.all(states.map((state) => imports.claim(AREA, NAME, state, NOW)))
  expectSame(won.filter(Boolean).length, 1, `winners of 50 claims at once of ${what}`)
  expectSame(await imports.get(AREA, NAME), states[won.indexOf(true)], 'the state after 50 claims at once')
}

export const IMPORT_CHECKS: Checks = {
  'a file that has no state is claimed, and its state is got, field by field': async ({ imports }) => {
    expectSame(await imports.get(AREA, NAME), undefined, 'the state before')
    await expectClaim(imports, true, 'a file without a state')
    await imports.update(AREA, NAME, ended('done', { owner: 'second' }))
    expectSame(await imports.get(AREA, NAME), ended('done', { owner: 'second' }), 'the state')
  },
  'a running import is not claimed before its time has passed, and stays as it is': async ({ imports }) => {
    await put(imports, running('first', NOW + 1))
    await expectClaim(imports, false, 'a running import')
    await expectClaim(imports, false, 'a running import at the very time', NOW + 1)
  },
  'a running import that was to be renewed before now is claimed': async ({ imports }) => {
    await put(imports, running('first', NOW - 1))
    await expectClaim(imports, true, 'a running import whose time has passed')
  },
  'a failed import is claimed, also before its time has passed': async ({ imports }) => {
    await put(imports, ended('failed'))
    await expectClaim(imports, true, 'a failed import')
  },
  'a done import is not claimed, also when its time has passed': async ({ imports }) => {
    await put(imports, ended('done', { until: NOW - 1 }))
    await expectClaim(imports, false, 'a done import')
  },
  'of 50 claims at once one alone wins': ({ imports }) => expectOneWinner(imports, 'a file without a state'),
  'of 50 claims at once of an import whose time has passed one alone wins': async ({ imports }) => {
    await put(imports, running('first', NOW - 1))
    await expectOneWinner(imports, 'an import whose time has passed')
  },
  'of 50 claims at once of a failed import one alone wins': async ({ imports }) => {
    await put(imports, ended('failed'))
    await expectOneWinner(imports, 'a failed import')
  },
  'update puts the state there for the same owner, again and again': async ({ imports }) => {
    await put(imports, running('first'))
    for (let step = 1; step <= 5; step++) {
      const state: ImportState = { ...running('first', NOW + step), message: `${step}` }
      expectSame(await imports.update(AREA, NAME, state), true, 'update')
      expectSame(await imports.get(AREA, NAME), state, 'the state')
    }
  },
  'update by another owner is refused and changes nothing': async ({ imports }) => {
    await put(imports, running('first', NOW - 1))
    expectSame(await imports.update(AREA, NAME, running('second')), false, 'update by another owner')
    expectSame(await imports.get(AREA, NAME), running('first', NOW - 1), 'the state')
  },
  'update of what has no state is refused and changes nothing': async ({ imports }) => {
    expectSame(await imports.update(AREA, NAME, running('first')), false, 'update')
    expectSame(await imports.get(AREA, NAME), undefined, 'the state')
  },
  'of a renewal and a claim at once one alone succeeds': async ({ imports }) => {
    for (let round = 0; round < 20; round++) {
      const name = `import0_${round}.xml`
      await put(imports, running('first', NOW - 1), AREA, name)
      const [renewed, claimed] = await Promise.all([
        imports.update(AREA, name, running('first')),
        imports.claim(AREA, name, running('second'), NOW),
      ])
      expectThat(renewed !== claimed, `either the renewal or the claim to succeed, found ${renewed} and ${claimed}`)
      const owner = (await imports.get(AREA, name))?.owner
      expectSame(owner, renewed ? 'first' : 'second', 'the owner after a renewal and a claim at once')
    }
  },
  'areas and names, also those that differ in case alone, are kept apart': async ({ imports }) => {
    const names = ['import.xml', 'Import.xml', 'импорт/import.xml', 'импорт', 'constructor']
    for (const area of [AREA, OTHER_AREA]) {
      for (const name of names) await put(imports, running(`${area} ${name}`), area, name)
    }
    for (const area of [AREA, OTHER_AREA]) {
      for (const name of names) expectSame((await imports.get(area, name))?.owner, `${area} ${name}`, 'the owner')
    }
  },
  'isRunning tells whether an import of the area runs whose time has not passed': async ({ imports }) => {
    const expectRunning = async (wanted: boolean, what: string, now = NOW): Promise<void> =>
      expectSame(await imports.isRunning(AREA, now), wanted, `isRunning ${what}`)
    await expectRunning(false, 'of an area without imports')
    await put(imports, running('first'), OTHER_AREA)
    await put(imports, ended('done'), AREA, 'done.xml')
    await put(imports, ended('failed'), AREA, 'failed.xml')
    await expectRunning(false, 'of an area whose imports have ended')
    await put(imports, running('first', NOW + 5))
    await expectRunning(true, 'while one runs')
    await expectRunning(true, 'at the very time', NOW + 5)
    await expectRunning(false, 'when its time has passed', NOW + 6)
  },
  'importsSince gives those that were done or failed, with their states, and those that run, of all areas': async ({
    imports,
  }) => {
    expectSameSet(await imports.importsSince('shop', 0), [], 'importsSince of nothing')
    const known: readonly (KnownImport & { readonly area: string })[] = [
      { area: AREA, name: 'goods/Товары 1.xml', state: ended('done') },
      { area: OTHER_AREA, name: 'goods/Товары 1.xml', state: ended('done', { type: 'sale' }) },
      { area: OTHER_AREA, name: 'failed.xml', state: ended('failed') },
      { area: AREA, name: 'running.xml', state: running('first') },
      { area: AREA, name: 'abandoned.xml', state: running('first', NOW - 1) },
    ]
    for (const { area, name, state } of known) await put(imports, state, area, name)
    const expected = known.map(({ name, state }) => ({ name, state }))
    expectSameSet(await imports.importsSince('shop', NOW), expected, 'importsSince')
  },
  'importsSince gives the imports of one user': async ({ imports }) => {
    await put(imports, ended('done'), AREA, 'ours.xml')
    await put(imports, ended('done', { user: 'another shop' }), AREA, 'theirs.xml')
    await put(imports, { ...running('first'), user: 'another shop' }, AREA, 'theirs too.xml')
    expectSameSet(await namesSince(imports), ['ours.xml'], 'importsSince')
  },
  'importsSince gives those that ended at the time or later': async ({ imports }) => {
    await put(imports, ended('done', { finishedAt: NOW - 1 }), AREA, 'before.xml')
    await put(imports, ended('failed', { finishedAt: NOW - 1 }), AREA, 'failed before.xml')
    await put(imports, ended('done', { finishedAt: NOW }), AREA, 'at.xml')
    await put(imports, ended('done', { finishedAt: NOW + 1 }), AREA, 'after.xml')
    expectSameSet(await namesSince(imports), ['at.xml', 'after.xml'], 'importsSince')
  },
  'importsSince is without the forgotten ones': async ({ imports }) => {
    for (const name of ['kept.xml', 'removed.xml']) await put(imports, ended('done'), AREA, name)
    await put(imports, ended('done'), OTHER_AREA, 'cleared.xml')
    await imports.remove(AREA, 'removed.xml')
    await imports.clear(OTHER_AREA)
    expectSameSet(await namesSince(imports), ['kept.xml'], 'importsSince')
  },
  'remove forgets one file alone, which can be claimed again; fine when there is none': async ({ imports }) => {
    await put(imports, ended('done'))
    await put(imports, ended('done'), AREA, 'kept.xml')
    await imports.remove(AREA, NAME)
    await imports.remove(AREA, NAME)
    expectSame(await imports.get(AREA, NAME), undefined, 'the removed state')
    expectSame(await imports.get(AREA, 'kept.xml'), ended('done'), 'the other state')
    await expectClaim(imports, true, 'a forgotten file')
  },
  'clear forgets one area alone, which can be used again; fine when there is none': async ({ imports }) => {
    await put(imports, ended('done'))
    await put(imports, ended('done'), AREA, 'other.xml')
    await put(imports, ended('done'), OTHER_AREA)
    await imports.clear(AREA)
    await imports.clear(AREA)
    expectSame(await imports.get(AREA, NAME), undefined, 'a state of the cleared area')
    expectSame(await imports.get(AREA, 'other.xml'), undefined, 'a state of the cleared area')
    expectSame(await imports.get(OTHER_AREA, NAME), ended('done'), 'the state of the other area')
    await expectClaim(imports, true, 'a file of a cleared area')
  },
}
