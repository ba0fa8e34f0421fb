import { isCommerceMLError } from '../errors.ts'
import { type Conclusion, conclude } from '../exchange/conclusion.ts'
import { type Decision, decide } from '../exchange/decision.ts'
import { parseRequest } from '../exchange/request.ts'
import { type ExchangeSettings, resolveSettings } from '../exchange/settings.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { BodyFault, type BodyHead } from './body.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Delivery, deedsOf, type Result } from './deeds.ts'
import { type Sendable, unsent } from './documents.ts'
import { watcher } from './hooks.ts'
import { Imports } from './imports.ts'
import { resolveExchangeLimits } from './limits.ts'
import { memoryStores } from './memory-stores.ts'
import { assertOptions, type ExchangeOptions, randomId } from './options.ts'
import { type RequestRecord, recordOf } from './request-record.ts'
import { responseOf, type SiteResponse } from './response.ts'
import { Sessions } from './sessions.ts'
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

class Site<S extends SchemaOverrides> implements Exchange {
  readonly #settings: ExchangeSettings
  readonly #clock: Clock
  readonly #sessions: Sessions
  readonly #deeds: ReturnType<typeof deedsOf<S>>
  readonly #sweeper: Sweeper
  readonly #onError: (error: unknown) => void
  readonly #onRequest: (record: RequestRecord) => void

  constructor(options: ExchangeOptions<S>) {
    assertOptions(options as ExchangeOptions<SchemaOverrides>)
    const settings = resolveSettings(settingsIn(options))
    const limits = resolveExchangeLimits(options.limits)
    const stores = options.stores ?? memoryStores()
    const clock = options.clock ?? systemClock
    const newId = options.newId ?? randomId
    // A fault of the hook for faults has nowhere to go.
    const onError = watcher(
      (error: unknown) => options.onError?.(error),
      () => {},
    )
    const common = { stores, limits, clock, onError }
    const imports = new Imports<S>({
      ...common,
      importer: options.importFile.bind(options),
      read: options.read ?? {},
      owner: newId(),
    })
    const uploads = new Uploads({ ...common, fileLimit: settings.fileLimit, isRead: imports.reads.bind(imports) })
    this.#settings = settings
    this.#clock = clock
    this.#onError = onError
    this.#onRequest = watcher((record: RequestRecord) => options.onRequest?.(record), onError)
    this.#sessions = new Sessions(stores.sessions, settings, clock)
    this.#deeds = deedsOf({ ...common, options, settings, uploads, imports, newId })
    this.#sweeper = new Sweeper(stores, uploads, clock, settings.sessionLifetime)
  }

  async handle(request: SiteRequest): Promise<SiteResponse> {
    const started = this.#clock.now()
    const asked = parseRequest(request, this.#settings.cookie)
    const counted = countedBody(request.body)
    let decision: Decision = { do: 'refuse', reason: 'site-fault' }
    let conclusion: Conclusion
    let document: Sendable | undefined
    try {
      decision = decide(this.#settings, asked, await this.#sessions.find(asked.sessionIds), started)
      const result = await this.#perform(decision, request, counted.body)
      document = result.document
      conclusion = await this.#sessions.conclude(decision, result.outcome)
    } catch (error) {
      this.#onError(error)
      unsent(document?.body)
      conclusion = conclude(this.#settings, { do: 'refuse', reason: 'site-fault' }, { is: 'done' }, started)
    }
    if (decision.do === 'login' && conclusion.session !== undefined) this.#sweeper.sweep().catch(this.#onError)
    const response = responseOf(this.#settings, decision, conclusion, document)
    const took = { milliseconds: this.#clock.now() - started, received: counted.received() }
    this.#onRequest(recordOf(asked, request.address, decision, conclusion, response, took))
    return response
  }

  async #perform(decision: Decision, request: SiteRequest, body: SiteRequest['body']): Promise<Result> {
    if (decision.do === 'refuse') return { outcome: { is: 'refused', reason: decision.reason } }
    const delivery: Delivery = { head: request, body, eaten: request.bodyEaten ?? false, address: request.address }
    try {
      const doing = this.#deeds[decision.do] as (decision: Decision, delivery: Delivery) => Promise<Result>
      return await doing(decision, delivery)
    } catch (error) {
      if (error instanceof BodyFault) {
        if (error.cause !== undefined) this.#onError(error.cause)
        return { outcome: { is: 'refused', reason: error.reason } }
      }
      if (isCommerceMLError(error)) return { outcome: { is: 'failed', text: error.message } }
      this.#onError(error)
      return { outcome: { is: 'refused', reason: 'site-fault' } }
    }
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

// No generator: it would not return while a read hangs.
function countedBody(body: SiteRequest['body']): { body: SiteRequest['body']; received(): number } {
  let received = 0
  if (body === undefined) return { body, received: () => 0 }
  const counted = (): AsyncIterator<Uint8Array> => {
    const source = body[Symbol.asyncIterator]()
    return {
      async next() {
        const next = await source.next()
        if (!next.done) received += next.value.length
        return next
      },
      return: async () => (await source.return?.()) ?? { done: true, value: undefined },
    }
  }
  return { body: { [Symbol.asyncIterator]: counted }, received: () => received }
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
