import type { Credentials } from '../exchange/credentials.ts'
import type { ExchangeSettings, SomeSettings } from '../exchange/settings.ts'
import type { ReadOptions } from '../iterate.ts'
import { assertNames } from '../option-checks.ts'
import { resolveOptions } from '../reader/options.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import type { Clock } from './clock.ts'
import type { ErrorContext } from './hooks.ts'
import type { Importer } from './imports/importer.ts'
import type { ExchangeLimits } from './limits.ts'
import type { RequestRecord } from './request-record.ts'
import type { Asker, CatalogSource, Deactivation, OrderSource, OrPromise } from './sources.ts'
import { assertStores } from './store-checks.ts'
import type { ExchangeStores } from './stores.ts'

/** An attempt to log in. */
export interface Attempt {
  /** The name that was sent, whether there is such a user or not. */
  readonly user: string
  /** Address of the client, if the adapter knows it. */
  readonly address?: string
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
   * an importer's error, unless `failureText` says otherwise; other errors become a general sentence. The context is absent
   * where no client has asked: when sessions are cleared away, and in a hook.
   */
  onError?(error: unknown, context?: ErrorContext): void
  /**
   * What 1C is shown of what `importFile` threw: your own sentences are for its user, while a driver's message may hold a
   * query or a password. `undefined` leaves it at the message. Not asked of a document or archive that cannot be read, which
   * 1C is told of in Russian. One line of at most 1,000 characters; where it throws or gives no text, `onError` is told, and
   * 1C a general sentence. Default: the function `failureText`.
   *
   * @example
   * import type { ExchangeOptions } from 'commerceml/server'
   * class ShopError extends Error {}
   * export const failureText: ExchangeOptions['failureText'] = (error) =>
   *   error instanceof ShopError ? undefined : 'Сайт не смог записать данные: сообщите его разработчику.'
   */
  failureText?(error: unknown, context: ErrorContext): string | undefined
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
  'failureText',
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
