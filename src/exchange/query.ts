import { wireBytes, wireText } from './wire-text.ts'

// Stock clients send six parameters at most; what is behind the limit is not read.
const MOST_PARAMETERS = 64
// Who has an address from the source of a page, or of a document, may ask with its `&amp;`.
const SEPARATOR = /[?&](?:amp;)?/
const PLUS = 0x2b
const BLANK = 0x20
const PERCENT = 0x25

const hexDigit = (code: number | undefined): number => {
  if (code === undefined) return -1
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** `%41` and `+` to what they stand for; a `%` that begins nothing is itself. */
function decoded(text: string): string {
  const bytes = wireBytes(text)
  let length = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number // in range
    const value = byte === PERCENT ? hexDigit(bytes[index + 1]) * 16 + hexDigit(bytes[index + 2]) : -1
    if (byte === PERCENT && hexDigit(bytes[index + 1]) >= 0 && hexDigit(bytes[index + 2]) >= 0) {
      bytes[length++] = value
      index += 2
    } else bytes[length++] = byte === PLUS ? BLANK : byte
  }
  return wireText(bytes.subarray(0, length))
}

/**
 * The query parameters of a request, read as the PHP sites do that 1C was made to talk to: of several with one name the
 * last wins, `&&` and a trailing `&` mean nothing, `+` is a blank, `&amp;` is `&`.
 *
 * A second `?` separates parameters too: 1C appends `?type=…` to whatever address it was given
 * (`/?wc1c=exchange?type=catalog&mode=init`).
 *
 * @param url the target of the request line, or a whole URL
 *
 * @example
 * import { parseQuery } from 'commerceml/exchange'
 * const query = parseQuery('/1c?type=catalog&mode=checkauth?type=catalog&mode=init&&')
 * console.log(query.get('mode')) // init
 */
export function parseQuery(url: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  const [address = ''] = url.split('#', 1)
  const start = address.indexOf('?')
  if (start === -1) return parameters
  const query = address.slice(start + 1)
  for (const part of query.split(SEPARATOR)) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decoded(equals === -1 ? part : part.slice(0, equals))
    if (parameters.size >= MOST_PARAMETERS && !parameters.has(name)) continue
    parameters.set(name, equals === -1 ? '' : decoded(part.slice(equals + 1)))
  }
  return parameters
}
