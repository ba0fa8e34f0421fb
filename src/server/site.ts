import { isCommerceMLError } from '../errors.ts'
import { type Conclusion, conclude } from '../exchange/conclusion.ts'
import { type Decision, decide } from '../exchange/decision.ts'
import { type ExchangeRequest, parseRequest } from '../exchange/request.ts'
import type { Session } from '../exchange/session.ts'
import { type ExchangeSettings, resolveSettings } from '../exchange/settings.ts'
import type { SchemaOverrides } from '../reader/routes.ts'
import { BodyFault, type BodyHead } from './body.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Delivery, deedsOf, type Result } from './deeds.ts'
import type { Sendable } from './documents.ts'
import { Imports } from './imports.ts'
import { resolveExchangeLimits } from './limits.ts'
import { memoryStores } from './memory-stores.ts'
import { assertOptions, type ExchangeOptions, randomId } from './options.ts'
import { recordOf } from './request-record.ts'
import { responseOf, type SiteResponse } from './response.ts'
import type { ExchangeStores } from './stores.ts'
import { Sweeper } from './sweeper.ts'
import { Uploads } from './uploads.ts'

/** A request, whatever brought it. */
export interface SiteRequest extends BodyHead {
  /** Target of the request line, or the whole URL. */
  readonly url: string
  readonly cookie?: string | undefined
  readonly authorization?: string | undefined
  /** Read for `file` alone, and not before the request is found in order. */
  readonly body?: AsyncIterable<Uint8Array> | undefined
  /** Somebody has read the body already. */
  readonly bodyEaten?: boolean
  /** Address of the client. */
  readonly address?: string | undefined
}

/** A site that 1C exchanges with. Adapters bring it requests. */
export interface Exchange {
  /** Never rejects: what goes wrong is a `failure`, and told to `onError`. */
  handle(request: SiteRequest): Promise<SiteResponse>
}

// A client that keeps cookies by itself may send one of each of its sessions.
const MOST_COOKIES = 4

class Site<S extends SchemaOverrides> implements Exchange {
  readonly #options: ExchangeOptions<S>
  readonly #settings: ExchangeSettings
  readonly #stores: ExchangeStores
  readonly #clock: Clock
  readonly #deeds: ReturnType<typeof deedsOf<S>>
  readonly #sweeper: Sweeper

