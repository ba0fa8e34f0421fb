import type { ImportState } from '../../src/server/stores.ts'
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

/** Tells what is done by a rule of its own. */
const doneIf = (isDone: (state: ImportState, user: string, time: number) => boolean) =>
  broken('imports', (imports) => {
    const keys: [string, string][] = []
    return {
      claim: (area, name, state, now) => {
        keys.push([area, name])
        return imports.claim(area, name, state, now)
      },
      doneSince: async (user, time) => {
        const names: string[] = []
        for (const [area, name] of keys) {
          const state = await imports.get(area, name)
          if (state !== undefined && isDone(state, user, time)) names.push(name)
        }
        return names
      },
    }
  })
const isDone = (state: ImportState, user: string, time: number): boolean =>
  state.status === 'done' && state.user === user && (state.finishedAt ?? 0) >= time

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
    'doneSince does not mind the status',
    'imports: doneSince gives the files of all areas',
    doneIf((state, user, time) => isDone({ ...state, status: 'done' }, user, time)),
  ),
  fault(
    'doneSince does not mind the user',
    'imports: doneSince gives the files of one user',
    doneIf((state, _, time) => isDone(state, state.user, time)),
  ),
  fault(
    'doneSince does not mind the time',
    'imports: doneSince gives those that were done',
    doneIf((state, user) => isDone(state, user, 0)),
  ),
  fault(
    'doneSince leaves out the time itself',
    'imports: doneSince gives those that were done',
    doneIf((state, user, time) => isDone(state, user, time + 1)),
  ),
  fault(
    'doneSince knows the forgotten ones',
    'imports: doneSince is without',
    broken('imports', (imports) => {
      const names: string[] = []
      return {
        update: async (area, name, state) => {
          if (state.status === 'done') names.push(name)
          return imports.update(area, name, state)
        },
        doneSince: async () => names,
      }
    }),
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
]
