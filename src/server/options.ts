import type { Credentials } from '../exchange/credentials.ts'
import type { Session } from '../exchange/session.ts'
import type { ExchangeSettings, SomeSettings } from '../exchange/settings.ts'
import type { ReadOptions } from '../iterate.ts'
import { assertNames } from '../option-checks.ts'
import { resolveOptions } from '../reader/options.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import type { Clock } from './clock.ts'
import type { OutgoingDocument } from './documents.ts'
import type { ErrorContext } from './hooks.ts'
import type { Importer } from './imports/importer.ts'
import type { ExchangeLimits } from './limits.ts'
import type { RequestRecord } from './request-record.ts'
import { assertStores } from './store-checks.ts'
import type { ExchangeStores } from './stores.ts'

/** At once, as databases within the process answer, or later. */
type OrPromise<T> = T | Promise<T>

/** An attempt to log in. */
export interface Attempt {
  /** The name that was sent, whether there is such a user or not. */
  readonly user: string
  /** Address of the client, if the adapter knows it. */
  readonly address?: string
}

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

const READ_NAMES = ['schema', 'extras', 'strict', 'limits', 'encoding'] as const

/** What a site is made of: the shop's functions, and the settings of the protocol. */
export interface ExchangeOptions<S extends SchemaOverrides = Record<never, never>> extends SomeSettings {
  /** Whether the user may log in: `true`, and nothing else that is true. Compare passwords with `sameSecret`. */
  authenticate(credentials: Credentials, attempt: Attempt): OrPromise<boolean>
  /** Called before `authenticate`; `false` refuses without a look at the password. For rate limiting. */
  allowAttempt?(attempt: Attempt): OrPromise<boolean>
  /** Called after each attempt to log in. */
  onAttempt?(
    attempt: Attempt & {
      /** What `authenticate` said; what `allowAttempt` refused is not told. */
      readonly accepted: boolean
    },
  ): void
  /** Imports what 1C sends: catalogs, offers, orders, whatever a file holds. */
  readonly importFile: Importer<S>
  /** Without it 1C gets an empty document for a query, and `info` is refused. */
  readonly orders?: OrderSource | undefined
  /** Without it `get_catalog` is refused. */
  readonly catalog?: CatalogSource | undefined
  /**
   * Called after a full export: what 1C has not sent since `before` may be deactivated. Only the module of 1С-Битрикс asks
   * for it, and only if `token` is `offered` or `required`, since the time that it names is sent along with the token.
   */
  deactivate?(deactivation: Deactivation): void | Promise<void>
  /** Called at the end of a whole exchange. Only the module of 1С-Битрикс announces it. */
  complete?(asker: Asker): void | Promise<void>
  /** Where sessions, uploads and import states are kept. Default: in memory, so they are lost with the process. */
  readonly stores?: ExchangeStores | undefined
  /**
   * Options of the reader for uploaded documents. What is read of them is up to each import: see `job.documents()`.
   * Archives are read with `limits.zipEntries` = `sessionFiles` of the site's limits, unless it is given here; an entry may
   * have 2 GiB unpacked (`zipEntryBytes`), while a file that comes as it is may have 8 GiB (`fileBytes`).
   */
  readonly read?: Pick<ReadOptions<S>, (typeof READ_NAMES)[number]> | undefined
  /** Defaults: `DEFAULT_EXCHANGE_LIMITS`. */
  readonly limits?: Partial<ExchangeLimits> | undefined
  /** Called after every request, for logs and metrics. */
  onRequest?(record: RequestRecord): void
  /**
   * Called with what stores, importers and order sources throw. Default: `console.error`. 1C is shown only the message of
   * an importer's error; other errors become a general sentence. The context is absent where no client has asked: when
   * sessions are cleared away, and in a hook.
   */
  onError?(error: unknown, context?: ErrorContext): void
  /** For tests. */
  readonly clock?: Clock | undefined
  /** Makes ids of 32 hexadecimal digits, never the same twice. For tests. */
  readonly newId?: (() => string) | undefined
}

const SETTING_NAMES = [
  'zip',
  'fileLimit',
  'charset',
  'cookie',
  'token',
  'version',
  'sessionLifetime',
  'extensions',
  'applyOrders',
] as const satisfies readonly (keyof ExchangeSettings)[]

/** The options that are settings of the protocol. */
export const settingsIn = (options: SomeSettings): SomeSettings =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, options[name]]))

/** How documents are read. An archive may have as many entries as a session may have files: 1C packs all into one. */
export function readOptionsOf<S extends SchemaOverrides>(
  read: ExchangeOptions<S>['read'],
  { sessionFiles }: ExchangeLimits,
): ReadOptions<S> {
  return { ...read, limits: { zipEntries: sessionFiles, ...read?.limits } }
}

/** 128 random bits. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const FUNCTIONS = ['authenticate', 'importFile'] as const
const OPTIONAL_FUNCTIONS = [
  'allowAttempt',
  'onAttempt',
  'deactivate',
  'complete',
  'onRequest',
  'onError',
  'newId',
] as const satisfies readonly (keyof ExchangeOptions)[]
type Other = Exclude<
  keyof ExchangeOptions,
  (typeof FUNCTIONS | typeof OPTIONAL_FUNCTIONS | typeof SETTING_NAMES)[number]
>
const OTHERS: Readonly<Record<Other, true>> = {
  orders: true,
  catalog: true,
  stores: true,
  read: true,
  limits: true,
  clock: true,
}
const NAMES: readonly string[] = [...FUNCTIONS, ...OPTIONAL_FUNCTIONS, ...Object.keys(OTHERS), ...SETTING_NAMES]
const ORDER_FUNCTIONS = ['confirm', 'info', 'wait'] as const satisfies readonly (keyof OrderSource)[]

/** Throws `TypeError` for a required option that is missing, an unknown option, and an invalid value. */
export function assertOptions(options: ExchangeOptions<SchemaOverrides>): void {
  assertNames(options, NAMES)
  const { orders, catalog } = options
  const check = (name: string, value: unknown, needed: boolean): void => {
    if (typeof value === 'function' || (!needed && value === undefined)) return
    throw new TypeError(`${name} must be a function`)
  }
  for (const name of FUNCTIONS) check(name, options[name], true)
  for (const name of OPTIONAL_FUNCTIONS) check(name, options[name], false)
  if (orders !== undefined) check('orders.query', orders.query, true)
  for (const name of ORDER_FUNCTIONS) check(`orders.${name}`, orders?.[name], false)
  if (catalog !== undefined) check('catalog.query', catalog.query, true)
  if (options.stores !== undefined) assertStores(options.stores)
  if (options.read !== undefined) assertNames(options.read, READ_NAMES)
  resolveOptions(options.read) // so that it fails here, and not with the first file
}
