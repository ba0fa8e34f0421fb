import type { Decision, Deed } from '../exchange/decision.ts'
import type { Refusal } from '../exchange/refusal.ts'
import type { Session } from '../exchange/session.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { type BodyHead, eatenBody } from './body.ts'
import { contextOf, watcher } from './hooks.ts'
import type { Arrears } from './imports/arrears.ts'
import { verdictSince } from './imports/deactivation.ts'
import { ImportFault } from './imports/fault.ts'
import type { Imports } from './imports/imports.ts'
import type { Attempt, ExchangeOptions } from './options.ts'
import { Outgoing, type OutgoingParts } from './outgoing.ts'
import { DONE, NOTHING, type Result, refused } from './result.ts'
import { askerOf } from './sources.ts'
import type { ExchangeStores } from './stores.ts'
import type { Uploads } from './uploads/uploads.ts'
import { isWhole } from './uploads/whole-document.ts'

/** What a request brings beside its decision. */
export interface Delivery {
  readonly head: BodyHead
  readonly body: AsyncIterable<Uint8Array> | undefined
  readonly eaten: boolean
  readonly address: string | undefined
}

/** What deeds are done with. */
export interface DeedParts<S extends SchemaOverrides> extends OutgoingParts {
  readonly options: ExchangeOptions<S>
  readonly stores: ExchangeStores
  readonly arrears: Arrears
  readonly uploads: Uploads
  readonly imports: Imports<S>
  /** Of those who wait for orders: aborting them ends the wait. */
  readonly listening: Set<AbortController>
  readonly newId: () => string
}

type Doing<D extends Deed> = (decision: Extract<Decision, { do: D }>, delivery: Delivery) => Promise<Result>

const NOTHING_TO_APPLY: readonly Refusal[] = ['import-unknown', 'import-archive-empty']
const LOGIN = contextOf('checkauth', undefined)

/** Does what the state machine decides, one function a decision. They throw what stores and bodies throw. */
export function deedsOf<S extends SchemaOverrides>(
  parts: DeedParts<S>,
): { readonly [D in Exclude<Deed, 'refuse'>]: Doing<D> } {
  const { options, settings, limits, stores, sessions, arrears, uploads, imports, clock, listening, newId, onError } =
    parts
  const outgoing = new Outgoing(parts)
  const onAttempt = watcher((told: Attempt & { readonly accepted: boolean }) => options.onAttempt?.(told), onError)

  /** Whether a sweep may take the session for idle or over before a body has come that begins now. */
  function mayBeSwept({ usedAt }: Session): boolean {
    const idle = clock.now() + limits.bodyTime - usedAt
    return idle > Math.min(limits.uploadIdle, settings.sessionLifetime)
  }

  /** Orders that came whole are applied at once; what import would have said about them is said now. */
  async function applied({ file, session, type }: Extract<Decision, { do: 'store' }>): Promise<Result> {
    if (!(await isWhole(stores.uploads, session.id, file, options.read))) return DONE
    const outcome = await imports.run({ session, type, path: file.path, atFile: true })
    // To file there is no progress. A success would be the last that 1C hears of them, should they fail later.
    if (outcome.is === 'progress') return refused('orders-running')
    // An archive of pictures, or of nothing, has nothing to apply.
    return outcome.is === 'refused' && NOTHING_TO_APPLY.includes(outcome.reason) ? DONE : { outcome }
  }

  return {
    async login({ credentials }, { address }) {
      if (credentials === undefined) return refused('no-credentials')
      const attempt = { user: credentials.user, ...(address !== undefined && { address }) }
      if ((await options.allowAttempt?.(attempt)) === false) return refused('too-many-attempts')
      const said: unknown = await options.authenticate(credentials, attempt)
      const accepted = said === true
      // A user's row is told by its type alone: it may hold the hash of a password.
      if (said && !accepted)
        onError(new TypeError(`authenticate must return true or false, not a value of type ${typeof said}`), LOGIN)
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
      if (mayBeSwept(decision.session)) await sessions.touch(decision.session.id)
      const result = await uploads.store(decision, { head, body })
      return result.outcome.is === 'done' && decision.apply ? applied(decision) : result
    },

    import: async ({ session, type, file }) => ({ outcome: await imports.run({ session, type, path: file.path }) }),

    offer: ({ session, type, version, package: name }) =>
      type === 'get_catalog' ? outgoing.package(session, name ?? '0') : outgoing.orders(session, version),

    async confirm({ session, offer }) {
      if (offer !== undefined) await options.orders?.confirm?.(offer, askerOf(session))
      return DONE
    },

    describe: ({ session }) => outgoing.info(session),

    async deactivate({ session, before }) {
      if (options.deactivate === undefined) return DONE
      const about = { user: session.user, since: before }
      const verdict = await verdictSince({ imports: stores.imports, arrears }, about, limits.importSlice, clock)
      if (verdict.is === 'running') return { outcome: { is: 'progress', text: verdict.message } }
      if (verdict.is === 'failed') return refused('imports-failed', verdict.missing)
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
      if (source?.wait === undefined) return NOTHING
      const over = new AbortController()
      listening.add(over)
      try {
        // The sleep first: what the shop says to being stopped is nobody's any more.
        const late = clock.sleep(limits.listenTime, over.signal)
        const there = await Promise.race([late, source.wait(askerOf(session), over.signal)])
        return there === true ? DONE : NOTHING
      } finally {
        over.abort()
        listening.delete(over)
      }
    },
  }
}
