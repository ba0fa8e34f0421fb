import type { Session } from '../../exchange/session.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import type { Clock } from '../clock.ts'
import type { ImportState } from '../stores.ts'

// Milliseconds between two looks at an import that somebody else does.
const LOOK_EVERY = 250

/** Waits until it is time to look again how an import is that somebody else does. */
export const nextLook = (clock: Clock): Promise<void> => clock.sleep(LOOK_EVERY, new AbortController().signal)

/** Whether somebody may begin the import of a file that has this state, or none. */
export function isClaimable(state: ImportState | undefined, now: number): boolean {
  return state === undefined || (state.status !== 'done' && !isRunning(state, now))
}

/** A state that nobody works on, and that anybody may put another in the place of: one that has failed. */
export function noteOf(
  { session, type }: { readonly session: Session; readonly type: ExchangeType },
  now: number,
): ImportState {
  return { status: 'failed', owner: session.id, until: now, user: session.user, type, message: '', finishedAt: now }
}

/** Whether somebody works on the import. */
export const isRunning = (state: ImportState, now: number): boolean => state.status === 'running' && state.until >= now

/** Whether it is an import of the user that runs, or has ended at that time or later. */
export function isSince({ status, user: whose, finishedAt }: ImportState, user: string, time: number): boolean {
  return whose === user && (status === 'running' || (finishedAt !== undefined && finishedAt >= time))
}
