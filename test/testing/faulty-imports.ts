import type { ImportState, KnownImport } from '../../src/server/stores.ts'
import { broken, type Fault, fault, tick } from './faulty-stores.ts'

/** Claims by a rule of its own, whatever is there. */
const claimIf = (isFree: (state: ImportState | undefined, now: number) => boolean, between = async () => {}) =>
  broken('imports', (imports) => ({
    claim: async (area, name, state, now) => {
      const found = await imports.get(area, name)
      await between()
      if (!isFree(found, now)) return false
      await imports.remove(area, name)
      return imports.claim(area, name, state, now)
    },
  }))
const isFree = (state: ImportState | undefined, now: number): boolean =>
  state === undefined || state.status === 'failed' || (state.status === 'running' && state.until < now)

/** Tells of imports by a rule of its own. */
const knownIf = (isKnown: (state: ImportState, user: string, time: number) => boolean) =>
  broken('imports', (imports) => {
    const keys: [string, string][] = []
    return {
      claim: (area, name, state, now) => {
        keys.push([area, name])
        return imports.claim(area, name, state, now)
      },
      importsSince: async (user, time) => {
        const known: KnownImport[] = []
        for (const [area, name] of keys) {
          const state = await imports.get(area, name)
          if (state !== undefined && isKnown(state, user, time)) known.push({ name, state })
        }
        return known
      },
    }
  })
const isKnown = (state: ImportState, user: string, time: number): boolean =>
  state.user === user && (state.status === 'running' || (state.finishedAt ?? 0) >= time)

