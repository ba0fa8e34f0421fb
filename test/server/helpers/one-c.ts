import type { Exchange, SiteRequest, SiteResponse } from 'commerceml/server'

/** What a site said. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly lines: readonly string[]
  /** The first line. */
  readonly word: string
  /** What stands behind it. */
  readonly rest: string
}

type Parameters = Readonly<Record<string, string>>
type Extra = Partial<SiteRequest>

export const WORDS = ['success', 'progress', 'failure']

export async function bytesOf(body: SiteResponse['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const pieces: Uint8Array[] = []
  for await (const bytes of body) pieces.push(bytes)
  return Buffer.concat(pieces)
}

/** Text as 1C reads it: in the encoding of the Content-Type. */
export function readReply(status: number, headers: Readonly<Record<string, string>>, bytes: Uint8Array): Reply {
  const type = headers['Content-Type'] ?? headers['content-type'] ?? ''
  const text = new TextDecoder(/charset=([\w-]+)/.exec(type)?.[1] ?? 'utf-8').decode(bytes)
  const lines = text.split('\n')
  return { status, headers, text, lines, word: lines[0] ?? '', rest: lines.slice(1).join('\n') }
}

export async function* piecesOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const chunksOf = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.max(1, Math.ceil(bytes.length / size)) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const queryOf = (type: string, mode: string, parameters: Parameters = {}): string =>
  `/1c?${Object.entries({ type, mode, ...parameters })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A 1C that talks to an exchange in the same process. */
export class OneC {
  readonly exchange: Exchange
  readonly user: string
  readonly password: string
  cookie: string | undefined
  token: string | undefined

  constructor(exchange: Exchange, user = 'shop', password = 'right') {
    this.exchange = exchange
    this.user = user
    this.password = password
  }

  /** The session's id. */
  get id(): string {
    return this.cookie?.split('=')[1] ?? ''
  }

  async ask(type: string, mode: string, parameters: Parameters = {}, extra: Extra = {}): Promise<Reply> {
    const sessid: Parameters = this.token === undefined ? {} : { sessid: this.token }
    const request = { url: queryOf(type, mode, { ...parameters, ...sessid }), cookie: this.cookie, ...extra }
    const { status, headers, body } = await this.exchange.handle(request)
    return readReply(status, headers, await bytesOf(body))
  }

  async checkauth(type = 'catalog', extra: Extra = {}): Promise<Reply> {
    const reply = await this.ask(type, 'checkauth', {}, { authorization: basic(this.user, this.password), ...extra })
    const [, name, value, token] = reply.lines
    if (reply.word === 'success') this.cookie = `${name}=${value}`
    this.token = token?.startsWith('sessid=') ? token.slice('sessid='.length) : undefined
    return reply
  }

  /** Begins an export: checkauth and init. */
  async begin(type = 'catalog', parameters: Parameters = {}): Promise<Reply> {
    await this.checkauth(type)
    return this.ask(type, 'init', parameters)
  }

  file(filename: string, bytes: Uint8Array | string, type = 'catalog', extra: Extra = {}): Promise<Reply> {
    const body = typeof bytes === 'string' ? utf8(bytes) : bytes
    return this.ask(type, 'file', { filename }, { body: piecesOf(body), contentLength: body.length, ...extra })
  }

  /** Sends a file in parts, and gives the first reply that is no success, or the last. */
  async upload(filename: string, bytes: Uint8Array | string, size = Number.POSITIVE_INFINITY, type = 'catalog') {
    const body = typeof bytes === 'string' ? utf8(bytes) : bytes
    let reply: Reply | undefined
    for (const chunk of chunksOf(body, Math.min(size, Math.max(1, body.length)))) {
      reply = await this.file(filename, chunk, type)
      if (reply.text !== 'success') return reply
    }
    return reply as Reply
  }

  import(filename: string, type = 'catalog'): Promise<Reply> {
    return this.ask(type, 'import', { filename })
  }

  /** Asks until it is something else than progress. */
  async imported(filename: string, type = 'catalog'): Promise<Reply> {
    for (let polls = 0; polls < 10_000; polls++) {
      const reply = await this.import(filename, type)
      if (reply.word !== 'progress') return reply
    }
    throw new Error(`${filename} is never imported`)
  }
}
