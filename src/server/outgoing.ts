import { charsetFor, encodeText } from '../exchange/charset.ts'
import { emptyDocument } from '../exchange/reply.ts'
import type { Session } from '../exchange/session.ts'
import type { ExchangeSettings } from '../exchange/settings.ts'
import type { ExchangeType } from '../exchange/transitions.ts'
import { xmlDeclaration } from '../source/charset.ts'
import { localDateTime } from '../write/local-time.ts'
import type { Clock } from './clock.ts'
import { isOutgoing, type OutgoingDocument, sendable } from './documents.ts'
import { contextOf, during, type ErrorContext, type OnError } from './hooks.ts'
import type { ExchangeLimits } from './limits.ts'
import type { ExchangeOptions } from './options.ts'
import { NOTHING, type Result, refused } from './result.ts'
import type { Sessions } from './sessions.ts'
import { askerOf } from './sources.ts'

/** What the documents of a site are made with. */
export interface OutgoingParts {
  readonly options: Pick<ExchangeOptions, 'orders' | 'catalog'>
  readonly settings: ExchangeSettings
  readonly limits: ExchangeLimits
  readonly clock: Clock
  readonly onError: OnError
  readonly sessions: Sessions
}

const NOT_OFFERED =
  'orders.query must return { document, offer } or undefined: put what writeOrders() gives into `document`'
const NEVER_CONFIRMED =
  'orders.query must return an offer, a string, beside the document: without one confirm is never called, and 1C gets the same orders for ever'

/** The documents that a site sends. One that it cannot make is a refusal, before a byte of it is out. */
export class Outgoing {
  readonly #parts: OutgoingParts
  #toldOfOffers = false

  constructor(parts: OutgoingParts) {
    this.#parts = parts
  }

  /** The orders that 1C does not have yet; an empty document where there are none. */
  orders(session: Session, version: string | undefined): Promise<Result> {
    const { options, settings, clock, sessions, onError } = this.#parts
    const context = contextOf('query', session)
    const nothing = (): OutgoingDocument => {
      const empty = emptyDocument(settings.version, localDateTime(new Date(clock.now()), 'createdAt'))
      // Module 6.5 of 1С-Битрикс, which asks for 3.1, does not read windows-1251 (arsengoian/commerce-ml, pull request 4).
      return version?.startsWith('3.') ? encodeText(xmlDeclaration('UTF-8') + empty, 'utf-8') : empty
    }
    let offer: string | undefined
    const make = async (): Promise<OutgoingDocument> => {
      const offered = (await options.orders?.query(askerOf(session, version))) ?? undefined // a null means nothing too
      if (offered === undefined) return nothing()
      // To take it for nothing would tell 1C that there are no orders, and nobody that there are.
      if (!isOutgoing(offered.document)) throw new TypeError(NOT_OFFERED)
      if (typeof offered.offer === 'string') offer = offered.offer
      // Sent all the same, and told of once: it may be a document without orders.
      else if (options.orders?.confirm !== undefined && !this.#toldOfOffers) {
        this.#toldOfOffers = true
        onError(new TypeError(NEVER_CONFIRMED), context)
      }
      return offered.document
    }
    // A success that comes all the same would confirm what 1C does not have.
    const withdraw = async (): Promise<void> => {
      if (offer !== undefined) await sessions.withdraw(session.id, offer)
    }
    return this.#result(context, 'sale', make, { offer: () => offer, withdraw })
  }

  /** A package of the site's own catalog; nothing after the last. */
  async package(session: Session, name: string): Promise<Result> {
    const { options, onError } = this.#parts
    if (options.catalog === undefined) return refused('unsupported')
    const context = contextOf('query', session)
    let document: OutgoingDocument | undefined
    try {
      document = await options.catalog.query({ ...askerOf(session), package: name })
    } catch (error) {
      onError(error, context)
      return refused('bad-document')
    }
    if (document === undefined) return NOTHING
    const found = document
    return this.#result(context, 'get_catalog', async () => found)
  }

  /** Statuses, payment and delivery services. */
  async info(session: Session): Promise<Result> {
    const { orders } = this.#parts.options
    if (orders?.info === undefined) return refused('unsupported')
    const info = orders.info.bind(orders)
    return this.#result(contextOf('info', session), 'sale', async () => info(askerOf(session)))
  }

  async #result(
    context: ErrorContext,
    type: ExchangeType,
    make: () => Promise<OutgoingDocument>,
    offered?: { readonly offer: () => string | undefined; readonly withdraw: () => Promise<void> },
  ): Promise<Result> {
    const { settings, limits } = this.#parts
    const onError = during(this.#parts.onError, context)
    try {
      const charset = charsetFor(type, settings.charset)
      const broken = async (error: unknown): Promise<void> => {
        onError(error)
        await offered?.withdraw().catch(onError)
      }
      const document = await sendable(await make(), charset, limits.documentBuffer, broken)
      const named = offered?.offer()
      return { outcome: { is: 'document', ...(named !== undefined && { offer: named }) }, document }
    } catch (error) {
      onError(error)
      return refused('bad-document')
    }
  }
}
