import type { Session } from '../exchange/session.ts'
import { type Checks, expectSame, expectSameSet } from './check.ts'

const idOf = (digit: string): string => digit.repeat(32)
const FULL: Session = {
  id: 'fedcba98765432100123456789abcdef',
  user: 'Обмен с «1С» № 1',
  state: 'offered',
  createdAt: 1_700_000_000_000,
  usedAt: 1_700_000_000_001,
  token: '0f'.repeat(16),
  version: '3.1',
  offer: '{"orders":["1","два"]}\nи ещё',
}
const sessionOf = (digit: string, usedAt: number, createdAt = usedAt): Session => ({
  id: idOf(digit),
  user: 'shop',
  state: 'open',
  createdAt,
  usedAt,
})

export const SESSION_CHECKS: Checks = {
  'what was put is got, field by field': async ({ sessions }) => {
    await sessions.put(FULL)
    expectSame(await sessions.get(FULL.id), FULL, 'the session')
  },
  'a field that is absent stays absent': async ({ sessions }) => {
    const session = sessionOf('a', 1)
    await sessions.put(session)
    expectSame(await sessions.get(session.id), session, 'the session')
  },
  'an id that was never put gives undefined': async ({ sessions }) => {
    await sessions.put(sessionOf('a', 1))
    expectSame(await sessions.get(idOf('b')), undefined, 'the session')
  },
  'put takes the place of the session with its id, fields that are gone included': async ({ sessions }) => {
    await sessions.put(FULL)
    const { token: _, offer: __, ...rest } = FULL
    const next: Session = { ...rest, state: 'open', usedAt: FULL.usedAt + 5 }
    await sessions.put(next)
    expectSame(await sessions.get(FULL.id), next, 'the session')
  },
  'sessions that are put at once are all kept': async ({ sessions }) => {
    const all = [...'0123456789abcdef'].map((digit, index) => sessionOf(digit, index))
    await Promise.all(all.map((session) => sessions.put(session)))
    expectSame(await Promise.all(all.map(({ id }) => sessions.get(id))), all, 'the sessions')
  },
  'remove forgets one session alone, and is fine when there is none': async ({ sessions }) => {
    await sessions.put(sessionOf('a', 1))
    await sessions.put(sessionOf('b', 2))
    await sessions.remove(idOf('a'))
    await sessions.remove(idOf('a'))
    expectSame(await sessions.get(idOf('a')), undefined, 'the removed session')
    expectSame(await sessions.get(idOf('b')), sessionOf('b', 2), 'the other session')
    expectSameSet(await sessions.unusedSince(10), [idOf('b')], 'unusedSince')
  },
  'unusedSince gives those last used before the time, not at it, whenever they began': async ({ sessions }) => {
    expectSameSet(await sessions.unusedSince(1_000), [], 'unusedSince of no sessions')
    await sessions.put(sessionOf('a', 99, 10))
    await sessions.put(sessionOf('b', 100, 10))
    await sessions.put(sessionOf('c', 101, 10))
    await sessions.put(sessionOf('d', 50, 10))
    await sessions.put(sessionOf('d', 500, 10))
    expectSameSet(await sessions.unusedSince(100), [idOf('a')], 'unusedSince(100)')
    expectSameSet(await sessions.unusedSince(50), [], 'unusedSince(50)')
    expectSameSet(await sessions.unusedSince(1_000), ['a', 'b', 'c', 'd'].map(idOf), 'unusedSince(1000)')
  },
}
