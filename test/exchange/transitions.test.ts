import { describe, expect, test } from 'vitest'
import { moveOf, TRANSITIONS } from '../../src/exchange/transitions.ts'

// What the requests of each type are, written down a second time: the table is held to it.
const MODES: Record<string, readonly string[]> = {
  catalog: ['checkauth', 'init', 'file', 'import', 'complete', 'deactivate'],
  sale: ['checkauth', 'init', 'file', 'import', 'complete', 'query', 'success', 'info', 'listen'],
  reference: ['checkauth', 'init', 'file', 'import', 'complete'],
  get_catalog: ['checkauth', 'init', 'query'],
}
const STATES = ['absent', 'open', 'offered'] as const
const ALL_MODES = [...new Set(Object.values(MODES).flat())]

/** Where a request in order leads: a query of orders offers, a success takes the offer back, a login begins anew. */
function leadsTo(state: string, type: string, mode: string): string {
  if (type === 'sale' && mode === 'query') return 'offered'
  return mode === 'checkauth' || mode === 'success' ? 'open' : state
}

const cells = Object.keys(MODES).flatMap((type) =>
  STATES.flatMap((state) => ALL_MODES.map((mode) => [type, state, mode] as const)),
)

test('every type, state and mode is looked at', () => {
  expect(cells).toHaveLength(4 * 3 * 10)
  expect(Object.keys(TRANSITIONS)).toEqual(Object.keys(MODES))
})

test.each(cells)('%s, %s, %s', (type, state, mode) => {
  const known = MODES[type]?.includes(mode)
  const inOrder = known && (state !== 'absent' || mode === 'checkauth')
  const refused = known ? 'no-session' : 'unknown-command'
  expect(moveOf(state, type, mode)).toEqual(inOrder ? { to: leadsTo(state, type, mode), type, mode } : { refused })
})

test.each(Object.entries(TRANSITIONS))(
  '%s knows the same modes whatever was offered, and login alone without a session',
  (type, states) => {
    expect(Object.keys(states.open).sort()).toEqual(MODES[type]?.toSorted())
    expect(Object.keys(states.offered).sort()).toEqual(MODES[type]?.toSorted())
    expect(states.absent).toEqual({ checkauth: 'open' })
  },
)

describe('what is in no table is an unknown command in every state', () => {
  const words = [
    '',
    'crm',
    'act',
    'listen',
    'Catalog',
    'catalog ',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ]
  const types = [...words, 'valueOf', 'absent', 'open', 'каталог']
  const modes = [
    ...words.filter((word) => word !== 'listen'),
    'Init',
    'open',
    'to',
    'refused',
    'check_auth',
    'загрузка',
  ]

  test.each(types)('the type %j', (type) => {
    for (const state of STATES)
      for (const mode of [...ALL_MODES, ...modes])
        expect(moveOf(state, type, mode), `${state} ${mode}`).toEqual({ refused: 'unknown-command' })
  })

  test.each(modes)('the mode %j', (mode) => {
    for (const state of STATES)
      for (const type of [...Object.keys(MODES), ...types])
        expect(moveOf(state, type, mode), `${state} ${type}`).toEqual({ refused: 'unknown-command' })
  })
})
