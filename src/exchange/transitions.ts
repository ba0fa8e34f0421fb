// This table alone says which request is in order when.
//
// It is lenient, as clients require: УТ 11 asks for orders straight after checkauth, without init, and begins a new session
// for each portion; УТ 10.3 and УНФ 1.x never send import for orders. So init is never required, and may be repeated. The
// only requirement is a successful checkauth.

import type { SessionState } from './session.ts'

/** State of a session; `absent` when there is none, or it is unknown or expired. */
export type ExchangeState = 'absent' | SessionState

/** What is exchanged: the `type` of a request. */
export type ExchangeType = 'catalog' | 'sale' | 'reference' | 'get_catalog'

/** What is asked for: the `mode` of a request. */
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

/** By type and state: the modes that are in order, and the state that each leads to. */
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

/** The only look-up in the table, and the only place where a request is refused for being out of order. */
export function moveOf(state: ExchangeState, type: string, mode: string): Move {
  if (!Object.hasOwn(table, type)) return { refused: 'unknown-command' }
  const states = table[type as ExchangeType]
  if (!Object.hasOwn(states.open, mode)) return { refused: 'unknown-command' }
  const to = states[state][mode as ExchangeMode]
  return to === undefined ? { refused: 'no-session' } : { to, type: type as ExchangeType, mode: mode as ExchangeMode }
}
