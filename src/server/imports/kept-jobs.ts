import type { SchemaOverrides } from '../../schema/places.ts'
import { type Clock, within } from '../clock.ts'
import { failureText, type ImportFault } from './fault.ts'
import type { Ending, RunningJob } from './job.ts'
import type { ImportOrder } from './lease.ts'

/** A job and its end, which is told once the store knows of it. */
export interface KeptJob<S extends SchemaOverrides> {
  readonly order: ImportOrder
  /** The uploaded file that it reads. */
  readonly file: string
  readonly job: RunningJob<S>
  readonly settled: Promise<Ending>
}

/** The imports that this process does, by their areas and keys. */
export class KeptJobs<S extends SchemaOverrides> {
  readonly #areas = new Map<string, Map<string, KeptJob<S>>>()

  get(area: string, key: string): KeptJob<S> | undefined {
    return this.#areas.get(area)?.get(key)
  }

  of(area: string): KeptJob<S>[] {
    return [...(this.#areas.get(area)?.values() ?? [])]
  }

  get all(): KeptJob<S>[] {
    return [...this.#areas.values()].flatMap((jobs) => [...jobs.values()])
  }

  put(area: string, key: string, kept: KeptJob<S>): void {
    const jobs = this.#areas.get(area) ?? new Map<string, KeptJob<S>>()
    this.#areas.set(area, jobs.set(key, kept))
  }

  remove(area: string, key: string): void {
    const jobs = this.#areas.get(area)
    jobs?.delete(key)
    if (jobs?.size === 0) this.#areas.delete(area)
  }
}

/** The end of an import that is no longer ours, for that reason. */
export const endingOf = (error: ImportFault): Ending => ({
  ok: false,
  text: failureText(error),
  error,
  aborted: true,
  told: false,
})

/** Ends imports: resolves when they have let go of their files, `false` if one does not within the time. */
export async function endJobs<S extends SchemaOverrides>(
  jobs: readonly KeptJob<S>[],
  reason: unknown,
  milliseconds: number,
  clock: Clock,
): Promise<boolean> {
  if (jobs.length === 0) return true
  for (const { job } of jobs) job.abort(reason)
  const { timely } = await within(Promise.all(jobs.map(({ settled }) => settled)), milliseconds, clock)
  return timely
}
