import type { ImportState } from './stores.ts'

/** Whether somebody may begin the import of a file that has this state, or none. */
export function isClaimable(state: ImportState | undefined, now: number): boolean {
  return state === undefined || (state.status !== 'done' && !isRunning(state, now))
}

/** Whether somebody works on the import. */
export const isRunning = (state: ImportState, now: number): boolean => state.status === 'running' && state.until >= now

/** Whether it is an import of the user that runs, or has ended at that time or later. */
export function isSince({ status, user: whose, finishedAt }: ImportState, user: string, time: number): boolean {
  return whose === user && (status === 'running' || (finishedAt !== undefined && finishedAt >= time))
}
