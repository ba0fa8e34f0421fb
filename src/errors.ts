/** Why reading or writing failed, one word each. All are fatal: the reader or writer is finished after any of them. */
export type CommerceMLErrorCode = ReadErrorCode | WriteErrorCode

/** Why a document, archive or folder cannot be read. */
export type ReadErrorCode =
  // the document
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
  // the archive
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
  // the folder
  | 'folder-no-xml'

/** Why something cannot be written. */
export type WriteErrorCode =
  /** A value that does not fit its row, or a row that does not exist. */
  | 'invalid-value'
  /** An entity in the wrong place, or an attribute that came too late. */
  | 'misplaced-event'
  /** An order that the receiving 1C would refuse or misread. */
  | 'order-refused'

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
  readonly position?: Position | undefined
  /** Id of the entity being read, if it was known. */
  readonly entity?: string | undefined
  /** What was found instead, in a word or two: `an HTML page`, `gzip data`, `windows-1252`. */
  readonly found?: string | undefined
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
  override readonly name = 'CommerceMLError'
  readonly code: CommerceMLErrorCode
  readonly position: Position | undefined
  readonly entity: string | undefined
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
