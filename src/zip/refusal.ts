import { CommerceMLError, type CommerceMLErrorCode, type CommerceMLErrorDetails } from '../errors.ts'

/** The codes that speak of archives. */
export type ZipErrorCode = Extract<CommerceMLErrorCode, `zip-${string}`>

// As much of a name as an error message needs: an archive may hold names of 64 KiB.
const QUOTED_LENGTH = 200
// What JSON leaves as it is and a terminal or log viewer obeys: DEL, C1, line separators, direction marks, BOM.
const INVISIBLE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** A name out of an archive, fit for a message: cut, quoted, nothing in it that a log viewer obeys. */
export function quoted(name: string): string {
  const cut = name.length > QUOTED_LENGTH ? `${name.slice(0, QUOTED_LENGTH)}…` : name
  return JSON.stringify(cut).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
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
