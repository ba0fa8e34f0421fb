import { CommerceMLError } from './errors.ts'

/** The limit of every buffer whose size the input decides. `0` allows none at all; `Infinity` lifts the limit. */
export interface Limits {
  /** Nested elements, root included. Real files reach 20: eight levels of groups, two elements each. Default: 256. */
  readonly depth: number
  /** Attributes on one element. Real files reach 10; Woodstox allows 1,000. Default: 256. */
  readonly attributes: number
  /** UTF-16 units in an element or attribute name. Real files stay under 60. Default: 1,024. */
  readonly nameLength: number
  /**
   * UTF-16 units in one text, attribute value, comment or CDATA section. Base64 pictures in descriptions reach
   * megabytes. Default: 4 Mi.
   */
  readonly textLength: number
  /** UTF-16 units before the root element. Default: 64 Ki. */
  readonly prologLength: number
  /**
   * Size of one entity: the UTF-16 units of its values (typed or extra), of attribute names, and of names outside the
   * schema, plus 32 for each element (64 outside the schema) and 16 for each attribute or piece of text. All groups
   * under one root group count as one entity, since they are held together. Default: 16 Mi.
   */
  readonly entityLength: number
  /**
   * Groups under one root group: they are held until it closes, so that parents come first and complete.
   * Default: 100,000.
   */
  readonly groupTree: number
  /** Entries of an archive: exchanges with pictures bring thousands. Default: 10,000. */
  readonly zipEntries: number
  /** Bytes of one unpacked entry. Default: 2 GiB. */
  readonly zipEntryBytes: number
  /** Bytes of all unpacked entries together. Default: 8 GiB. */
  readonly zipTotalBytes: number
  /**
   * Unpacked bytes per packed byte, checked for entries over 1 MiB: Deflate can reach 1,000, CommerceML has 10 to 40.
   * Default: 200.
   */
  readonly zipRatio: number
  /** Bytes of one path segment of an entry name: as many as file systems allow. Default: 255. */
  readonly zipNameBytes: number
}

/** The limits unless you change them: what each is, and why, stands at {@link Limits}. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  depth: 256,
  attributes: 256,
  nameLength: 1_024,
  textLength: 4 * 1024 * 1024,
  prologLength: 64 * 1024,
  entityLength: 16 * 1024 * 1024,
  groupTree: 100_000,
  zipEntries: 10_000,
  zipEntryBytes: 2 * 1024 ** 3,
  zipTotalBytes: 8 * 1024 ** 3,
  zipRatio: 200,
  zipNameBytes: 255,
})

/** Fills in the defaults. Throws `TypeError` for an unknown limit, and for a value that is not a number from 0 to Infinity. */
export function limitsOver<L extends object>(defaults: L, limits: Partial<L> = {}): L {
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(defaults, name)) {
      throw new TypeError(`limits.${name} is no limit; known are ${Object.keys(defaults).join(', ')}`)
    }
    if (typeof value !== 'number' || Number.isNaN(value) || value < 0) {
      throw new TypeError(`limits.${name} must be a number from 0 to Infinity, not ${String(value)}`)
    }
  }
  return { ...defaults, ...limits }
}

/** The limits of documents and archives; throws as {@link limitsOver} does. */
export const resolveLimits = (limits?: Partial<Limits>): Limits => limitsOver(DEFAULT_LIMITS, limits)

/** The error for an exceeded limit: it names the limit, its value and what exceeded it. */
export function limitExceeded(
  limit: keyof Limits,
  allowed: number,
  what: string,
  details?: ConstructorParameters<typeof CommerceMLError>[2],
): CommerceMLError {
  return new CommerceMLError('limit-exceeded', `${what}: over the limit ${limit} = ${allowed}`, {
    ...details,
    found: limit,
  })
}
