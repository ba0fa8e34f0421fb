import type { Session } from '../exchange/session.ts'
import type { OutgoingDocument } from './documents.ts'

/** At once, as databases within the process answer, or later. */
export type OrPromise<T> = T | Promise<T>

/** The client that asks. */
export interface Asker {
  /** Who logged in. */
  readonly user: string
  /** The schema version that the client named, if any. */
  readonly version?: string
}

/** The client of a session. `named` is the version in the request itself, which goes before that of `init`. */
export function askerOf({ user, version }: Session, named = version): Asker {
  return { user, ...(named !== undefined && { version: named }) }
}

/** Where the orders for 1C come from. */
export interface OrderSource {
  /**
   * The orders that 1C does not have yet, as a document; `undefined` when there are none. `offer` is your own name for
   * them, which comes back at `confirm`: mark only those as sent, since others may have been placed meanwhile. Without
   * `offer` there is nothing to confirm: where there is a `confirm`, `onError` is told, since the same orders would come
   * for ever.
   */
  query(asker: Asker): OrPromise<
    | {
        /** The orders, as `writeOrders` of `commerceml/write` makes them. */
        readonly document: OutgoingDocument
        /** Your own name for them. Default: none, and `confirm` is not called. */
        readonly offer?: string
      }
    | undefined
  >
  /**
   * 1C has received this offer. May be called again for the same one. Without this function orders are never marked as
   * sent.
   */
  confirm?(offer: string, asker: Asker): void | Promise<void>
  /** The site's statuses, payment and delivery services, for `type=sale&mode=info`. See `siteInfo` of `commerceml/write`. */
  info?(asker: Asker): OrPromise<OutgoingDocument>
  /** Resolves to `true` as soon as there are orders, to `false` when the signal aborts. For `listen` of 1С-Битрикс. */
  wait?(asker: Asker, signal: AbortSignal): OrPromise<boolean>
}

/** Where the site's own catalog for 1C comes from, in packages. */
export interface CatalogSource {
  /** One package, `undefined` after the last. 1C begins with `0` and continues with what `ПараметрПакета` names. */
  query(
    asker: Asker & {
      /** The package that 1C asks for, unchecked. */
      readonly package: string
    },
  ): OrPromise<OutgoingDocument | undefined>
}

/** A request to deactivate what was not in an export. */
export interface Deactivation extends Asker {
  /** Deactivate what has not come since then. Never later than the beginning of the session. */
  readonly before: Date
  /**
   * The files of this user that were imported since then: at least one. It is certain that none has failed or is still
   * running, and that every document that was sent or asked for since then has been imported.
   */
  readonly imported: readonly string[]
}