  constructor(options: ExchangeOptions<S>) {
    assertOptions(options as ExchangeOptions<SchemaOverrides>)
    this.#options = options
    this.#settings = resolveSettings(settingsIn(options))
    this.#stores = options.stores ?? memoryStores()
    this.#clock = options.clock ?? systemClock
    const limits = resolveExchangeLimits(options.limits)
    const newId = options.newId ?? randomId
    const onError = (error: unknown): void => options.onError?.(error)
    const common = { stores: this.#stores, limits, clock: this.#clock, onError }
    const uploads = new Uploads(this.#stores, limits, this.#settings.fileLimit, this.#clock)
    const imports = new Imports<S>({
      ...common,
      importer: options.importFile,
      read: options.read ?? {},
      owner: newId(),
    })
    this.#deeds = deedsOf({ ...common, options, settings: this.#settings, uploads, imports, newId })
    this.#sweeper = new Sweeper(this.#stores, uploads, this.#clock, this.#settings.sessionLifetime)
  }

  async handle(request: SiteRequest): Promise<SiteResponse> {
    const started = this.#clock.now()
    const asked = parseRequest(request, this.#settings.cookie)
    const counted = countedBody(request.body)
    let decision: Decision = { do: 'refuse', reason: 'site-fault' }
    let conclusion: Conclusion
    let document: Sendable | undefined
    try {
      decision = decide(this.#settings, asked, await this.#sessionOf(asked), started)
      const result = await this.#perform(decision, request, counted.body)
      document = result.document
      conclusion = conclude(this.#settings, await this.#refreshed(decision), result.outcome, this.#clock.now())
      if (conclusion.session !== undefined) await this.#keep(decision, conclusion.session)
    } catch (error) {
      this.#options.onError?.(error)
      document = undefined
      conclusion = conclude(this.#settings, { do: 'refuse', reason: 'site-fault' }, { is: 'done' }, started)
    }
    const response = responseOf(this.#settings, decision, conclusion, document)
    const took = { milliseconds: this.#clock.now() - started, received: counted.received() }
    this.#options.onRequest?.(recordOf(asked, request.address, decision, conclusion, response, took))
    return response
  }

  async #sessionOf({ sessionIds }: ExchangeRequest): Promise<Session | undefined> {
    for (const id of sessionIds.slice(0, MOST_COOKIES)) {
      const session = await this.#stores.sessions.get(id)
      if (session !== undefined) return session
    }
    return undefined
  }

  async #perform(decision: Decision, request: SiteRequest, body: SiteRequest['body']): Promise<Result> {
    if (decision.do === 'refuse') return { outcome: { is: 'refused', reason: decision.reason } }
    const delivery: Delivery = { head: request, body, eaten: request.bodyEaten ?? false, address: request.address }
    try {
      const doing = this.#deeds[decision.do] as (decision: Decision, delivery: Delivery) => Promise<Result>
      return await doing(decision, delivery)
    } catch (error) {
      if (error instanceof BodyFault) {
        if (error.cause !== undefined) this.#options.onError?.(error.cause)
        return { outcome: { is: 'refused', reason: error.reason } }
      }
      if (isCommerceMLError(error)) return { outcome: { is: 'failed', text: error.message } }
      this.#options.onError?.(error)
      return { outcome: { is: 'refused', reason: 'site-fault' } }
    }
  }

  /** With the session as it is now: another request of it may have changed it meanwhile. */
  async #refreshed(decision: Decision): Promise<Decision> {
    if (!('session' in decision)) return decision
    const session = await this.#stores.sessions.get(decision.session.id)
    return session === undefined ? decision : { ...decision, session }
  }

  async #keep(decision: Decision, session: Session): Promise<void> {
    if (decision.do === 'login') this.#sweeper.sweep().catch((error: unknown) => this.#options.onError?.(error))
    // One that was swept away meanwhile is over.
    else if ((await this.#stores.sessions.get(session.id)) === undefined) return
    await this.#stores.sessions.put(session)
  }
}

const SETTING_NAMES = [
  'zip',
  'fileLimit',
  'charset',
  'cookie',
  'token',
  'version',
  'sessionLifetime',
  'extensions',
  'applyOrders',
] as const satisfies readonly (keyof ExchangeSettings)[]

const settingsIn = (options: Partial<ExchangeSettings>): Partial<ExchangeSettings> =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, options[name]]))

function countedBody(body: SiteRequest['body']): { body: SiteRequest['body']; received(): number } {
  let received = 0
  if (body === undefined) return { body, received: () => 0 }
  const source = body
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of source) {
      received += bytes.length
      yield bytes
    }
  }
  return { body: counted(), received: () => received }
}

/**
 * Makes a site that 1C exchanges with. Mount it with `createFetchHandler` or, in Node, `createNodeHandler`.
 *
 * Throws `TypeError` for options out of their range.
 *
 * @example
 * import { createExchange, createFetchHandler, sameSecret } from 'commerceml/server'
 * const exchange = createExchange({
 *   authenticate: ({ user, password }) => user === '1c' && sameSecret(password, 'a password'),
 *   async importFile({ events }) {
 *     for await (const event of events) if (event.type === 'product') console.log(event.product.name)
 *   },
 * })
 * export default { fetch: createFetchHandler(exchange) }
 */
export function createExchange<S extends SchemaOverrides = Record<never, never>>(
  options: ExchangeOptions<S>,
): Exchange {
  return new Site(options)
}
