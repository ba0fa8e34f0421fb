import type { ClientFile, Part } from './chunks.ts'
import type { Orders } from './outcome.ts'
import type { Profile, ProfileName } from './profile.ts'
import type { RequestType } from './step.ts'
import type { TranscriptEntry } from './transcript.ts'

/** How to reach a site. */
export interface SiteOptions {
  /** Which client to play. Default `ut115`. */
  readonly profile?: ProfileName | Profile
  /** Without one nobody logs in. */
  readonly user?: string
  /** Of the user; `''` unless told. */
  readonly password?: string
  /** Default: the global `fetch`. Node's own gives up after 300 s without a byte, sooner than УНФ would. */
  readonly fetch?: typeof fetch
  /** Ends the exchange, which then throws `signal.reason`. */
  readonly signal?: AbortSignal
  /** Overrides the profile's time-out; `Infinity` for none. */
  readonly timeoutMs?: number
  /** Longest reply. Default 256 MiB: orders are held in memory, as in 1C. */
  readonly maxReplyBytes?: number
  /** Called after each request, failed ones included. */
  readonly onEntry?: (entry: TranscriptEntry) => void
  /** Whether to show cookies and tokens in transcripts. Default `false`. The password is never shown. */
  readonly showTokens?: boolean
}

/** How a request differs from its profile's: to find out what a site does about it. */
export interface RequestOptions {
  /** Default: `catalog`; `sale` in query, success and info of a `Connection`. */
  readonly type?: RequestType
  /** `filename` of file and import; goes into the address as it is. Default: empty. */
  readonly file?: string
  /** Bytes, or a part of a file. Default: empty; a GET has none. */
  readonly body?:
    | Uint8Array
    | {
        /** The file that the part is of. */
        readonly file: ClientFile
        /** Which of its bytes. */
        readonly part: Part
      }
  /** Default: POST for file, and for a client that sends everything so; else GET. */
  readonly method?: 'GET' | 'POST'
  /** Changes the query, `?type=…`. */
  readonly query?: (query: string) => string
  /** The `Cookie` header; `null` for none. Default: the session's. */
  readonly cookie?: string | null
  /** Overrides the fifth line of the checkauth reply. */
  readonly line5?: string
  /** Other credentials; `null` for none. */
  readonly login?: {
    /** Who logs in. */
    readonly user: string
    /** In the clear; sent as Basic. */
    readonly password: string
  } | null
}

/** How to send files. */
export interface PushOptions extends SiteOptions {
  /** Packs the files of a session, if the site asks for archives. Without it files are sent as they are. */
  readonly zip?: (files: readonly ClientFile[]) => Promise<ClientFile>
  /** Whether documents keep their names. Default `false`: they get those of the profile (`import0_1.xml`). */
  readonly keepNames?: boolean
  /** Whether to send an empty part after a file of a whole number of parts. Default: as the profile does. */
  readonly emptyLastChunk?: boolean
  /** How often import may answer `progress`. Default `Infinity`, since no 1C gives up. */
  readonly maxPolls?: number
  /** Overrides the profile's pause before each call of import, in milliseconds. */
  readonly pollPauseMs?: number
  /** How often to repeat a failed session. Default: as the profile does. */
  readonly repeats?: number
  /** Whether this is a full export: the Bitrix module then sends deactivate. Default `false`. */
  readonly full?: boolean
}

/** How to fetch orders. */
export interface PullOptions extends SiteOptions {
  /** Stores the orders. If it rejects, success is not sent, and the site offers the orders again at the next query. */
  readonly onOrders: (orders: Orders) => void | Promise<void>
}
