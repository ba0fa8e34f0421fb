import { CommerceMLError, type CommerceMLErrorCode, type CommerceMLErrorDetails } from '../errors.ts'
import { visibleJson } from '../source/invisible.ts'

/** The codes that speak of archives. */
export type ZipErrorCode = Extract<CommerceMLErrorCode, `zip-${string}`>

// As much of a name as an error message needs: an archive may hold names of 64 KiB.
const QUOTED_LENGTH = 200

/** A name out of an archive, fit for a message: cut, quoted, nothing in it that a log viewer obeys. */
export function quoted(name: string): string {
  return visibleJson(JSON.stringify(name.length > QUOTED_LENGTH ? `${name.slice(0, QUOTED_LENGTH)}…` : name))
}

/** How messages name an entry. */
export const entryNamed = (name: string): string => `entry ${quoted(name)}`

/** How messages write a CRC-32. */
export const hex32 = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0')

/** The one form of the archive's errors: where, then what was expected and what was found. */
export function refusal(
  code: ZipErrorCode,
  where: string,
  what: string,
  details?: CommerceMLErrorDetails,
): CommerceMLError {
  return new CommerceMLError(code, `${where}: ${what}`, details)
}
