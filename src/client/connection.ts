import { fillAddress } from './addresses.ts'
import { bodyOf } from './chunks.ts'
import { ExchangeFailure } from './failure.ts'
import { createMask } from './mask.ts'
import { CutShort, isTimeout, reasonOf } from './network.ts'
import type { RequestOptions, SiteOptions } from './options.ts'
import type { ReplyOutcome, SessionLines } from './outcome.ts'
import type { Profile } from './profile.ts'
import { profileOf } from './profiles.ts'
import type { Reply } from './reply.ts'
import { readReply } from './rules.ts'
import { modeOf, type RequestType, type Step } from './step.ts'
import { entryOf, type TranscriptEntry } from './transcript.ts'
import { addressOf, basic, canBeSent, codeOf, readBytes } from './wire.ts'

/** A reply, and what the client makes of it. */
export interface Answer {
  /** What this client makes of it. */
  readonly outcome: ReplyOutcome
  /** As it came, secrets included. */
  readonly reply: Reply
  /** The same for people, secrets masked; of the second attempt, if there was one. */
  readonly entry: TranscriptEntry
  /** An earlier attempt at the same request, if its reply was cut short and this client repeats such requests. */
  readonly cut?: TranscriptEntry
}

/** One client talking to one site: a method for each mode, to be called in any order, with odd requests if you like. */
export interface Connection {
  /** The client that is played. */
  readonly profile: Profile
  /** What the last successful checkauth returned. */
  readonly session: SessionLines | undefined
  /** Sends no cookie; a success replaces `session`. Default type: `catalog`. */
  checkauth(type?: RequestType, options?: RequestOptions): Promise<Answer>
  /** Default type: `catalog`. */
  init(type?: RequestType, options?: RequestOptions): Promise<Answer>
  /** Sends bytes or a part of a file, by POST. `name` goes into the address as it is. Default type: `catalog`. */
  file(name: string, body: NonNullable<RequestOptions['body']>, options?: RequestOptions): Promise<Answer>
  /** Asks once: to `progress` the outcome is `repeat`. Default type: `catalog`. */
  import(name: string, options?: RequestOptions): Promise<Answer>
  /** Asks for orders. The type is `sale`, as in success and info. */
  query(options?: RequestOptions): Promise<Answer>
  /** Says that the orders of the last query were received: the site need not offer them again. */
  success(options?: RequestOptions): Promise<Answer>
  /** Asks for the site's statuses, payment and delivery services. */
  info(options?: RequestOptions): Promise<Answer>
  /** With the time in line 5 of the checkauth reply, if this client names it. Default type: `catalog`. */
  deactivate(options?: RequestOptions): Promise<Answer>
  /** Says that the whole exchange is over, as the module of 1С-Битрикс does. Default type: `catalog`. */
  complete(options?: RequestOptions): Promise<Answer>
  /** Sends the request of any step. */
  call(step: Step, options?: RequestOptions): Promise<Answer>
}

const MAX_REPLY_BYTES = 256 * 1024 * 1024

interface Prepared {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Headers
  readonly content: Uint8Array | ReadableStream<Uint8Array> | undefined
  readonly length: number
}

