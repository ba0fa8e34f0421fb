/** Why a connection came to nothing, for people. */
interface Cause {
  readonly words: string
  /** Asking again would end the same way. */
  readonly lasting: boolean
}

const TLS = 'the certificate of the site is not trusted'

/** Codes of node:net, node:tls and undici. */
const CAUSES: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: { words: 'nothing listens there: connection refused', lasting: true },
  ENOTFOUND: { words: 'there is no host of that name', lasting: true },
  EAI_AGAIN: { words: 'the name of the host could not be looked up', lasting: false },
  EHOSTUNREACH: { words: 'there is no way to the host', lasting: true },
  ENETUNREACH: { words: 'there is no way to the network', lasting: true },
  ERR_INVALID_URL: { words: 'that is no address', lasting: true },
  CERT_HAS_EXPIRED: { words: 'the certificate of the site has expired', lasting: true },
  CERT_NOT_YET_VALID: { words: 'the certificate of the site is not valid yet', lasting: true },
  ERR_TLS_CERT_ALTNAME_INVALID: { words: 'the certificate is that of another site', lasting: true },
  DEPTH_ZERO_SELF_SIGNED_CERT: { words: `${TLS}: it is self-signed`, lasting: true },
  SELF_SIGNED_CERT_IN_CHAIN: { words: `${TLS}: it is self-signed`, lasting: true },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { words: `${TLS}: its issuer is missing`, lasting: true },
  UNABLE_TO_GET_ISSUER_CERT: { words: `${TLS}: its issuer is missing`, lasting: true },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { words: `${TLS}: its issuer is missing`, lasting: true },
  ERR_SSL_WRONG_VERSION_NUMBER: { words: 'no TLS is spoken there: http:// in place of https://?', lasting: true },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { words: 'no TLS is spoken there: http:// in place of https://?', lasting: true },
  EPROTO: { words: 'no TLS could be agreed upon: http:// in place of https://?', lasting: true },
  ECONNRESET: { words: 'the site broke the connection', lasting: false },
  EPIPE: { words: 'the site closed the connection while it was being sent to', lasting: false },
  UND_ERR_SOCKET: { words: 'the site broke the connection', lasting: false },
  ETIMEDOUT: { words: 'the host does not answer', lasting: false },
  UND_ERR_CONNECT_TIMEOUT: { words: 'the host does not answer', lasting: false },
}

/** fetch of Node ends a request on its own after 300 s without a byte, and calls it by these. */
const TIMEOUTS: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** An error and what is behind it: undici says «fetch failed» and puts the reason into `cause`. */
function* chain(error: unknown): Generator<Error & { code?: unknown }> {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) yield at
}

/** A reply that began and did not come to its end. */
export class CutShort extends Error {
  constructor(cause: unknown) {
    super('the reply was cut short', { cause })
  }
}

export class TooLong extends Error {}

/** Whether time ran out, whoever held the clock. */
export function isTimeout(error: unknown): boolean {
  for (const { name, code } of chain(error)) if (name === 'TimeoutError' || TIMEOUTS.has(String(code))) return true
  return false
}

function causeOf(error: unknown): Cause | undefined {
  for (const { code } of chain(error)) {
    if (typeof code === 'string' && Object.hasOwn(CAUSES, code)) return CAUSES[code]
  }
  return undefined
}

/** Whether there is no use in asking again. */
export const isLasting = (error: unknown): boolean => causeOf(error)?.lasting === true

/** Why there was no reply, in words, with the error as it came behind them. */
export function reasonOf(error: unknown, timeoutMs: number): string {
  if (isTimeout(error)) return Number.isFinite(timeoutMs) ? `no reply within ${timeoutMs / 1000} s` : 'no reply in time'
  const messages = [...chain(error)].map(({ message, code }) => message || String(code ?? ''))
  const plain = messages.length === 0 ? String(error) : [...new Set(messages)].filter((text) => text !== '').join(': ')
  const words = causeOf(error)?.words
  return words === undefined ? plain : `${words} (${plain})`
}
