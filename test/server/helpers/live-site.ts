import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { importLine } from '../../../src/exchange/import-line.ts'
import { createNodeHandler } from '../../../src/node/node-handler.ts'
import type { Importer } from '../../../src/server/imports/importer.ts'
import {
  type Clock,
  createExchange,
  createFetchHandler,
  type Exchange,
  type ExchangeOptions,
  memoryStores,
} from '../../../src/server/index.ts'
import type { Charset } from '../../../src/source/charset.ts'
import { DIALOGUE_START, type Dialogue, type DialogueStep, type Fact, type ImportCall } from '../../helpers/dialogue.ts'

// Numbers that are nothing else's, so that the clock knows what it is asked to wait for.
const SLICE = 7_777
const LISTEN = 8_888

/** How requests get to the exchange. */
export const ADAPTERS = {
  'node:http': (current: () => Exchange): Server =>
    createServer((request, response) => createNodeHandler(current())(request, response)),
  // A server that speaks Request and Response, as Bun and Deno have one built in.
  fetch: (current: () => Exchange): Server =>
    serve({ fetch: (request) => createFetchHandler(current())(request), port: 0 }) as Server,
} as const

/** What a reply was, byte for byte. */
export interface Heard {
  readonly status: number
  readonly bytes: Buffer
}

/** A whole site over real HTTP that does what a dialogue says of it. */
export class LiveSite {
  readonly #dialogue: Dialogue
  readonly #charset: Charset
  readonly #stores = memoryStores()
  readonly #calls = new Map<string, ImportCall[]>()
  /** Importers that have come to their `progress`, by file: what lets each go on. */
  readonly #stopped = new Map<string, () => void>()
  #onStop: (() => void)[] = []
  #now = DIALOGUE_START
  #waiting: string[] | 'unavailable' = []
  #lastSession = ''
  readonly #applied: string[] = []
  readonly #deactivated: string[] = []
  #completed = 0
  #exchange: Exchange
  readonly #server: Server

  constructor(dialogue: Dialogue, charset: Charset, adapter: keyof typeof ADAPTERS) {
    this.#dialogue = dialogue
    this.#charset = charset
    const { sessions } = this.#stores
    const put = sessions.put.bind(sessions)
    sessions.put = async (session) => {
      this.#lastSession = session.id
      await put(session)
    }
    this.#exchange = this.#create()
    this.#server = ADAPTERS[adapter](() => this.#exchange)
    if (!this.#server.listening) this.#server.listen(0)
  }

  async close(): Promise<void> {
    for (const goOn of this.#stopped.values()) goOn()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  happens(step: DialogueStep): void {
    if (step.is === 'importer') this.#calls.set(step.file, [...step.calls])
    if (step.is === 'wait') this.#now += step.seconds * 1000
    if (step.is === 'restart') this.#exchange = this.#create()
    if (step.is !== 'orders') return
    const before = this.#waiting === 'unavailable' ? [] : this.#waiting
    this.#waiting = step.numbers === 'unavailable' ? 'unavailable' : [...before, ...step.numbers]
  }

  async fact(fact: Fact, words: readonly string[]): Promise<readonly string[]> {
    if (fact === 'applied') return this.#applied
    if (fact === 'deactivated') return this.#deactivated
    if (fact === 'completed') return [`${this.#completed}`]
    if (fact === 'waiting') return [...this.#waiting]
    const names = (await this.#stores.uploads.list(this.#lastSession)).map(({ name }) => name)
    const [name] = words
    if (name === undefined) return names
    return Buffer.from(this.#dialogue.documents.get(name) ?? []).equals(await this.#uploaded(name)) ? [name] : ['other']
  }

  async #uploaded(name: string): Promise<Buffer> {
    const file = await this.#stores.uploads.open(this.#lastSession, name)
    const pieces: Uint8Array[] = []
    for (let at = 0; file !== undefined && at < file.size; at += pieces.at(-1)?.length ?? 0) {
      pieces.push(await file.read(at, file.size - at))
    }
    return Buffer.concat(pieces)
  }

  /** One request, as it is written: nothing tidies its address. */
  async request(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | undefined,
  ): Promise<Heard> {
    const file = /mode=import&filename=([^&]*)/.exec(path)?.[1] ?? ''
    const goOn = this.#stopped.get(file)
    this.#stopped.delete(file)
    goOn?.()
    if (!this.#server.listening) await new Promise((resolve) => this.#server.once('listening', resolve))
    const { port } = this.#server.address() as AddressInfo
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = { 'Content-Length': String(body?.length ?? 0) }
      const options = { port, method, path, headers: { ...headers, ...(method === 'POST' && length) } }
      httpRequest(options, resolve).once('error', reject).end(body)
    })
    const pieces: Buffer[] = []
    for await (const piece of response) pieces.push(piece as Buffer)
    return { status: response.statusCode ?? 0, bytes: Buffer.concat(pieces) }
  }

  #create(): Exchange {
    const { settings, login, info } = this.#dialogue
    return createExchange({
      ...settings,
      charset: this.#charset,
      stores: this.#stores,
      clock: this.#clock(),
      limits: { importSlice: SLICE, listenTime: LISTEN },
      authenticate: ({ user, password }) => user === login.user && password === login.password,
      importFile: this.#importer(),
      orders: this.#orders(info),
      catalog: {
        query: async ({ package: number }) => {
          const name = this.#dialogue.packages[Number(number)]
          return name === undefined ? undefined : this.#text(name)
        },
      },
      deactivate: async ({ before }) => void this.#deactivated.push(String(before.getTime() / 1000)),
      complete: async () => void this.#completed++,
    })
  }

  /** It stands still. A slice is over when the importer has come to where the dialogue stops it, however long that takes. */
  #clock(): Clock {
    return {
      now: () => this.#now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true })
          if (milliseconds === SLICE && this.#stopped.size === 0) this.#onStop.push(resolve)
          else if (milliseconds === SLICE || milliseconds === LISTEN || milliseconds < 1000) setTimeout(resolve, 5)
        }),
    }
  }

