import { assertOptions as assertIsObject, assertNames, isSignal } from '../option-checks.ts'
import type { CheckOptions } from './check/options.ts'
import type { ClientFile } from './chunks.ts'
import type { PullOptions, PushOptions, SiteOptions } from './options.ts'

/** What an option must be, in words and as a test. */
type Kind = readonly [expected: string, fits: (value: unknown) => boolean]

// AbortSignal.timeout throws for more, and a request whose time-out throws looks like a site that does not answer.
const MOST_MS = 2 ** 32 - 1
const isMs = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_MS

const TEXT: Kind = ['a string', (value) => typeof value === 'string']
const FLAG: Kind = ['true or false', (value) => typeof value === 'boolean']
const FUNCTION: Kind = ['a function', (value) => typeof value === 'function']
const PAUSE: Kind = [`whole milliseconds up to ${MOST_MS}`, isMs]
const TIMEOUT: Kind = [`${PAUSE[0]}, or Infinity`, (value) => value === Number.POSITIVE_INFINITY || isMs(value)]
const from = (least: number): Kind => [
  `a number from ${least} on`,
  (value) => typeof value === 'number' && value >= least,
]

type Kinds<T> = { readonly [K in keyof Required<T>]: Kind }

const REACH: Kinds<Omit<SiteOptions, 'profile'>> = {
  user: TEXT,
  password: TEXT,
  fetch: FUNCTION,
  signal: ['an AbortSignal', isSignal],
  timeoutMs: TIMEOUT,
  maxReplyBytes: from(0),
  onEntry: FUNCTION,
  showTokens: FLAG,
}
const SITE: Kinds<SiteOptions> = {
  profile: ['the name of a profile, or a profile', (value) => typeof value === 'string' || typeof value === 'object'],
  ...REACH,
}
const PUSH: Kinds<PushOptions> = {
  ...SITE,
  zip: FUNCTION,
  keepNames: FLAG,
  emptyLastChunk: FLAG,
  maxPolls: from(1),
  pollPauseMs: PAUSE,
  repeats: from(0),
  full: FLAG,
}
// One object for a whole exchange, goods there and orders back: those who send pass over what is for those who fetch.
const EXCHANGE: Kinds<PushOptions & PullOptions> = { ...PUSH, onOrders: FUNCTION }
const CHECK: Kinds<CheckOptions> = {
  ...REACH,
  profiles: ['an array of names', Array.isArray],
  write: FLAG,
  orders: FLAG,
  maxPolls: from(1),
  pollPauseMs: PAUSE,
  maxFileBytes: from(1),
  onStart: FUNCTION,
  onCheck: FUNCTION,
}

/** The options of each function that talks to a site. */
const KINDS = {
  connect: SITE,
  pushCatalog: EXCHANGE,
  pushOrders: EXCHANGE,
  pullOrders: EXCHANGE,
  checkSite: CHECK,
} satisfies Record<string, Readonly<Record<string, Kind>>>
type Caller = keyof typeof KINDS
const CALLERS = Object.keys(KINDS) as readonly Caller[]

/** Throws `TypeError` for an option of other functions: `write: false` would keep nobody from writing that does not know it. */
function assertOwn(caller: Caller, options: object): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(KINDS[caller], name)) continue
    const owners = CALLERS.filter((other) => Object.hasOwn(KINDS[other], name))
    if (owners.length === 0) continue // nobody's
    const instead = name === 'profile' ? ", which takes profiles: ['ut115']" : ''
    throw new TypeError(`${name} is an option of ${owners.join(', ')}, and none of ${caller}${instead}`)
  }
}

/** What was found, as far as a line can show it; of a password nothing. */
const found = (name: string, value: unknown): string =>
  name !== 'password' && ['string', 'number', 'boolean'].includes(typeof value) ? `, not ${value}` : ''

/** Throws `TypeError` for an option that is none, or is not what it must be: later it would look like a fault of the site. */
export function assertOptions(caller: Caller, options: object): void {
  assertIsObject(options)
  assertOwn(caller, options)
  const kinds: Readonly<Record<string, Kind>> = KINDS[caller]
  assertNames(options, Object.keys(kinds))
  for (const [name, value] of Object.entries(options)) {
    const [expected, fits] = kinds[name] as Kind // as the names say
    if (value !== undefined && !fits(value)) throw new TypeError(`${name} must be ${expected}${found(name, value)}`)
  }
  const { user, password } = options as SiteOptions
  if (password !== undefined && user === undefined) {
    throw new TypeError('password needs a user: 1C sends the two together')
  }
}

const isFile = (file: unknown): boolean => {
  if (typeof file !== 'object' || file === null) return false
  const { name, size, read } = file as Partial<ClientFile>
  return typeof name === 'string' && typeof size === 'number' && typeof read === 'function'
}

/** Throws `TypeError` for what is no list of files. */
export function assertFiles(files: readonly ClientFile[]): void {
  if (Array.isArray(files) && files.every(isFile)) return
  throw new TypeError('files must be an array of files with name, size and read(), as fileOf() makes them')
}
