import { pictured } from '../source/invisible.ts'
import { MASK, type Mask } from './mask.ts'
import { charsetOf, markOf, type Reply } from './reply.ts'
import type { Step } from './step.ts'

/** One request and its reply, for people and logs. Secrets are shown as `***`, unless `showTokens` was set. */
export interface TranscriptEntry {
  /** The step that sent it. */
  readonly step: Step
  /** The method of HTTP. */
  readonly method: 'GET' | 'POST'
  /** Path and query. */
  readonly url: string
  /** The headers that matter: `Cookie`, and whether there was an `Authorization`. */
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of the request body. */
  readonly sentBytes: number
  /** Absent when there was no reply. */
  readonly status?: number
  /** The headers that matter: `content-*`, `location`, `set-cookie`; names in lower case. Empty without a reply. */
  readonly replyHeaders: Readonly<Record<string, string>>
  /** Bytes of the reply. */
  readonly replyBytes: number
  /** The beginning of the reply, at most 512 characters. */
  readonly reply: string
  /** Why there was no reply. */
  readonly error?: string
  /** Milliseconds until the reply was there, or was given up; rounded. */
  readonly durationMs: number
}

/** What an entry is made of. */
export interface Exchanged {
  readonly step: Step
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Headers
  readonly sentBytes: number
  readonly reply?: Reply
  readonly error?: unknown
  readonly durationMs: number
}

const SHOWN = 512
const REPLY_HEADERS = ['content-type', 'content-length', 'content-encoding', 'location'] as const

function start(reply: Reply): string {
  const encoding = markOf(reply.bytes) ?? charsetOf(reply.headers) ?? 'utf-8'
  const bytes = reply.bytes.subarray(0, SHOWN * 2)
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes).slice(0, SHOWN)
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).slice(0, SHOWN)
  }
}

/** Writes down a request and its reply. */
export function entryOf(exchanged: Exchanged, mask: Mask): TranscriptEntry {
  const { step, method, url, headers, sentBytes, reply, error, durationMs } = exchanged
  const sent: Record<string, string> = {}
  if (headers.has('authorization')) sent['Authorization'] = `Basic ${MASK}`
  const cookie = headers.get('cookie')
  if (cookie !== null) sent['Cookie'] = mask.cookies(cookie)

  const received: Record<string, string> = {}
  for (const name of REPLY_HEADERS) {
    const value = reply?.headers.get(name) ?? null
    if (value !== null) received[name] = mask.text(value)
  }
  const cookies = reply?.headers.getSetCookie() ?? []
  if (cookies.length > 0) received['set-cookie'] = cookies.map(mask.setCookie).join(', ')
  return {
    step,
    method,
    url: mask.text(url.pathname + url.search),
    headers: sent,
    sentBytes,
    ...(reply !== undefined && { status: reply.status }),
    replyHeaders: received,
    replyBytes: reply?.bytes.length ?? 0,
    reply: reply === undefined ? '' : mask.reply(step, start(reply)),
    ...(error !== undefined && { error: mask.text(String(error)) }),
    durationMs,
  }
}

const PICTURES: Readonly<Record<string, string>> = { '\n': '⏎', '\ufeff': '[BOM]' }

/** Text of others that may stand in a line of one's own: whatever a site sends, a terminal gets nothing to obey. */
export const visible = (text: string): string => pictured(text, PICTURES)

/** What came back, or why nothing did, in one line: at most so many characters of it. */
export function formatReply({ status, error = '', reply, replyBytes }: TranscriptEntry, characters = SHOWN): string {
  if (status === undefined) return visible(error)
  const cut = replyBytes > SHOWN || reply.length > characters ? `… <${replyBytes} bytes>` : ''
  return `${status} ${visible(reply.slice(0, characters))}${cut}`
}

/**
 * Formats an entry as two lines of a dialogue: `C` is the client, `S` the site, `⏎` a line feed.
 *
 * @example
 * import { formatEntry, pushCatalog } from 'commerceml/client'
 * for await (const event of pushCatalog('https://shop.example/1c', [], { user: '1c', password: 'secret' })) {
 *   if (event.type === 'request') console.log(formatEntry(event.entry))
 * }
 */
export function formatEntry(entry: TranscriptEntry): string {
  const headers = Object.entries(entry.headers).map(([name, value]) => `  ${name}: ${visible(value)}`)
  const body = entry.sentBytes > 0 ? `  <${entry.sentBytes} bytes>` : ''
  const reply = `${entry.status === undefined ? '- ' : ''}${formatReply(entry)}`
  return `C ${entry.method} ${visible(entry.url)}${headers.join('')}${body}\nS ${reply}`
}
