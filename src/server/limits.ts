import { limitsOver } from '../limits.ts'

/** What a site takes in and waits for. `Infinity` lifts a limit. */
export interface ExchangeLimits {
  /** Bytes of one file: a catalog of millions of products has some gigabytes. */
  readonly fileBytes: number
  /** Bytes of all files of a session together: pictures are most of it. */
  readonly sessionBytes: number
  /**
   * Bytes of all files of a user's sessions together, of those that the process has seen: as much as a single one may
   * have. Each export is a session of its own, and 1C that fails half-way comes again and again.
   */
  readonly userBytes: number
  /** Files of a session: a picture or two for each product of a portion. */
  readonly sessionFiles: number
  /**
   * Milliseconds without a request after which what a session has uploaded is dropped when its user begins another, or
   * completes one: the longest that a 1C may pause in the middle of an export while another uses the same login.
   */
  readonly uploadIdle: number
  /** Milliseconds between two pieces of a request's body. */
  readonly bodyIdle: number
  /**
   * Milliseconds for a whole body: a part of a file over a slow line. Node's own `requestTimeout` of 300 s ends the
   * request with a bare 408, which says nothing to 1C: raise that too if you raise this.
   */
  readonly bodyTime: number
  /** Milliseconds that a call of import works before it answers `progress`. УТ 11 waits 180 s for a reply, proxies 60. */
  readonly importSlice: number
  /**
   * Milliseconds that orders may take which are applied as soon as they are uploaded: to `file` there is no `progress`,
   * so it is `failure` behind that. УТ 11 waits 180 s.
   */
  readonly applySlice: number
  /** Milliseconds without a sign of life after which the import of another process is taken over. */
  readonly importLease: number
  /** Bytes of a document of ours that are held until it is known to be whole; behind that it is sent as it comes. */
  readonly documentBuffer: number
  /** Milliseconds that a listener is kept waiting: 1С-Битрикс has 60 s. */
  readonly listenTime: number
}

/** The defaults, each with its reason at {@link ExchangeLimits}. */
export const DEFAULT_EXCHANGE_LIMITS: ExchangeLimits = Object.freeze({
  fileBytes: 8 * 1024 ** 3,
  sessionBytes: 32 * 1024 ** 3,
  userBytes: 32 * 1024 ** 3,
  sessionFiles: 100_000,
  uploadIdle: 30 * 60_000,
  bodyIdle: 30_000,
  bodyTime: 280_000,
  importSlice: 20_000,
  applySlice: 150_000,
  importLease: 60_000,
  documentBuffer: 16 * 1024 ** 2,
  listenTime: 50_000,
})

/** Milliseconds that a client may take to send what is left of a request that was refused. */
export const LEFTOVER_TIME = 60_000
/** Milliseconds that it may pause meanwhile. */
export const LEFTOVER_PAUSE = 5_000

// What is on its way while a client learns that it is too much; and as much as a stranger, or who has slept through the
// end of its session, is listened to.
const LEFTOVER_MARGIN = 64 * 1024
const STRANGERS_LEFTOVER = 1024 ** 2

/**
 * Bytes of a body that are thrown away so that the reply arrives: 1C reads it when it has sent everything. No client in
 * order sends more than `fileLimit` in a request.
 */
export const leftoverBytes = (fileLimit: number, isSession: boolean): number =>
  isSession ? fileLimit + LEFTOVER_MARGIN : Math.min(fileLimit, STRANGERS_LEFTOVER)

/** The limits of a site; throws `TypeError` for a name that is no limit and a value that is no number from 0 to Infinity. */
export const resolveExchangeLimits = (limits?: Partial<ExchangeLimits>): ExchangeLimits =>
  limitsOver(DEFAULT_EXCHANGE_LIMITS, limits)
