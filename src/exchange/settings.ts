import type { Charset } from '../source/charset.ts'
import { EXTENSIONS } from './filename.ts'

/** What a site announces to 1C and requires of it. */
export interface ExchangeSettings {
  /** Whether 1C should send archives: `zip=yes` or `zip=no`. Default: `false`. */
  readonly zip: boolean
  /** Largest request body in bytes: 1C cuts files into parts of this size. Default: 1 MiB. */
  readonly fileLimit: number
  /**
   * Encoding of the replies. УТ 10.3 and УНФ 1.x read them in the encoding of their Windows, later versions go by the
   * `Content-Type`: windows-1251 suits all of them. Default: `windows-1251`.
   */
  readonly charset: Charset
  /**
   * Name of the session cookie: letters, digits, `-` and `_`. (No dot: clients written in PHP turn it into `_`.)
   * Default: `commerceml_session`.
   */
  readonly cookie: string
  /**
   * A CSRF token in the fourth line of checkauth (`sessid=…`): `off`; `offered`, and checked if a client sends it
   * back; or `required` of every request. УТ 11 sends it only if its setting is on, 1С-Битрикс always. Default: `off`.
   */
  readonly token: 'off' | 'offered' | 'required'
  /** The highest schema version, announced to clients that name theirs at init: `2.10`. Default: `2.10`. */
  readonly version: string
  /** Milliseconds without a request after which a session is over. Default: 6 h. */
  readonly sessionLifetime: number
  /** Extensions of the files that are accepted, without the dot. Default: {@link EXTENSIONS}. */
  readonly extensions: readonly string[]
  /**
   * When uploaded orders are applied: at `file` (УТ 10.3 and УНФ 1.x send no `import`), at `import`, or `either`: at
   * `file`, unless the client named a schema version at init, as 1С-Битрикс does it. They are never applied twice.
   * Default: `either`.
   */
  readonly applyOrders: 'file' | 'import' | 'either'
}

/** Settings to change; the others are the defaults. */
export type SomeSettings = { readonly [K in keyof ExchangeSettings]?: ExchangeSettings[K] | undefined }

/** The settings unless you change them: what each is stands at {@link ExchangeSettings}. */
export const DEFAULT_SETTINGS: ExchangeSettings = Object.freeze({
  zip: false,
  fileLimit: 1024 * 1024,
  charset: 'windows-1251',
  cookie: 'commerceml_session',
  token: 'off',
  version: '2.10',
  // Exports of large catalogs take hours, with imports of an hour between two requests; each request starts it anew.
  sessionLifetime: 6 * 60 * 60 * 1000,
  extensions: EXTENSIONS,
  applyOrders: 'either',
})

const COOKIE_NAME = /^[A-Za-z0-9_-]{1,64}$/
const VERSION = /^\d{1,2}\.\d{1,3}$/
const CHOICES = {
  charset: ['windows-1251', 'utf-8', 'utf-8-bom'],
  token: ['off', 'offered', 'required'],
  applyOrders: ['file', 'import', 'either'],
} as const

/** Whether it has the form of a schema version: `2.10`. */
export const isVersion = (text: string): boolean => VERSION.test(text)

/**
 * Fills in the defaults. Throws `TypeError` for a setting that is out of its range.
 *
 * @example
 * import { resolveSettings } from 'commerceml/exchange'
 * console.log(resolveSettings({ zip: true }).fileLimit) // 1048576
 */
export function resolveSettings(settings: SomeSettings = {}): ExchangeSettings {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
  const resolved: ExchangeSettings = { ...DEFAULT_SETTINGS, ...given }
  const refuse = (name: keyof ExchangeSettings, expected: string): never => {
    throw new TypeError(`${name} must be ${expected}, not ${String(resolved[name])}`)
  }
  for (const [name, choices] of Object.entries(CHOICES) as [keyof typeof CHOICES, readonly string[]][]) {
    if (!choices.includes(resolved[name])) refuse(name, `one of ${choices.join(', ')}`)
  }
  if (!COOKIE_NAME.test(resolved.cookie)) refuse('cookie', 'a name of letters, digits, - and _, without a dot')
  if (!Number.isSafeInteger(resolved.fileLimit) || resolved.fileLimit < 1)
    refuse('fileLimit', 'a number of bytes, 1 or more')
  if (!(resolved.sessionLifetime > 0)) refuse('sessionLifetime', 'a number of milliseconds above 0')
  if (!isVersion(resolved.version)) refuse('version', 'a schema version such as 2.10')
  if (typeof resolved.zip !== 'boolean') refuse('zip', 'true or false')
  const { extensions } = resolved
  if (!Array.isArray(extensions) || !extensions.every((extension) => typeof extension === 'string'))
    refuse('extensions', 'a list of extensions')
  if (extensions.some((extension) => extension.includes('.'))) refuse('extensions', 'without dots')
  return { ...resolved, extensions: extensions.map((extension) => extension.toLowerCase()) }
}
