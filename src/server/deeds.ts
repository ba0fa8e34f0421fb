import { charsetFor } from '../exchange/charset.ts'
import type { Outcome } from '../exchange/conclusion.ts'
import type { Decision, Deed } from '../exchange/decision.ts'
import { emptyDocument } from '../exchange/reply.ts'
import type { Session } from '../exchange/session.ts'
import type { ExchangeSettings } from '../exchange/settings.ts'
import type { ExchangeType } from '../exchange/transitions.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { type BodyHead, eatenBody } from './body.ts'
import type { Clock } from './clock.ts'
import { type OutgoingDocument, type Sendable, sendable } from './documents.ts'
import { watcher } from './hooks.ts'
import type { Arrears } from './imports/arrears.ts'
import { verdictSince } from './imports/deactivation.ts'
import { ImportFault } from './imports/fault.ts'
import type { Imports } from './imports/imports.ts'
import type { ExchangeLimits } from './limits.ts'
import type { Asker, Attempt, ExchangeOptions } from './options.ts'
import type { ExchangeStores } from './stores.ts'
import type { Uploads } from './uploads/uploads.ts'
import { isWhole } from './uploads/whole-orders.ts'

/** What a request brings beside its decision. */
export interface Delivery {
  readonly head: BodyHead
  readonly body: AsyncIterable<Uint8Array> | undefined
  readonly eaten: boolean
  readonly address: string | undefined
}

/** What came of a deed; the document of an outcome that is one. */
export interface Result {
  readonly outcome: Outcome
  readonly document?: Sendable
}

/** What deeds are done with. */
export interface DeedParts<S extends SchemaOverrides> {
  readonly options: ExchangeOptions<S>
  readonly settings: ExchangeSettings
  readonly limits: ExchangeLimits
  readonly stores: ExchangeStores
  readonly arrears: Arrears
  readonly uploads: Uploads
  readonly imports: Imports<S>
  readonly clock: Clock
  /** What ends those who wait for orders. */
  readonly listening: Set<AbortController>
  readonly newId: () => string
  readonly onError: (error: unknown) => void
}

type Doing<D extends Deed> = (decision: Extract<Decision, { do: D }>, delivery: Delivery) => Promise<Result>

const DONE: Result = { outcome: { is: 'done' } }
const refused = (reason: Extract<Outcome, { is: 'refused' }>['reason']): Result => ({
  outcome: { is: 'refused', reason },
})

function askerOf({ user, version }: Session, named?: string): Asker {
  const spoken = named ?? version
  return { user, ...(spoken !== undefined && { version: spoken }) }
}