  #importer(): Importer {
    return async ({ name, events }) => {
      const counts: Record<string, number> = {}
      const iterator = events[Symbol.asyncIterator]()
      let begun = false
      for (;;) {
        const call = this.#calls.get(name)?.shift() ?? { is: 'done', text: `Загружено: ${name}` }
        if (call.is === 'progress') {
          // One event at least: before that nothing of the file has been read.
          while (!begun || importLine({ file: name, counts, percent: 99 }) !== call.text) {
            begun = true
            const { done, value } = await iterator.next()
            if (done) throw new Error(`the file ends before ${call.text}`)
            counts[value.type] = (counts[value.type] ?? 0) + 1
          }
          await this.#stop(name)
          continue
        }
        while (!(await iterator.next()).done);
        if (call.is === 'failed') throw new Error(call.text)
        this.#applied.push(name)
        return call.text
      }
    }
  }

  #stop(name: string): Promise<void> {
    const waiting = this.#onStop
    this.#onStop = []
    return new Promise((resolve) => {
      this.#stopped.set(name, resolve)
      for (const over of waiting) over()
    })
  }

  #text(name: string): string {
    return new TextDecoder().decode(this.#dialogue.documents.get(name))
  }

  #orders(info: string | undefined): NonNullable<ExchangeOptions['orders']> {
    const version = this.#dialogue.settings.version ?? '2.10'
    return {
      query: async () => {
        if (this.#waiting === 'unavailable') throw new Error('no database')
        if (this.#waiting.length === 0) return undefined
        const orders = this.#waiting.map((number) => `<Документ><Номер>${number}</Номер></Документ>`).join('')
        const document = `<КоммерческаяИнформация ВерсияСхемы="${version}">${orders}</КоммерческаяИнформация>`
        return { document, offer: this.#waiting.join(' ') }
      },
      confirm: async (offer) => {
        this.#waiting = [...this.#waiting].filter((number) => !offer.split(' ').includes(number))
      },
      ...(info !== undefined && { info: async () => this.#text(info) }),
      wait: async (_, signal) =>
        this.#waiting.length > 0 ||
        new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(false))),
    }
  }
}
