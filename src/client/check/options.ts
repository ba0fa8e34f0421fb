import type { SiteOptions } from '../options.ts'
import type { ProfileName } from '../profile.ts'
import type { Finding } from './finding.ts'

/** What the doctor may do and is told. */
export interface CheckOptions extends Omit<SiteOptions, 'profile'> {
  /** The clients that matter. Default: all but the emulator. */
  readonly profiles?: readonly ProfileName[]
  /**
   * Uploads and imports. Default `true`: a test site gets one item that is marked as deleted, in a catalog that says it
   * holds changes only, and files named `commerceml-check…`. `false`: checkauth, init and query alone.
   */
  readonly write?: boolean
  /**
   * Confirms orders with success and sends an empty list of orders. Default `false`: orders are asked for, and a site
   * that keeps to the protocol offers them again.
   */
  readonly orders?: boolean
  /** Waits so long for a reply. Default 180 s, as УТ 11.5 does. */
  readonly timeoutMs?: number
  /** How often import may answer `progress`. Default 200. */
  readonly maxPolls?: number
  /** The pause between import calls. Default 100 ms. */
  readonly pollPauseMs?: number
  /**
   * No file is larger. Default 4 MiB for whole files in chunks, and 64 MiB for the one part that tries `file_limit`.
   */
  readonly maxFileBytes?: number
  /** Called before each thing is looked at. */
  readonly onStart?: (id: string) => void
  /** Called with each finding as it is made. */
  readonly onCheck?: (finding: Finding) => void
}

/** The names of {@link CheckOptions.profiles}, when none are given. */
export const CHECKED_PROFILES: readonly ProfileName[] = [
  'ut103',
  'smb',
  'ut115',
  'ut115-sessid',
  'unf',
  'unf-bitrix',
  'bitrix',
]
