import type { ClientFile, Part } from './chunks.ts'
import type { Orders } from './outcome.ts'
import type { Profile, ProfileName } from './profile.ts'
import type { ExchangeType } from './step.ts'
import type { TranscriptEntry } from './transcript.ts'

/** How a site is reached. */
export interface SiteOptions {
  /** Which client to be. Default `ut115`. */
  readonly profile?: ProfileName | Profile
  readonly user?: string
  readonly password?: string
  /** Default: `fetch` of the platform. Node's ends a request after 300 s without a byte, before УНФ would. */
  readonly fetch?: typeof fetch
  /** Ends the exchange: what waits throws `signal.reason`. */
  readonly signal?: AbortSignal
  /** In place of the profile's time-out; `Infinity` for none. */
  readonly timeoutMs?: number
  /** A reply may not be longer. Default 256 MiB: orders are held in memory, as 1C holds them. */
  readonly maxReplyBytes?: number
  /** Called after each request, also for those that failed. */
  readonly onEntry?: (entry: TranscriptEntry) => void
  /** Shows cookies and tokens in the transcript. The password is never shown. */
  readonly showTokens?: boolean
}

/** What a request may do otherwise than its profile: for those who look what a site does about it. */
export interface RequestOptions {
  readonly type?: ExchangeType
  readonly file?: string
  readonly body?: Uint8Array | { readonly file: ClientFile; readonly part: Part }
  readonly method?: 'GET' | 'POST'
  /** Changes what stands behind the site's address. */
  readonly query?: (query: string) => string
  /** The `Cookie` header; `null` for none. Default: that of the session. */
  readonly cookie?: string | null
  /** In place of the fifth line of checkauth. */
  readonly line5?: string
  /** Other credentials; `null` for none. */
  readonly login?: { readonly user: string; readonly password: string } | null
}

/** What a push may be told beside how the site is reached. */
export interface PushOptions extends SiteOptions {
  /** Packs the files of a session, when the site asks for archives. Without it they are sent as they are. */
  readonly zip?: (files: readonly ClientFile[]) => Promise<ClientFile>
  /** Keeps the names of the documents; by default they get those that the profile gives (`import0_1.xml`). */
  readonly keepNames?: boolean
  /** An empty part behind a file of a whole number of chunks. Default: as the profile does. */
  readonly emptyLastChunk?: boolean
  /** How often import may answer `progress`. Default `Infinity`: no 1C stops. */
  readonly maxPolls?: number
  /** In place of the profile's pause before each import call. */
  readonly pollPauseMs?: number
  /** How often a failed session is repeated. Default: as the profile does. */
  readonly repeats?: number
  /** A full export: the Bitrix module then asks to deactivate whatever was not in it. Default `false`. */
  readonly full?: boolean
}

/** What fetching orders may be told. */
export interface PullOptions extends SiteOptions {
  /** Stores the orders. When it rejects, success is not sent, and the site keeps the orders for the next query. */
  readonly onOrders: (orders: Orders) => void | Promise<void>
}
