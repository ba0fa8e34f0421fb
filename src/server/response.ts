import { charsetFor, charsetLabel, encodeText } from '../exchange/charset.ts'
import type { Conclusion } from '../exchange/conclusion.ts'
import type { Decision } from '../exchange/decision.ts'
import type { ExchangeSettings } from '../exchange/settings.ts'
import type { Sendable } from './documents.ts'

/** A response, ready to be sent. */
export interface SiteResponse {
  /** The HTTP status: 304 only for a listener without orders, since 1C reads only the body. */
  readonly status: 200 | 304
  /** The headers, by their names as HTTP spells them. */
  readonly headers: Readonly<Record<string, string>>
  /** The body; a streamed one throws when its source does: cut the connection then. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
  /** How many bytes of the request body to read and discard so that the reply arrives; cut the connection after them. */
  readonly leftover: number
}

// Replies differ from moment to moment, and none is a page.
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** Makes bytes and headers of what was concluded. */
export function responseOf(
  settings: ExchangeSettings,
  decision: Decision,
  { reply, session }: Conclusion,
  document: Sendable | undefined,
  leftover: number,
): SiteResponse {
  if (reply.kind === 'document') {
    if (document === undefined) throw new TypeError('a document was concluded, and there is none')
    const headers = { ...HEADERS, 'Content-Type': document.contentType }
    return { status: 200, headers, body: document.body, leftover }
  }
  const charset = charsetFor(decision.type, settings.charset)
  const headers: Record<string, string> = {
    ...HEADERS,
    'Content-Type': `text/plain; charset=${charsetLabel(charset)}`,
  }
  // 1C takes the cookie from the body; what is not 1C may keep cookies as browsers do.
  if (decision.do === 'login' && session !== undefined) {
    headers['Set-Cookie'] = `${settings.cookie}=${session.id}; Path=/; HttpOnly; SameSite=Strict`
  }
  return { status: reply.status, headers, body: encodeText(reply.text, charset), leftover }
}