/** Stores in memory, each with one thing wrong with its imports. */
export const IMPORT_FAULTS: readonly Fault[] = [
  fault(
    'a state loses its message',
    'imports: a file that has no state',
    broken('imports', (imports) => ({
      get: async (area, name) => {
        const state = await imports.get(area, name)
        return state && { ...state, message: '' }
      },
    })),
  ),
  fault(
    'a running import is claimed at any time',
    'imports: a running import is not claimed',
    claimIf((state) => state?.status !== 'done'),
  ),
  fault(
    'a running import is claimed in the last moment of its time',
    'imports: a running import is not claimed',
    claimIf((state, now) => isFree(state, now) || (state?.status === 'running' && state.until === now)),
  ),
  fault(
    'a claim that is refused puts its state all the same',
    'imports: a running import is not claimed',
    broken('imports', (imports) => ({
      claim: async (area, name, state, now) => {
        if (await imports.claim(area, name, state, now)) return true
        await imports.remove(area, name)
        await imports.claim(area, name, state, now)
        return false
      },
    })),
  ),
  fault(
    'a running import is never claimed',
    'imports: a running import that was to be renewed',
    claimIf((state) => state === undefined || state.status === 'failed'),
  ),
  fault(
    'a failed import is claimed when its time has passed',
    'imports: a failed import is claimed',
    claimIf((state, now) => state === undefined || (state.status !== 'done' && state.until < now)),
  ),
  fault(
    'a done import is claimed when its time has passed',
    'imports: a done import is not claimed',
    claimIf((state, now) => state === undefined || state.status === 'failed' || state.until < now),
  ),
  fault('a claim looks, waits and puts', 'imports: of 50 claims at once one alone', claimIf(isFree, tick)),
  fault(
    'a claim looks, waits and puts where the time has passed',
    'imports: of 50 claims at once of an import whose time',
    claimIf(isFree, tick),
  ),
  fault(
    'a claim looks, waits and puts where an import failed',
    'imports: of 50 claims at once of a failed import',
    claimIf(isFree, tick),
  ),
  fault(
    'update works once',
    'imports: update puts the state',
    broken('imports', (imports) => {
      let updates = 0
      return { update: async (area, name, state) => ++updates < 4 && imports.update(area, name, state) }
    }),
  ),
  fault(
    'update does not mind the owner',
    'imports: update by another owner',
    broken('imports', (imports) => ({
      update: async (area, name, state) => {
        const owner = (await imports.get(area, name))?.owner
        if (owner === undefined) return false
        await imports.remove(area, name)
        return imports.claim(area, name, state, 0)
      },
    })),
  ),
  fault(
    'update puts a state where there is none',
    'imports: update of what has no state',
    broken('imports', (imports) => ({
      update: async (area, name, state) =>
        (await imports.update(area, name, state)) || imports.claim(area, name, state, 0),
    })),
  ),
  fault(
    'update looks, waits and puts',
    'imports: of a renewal and a claim',
    broken('imports', (imports) => ({
      update: async (area, name, state) => {
        if ((await imports.get(area, name))?.owner !== state.owner) return false
        await tick()
        await imports.remove(area, name)
        return imports.claim(area, name, state, 0)
      },
    })),
  ),
  fault(
    'imports do not mind the area',
    'imports: areas and names',
    broken('imports', (imports) => ({
      get: (_, name) => imports.get('', name),
      claim: (_, name, state, now) => imports.claim('', name, state, now),
      update: (_, name, state) => imports.update('', name, state),
    })),
  ),
  fault(
    'importsSince gives what is done alone',
    'imports: importsSince gives those that were done or failed',
    knownIf((state, user, time) => state.status === 'done' && isKnown(state, user, time)),
  ),
  fault(
    'importsSince gives what has ended alone',
    'imports: importsSince gives those that were done or failed',
    knownIf((state, user, time) => state.status !== 'running' && isKnown(state, user, time)),
  ),
  fault(
    'importsSince gives each name once',
    'imports: importsSince gives those that were done or failed',
    broken('imports', (imports) => ({
      importsSince: async (user, time) => [
        ...new Map((await imports.importsSince(user, time)).map((known) => [known.name, known])).values(),
      ],
    })),
  ),
  fault(
    'importsSince does not mind the user',
    'imports: importsSince gives the imports of one user',
    knownIf((state, _, time) => isKnown(state, state.user, time)),
  ),
  fault(
    'importsSince does not mind the time',
    'imports: importsSince gives those that ended',
    knownIf((state, user) => isKnown(state, user, 0)),
  ),
  fault(
    'importsSince leaves out the time itself',
    'imports: importsSince gives those that ended',
    knownIf((state, user, time) => isKnown(state, user, time + 1)),
  ),
  fault(
    'importsSince knows the forgotten ones',
    'imports: importsSince is without',
    broken('imports', (imports) => {
      const known: KnownImport[] = []
      return {
        update: async (area, name, state) => {
          if (state.status !== 'running') known.push({ name, state })
          return imports.update(area, name, state)
        },
        importsSince: async (user, time) => {
          const now = (await imports.importsSince(user, time)).map(({ name }) => name)
          return [...known.filter(({ name }) => !now.includes(name)), ...(await imports.importsSince(user, time))]
        },
      }
    }),
  ),
  ...(
    [
      ['isRunning does not mind the time', (state) => state?.status === 'running'],
      ['isRunning leaves out the time itself', (state, now) => state?.status === 'running' && state.until > now],
      ['isRunning takes what is done for running', (state, now) => state !== undefined && state.until >= now],
    ] as readonly [string, (state: ImportState | undefined, now: number) => boolean][]
  ).map(([what, is]) =>
    fault(
      what,
      'imports: isRunning tells',
      broken('imports', (imports) => ({
        isRunning: async (area, now) => {
          const names = ['import0_1.xml', 'done.xml', 'failed.xml']
          return (await Promise.all(names.map((name) => imports.get(area, name)))).some((state) => is(state, now))
        },
      })),
    ),
  ),
  fault(
    'isRunning does not mind the area',
    'imports: isRunning tells',
    broken('imports', (imports) => ({
      isRunning: async (_, now) =>
        (await imports.isRunning('a1'.repeat(16), now)) || (await imports.isRunning('b2'.repeat(16), now)),
    })),
  ),
  fault(
    'remove forgets the area',
    'imports: remove forgets one file',
    broken('imports', (imports) => ({ remove: (area) => imports.clear(area) })),
  ),
  fault(
    'clear forgets one file',
    'imports: clear forgets one area',
    broken('imports', (imports) => ({ clear: (area) => imports.remove(area, 'import0_1.xml') })),
  ),
  fault(
    'isRunning does not count the last moment of the time',
    'imports: isRunning tells',
    broken('imports', (imports) => ({ isRunning: (area, now) => imports.isRunning(area, now + 1) })),
  ),
  fault(
    'a failed import is known for ever',
    'imports: importsSince gives those that ended',
    knownIf((state, user, time) => isKnown(state, user, time) || (state.user === user && state.status === 'failed')),
  ),
  fault(
    'an import that runs in nobody’s name any more is not known',
    'imports: importsSince gives those that were done',
    knownIf((state, user, time) => isKnown(state, user, time) && (state.status !== 'running' || state.until >= time)),
  ),
]
