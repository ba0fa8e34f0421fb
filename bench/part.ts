import type { Gate } from './gates.ts'
import type { Runtime } from './runtimes.ts'

/** What the parts share. */
export interface Bench {
  readonly host: Runtime
  /** Of the files that are compared. */
  readonly bytes: number
  readonly rounds: number
  /** Whether drawings may be stored. */
  readonly write: boolean
}

/** What a part has found: a section of bench/RESULTS.md. */
export interface Section {
  readonly title: string
  readonly lines: readonly string[]
  readonly gates: readonly Gate[]
  /** What is wrong whatever the time was: entities that were not found. */
  readonly failures: readonly string[]
}

export type Part = (bench: Bench) => Promise<Section>