/** A client of a site, whose options were looked at before. Throws `TypeError` for the address. */
export function connectionTo(url: string | URL, options: SiteOptions): Connection {
  const profile = profileOf(options.profile ?? 'ut115')
  const address = addressOf(url, profile)
  const { user, password = '', signal, maxReplyBytes = MAX_REPLY_BYTES } = options
  const send = options.fetch ?? globalThis.fetch
  const timeoutMs = options.timeoutMs ?? profile.timeoutMs ?? Number.POSITIVE_INFINITY
  const mask = createMask({ user, password, showTokens: options.showTokens ?? false })
  let session: SessionLines | undefined

  function headersOf(step: Step, request: RequestOptions): Headers {
    const headers = new Headers({ 'user-agent': profile.userAgent, accept: '*/*' })
    // 1C asks for nothing packed; fetch of Node would.
    headers.set('accept-encoding', 'identity')
    // On all requests, unasked: sites that never answer 401 (WC, OC) work with 1C.
    const login = request.login === undefined ? { user, password } : request.login
    if (login?.user !== undefined) headers.set('authorization', basic(login.user, login.password))
    const own = session === undefined || step === 'checkauth' ? null : `${session.cookie.name}=${session.cookie.value}`
    const cookie = request.cookie === undefined ? own : request.cookie
    if (cookie !== null && canBeSent(cookie)) headers.set('cookie', cookie)
    return headers
  }

  async function prepare(step: Step, request: RequestOptions, onError: (error: unknown) => void): Promise<Prepared> {
    const { type = 'catalog', file = '', body, query = (unchanged) => unchanged } = request
    const values = { type, file, line4: session?.line4 ?? '', line5: request.line5 ?? session?.line5 ?? '' }
    const target = new URL(address + query(fillAddress(profile.addresses[step], values)))
    const method = request.method ?? (profile.posts || step === 'file' ? 'POST' : 'GET')
    const headers = headersOf(step, request)
    if (method === 'GET') return { method, url: target, headers, content: undefined, length: 0 }
    if (body === undefined || body instanceof Uint8Array) {
      const content = body ?? new Uint8Array(0)
      return { method, url: target, headers, content, length: content.length }
    }
    const content = await bodyOf(body.file, body.part, onError)
    // 1C knows the length of its file and says it; a stream alone would go out in chunks of HTTP.
    if (content instanceof ReadableStream) headers.set('content-length', String(body.part.length))
    return { method, url: target, headers, content, length: body.part.length }
  }

  async function once({ method, url: target, headers, content }: Prepared): Promise<Reply> {
    const signals = signal === undefined ? [] : [signal]
    const timeout = Number.isFinite(timeoutMs) ? AbortSignal.timeout(timeoutMs) : undefined
    if (timeout !== undefined) signals.push(timeout)
    const init: RequestInit & { duplex?: 'half' } = { method, headers, redirect: 'manual' }
    if (signals.length > 0) init.signal = AbortSignal.any(signals)
    if (content !== undefined) init.body = content as BodyInit
    if (content instanceof ReadableStream) init.duplex = 'half'
    try {
      const response = await send(target, init)
      return { status: response.status, headers: response.headers, bytes: await readBytes(response, maxReplyBytes) }
    } catch (error) {
      // Whatever a fetch makes of it, the clock is the reason.
      throw timeout?.aborted === true && !isTimeout(error) ? timeout.reason : error
    }
  }

  async function call(step: Step, request: RequestOptions = {}): Promise<Answer> {
    signal?.throwIfAborted()
    let unread: { error: unknown } | undefined
    const prepared = await prepare(step, request, (error) => {
      unread = { error }
    })
    const { method, url: target, headers, length: sentBytes } = prepared
    let started = performance.now()
    const noted = (rest: { reply: Reply } | { error: unknown }): TranscriptEntry => {
      const durationMs = Math.round(performance.now() - started)
      started = performance.now()
      const entry = entryOf({ step, method, url: target, headers, sentBytes, durationMs, ...rest }, mask)
      options.onEntry?.(entry)
      return entry
    }
    const failed = (cause: unknown): ExchangeFailure => {
      const words = profile.words.none[modeOf(step)]
      return new ExchangeFailure(step, codeOf(cause), words, {
        file: request.file,
        entry: noted({ error: reasonOf(cause, timeoutMs) }),
        cause,
      })
    }
    let reply: Reply
    let cut: TranscriptEntry | undefined
    try {
      reply = await once(prepared)
    } catch (error) {
      signal?.throwIfAborted()
      if (unread !== undefined) throw unread.error
      // UNF sends a GET again after «Transferred a partial file», and after nothing else.
      if (!profile.repeatsCutGet || method !== 'GET' || !(error instanceof CutShort)) throw failed(error)
      cut = noted({ error: reasonOf(error, timeoutMs) })
      try {
        reply = await once(prepared)
      } catch (again) {
        signal?.throwIfAborted()
        throw failed(again)
      }
    }
    const raw = readReply(profile, modeOf(step), reply)
    mask.learn(reply, raw)
    const entry = noted({ reply })
    if (raw.result === 'ok' && raw.session !== undefined) session = raw.session
    return { outcome: mask.outcome(step, raw), reply, entry, ...(cut && { cut }) }
  }

  return {
    profile,
    get session() {
      return session
    },
    call,
    checkauth: (type = 'catalog', request) => call('checkauth', { type, ...request }),
    init: (type = 'catalog', request) => call('init', { type, ...request }),
    file: (file, body, request) => call('file', { file, body, ...request }),
    import: (file, request) => call('import', { file, ...request }),
    query: (request) => call('query', { type: 'sale', ...request }),
    success: (request) => call('success', { type: 'sale', ...request }),
    info: (request) => call('info', { type: 'sale', ...request }),
    deactivate: (request) => call('deactivate', request),
    complete: (request) => call('complete', request),
  }
}
