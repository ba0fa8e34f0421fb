/** Why reading or writing failed, one word each. All are fatal: the reader or writer is finished after any of them. */
export type CommerceMLErrorCode = ReadErrorCode | WriteErrorCode

/**
 * Why a document, archive or folder cannot be read.
 *
 * Of a document:
 * - not-xml: it does not begin as XML does: an archive, a picture, JSON, the words of a server
 * - not-well-formed: its markup is none by XML 1.0
 * - truncated-input: it is empty, or ends before its root is closed
 * - dtd-refused: it has a DOCTYPE: CommerceML has none, and entities could expand without bound; mostly an HTML page
 * - invalid-encoding: its bytes are none of its encoding, or of another one than the declaration says
 * - unsupported-encoding: it says an encoding that is not read
 * - wrong-root: its root is not КоммерческаяИнформация: an HTML page, YML, EnterpriseData
 * - limit-exceeded: it or the archive is over one of the `Limits`, which `found` names
 * - strict-issue: it has an issue, and `strict` is set; `found` is the code of the issue
 * - unknown-element: it has an element or attribute outside the schema, and `extras` is `refuse`
 *
 * Of an archive:
 * - zip-not-zip: it begins as something else, or is empty
 * - zip-truncated: it ends before its directory does, or while it is read
 * - zip-corrupt: its directory or packed data make no sense
 * - zip-encrypted: an entry, or the directory, is encrypted
 * - zip-unsupported: another method than stored or Deflate, a patch, what is neither file nor folder (a link), a folder
 *   with data, or a part of several disks
 * - zip-unsafe-name: a name that leads out of the folder, means something else on Windows, or is not UTF-8 though it says
 *   so
 * - zip-duplicate-name: two entries are one file where case does not count, or one lies below the other
 * - zip-checksum: unpacked, an entry has another CRC-32 than the directory says
 * - zip-size-mismatch: unpacked, an entry has another size than the directory says, or its two sizes cannot both be true
 * - zip-header-mismatch: the directory and the local header of an entry say different things, or its two names do
 * - zip-overlap: two entries share bytes, or one reaches into the directory
 * - zip-no-xml: it has no XML document
 *
 * Of a folder:
 * - folder-no-xml: no XML document lies below it
 */
export type ReadErrorCode =
  | 'not-xml'
  | 'not-well-formed'
  | 'truncated-input'
  | 'dtd-refused'
  | 'invalid-encoding'
  | 'unsupported-encoding'
  | 'wrong-root'
  | 'limit-exceeded'
  | 'strict-issue'
  | 'unknown-element'
  | 'zip-not-zip'
  | 'zip-truncated'
  | 'zip-corrupt'
  | 'zip-encrypted'
  | 'zip-unsupported'
  | 'zip-unsafe-name'
  | 'zip-duplicate-name'
  | 'zip-checksum'
  | 'zip-size-mismatch'
  | 'zip-header-mismatch'
  | 'zip-overlap'
  | 'zip-no-xml'
  | 'folder-no-xml'

/**
 * Why something cannot be written.
 *
 * - invalid-value: a value that does not fit its row, or a row that does not exist
 * - misplaced-event: an entity in the wrong place, or an attribute that came too late
 * - order-refused: an order that the receiving 1C would refuse or misread
 */
export type WriteErrorCode = 'invalid-value' | 'misplaced-event' | 'order-refused'

/** Where something stands in the input. */
export interface Position {
  /** Bytes from the start of the file (of the unpacked entry in an archive). For string input: bytes of its UTF-8 form. */
  readonly offset: number
  /** Line, from 1. */
  readonly line: number
  /** Russian element names from the root, joined by `/`: `КоммерческаяИнформация/Каталог/Товары/Товар`. */
  readonly path: string
  /** Name of the file or archive entry, when the input had one. */
  readonly source?: string
}

/** What a {@link CommerceMLError} carries beside its message. */
export interface CommerceMLErrorDetails {
  /** Where it was noticed; absent where nothing was read. */
  readonly position?: Position | undefined
  /** Id of the entity being read, if it was known. */
  readonly entity?: string | undefined
  /**
   * What was found instead, in a word or two: `an HTML page` (of `wrong-root`, or with a DOCTYPE of `dtd-refused`), `gzip
   * data`, `windows-1252`. Of `limit-exceeded` the name of the limit, of `strict-issue` the code of the issue, of
   * `order-refused` the path of its first problem.
   */
  readonly found?: string | undefined
  /** The error beneath, if there is one. */
  readonly cause?: unknown
}

const BRAND: unique symbol = Symbol.for('commerceml.CommerceMLError') as never

/**
 * A fatal error of reading or writing. Reading: the input is malformed, cut short, over a limit, or not CommerceML at
 * all. Writing: a value cannot be written, or the receiving 1C would refuse the order.
 *
 * Misuse of the library throws `TypeError` instead; a value that is merely odd is reported as an `issue` event.
 *
 * @example
 * import { isCommerceMLError, readEvents } from 'commerceml'
 * try {
 *   for await (const event of readEvents('<html>')) console.log(event.type)
 * } catch (error) {
 *   if (!isCommerceMLError(error)) throw error
 *   console.log(error.code, error.position?.offset) // wrong-root 0
 * }
 */
export class CommerceMLError extends Error {
  /** The name of the class. */
  override readonly name = 'CommerceMLError'
  /** Why it failed, for programs. */
  readonly code: CommerceMLErrorCode
  /** Where it was noticed; `undefined` where nothing was read. */
  readonly position: Position | undefined
  /** Id of the entity being read or written, if it was known. */
  readonly entity: string | undefined
  /** What was found instead, in a word or two: see {@link CommerceMLErrorDetails}. */
  readonly found: string | undefined

  constructor(code: CommerceMLErrorCode, message: string, details: CommerceMLErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.position = details.position
    this.entity = details.entity
    this.found = details.found
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/** Adds a position to an error that has none yet. Other errors are returned unchanged. */
export function placed(error: unknown, position: Position): unknown {
  if (!isCommerceMLError(error) || error.position !== undefined) return error
  const { code, message, entity, found, cause } = error
  return new CommerceMLError(code, message, { position, entity, found, cause })
}

/**
 * Whether an error is a {@link CommerceMLError}. Works across two copies of the package, where `instanceof` does not.
 *
 * @example
 * import { CommerceMLError, isCommerceMLError } from 'commerceml'
 * console.log(isCommerceMLError(new CommerceMLError('not-xml', 'gzip data'))) // true
 */
export function isCommerceMLError(error: unknown): error is CommerceMLError {
  return typeof error === 'object' && error !== null && BRAND in error
}
