import { assertNames, isSignal } from '../option-checks.ts'
import type { CheckOptions } from './check/options.ts'
import type { ClientFile } from './chunks.ts'
import type { PullOptions, PushOptions, SiteOptions } from './options.ts'

/** Every option there is: one object of them may go to `pushCatalog`, `pullOrders` and `checkSite` alike. */
type Name = keyof PushOptions | keyof PullOptions | keyof CheckOptions

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

const KINDS: Readonly<Record<Name, Kind>> = {
  profile: ['the name of a profile, or a profile', (value) => typeof value === 'string' || typeof value === 'object'],
  user: TEXT,
  password: TEXT,
  fetch: FUNCTION,
  signal: ['an AbortSignal', isSignal],
  timeoutMs: TIMEOUT,
  maxReplyBytes: from(0),
  onEntry: FUNCTION,
  showTokens: FLAG,
  zip: FUNCTION,
  keepNames: FLAG,
  emptyLastChunk: FLAG,
  maxPolls: from(1),
  pollPauseMs: PAUSE,
  repeats: from(0),
  full: FLAG,
  onOrders: FUNCTION,
  profiles: ['an array of names', Array.isArray],
  write: FLAG,
  orders: FLAG,
  maxFileBytes: from(1),
  onStart: FUNCTION,
  onCheck: FUNCTION,
}

/** What was found, as far as a line can show it; of a password nothing. */
const found = (name: string, value: unknown): string =>
  name !== 'password' && ['string', 'number', 'boolean'].includes(typeof value) ? `, not ${value}` : ''

/** Throws `TypeError` for an option that is none, or is not what it must be: later it would look like a fault of the site. */
export function assertOptions(options: object): void {
  assertNames(options, Object.keys(KINDS))
  for (const [name, value] of Object.entries(options)) {
    const [expected, fits] = KINDS[name as Name]
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
