// Everything that says which request is in order when stands in this table; there is no other place.
//
// It is a lenient one, since clients are: УТ 11 asks for orders straight after checkauth, never calls init before that,
// and begins a new session for each portion; УТ 10.3 and УНФ 1.x never send import for orders. So init is demanded of
// nobody, and may come again. All that is demanded is a checkauth that passed.

import type { SessionState } from './session.ts'

/** `absent`: no session, an unknown one, or one that is over. */
export type ExchangeState = 'absent' | SessionState

/** What 1C exchanges. */
export type ExchangeType = 'catalog' | 'sale' | 'reference' | 'get_catalog'

/** What it asks for. */
export type ExchangeMode =
  | 'checkauth'
  | 'init'
  | 'file'
  | 'import'
  | 'query'
  | 'success'
  | 'info'
  | 'deactivate'
  | 'complete'
  | 'listen'

type Moves = Partial<Record<ExchangeMode, SessionState>>

const LOGIN = { checkauth: 'open' } as const satisfies Moves

const UPLOAD = {
  checkauth: 'open',
  init: 'open',
  file: 'open',
  import: 'open',
  complete: 'open',
} as const satisfies Moves

/** In each state, the requests that are in order and the state they lead to. */
export const TRANSITIONS = {
  catalog: {
    absent: LOGIN,
    open: { ...UPLOAD, deactivate: 'open' },
    offered: {
      checkauth: 'open',
      init: 'offered',
      file: 'offered',
      import: 'offered',
      complete: 'offered',
      deactivate: 'offered',
    },
  },
  sale: {
    absent: LOGIN,
    // 1C repeats success when it has not seen the reply: then there is nothing left to confirm, and that is fine.
    open: { ...UPLOAD, query: 'offered', success: 'open', info: 'open', listen: 'open' },
    offered: {
      checkauth: 'open',
      init: 'offered',
      file: 'offered',
      import: 'offered',
      complete: 'offered',
      query: 'offered',
      success: 'open',
      info: 'offered',
      listen: 'offered',
    },
  },
  reference: {
    absent: LOGIN,
    open: UPLOAD,
    offered: { checkauth: 'open', init: 'offered', file: 'offered', import: 'offered', complete: 'offered' },
  },
  get_catalog: {
    absent: LOGIN,
    open: { checkauth: 'open', init: 'open', query: 'open' },
    offered: { checkauth: 'open', init: 'offered', query: 'offered' },
  },
} as const satisfies Record<ExchangeType, Record<ExchangeState, Moves>>

const table: Record<ExchangeType, Record<ExchangeState, Moves>> = TRANSITIONS

/** Where a request leads, or why it is refused. */
export type Move =
  | { readonly to: SessionState; readonly type: ExchangeType; readonly mode: ExchangeMode }
  | { readonly refused: 'unknown-command' | 'no-session' }

/** The one look-up, and the one place where a request is refused for what it is. */
export function moveOf(state: ExchangeState, type: string, mode: string): Move {
  if (!Object.hasOwn(table, type)) return { refused: 'unknown-command' }
  const states = table[type as ExchangeType]
  if (!Object.hasOwn(states.open, mode)) return { refused: 'unknown-command' }
  const to = states[state][mode as ExchangeMode]
  return to === undefined ? { refused: 'no-session' } : { to, type: type as ExchangeType, mode: mode as ExchangeMode }
}
