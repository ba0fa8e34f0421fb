import type { ClientFile } from './chunks.ts'
import { type Connection, connectionTo } from './connection.ts'
import { counted, type Events, type ExchangeEvent } from './events.ts'
import { type ExchangeFailure, isExchangeFailure } from './failure.ts'
import { isLasting } from './network.ts'
import { assertFiles, assertOptions } from './option-kinds.ts'
import type { PushOptions } from './options.ts'
import { type PlanOptions, planSessions, type SessionPlan } from './plan.ts'
import type { Profile } from './profile.ts'
import { profileOf } from './profiles.ts'
import { poll, session } from './session.ts'
import { addressOf } from './wire.ts'

/** What is known after all sessions. */
interface Visited {
  /** The last one. */
  readonly site: Connection | undefined
  /** The site's time as it told it first: what is older is no part of this export. Empty if it told none. */
  readonly since: string
}

async function* sessions(
  url: string | URL,
  profile: Profile,
  plans: readonly SessionPlan[],
  options: PushOptions,
): Events<Visited> {
  const repeats = options.repeats ?? profile.repeats
  let first: ExchangeFailure | undefined
  let site: Connection | undefined
  let since = ''
  for (const [index, plan] of plans.entries()) {
    const files = plan.files.map(({ name }) => name)
    for (let attempt = 1; ; attempt++) {
      yield { type: 'session', number: index + 1, sessions: plans.length, attempt, files }
      site = connectionTo(url, options)
      try {
        yield* session(site, plan, options)
        break
      } catch (error) {
        if (!isExchangeFailure(error)) throw error
        // Of maxPolls no 1C knows: who sets it wants an end, not the same wait again.
        const mayMend = error.code !== 'too-many-polls' && !isLasting(error.cause)
        const willRepeat = attempt <= repeats && mayMend
        yield { type: 'failed', failure: error, willRepeat }
        if (willRepeat) continue
        first ??= error
        break
      } finally {
        since ||= site.session?.line5 ?? ''
      }
    }
    if (first !== undefined && !profile.goesOn) break
  }
  if (first !== undefined) throw first
  return { site, since }
}

/** The profile that sends. Throws `TypeError` for wrong arguments, before the first session begins. */
function senderOf(
  caller: 'pushCatalog' | 'pushOrders',
  url: string | URL,
  files: readonly ClientFile[],
  options: PushOptions,
): Profile {
  assertOptions(caller, options)
  assertFiles(files)
  const profile = profileOf(options.profile ?? 'ut115')
  addressOf(url, profile)
  return profile
}

const planOptions = (type: PlanOptions['type'], { keepNames }: PushOptions): PlanOptions => ({
  type,
  ...(keepNames !== undefined && { keepNames }),
})

/**
 * Sends a catalog as the 1C of the profile does: checkauth, init, the files in parts of `file_limit` bytes, then import of
 * each document until the site no longer answers `progress`; each document in its own session, if that 1C does so.
 *
 * Yields what happens; the exchange proceeds only while events are taken. Throws {@link ExchangeFailure} if that 1C would
 * have reported an error, once it has tried everything that it would have tried; `signal.reason` when aborted; whatever
 * `read` of a file or `zip` throws; and `TypeError` for wrong arguments, before anything is sent.
 *
 * @example
 * import { fileOf, pushCatalog } from 'commerceml/client'
 * export async function push(url: string, xml: string): Promise<void> {
 *   const options = { profile: 'ut115', user: '1c', password: 'secret' } as const
 *   for await (const event of pushCatalog(url, [fileOf('import.xml', xml)], options)) {
 *     if (event.type === 'uploaded') console.log(event.file, event.sentBytes, event.totalBytes)
 *   }
 * }
 */
export async function* pushCatalog(
  url: string | URL,
  files: readonly ClientFile[],
  options: PushOptions = {},
): AsyncGenerator<ExchangeEvent, void, undefined> {
  const profile = senderOf('pushCatalog', url, files, options)
  const plans = planSessions(profile, files, planOptions('catalog', options))
  async function* all(): Events<void> {
    const { site, since } = yield* sessions(url, profile, plans, options)
    for (const step of profile.ends) {
      if (site === undefined || (step === 'deactivate' && options.full !== true)) continue
      // Without a line 5 there is no time to name; whether the module then asks was not found.
      if (step === 'deactivate' && since === '') continue
      yield* poll(site, step, { line5: since }, options)
    }
  }
  yield* counted(plans.length, all())
}

/**
 * Sends orders that were changed in 1C back to the site, with the type `sale`. УТ 11.5, and УНФ with its Bitrix protocol,
 * send import afterwards; УТ 10.3 and the others do not, so the site must apply what was uploaded without it.
 *
 * Yields and throws what {@link pushCatalog} does.
 *
 * @example
 * import { fileOf, pushOrders } from 'commerceml/client'
 * export async function send(url: string, xml: string): Promise<void> {
 *   for await (const event of pushOrders(url, [fileOf('orders.xml', xml)], { user: '1c', password: 'secret' })) {
 *     if (event.type === 'note') console.warn(event.words)
 *   }
 * }
 */
export async function* pushOrders(
  url: string | URL,
  files: readonly ClientFile[],
  options: PushOptions = {},
): AsyncGenerator<ExchangeEvent, void, undefined> {
  const profile = senderOf('pushOrders', url, files, options)
  const plans = planSessions(profile, files, planOptions('sale', options))
  yield* counted(plans.length, sessions(url, profile, plans, options))
}
