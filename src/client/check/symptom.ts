import type { Profile } from '../profile.ts'
import type { Mode } from '../step.ts'
import type { Level } from './finding.ts'
import type { Seen } from './seen.ts'

/** Something that may be wrong with a reply. */
export interface Symptom {
  readonly id: string
  readonly level: Level
  readonly modes?: readonly Mode[]
  /** Also where the site was meant to say no. Default: only there where it was meant to say yes. */
  readonly refusals?: boolean
  readonly shows: (seen: Seen) => boolean
  /** Whom it hits, of the clients that matter. */
  readonly hits: (profile: Profile, seen: Seen) => boolean
  readonly message: (profiles: string, seen: Seen) => string
}

export const everybody: Symptom['hits'] = () => true
