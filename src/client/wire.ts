import { joined } from '../source/bytes.ts'
import { CutShort, isTimeout, TooLong } from './network.ts'
import type { FailureCode } from './outcome.ts'
import type { Profile } from './profile.ts'

/** Text as base64 of its UTF-8. */
export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** Basic credentials in UTF-8, colons of the password included: the site splits at the first one. */
export const basic = (user: string, password: string): string => `Basic ${base64Of(`${user}:${password}`)}`

/** An address as people type it. Throws `TypeError` for none, for another protocol, and for one with a password. */
export function parseAddress(url: string | URL): URL {
  const text = String(url)
  // Of a path nobody can tell whose it is.
  const guess = /^[\s/]*$|^\//.test(text) ? '' : `; did you mean http://${text.replace(/^[a-z][a-z\d+.-]*:\/\//i, '')}?`
  if (!URL.canParse(text)) throw new TypeError(`"${text}" is no address${guess}`)
  const address = new URL(text)
  // `shop.example:8080/1c` has the protocol `shop.example:`.
  if (!/^https?:$/.test(address.protocol)) throw new TypeError(`"${text}" is neither http nor https${guess}`)
  if (address.username !== '' || address.password !== '') {
    throw new TypeError('give user and password as options, not in the address')
  }
  address.hash = ''
  return address
}

/** Whether an address leaves it to 1C where to ask. */
export const hasNoPath = (address: URL): boolean => address.pathname === '/' && address.search === ''

/** The configured address, ready for `?type=…` behind it. Throws `TypeError` as {@link parseAddress} does. */
export function addressOf(url: string | URL, profile: Profile): string {
  const address = parseAddress(url)
  if (hasNoPath(address)) address.pathname = profile.defaultPath
  return address.href
}

// A cookie with a CR, as a site with CRLF lines gives it, cannot be sent by fetch. What 1C does with it was not
// verified; the site will not know its session again either way, so none is sent.
export const canBeSent = (header: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(header)

/** The body, up to a limit. Throws {@link CutShort} when it ends before its end. */
export async function readBytes(response: Response, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of response.body ?? []) {
      length += piece.length
      if (length > limit) throw new TooLong(`the reply is longer than ${limit} bytes`)
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof TooLong || isTimeout(error)) throw error
    throw new CutShort(error)
  }
  return joined(pieces)
}

/** Why there was no reply. */
export const codeOf = (error: unknown): FailureCode => {
  if (error instanceof TooLong) return 'reply-too-long'
  return isTimeout(error) ? 'timeout' : 'no-reply'
}
