import type { Credentials } from '../exchange/credentials.ts'
import type { Session } from '../exchange/session.ts'
import type { ExchangeSettings } from '../exchange/settings.ts'
import type { ReadOptions } from '../iterate.ts'
import { assertNames } from '../option-checks.ts'
import { resolveOptions } from '../reader/options.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import type { Clock } from './clock.ts'
import type { OutgoingDocument } from './documents.ts'
import type { Importer } from './imports/job.ts'
import type { ExchangeLimits } from './limits.ts'
import type { RequestRecord } from './request-record.ts'
import type { ExchangeStores } from './stores.ts'

/** Somebody who wants in. */
export interface Attempt {
  readonly user: string
  /** Address of the client, where the adapter knows it. */
  readonly address?: string
}

/** Who asks. */
export interface Asker {
  /** Who logged in. */
  readonly user: string
  /** The schema version that the client named, if it did. */
  readonly version?: string
}

/** Who asks in a session. `named` is the version in the request itself, which goes before the one of `init`. */
export function askerOf({ user, version }: Session, named = version): Asker {
  return { user, ...(named !== undefined && { version: named }) }
}

/** Orders for 1C. */
export interface OrderSource {
  /**
   * The orders that 1C does not have yet, as a document; `undefined` when there are none. `offer` names them in words
   * of yours, and comes back at `confirm` when 1C has them: mark those alone, others may have been placed meanwhile.
   */
  query(asker: Asker): Promise<{ readonly document: OutgoingDocument; readonly offer?: string } | undefined>
  /** 1C has read and kept what was offered. May come again for the same offer. */
  confirm?(offer: string, asker: Asker): Promise<void>
  /** Statuses, payment and delivery services: `sale`, `info`. */
  info?(asker: Asker): Promise<OutgoingDocument>
  /** Resolves to `true` as soon as there are orders, to `false` when the signal aborts: `listen` of 1С-Битрикс. */
  wait?(asker: Asker, signal: AbortSignal): Promise<boolean>
}

/** The site's own catalog for 1C, in packages. */
export interface CatalogSource {
  /** The package of that name (1C begins with `0`, and goes on with what `ПараметрПакета` names); `undefined` after the last. */
  query(asker: Asker & { readonly package: string }): Promise<OutgoingDocument | undefined>
}

/** What 1C wants switched off. */
export interface Deactivation extends Asker {
  /** What has not come since then; never later than the session began. */
  readonly before: Date
  /**
   * Files of this user whose import was done since: there is one at least, none has failed, and none is under way. Nor
   * is there a document that was sent or asked for since, and not imported.
   */
  readonly imported: readonly string[]
}

/** What a site is made of. */
export interface ExchangeOptions<S extends SchemaOverrides = Record<never, never>> extends Partial<ExchangeSettings> {
  /** Whether they may in; `false` refuses. Compare with `sameSecret`. */
  authenticate(credentials: Credentials, attempt: Attempt): boolean | Promise<boolean>
  /** Asked before `authenticate`: `false` refuses without looking at the password. For counting attempts. */
  allowAttempt?(attempt: Attempt): boolean | Promise<boolean>
  /** Told after each attempt. */
  onAttempt?(attempt: Attempt & { readonly accepted: boolean }): void
  /** Takes what 1C brings: catalogs, offers, orders, whatever the file holds. */
  readonly importFile: Importer<S>
  readonly orders?: OrderSource
  readonly catalog?: CatalogSource
  /**
   * 1C has sent everything there is: what it has not sent since then may be switched off. The module of 1С-Битрикс alone
   * asks for it, and only where `token` is `offered` or `required`: the time that it names stands behind the token.
   */
  deactivate?(deactivation: Deactivation): Promise<void>
  /** The whole exchange is over: the module of 1С-Битрикс alone says so. */
  complete?(asker: Asker): Promise<void>
  /** Where sessions, uploads and imports are kept; in memory unless told, and then gone with the process. */
  readonly stores?: ExchangeStores
  /** How documents are read: schema, strictness, limits of the reader. */
  readonly read?: Pick<ReadOptions<S>, 'schema' | 'extras' | 'strict' | 'limits' | 'encoding'>
  readonly limits?: Partial<ExchangeLimits>
  /** Every request with its reply, for logs and metrics. */
  onRequest?(record: RequestRecord): void
  /**
   * What was thrown by stores, importers and sources; `console.error` unless told. 1C gets a sentence without it, or the
   * message of an importer.
   */
  onError?(error: unknown): void
  /** For tests. */
  readonly clock?: Clock
  /** 32 hexadecimal digits, never the same; for tests. */
  readonly newId?: () => string
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

/** Those of the options that the protocol asks for. */
export const settingsIn = (options: Partial<ExchangeSettings>): Partial<ExchangeSettings> =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, options[name]]))

/** How documents are read. An archive may have as many entries as a session files: 1C packs all of them into one. */
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

/** Throws `TypeError` when what a site cannot do without is missing, or something is no option or not what it must be. */
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
  resolveOptions(options.read) // so that it fails here, and not with the first file
}
