import { type Conclusion, conclude } from '../exchange/conclusion.ts'
import { type Decision, decide } from '../exchange/decision.ts'
import { parseRequest } from '../exchange/request.ts'
import type { Session } from '../exchange/session.ts'
import { type ExchangeSettings, resolveSettings } from '../exchange/settings.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { BodyFault, countedBody } from './body.ts'
import { type Clock, systemClock, within } from './clock.ts'
import { type Delivery, deedsOf } from './deeds.ts'
import { type Sendable, unsent } from './documents.ts'
import type { Exchange, SiteRequest } from './exchange.ts'
import { contextOf, type ErrorContext, errorHook, type OnError, watcher } from './hooks.ts'
import { Arrears } from './imports/arrears.ts'
import { Imports } from './imports/imports.ts'
import { type ExchangeLimits, leftoverBytes, resolveExchangeLimits } from './limits.ts'
import { memoryStores } from './memory/stores.ts'
import { Mutexes } from './mutex.ts'
import { assertOptions, type ExchangeOptions, randomId, readOptionsOf, settingsIn } from './options.ts'
import { type RequestRecord, recordOf } from './request-record.ts'
import { responseOf, type SiteResponse } from './response.ts'
import type { Result } from './result.ts'
import { Sessions } from './sessions.ts'
import { Sweeper } from './sweeper.ts'
import { Uploads } from './uploads/uploads.ts'

class Site<S extends SchemaOverrides> implements Exchange {
  readonly #settings: ExchangeSettings
  readonly #clock: Clock
  readonly #sessions: Sessions
  readonly #deeds: ReturnType<typeof deedsOf<S>>
  readonly #imports: Imports<S>
  readonly #sweeper: Sweeper
  readonly #settled: () => Promise<void>
  readonly #onError: OnError
  readonly #onRequest: (record: RequestRecord) => void
  readonly #listening = new Set<AbortController>()
  readonly #answering = new Set<Promise<SiteResponse>>()
  readonly #limits: ExchangeLimits
  #closed = false

  constructor(options: ExchangeOptions<S>) {
    assertOptions(options as ExchangeOptions<SchemaOverrides>)
    const settings = resolveSettings(settingsIn(options))
    const limits = resolveExchangeLimits(options.limits)
    const stores = options.stores ?? memoryStores()
    const clock = options.clock ?? systemClock
    const newId = options.newId ?? randomId
    const onError = errorHook(options.onError?.bind(options))
    let owner: string | undefined
    const read = readOptionsOf(options.read, limits)
    const archives = read.limits === undefined ? {} : { limits: read.limits }
    const arrears = new Arrears({ stores, clock, archives })
    const common = { stores, limits, clock, onError, arrears, turns: new Mutexes() }
    const imports = new Imports<S>({
      ...common,
      importer: options.importFile.bind(options),
      failureText: options.failureText?.bind(options),
      read,
      extensions: settings.extensions,
      archives,
      // Made when it is needed: Cloudflare's workers refuse to draw random bits while a module loads.
      owner: () => {
        owner ??= newId()
        return owner
      },
    })
    const uploads = new Uploads({ ...common, read, fileLimit: settings.fileLimit, isRead: imports.reads.bind(imports) })
    this.#settings = settings
    this.#limits = limits
    this.#imports = imports
    this.#settled = async () => stores.settled?.()
    this.#clock = clock
    this.#onError = onError
    this.#onRequest = watcher((record: RequestRecord) => options.onRequest?.(record), onError)
    const sessions = new Sessions(stores.sessions, settings, clock)
    this.#sessions = sessions
    this.#deeds = deedsOf({
      ...common,
      options,
      settings,
      sessions,
      uploads,
      imports,
      listening: this.#listening,
      newId,
    })
    this.#sweeper = new Sweeper({ ...common, uploads, lifetime: settings.sessionLifetime })
  }

  handle(request: SiteRequest): Promise<SiteResponse> {
    const answered = this.#answer(request)
    const over = (): unknown => this.#answering.delete(answered)
    this.#answering.add(answered)
    answered.then(over, over)
    return answered
  }

  async #answer(request: SiteRequest): Promise<SiteResponse> {
    const started = this.#clock.now()
    const asked = parseRequest(request, this.#settings.cookie)
    const counted = countedBody(request.body)
    const { type, mode } = asked
    const delivery = { head: request, eaten: request.bodyEaten ?? false, address: this.#addressOf(request) }
    const fault: Decision = { do: 'refuse', reason: 'site-fault', type, mode }
    let decision: Decision = fault
    let conclusion: Conclusion
    let document: Sendable | undefined
    let session: Session | undefined
    try {
      session = this.#closed ? undefined : await this.#sessions.find(asked.sessionIds)
      decision = this.#closed
        ? { do: 'refuse', reason: 'site-closed', type, mode }
        : decide(this.#settings, asked, session, started)
      const result = await this.#perform(decision, { ...delivery, body: counted.body }, contextOf(mode, session))
      document = result.document
      conclusion = await this.#sessions.conclude(decision, result.outcome)
    } catch (error) {
      this.#onError(error, contextOf(mode, session))
      unsent(document?.body)
      conclusion = conclude(this.#settings, fault, { is: 'done' }, started)
    }
    const user = (decision.do === 'login' || decision.do === 'finish') && conclusion.session?.user
    if (user) void this.#sweeper.sweep(user)
    const leftover = leftoverBytes(this.#settings.fileLimit, this.#closed || session !== undefined)
    const response = responseOf(this.#settings, decision, conclusion, document, leftover)
    const took = { milliseconds: this.#clock.now() - started, received: counted.received() }
    this.#onRequest(recordOf(asked, delivery.address, decision, conclusion, response, took))
    return response
  }

  #addressOf({ address }: SiteRequest): string | undefined {
    try {
      return typeof address === 'function' ? address() : address
    } catch (error) {
      this.#onError(error)
      return undefined
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const over of this.#listening) over.abort()
    // At once, whoever else is waited for: what ends the process may not wait as long.
    await Promise.all([this.#sweeper.stop(), this.#endImports(), this.#lastReplies()])
    await this.#settled()
  }

  async #endImports(): Promise<void> {
    if (!(await this.#imports.close()))
      this.#onError(new Error('an importer does not heed its signal: it was left behind'))
  }

  /** Of requests that have begun: who sends a file has it kept, and hears so. */
  async #lastReplies(): Promise<void> {
    const begun = Promise.allSettled(this.#answering)
    const { timely } = await within(begun, this.#limits.bodyTime, this.#clock)
    if (!timely) this.#onError(new Error('a request was not answered within limits.bodyTime: it was left behind'))
  }

  async #perform(decision: Decision, delivery: Delivery, context: ErrorContext): Promise<Result> {
    if (decision.do === 'refuse') return { outcome: { is: 'refused', reason: decision.reason } }
    try {
      const doing = this.#deeds[decision.do] as (decision: Decision, delivery: Delivery) => Promise<Result>
      return await doing(decision, delivery)
    } catch (error) {
      if (error instanceof BodyFault) {
        if (error.cause !== undefined) this.#onError(error.cause, context)
        return { outcome: { is: 'refused', reason: error.reason } }
      }
      this.#onError(error, context)
      return { outcome: { is: 'refused', reason: 'site-fault' } }
    }
  }
}

/**
 * Makes a site that 1C exchanges with. Mount it with `createFetchHandler` or, in Node, `createNodeHandler`.
 *
 * Throws `TypeError` for a missing, unknown or invalid option.
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
