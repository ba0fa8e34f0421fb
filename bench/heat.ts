import type { Measured } from './job.ts'

/** One of those who run in turn. */
export interface Entrant {
  readonly name: string
  /** Once. `trace` asks for what is allocated besides. */
  readonly run: (trace: boolean) => Promise<Measured>
  /** Runs in so many rounds at most, and warms nothing up: for those whom minutes would not be enough. */
  readonly rounds?: number
}

/** All counted runs of one entrant, in the order of rounds. */
export interface Series {
  readonly name: string
  readonly runs: readonly Measured[]
  /** On V8's heap; of a run that is not counted, where there was one. */
  readonly allocatedBytes: number | undefined
  /** Why it has no runs. */
  readonly failure: string | undefined
}

interface Running {
  readonly entrant: Entrant
  readonly runs: Measured[]
  allocatedBytes?: number | undefined
  failure?: string
}

async function runOnce(running: Running, trace: boolean, counted: boolean): Promise<void> {
  try {
    const measured = await running.entrant.run(trace)
    running.allocatedBytes ??= measured.allocatedBytes
    if (counted) running.runs.push(measured)
    console.error(`  ${running.entrant.name}: ${Math.round(measured.ms)} ms`)
  } catch (error) {
    // Somebody who cannot run here is a line of the results; the others go on.
    running.failure = String(error instanceof Error ? error.message : error)
    console.error(`  ${running.entrant.name} failed: ${running.failure}`)
  }
}

/** All entrants in turn, round by round. The round before the first warms the file cache, and counts allocations. */
export async function runHeat(title: string, entrants: readonly Entrant[], rounds: number): Promise<Series[]> {
  const field = entrants.map((entrant): Running => ({ entrant, runs: [] }))
  for (let round = 0; round <= rounds; round++) {
    console.error(`${title}, round ${round} of ${rounds}`)
    for (const running of field) {
      const { rounds: most } = running.entrant
      const sitsOut = running.failure !== undefined || (most !== undefined && (round === 0 || round > most))
      if (!sitsOut) await runOnce(running, round === (most === undefined ? 0 : 1), round > 0)
    }
  }
  return field.map(({ entrant, runs, allocatedBytes, failure }) => ({
    name: entrant.name,
    runs,
    allocatedBytes,
    failure,
  }))
}

/** Milliseconds of each counted run. */
export const times = ({ runs }: Series): number[] => runs.map(({ ms }) => ms)
export const wallTimes = ({ runs }: Series): number[] => runs.map(({ wallMs }) => wallMs)

/** The series of that name. Throws when there is none. */
export function seriesOf(series: readonly Series[], name: string): Series {
  const found = series.find((one) => one.name === name)
  if (found === undefined) throw new Error(`${name} did not run`)
  return found
}
