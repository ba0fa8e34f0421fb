import { wireText } from './wire-text.ts'

/** The user and password that 1C logs in with. */
export interface Credentials {
  /** What stands before the first colon. */
  readonly user: string
  /** What stands behind it, further colons included; may be empty. */
  readonly password: string
}

const BASIC = /^\s*basic\s+([A-Za-z0-9+/]+={0,2})\s*$/i

/**
 * Reads an `Authorization: Basic` header; `undefined` when there is none, or none that can be read.
 *
 * The password is everything after the first colon: servers that split at every colon cut passwords short (WooCommerce,
 * OpenCart). 1C writes Cyrillic in UTF-8 or windows-1251; both are understood.
 *
 * @example
 * import { parseCredentials } from 'commerceml/exchange'
 * console.log(parseCredentials(`Basic ${btoa('1c:a:b')}`)) // { user: '1c', password: 'a:b' }
 */
export function parseCredentials(header: string | undefined): Credentials | undefined {
  const encoded = BASIC.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  let binary: string
  try {
    binary = atob(encoded)
  } catch {
    return undefined // a length that base64 cannot have
  }
  const text = wireText(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
  const colon = text.indexOf(':')
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
