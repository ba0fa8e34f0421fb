import type { SiteOptions } from '../options.ts'
import type { ProfileName } from '../profile.ts'
import type { Finding } from './finding.ts'

/** Options of {@link checkSite}. */
export interface CheckOptions extends Omit<SiteOptions, 'profile'> {
  /** The clients to check for. Default: all but the emulator. */
  readonly profiles?: readonly ProfileName[]
  /**
   * Whether to upload and import. Default `true`: the site gets one product marked as deleted, in a catalog that holds
   * changes only, and files named `commerceml-check…`. `false`: only checkauth, init and query are sent.
   */
  readonly write?: boolean
  /**
   * Whether to confirm orders with success, and to send an empty list of orders. Default `false`: orders are only queried,
   * and a site that keeps to the protocol offers them again.
   */
  readonly orders?: boolean
  /** How long to wait for a reply. Default 180 s, as УТ 11.5 does. */
  readonly timeoutMs?: number
  /** How often import may answer `progress`. Default 200. */
  readonly maxPolls?: number
  /** Pause between two calls of import. Default 100 ms. */
  readonly pollPauseMs?: number
  /**
   * Largest file to send. Default 4 MiB for whole files in chunks, and 64 MiB for the single part that tests `file_limit`.
   */
  readonly maxFileBytes?: number
  /** Called before each check, with its id. */
  readonly onStart?: (id: string) => void
  /** Called with each finding, as soon as there is one. */
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
