import type { Session } from '../../src/exchange/session.ts'
import { broken, type Fault, fault, tick } from './faulty-stores.ts'

/** Stores in memory, each with one thing wrong with its sessions. */
export const SESSION_FAULTS: readonly Fault[] = [
  fault(
    'a session loses its token',
    'sessions: what was put is got',
    broken('sessions', (sessions) => ({
      get: async (id) => {
        const { token: _, ...rest } = (await sessions.get(id)) ?? {}
        return Object.keys(rest).length === 0 ? undefined : (rest as never)
      },
    })),
  ),
  fault(
    'a session gets a token that is null',
    'sessions: a field that is absent',
    broken('sessions', (sessions) => ({
      put: (session) => sessions.put({ token: null, ...session } as never),
    })),
  ),
  fault(
    'an unknown id gives some session',
    'sessions: an id that was never put',
    broken('sessions', (sessions) => ({
      get: async (id) => (await sessions.get(id)) ?? sessions.get('a'.repeat(32)),
    })),
  ),
  fault(
    'put keeps fields of the session before',
    'sessions: put takes the place',
    broken('sessions', (sessions) => ({
      put: async (session) => sessions.put({ ...(await sessions.get(session.id)), ...session }),
    })),
  ),
  fault(
    'of several puts at once the last is kept',
    'sessions: sessions that are put at once',
    broken('sessions', (sessions) => {
      let latest = 0
      return {
        put: async (session) => {
          const own = ++latest
          await tick()
          if (own === latest) await sessions.put(session)
        },
      }
    }),
  ),
  fault(
    'remove leaves the session',
    'sessions: remove forgets',
    broken('sessions', () => ({ remove: async () => {} })),
  ),
  fault(
    'remove leaves the session to who knows its id',
    'sessions: remove forgets',
    broken('sessions', (sessions) => {
      const kept = new Map<string, Session>()
      return {
        put: async (session) => {
          kept.set(session.id, session)
          await sessions.put(session)
        },
        get: async (id) => (await sessions.get(id)) ?? kept.get(id),
      }
    }),
  ),
  fault(
    'unusedSince takes the time in',
    'sessions: unusedSince gives',
    broken('sessions', (sessions) => ({ unusedSince: (time) => sessions.unusedSince(time + 1) })),
  ),
]
