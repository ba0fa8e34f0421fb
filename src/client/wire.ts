import { joined } from '../source/bytes.ts'
import type { Profile } from './profile.ts'
import type { FailureCode } from './rules.ts'

/** Basic credentials in UTF-8, colons of the password included: the site splits at the first one. */
export function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

/** The configured address, ready for `?type=…` behind it. Throws `TypeError` for none, or one with a password. */
export function addressOf(url: string | URL, profile: Profile): string {
  const address = new URL(url)
  if (address.username !== '' || address.password !== '') {
    throw new TypeError('give user and password as options, not in the address')
  }
  address.hash = ''
  if (address.pathname === '/' && address.search === '') address.pathname = profile.defaultPath
  return address.href
}

// A cookie with a CR, as a site with CRLF lines gives it, cannot be sent by fetch. What 1C does with it was not
// verified; the site will not know its session again either way, so none is sent.
export const canBeSent = (header: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(header)

class TooLong extends Error {}

/** The body, up to a limit. */
export async function readBytes(response: Response, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    if (length > limit) throw new TooLong(`the reply is longer than ${limit} bytes`)
    pieces.push(piece)
  }
  return joined(pieces)
}

/** Why there was no reply. */
export const codeOf = (error: unknown): FailureCode => {
  if (error instanceof TooLong) return 'reply-too-long'
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'no-reply'
}

// undici says «fetch failed» and puts the reason behind it.
export const reasonOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? `${error.message}: ${String(error.cause)}` : error
