import type { ImportState } from './stores.ts'

/** Whether somebody may begin the import of a file that has this state, or none. */
export function isClaimable(state: ImportState | undefined, now: number): boolean {
  return state === undefined || state.status === 'failed' || (state.status === 'running' && state.until < now)
}

/** Whether the import was done for the user at that time or later. */
export function isDoneSince(state: ImportState, user: string, time: number): boolean {
  return state.status === 'done' && state.user === user && state.finishedAt !== undefined && state.finishedAt >= time
}
