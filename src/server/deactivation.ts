import type { Clock } from './clock.ts'
import { namesOfKey } from './import-key.ts'
import type { ImportStore, KnownImport } from './stores.ts'

/** What may be switched off is told by the imports of the exchange, as they are now. */
export type Verdict =
  /** All that was sent has come in: these files, in their own names. */
  | { readonly is: 'whole'; readonly imported: readonly string[] }
  /** One runs, and has told this of itself. */
  | { readonly is: 'running'; readonly message: string }
  /** One has failed, and was not done since. */
  | { readonly is: 'failed' }

const finishedAt = ({ state }: KnownImport): number => state.finishedAt ?? 0

/** To switch off what has not come is right only where everything came: what a failed file holds would be switched off. */
function verdictOn(imports: readonly KnownImport[], now: number): Verdict {
  const running = imports.find(({ state }) => state.status === 'running' && state.until >= now)
  if (running !== undefined) return { is: 'running', message: running.state.message }
  const doneAt = new Map<string, number>()
  const done = imports.filter(({ state }) => state.status === 'done')
  for (const known of done) {
    for (const name of namesOfKey(known.name)) {
      doneAt.set(name, Math.max(doneAt.get(name) ?? 0, finishedAt(known)))
    }
  }
  // One that runs in nobody's name any more has failed, with its process.
  const failed = imports.filter(({ state }) => state.status !== 'done')
  const isMade = (known: KnownImport): boolean =>
    namesOfKey(known.name).every((name) => (doneAt.get(name) ?? Number.NEGATIVE_INFINITY) >= finishedAt(known))
  return failed.every(isMade) ? { is: 'whole', imported: [...doneAt.keys()] } : { is: 'failed' }
}

// Between two looks at an import that runs.
const LOOK_EVERY = 250

/**
 * What came of the files that a user has sent since then, orders aside. Waits a slice of time for what runs: 1C asks
 * again at once.
 */
export async function verdictSince(
  imports: ImportStore,
  { user, since }: { readonly user: string; readonly since: number },
  slice: number,
  clock: Clock,
): Promise<Verdict> {
  const deadline = clock.now() + slice
  for (;;) {
    const all = await imports.importsSince(user, since)
    const verdict = verdictOn(
      all.filter(({ state }) => state.type !== 'sale'),
      clock.now(),
    )
    if (verdict.is !== 'running' || clock.now() >= deadline) return verdict
    await clock.sleep(LOOK_EVERY, new AbortController().signal)
  }
}
