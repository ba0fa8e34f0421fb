import type { Step } from './profile.ts'
import { charsetOf, markOf, type Reply } from './reply.ts'

/** One request and its reply, for people and logs. Secrets stand there as `***`, unless they were asked for. */
export interface TranscriptEntry {
  readonly step: Step
  readonly method: 'GET' | 'POST'
  /** Path and query. */
  readonly url: string
  /** The headers that matter: `Cookie`, and that there was an `Authorization`. */
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of the body. */
  readonly sentBytes: number
  /** Absent when no reply came. */
  readonly status?: number
  readonly replyHeaders: Readonly<Record<string, string>>
  /** Bytes of the reply. */
  readonly replyBytes: number
  /** How the reply begins, at most 512 characters. */
  readonly reply: string
  /** Why there was no reply. */
  readonly error?: string
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

/** What must not be seen. */
export interface Secrets {
  readonly password: string
  /** Cookies and tokens are shown all the same; the password never is. */
  readonly showTokens: boolean
}

const MASK = '***'
const SHOWN = 512
// A password of three characters would blank out half of every reply that happens to hold them.
const SHORTEST = 4
const REPLY_HEADERS = ['content-type', 'content-length', 'location', 'set-cookie'] as const

const maskTokens = (text: string): string => text.replace(/(sessid=)[^&\s]+/gi, `$1${MASK}`)
const maskCookie = (text: string): string => text.replace(/^([^=;]*=)[^;]+/, `$1${MASK}`)

/** Checkauth: line 3 is the cookie. */
function maskSession(text: string): string {
  const lines = text.split('\n')
  if (/success/i.test(lines[0] ?? '') && (lines[2] ?? '').trim() !== '') lines[2] = MASK
  return lines.join('\n')
}

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
export function entryOf(exchanged: Exchanged, { password, showTokens }: Secrets): TranscriptEntry {
  const { step, method, url, headers, sentBytes, reply, error, durationMs } = exchanged
  const hidden = (text: string): string =>
    password.length < SHORTEST ? text : text.replaceAll(password, MASK).replaceAll(encodeURIComponent(password), MASK)
  const safe = (text: string): string => hidden(showTokens ? text : maskTokens(text))
  const cookie = (text: string): string => safe(showTokens ? text : maskCookie(text))

  const sent: Record<string, string> = {}
  if (headers.has('authorization')) sent['Authorization'] = `Basic ${MASK}`
  const sentCookie = headers.get('cookie')
  if (sentCookie !== null) sent['Cookie'] = cookie(sentCookie)

  const received: Record<string, string> = {}
  for (const name of REPLY_HEADERS) {
    const value = reply?.headers.get(name) ?? null
    if (value !== null) received[name] = name === 'set-cookie' ? cookie(value) : safe(value)
  }
  const text = reply === undefined ? '' : start(reply)
  return {
    step,
    method,
    url: safe(url.pathname + url.search),
    headers: sent,
    sentBytes,
    ...(reply !== undefined && { status: reply.status }),
    replyHeaders: received,
    replyBytes: reply?.bytes.length ?? 0,
    reply: safe(step === 'checkauth' && !showTokens ? maskSession(text) : text),
    ...(error !== undefined && { error: safe(String(error)) }),
    durationMs,
  }
}

const visible = (text: string): string =>
  text.replaceAll('\r', '␍').replaceAll('\n', '⏎').replaceAll('\ufeff', '[BOM]').replaceAll('\0', '␀')

/**
 * An entry as two lines of a dialogue: `C` is the client, `S` the site, `⏎` a line feed.
 *
 * @example
 * import { formatEntry, pushCatalog } from 'commerceml/client'
 * for await (const event of pushCatalog('https://shop.example/1c', [], { user: '1c', password: 'secret' })) {
 *   if (event.type === 'request') console.log(formatEntry(event.entry))
 * }
 */
export function formatEntry(entry: TranscriptEntry): string {
  const headers = Object.entries(entry.headers).map(([name, value]) => `  ${name}: ${value}`)
  const body = entry.sentBytes > 0 ? `  <${entry.sentBytes} bytes>` : ''
  const cut = entry.replyBytes > SHOWN ? `… <${entry.replyBytes} bytes>` : ''
  const reply = entry.status === undefined ? `- ${entry.error ?? ''}` : `${entry.status} ${visible(entry.reply)}${cut}`
  return `C ${entry.method} ${visible(entry.url)}${headers.join('')}${body}\nS ${reply}`
}
