export interface Reply {
  readonly what: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

// What a connection or the framework says of itself, and what differs each time.
export const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'x-powered-by']
export const timeless = (text: string): string =>
  text.replace(/[0-9a-f]{32}/g, '<id>').replace(/(ДатаФормирования)="[^"]*"/, '$1="2024-05-01T10:00:00"')

/** 1C, as far as HTTP sees it. */
export class Client {
  readonly #url: string
  readonly #headers: Record<string, string> = {}
  readonly replies: Reply[] = []
  /** Id of the session. */
  id = ''

  constructor(port: number) {
    this.#url = `http://localhost:${port}/1c/exchange`
  }

  async ask(query: string, { body, type, ...init }: { body?: Uint8Array; type?: string; method?: string } = {}) {
    const response = await fetch(`${this.#url}?${query}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...this.#headers, ...(type !== undefined && { 'Content-Type': type }) },
      ...(body !== undefined && { body: body as Uint8Array<ArrayBuffer> }),
      ...init,
    })
    const { 'content-type': contentType = '', ...others } = Object.fromEntries(response.headers)
    const text = new TextDecoder(/charset=([\w-]+)/.exec(contentType)?.[1]).decode(await response.arrayBuffer())
    const headers = { 'content-type': contentType, ...others }
    for (const name of OWN_HEADERS) delete (headers as Record<string, string>)[name]
    const said = Object.entries(headers).map(([name, value]) => [name, timeless(value)])
    const what = `${query} ${type ?? ''}`.trimEnd()
    this.replies.push({ what, status: response.status, headers: Object.fromEntries(said), text: timeless(text) })
    return text
  }

  async login(password = '1c', init: { body?: Uint8Array; type?: string } = {}): Promise<string> {
    this.#headers['Authorization'] = `Basic ${Buffer.from(`1c:${password}`).toString('base64')}`
    delete this.#headers['Cookie']
    const reply = await this.ask('type=catalog&mode=checkauth', init)
    const [, cookie = '', id = ''] = reply.split('\n')
    this.#headers['Cookie'] = `${cookie}=${id}`
    this.id = id
    return reply
  }

  forget(): void {
    delete this.#headers['Cookie']
  }

  send(name: string, body: Uint8Array, type?: string): Promise<string> {
    return this.ask(`type=catalog&mode=file&filename=${name}`, { body, ...(type !== undefined && { type }) })
  }

  async import(name: string): Promise<string> {
    for (;;) {
      const reply = await this.ask(`type=catalog&mode=import&filename=${name}`)
      if (!reply.startsWith('progress\n')) return reply
      this.replies.pop() // how many there are is up to the clock
    }
  }
}
