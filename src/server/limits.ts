import { limitsOver } from '../limits.ts'

/** How much a site accepts, and how long it waits. `Infinity` lifts a limit. */
export interface ExchangeLimits {
  /** Bytes of one file: a catalog of millions of products takes gigabytes. Default: 8 GiB. */
  readonly fileBytes: number
  /** Bytes of all files of a session together: pictures are most of it. Default: 32 GiB. */
  readonly sessionBytes: number
  /**
   * Bytes of all files in all sessions of a user, as far as this process has seen them. Each export is a session of
   * its own, and a 1C that fails halfway tries again and again. Default: 32 GiB.
   */
  readonly userBytes: number
  /** Files of a session: a picture or two for each product of a portion. Default: 100,000. */
  readonly sessionFiles: number
  /**
   * Milliseconds without a request after which the uploads of a session are dropped, once its user begins or
   * completes another: the longest pause that a 1C may make in an export while another 1C uses the same login.
   * Default: 30 min.
   */
  readonly uploadIdle: number
  /** Milliseconds that may pass between two pieces of a request body. Default: 30 s. */
  readonly bodyIdle: number
  /**
   * Milliseconds for a whole request body: a part of a file over a slow line. Node's own `requestTimeout` of 300 s
   * ends a request with a bare 408, which 1C cannot make sense of: raise it too if you raise this. Default: 280 s.
   */
  readonly bodyTime: number
  /**
   * Milliseconds until a call of import answers `progress`. УТ 11 waits 180 s for a reply, proxies often 60 s.
   * Default: 20 s.
   */
  readonly importSlice: number
  /**
   * Milliseconds for orders that are applied as soon as they are uploaded. Then the reply is `failure`, since `file`
   * knows no `progress`. УТ 11 waits 180 s. Default: 150 s.
   */
  readonly applySlice: number
  /** Milliseconds without a sign of life after which another process may take over an import. Default: 60 s. */
  readonly importLease: number
  /**
   * Bytes of an outgoing document that are buffered, so that an early error becomes `failure`; the rest is streamed.
   * Default: 16 MiB.
   */
  readonly documentBuffer: number
  /** Milliseconds that a listener waits for orders: 1С-Битрикс lets it wait 60 s. Default: 50 s. */
  readonly listenTime: number
}

/** The limits of a site unless you change them: what each is, and why, stands at {@link ExchangeLimits}. */
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
 * Bytes of a body that are thrown away so that the reply arrives: 1C reads it when it has sent everything. Only УНФ 3.0
 * sends more than `fileLimit` in a request: pictures of its database, whole (ПолучитьДвоичныеДанныеФайла).
 */
export const leftoverBytes = (fileLimit: number, isSession: boolean): number =>
  isSession ? fileLimit + LEFTOVER_MARGIN : Math.min(fileLimit, STRANGERS_LEFTOVER)

/** The limits of a site; throws `TypeError` for a name that is no limit and a value that is no number from 0 to Infinity. */
export const resolveExchangeLimits = (limits?: Partial<ExchangeLimits>): ExchangeLimits =>
  limitsOver(DEFAULT_EXCHANGE_LIMITS, limits)
