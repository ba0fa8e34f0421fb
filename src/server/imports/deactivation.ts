import type { Clock } from '../clock.ts'
import type { ImportStore, KnownImport } from '../stores.ts'
import { type Arrears, doneTimes, unmade } from './arrears.ts'
import { isRunning, nextLook } from './claim.ts'
import { namesOfKey } from './key.ts'

/** What may be switched off is told by the imports of the exchange, as they are now. */
export type Verdict =
  /** All that was sent has come in: these files, in their own names. */
  | { readonly is: 'whole'; readonly imported: readonly string[] }
  /** One runs, and has told this of itself. */
  | { readonly is: 'running'; readonly message: string }
  /** Some have failed, or were never asked for, and were not done since: the files that are missing. */
  | { readonly is: 'failed'; readonly missing: readonly string[] }

/** What a verdict goes by. */
interface Grounds {
  readonly imports: ImportStore
  readonly arrears: Arrears
}

/**
 * To switch off what has not come is right only where everything came: what a failed file holds would be switched off.
 * One that runs in nobody's name any more has failed, with its process.
 */
async function verdictOn(known: readonly KnownImport[], arrears: Arrears, now: number): Promise<Verdict> {
  const running = known.find(({ state }) => isRunning(state, now))
  if (running !== undefined) return { is: 'running', message: running.state.message }
  const missing = unmade(await arrears.opened(known)).flatMap(({ name }) => namesOfKey(name))
  if (missing.length > 0) return { is: 'failed', missing: [...new Set(missing)] }
  return { is: 'whole', imported: [...doneTimes(known).keys()] }
}

/**
 * What came of the files that a user has sent since then, orders aside. Waits a slice of time for what runs: 1C asks
 * again at once.
 */
export async function verdictSince(
  { imports, arrears }: Grounds,
  { user, since }: { readonly user: string; readonly since: number },
  slice: number,
  clock: Clock,
): Promise<Verdict> {
  const deadline = clock.now() + slice
  for (;;) {
    const known = (await imports.importsSince(user, since)).filter(({ state }) => state.type !== 'sale')
    const verdict = await verdictOn(known, arrears, clock.now())
    if (verdict.is !== 'running' || clock.now() >= deadline) return verdict
    await nextLook(clock)
  }
}
