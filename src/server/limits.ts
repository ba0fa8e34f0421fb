import { limitsOver } from '../limits.ts'

/** What a site takes in and waits for. `Infinity` lifts a limit. */
export interface ExchangeLimits {
  /** Bytes of one file: a catalog of millions of products has some gigabytes. */
  readonly fileBytes: number
  /** Bytes of all files of a session together: pictures are most of it. */
  readonly sessionBytes: number
  /** Files of a session: a picture or two for each product of a portion. */
  readonly sessionFiles: number
  /** Milliseconds between two pieces of a request's body. */
  readonly bodyIdle: number
  /** Milliseconds for a whole body: a part of a file over a slow line. */
  readonly bodyTime: number
  /** Milliseconds that a call of import works before it answers `progress`. УТ 11 waits 180 s for a reply, proxies 60. */
  readonly importSlice: number
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
  sessionFiles: 100_000,
  bodyIdle: 30_000,
  bodyTime: 600_000,
  importSlice: 20_000,
  importLease: 60_000,
  documentBuffer: 16 * 1024 ** 2,
  listenTime: 50_000,
})

/** The limits of a site; throws `TypeError` for a name that is no limit and a value that is no number from 0 to Infinity. */
export const resolveExchangeLimits = (limits?: Partial<ExchangeLimits>): ExchangeLimits =>
  limitsOver(DEFAULT_EXCHANGE_LIMITS, limits)