/** Does what the state machine decides, one function a decision. They throw what stores and bodies throw. */
export function deedsOf<S extends SchemaOverrides>(
  parts: DeedParts<S>,
): { readonly [D in Exclude<Deed, 'refuse'>]: Doing<D> } {
  const { options, settings, limits, stores, arrears, uploads, imports, clock, listening, newId, onError } = parts
  const onAttempt = watcher((told: Attempt & { readonly accepted: boolean }) => options.onAttempt?.(told), onError)

  /** A document of the site's: one that it cannot make is told as that, before a byte of it is out. */
  async function documentOf(
    ask: () => Promise<OutgoingDocument>,
    type: ExchangeType,
    offer?: () => string | undefined,
  ): Promise<Result> {
    try {
      const charset = charsetFor(type, settings.charset)
      const document = await sendable(await ask(), charset, limits.documentBuffer)
      const named = offer?.()
      return { outcome: { is: 'document', ...(named !== undefined && { offer: named }) }, document }
    } catch (error) {
      onError(error)
      return refused('bad-document')
    }
  }

  async function orders(session: Session, version: string | undefined): Promise<Result> {
    let offer: string | undefined
    const nothing = () => emptyDocument(settings.version, new Date(clock.now()).toISOString().slice(0, 19))
    return documentOf(
      async () => {
        const offered = await options.orders?.query(askerOf(session, version))
        offer = offered?.offer
        return offered?.document ?? nothing()
      },
      'sale',
      () => offer,
    )
  }

  async function packageOf(session: Session, name: string): Promise<Result> {
    if (options.catalog === undefined) return refused('unsupported')
    let document: OutgoingDocument | undefined
    try {
      document = await options.catalog.query({ ...askerOf(session), package: name })
    } catch (error) {
      onError(error)
      return refused('bad-document')
    }
    if (document === undefined) return { outcome: { is: 'nothing' } }
    const found = document
    return documentOf(async () => found, 'get_catalog')
  }

  /** Orders that came whole are applied at once; what import would have said about them is said now. */
  async function applied({ file, session, type }: Extract<Decision, { do: 'store' }>): Promise<Result> {
    if (!(await isWhole(stores.uploads, session.id, file, options.read?.limits))) return DONE
    const outcome = await imports.run({ session, type, path: file.path, atFile: true })
    // To file there is no progress. A success would be the last that 1C hears of them, should they fail later.
    if (outcome.is === 'progress') return refused('orders-running')
    // An archive of pictures has nothing to apply.
    const isEmpty = outcome.is === 'refused' && outcome.reason === 'import-unknown'
    return isEmpty ? DONE : { outcome }
  }

  return {
    async login({ credentials }, { address }) {
      if (credentials === undefined) return refused('no-credentials')
      const attempt = { user: credentials.user, ...(address !== undefined && { address }) }
      if ((await options.allowAttempt?.(attempt)) === false) return refused('too-many-attempts')
      const accepted = (await options.authenticate(credentials, attempt)) === true
      onAttempt({ ...attempt, accepted })
      if (!accepted) return refused('bad-credentials')
      return { outcome: { is: 'welcome', user: credentials.user, sessionId: newId(), token: newId() } }
    },

    async begin({ session }) {
      if (!(await imports.abort(session.id, new ImportFault('import-restarted', 'the export begins anew'))))
        return refused('import-running')
      await arrears.outlive(session, () => uploads.clear(session.id))
      return DONE
    },

    async store(decision, { head, body, eaten }) {
      if (eaten) throw eatenBody()
      const outcome = await uploads.store(decision, { head, body })
      return outcome.is === 'done' && decision.apply ? applied(decision) : { outcome }
    },

    import: async ({ session, type, file }) => ({ outcome: await imports.run({ session, type, path: file.path }) }),

    offer: ({ session, type, version, package: name }) =>
      type === 'get_catalog' ? packageOf(session, name ?? '0') : orders(session, version),

    async confirm({ session, offer }) {
      if (offer !== undefined) await options.orders?.confirm?.(offer, askerOf(session))
      return DONE
    },

    async describe({ session }) {
      const { orders: source } = options
      if (source?.info === undefined) return refused('unsupported')
      const info = source.info.bind(source)
      return documentOf(() => info(askerOf(session)), 'sale')
    },

    async deactivate({ session, before }) {
      if (options.deactivate === undefined) return DONE
      const about = { user: session.user, since: before }
      const verdict = await verdictSince({ imports: stores.imports, arrears }, about, limits.importSlice, clock)
      if (verdict.is === 'running') return { outcome: { is: 'progress', text: verdict.message } }
      if (verdict.is === 'failed') return refused('imports-failed')
      const { imported } = verdict
      if (imported.length === 0) return refused('nothing-imported')
      await options.deactivate({ ...askerOf(session), before: new Date(before), imported })
      return DONE
    },

    async finish({ session }) {
      await options.complete?.(askerOf(session))
      return DONE
    },

    async listen({ session }) {
      const { orders: source } = options
      if (source?.wait === undefined) return { outcome: { is: 'nothing' } }
      const over = new AbortController()
      listening.add(over)
      try {
        // The sleep first: what the shop says to being stopped is nobody's any more.
        const late = clock.sleep(limits.listenTime, over.signal)
        const there = await Promise.race([late, source.wait(askerOf(session), over.signal)])
        return there === true ? DONE : { outcome: { is: 'nothing' } }
      } finally {
        over.abort()
        listening.delete(over)
      }
    },
  }
}
