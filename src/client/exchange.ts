import { type ClientFile, partsOf } from './chunks.ts'
import { type Answer, type Connection, connect, type RequestOptions, type SiteOptions } from './connection.ts'
import { ExchangeFailure, isExchangeFailure } from './failure.ts'
import { type Profile, profileOf, type Step } from './profiles.ts'
import type { FailureCode, Limits, Orders } from './rules.ts'
import { type PlanOptions, planSessions, type SessionPlan, zipNameOf } from './sessions.ts'
import type { TranscriptEntry } from './transcript.ts'

/** What happens in an exchange, as it happens. */
export type ExchangeEvent =
  /** A session begins. `attempt` counts from 1, and again after a failure that this client answers with a new try. */
  | { type: 'session'; number: number; sessions: number; attempt: number; files: readonly string[] }
  /** A request was answered, or was not. */
  | { type: 'request'; entry: TranscriptEntry }
  /** The client said something without stopping. */
  | { type: 'note'; step: Step; words: string }
  | { type: 'parameters'; limits: Limits }
  /** A part of a file arrived. */
  | { type: 'uploaded'; file: string; part: number; parts: number; sentBytes: number; totalBytes: number }
  /** The site asked to be called again. */
  | { type: 'progress'; file: string; polls: number; message: string }
  | { type: 'imported'; file: string; message: string }
  | { type: 'orders'; kind: Orders['kind']; bytes: number }
  /** A session ended here. The first failure is thrown at the end of the exchange, unless a repetition went well. */
  | { type: 'failed'; failure: ExchangeFailure; willRepeat: boolean }
  | { type: 'done'; sessions: number; requests: number; sentBytes: number }

/** What a push may be told beside how the site is reached. */
export interface PushOptions extends SiteOptions {
  /** Packs the files of a session, when the site asks for archives. Without it they are sent as they are. */
  readonly zip?: (files: readonly ClientFile[]) => Promise<ClientFile>
  /** Keeps the names of the documents; by default they get those that the profile gives (`import0_1.xml`). */
  readonly keepNames?: boolean
  /** An empty part behind a file of a whole number of chunks. Default: as the profile does. */
  readonly emptyLastChunk?: boolean
  /** How often import may answer `progress`. Default `Infinity`: no 1C stops. */
  readonly maxPolls?: number
  /** In place of the profile's pause before each import call. */
  readonly pollPauseMs?: number
  /** How often a failed session is repeated. Default: as the profile does. */
  readonly repeats?: number
  /** A full export: the Bitrix module then asks to deactivate whatever was not in it. Default `false`. */
  readonly full?: boolean
}

/** What fetching orders may be told. */
export interface PullOptions extends SiteOptions {
  /** Stores the orders. When it rejects, success is not sent, and the site keeps the orders for the next query. */
  readonly onOrders: (orders: Orders) => void | Promise<void>
}

type Events<T> = AsyncGenerator<ExchangeEvent, T, undefined>
type Accepted = Extract<Answer['outcome'], { result: 'ok' | 'repeat' }>

/** Resolves after a while, or throws the reason of the signal. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

const failureOf = (step: Step, answer: Answer, file: string | undefined): ExchangeFailure | undefined => {
  const { outcome, reply, entry } = answer
  if (outcome.result !== 'failed') return undefined
  return new ExchangeFailure(step, outcome.code, outcome.words, { file, reply, entry, notes: outcome.notes })
}

/** One step: its request as an event, its notes, its failure as an error. */
async function* take(site: Connection, step: Step, request: RequestOptions): Events<Accepted> {
  let answer: Answer
  try {
    answer = await site.call(step, request)
  } catch (error) {
    if (isExchangeFailure(error) && error.entry !== undefined) yield { type: 'request', entry: error.entry }
    throw error
  }
  yield { type: 'request', entry: answer.entry }
  for (const words of answer.outcome.notes) yield { type: 'note', step, words }
  const failure = failureOf(step, answer, request.file)
  if (failure !== undefined) throw failure
  return answer.outcome as Accepted // failureOf took the third kind
}

async function* upload(site: Connection, plan: SessionPlan, limits: Limits, options: PushOptions): Events<void> {
  const { type } = plan
  let { files } = plan
  if (limits.zip && options.zip !== undefined && files.length > 0) {
    const archive = await options.zip(files)
    const read = (position: number, length: number): Promise<Uint8Array> => archive.read(position, length)
    files = [{ name: zipNameOf(site.profile), size: archive.size, read }]
  }
  for (const file of files) {
    const parts = [...partsOf(file.size, limits.fileLimit, options.emptyLastChunk ?? site.profile.emptyLastChunk)]
    for (const [index, part] of parts.entries()) {
      yield* take(site, 'file', { type, file: file.name, body: { file, part } })
      const sentBytes = part.position + part.length
      const event = { file: file.name, part: index + 1, parts: parts.length, sentBytes, totalBytes: file.size }
      yield { type: 'uploaded', ...event }
    }
  }
}

async function* importFile(site: Connection, plan: SessionPlan, file: string, options: PushOptions): Events<void> {
  const { maxPolls = Number.POSITIVE_INFINITY, pollPauseMs = site.profile.pollPauseMs, signal } = options
  for (let polls = 1; ; polls++) {
    await pause(pollPauseMs, signal)
    const outcome = yield* take(site, 'import', { type: plan.type, file })
    if (outcome.result === 'ok') {
      yield { type: 'imported', file, message: outcome.message }
      return
    }
    yield { type: 'progress', file, polls, message: outcome.message }
    if (polls >= maxPolls) {
      throw new ExchangeFailure('import', 'too-many-polls', outcome.message, { file })
    }
  }
}

/**
 * The loop of all clients stops only while no file has succeeded: their flag ИмпортУспешноЗавершен is never set back,
 * so a failure behind a success does not keep them from the files that follow.
 */
async function* importAll(site: Connection, plan: SessionPlan, options: PushOptions): Events<void> {
  let failure: ExchangeFailure | undefined
  let succeeded = false
  for (const file of plan.documents) {
    try {
      yield* importFile(site, plan, file, options)
      succeeded = true
    } catch (error) {
      if (!isExchangeFailure(error) || error.code === 'too-many-polls') throw error
      failure ??= error
      if (!succeeded) break
    }
  }
  if (failure !== undefined) throw failure
}

async function* session(site: Connection, plan: SessionPlan, imports: boolean, options: PushOptions): Events<void> {
  yield* take(site, 'checkauth', { type: plan.type })
  const outcome = yield* take(site, 'init', { type: plan.type })
  const limits = outcome.result === 'ok' ? (outcome.limits ?? { zip: false }) : { zip: false }
  yield { type: 'parameters', limits }
  yield* upload(site, plan, limits, options)
  if (imports) yield* importAll(site, plan, options)
}

// What the client's user would see, or what no repetition mends.
const FINAL: readonly FailureCode[] = ['too-many-polls', 'orders-refused']

async function* sessions(
  url: string | URL,
  profile: Profile,
  plans: readonly SessionPlan[],
  imports: boolean,
  options: PushOptions,
): Events<Connection | undefined> {
  const repeats = options.repeats ?? profile.repeats
  let first: ExchangeFailure | undefined
  let site: Connection | undefined
  for (const [index, plan] of plans.entries()) {
    const files = plan.files.map(({ name }) => name)
    for (let attempt = 1; ; attempt++) {
      yield { type: 'session', number: index + 1, sessions: plans.length, attempt, files }
      site = connect(url, options)
      try {
        yield* session(site, plan, imports, options)
        break
      } catch (error) {
        if (!isExchangeFailure(error)) throw error
        const willRepeat = attempt <= repeats && !FINAL.includes(error.code)
        yield { type: 'failed', failure: error, willRepeat }
        if (willRepeat) continue
        first ??= error
        break
      }
    }
    if (first !== undefined && !profile.goesOn) break
  }
  if (first !== undefined) throw first
  return site
}

/** Adds up what went over the wire, and says so at the end. */
async function* counted(count: number, events: Events<unknown>): Events<void> {
  let requests = 0
  let sentBytes = 0
  for await (const event of events) {
    if (event.type === 'request') {
      requests++
      sentBytes += event.entry.sentBytes
    }
    yield event
  }
  yield { type: 'done', sessions: count, requests, sentBytes }
}

const planOptions = (type: PlanOptions['type'], { keepNames }: PushOptions): PlanOptions => ({
  type,
  ...(keepNames !== undefined && { keepNames }),
})

/**
 * Sends a catalog the way the profile's 1C does: checkauth, init, the files in chunks of `file_limit`, then import of
 * each document until the site no longer says `progress`; every document in a session of its own where that 1C does so.
 *
 * Yields what happens; the exchange goes on only while events are taken. Throws {@link ExchangeFailure} when that 1C
 * would have reported an error, after all that it would still have tried; `signal.reason` when it was ended; and what
 * `read` of a file or `zip` threw.
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
  const profile = profileOf(options.profile ?? 'ut115')
  const plans = planSessions(profile, files, planOptions('catalog', options))
  async function* all(): Events<void> {
    const site = yield* sessions(url, profile, plans, profile.imports, options)
    for (const step of profile.ends) {
      if (site === undefined || (step === 'deactivate' && options.full !== true)) continue
      // Without line 5 there is no time to name; whether the module then asks was not found.
      if (step === 'deactivate' && site.session?.line5 === '') continue
      let outcome = yield* take(site, step, {})
      for (
        let polls = 1;
        outcome.result === 'repeat' && polls < (options.maxPolls ?? Number.POSITIVE_INFINITY);
        polls++
      ) {
        await pause(options.pollPauseMs ?? profile.pollPauseMs, options.signal)
        outcome = yield* take(site, step, {})
      }
    }
  }
  yield* counted(plans.length, all())
}

/**
 * Sends orders that were changed in 1C back to the site: sessions of type `sale`. УТ 11.5 and УНФ under its Bitrix
 * protocol then ask for import; УТ 10.3 and the others don't, and the site has to take the upload for the whole.
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
  const profile = profileOf(options.profile ?? 'ut115')
  const plans = planSessions(profile, files, planOptions('sale', options))
  yield* counted(plans.length, sessions(url, profile, plans, profile.importsOrders, options))
}

/**
 * Fetches the orders of a site: checkauth, init where that 1C asks for it, query, and success once `onOrders` resolved.
 *
 * Yields and throws what {@link pushCatalog} does; when `onOrders` rejects, a failure `orders-refused` with its error as
 * `cause`, and the site was not told success.
 *
 * @example
 * import { pullOrders } from 'commerceml/client'
 * export async function fetchOrders(url: string): Promise<string[]> {
 *   const texts: string[] = []
 *   const onOrders = ({ text }: { text: string }): void => void texts.push(text)
 *   for await (const event of pullOrders(url, { profile: 'unf', user: '1c', password: 'secret', onOrders })) {
 *     if (event.type === 'done') console.log(event.requests)
 *   }
 *   return texts
 * }
 */
export async function* pullOrders(
  url: string | URL,
  options: PullOptions,
): AsyncGenerator<ExchangeEvent, void, undefined> {
  const site = connect(url, options)
  async function* all(): Events<void> {
    yield { type: 'session', number: 1, sessions: 1, attempt: 1, files: [] }
    try {
      yield* fetchOnce(site, options)
    } catch (error) {
      if (isExchangeFailure(error)) yield { type: 'failed', failure: error, willRepeat: false }
      throw error
    }
  }
  yield* counted(1, all())
}

async function* fetchOnce(site: Connection, { onOrders }: PullOptions): Events<void> {
  const type = 'sale'
  yield* take(site, 'checkauth', { type })
  if (site.profile.initsOrders) {
    // УНФ looks only whether there was a reply, not what stands in it.
    const { entry } = await site.call('orders-init', { type })
    yield { type: 'request', entry }
  }
  const outcome = yield* take(site, 'query', { type })
  const orders = outcome.result === 'ok' ? outcome.orders : undefined
  if (orders === undefined) return
  yield { type: 'orders', kind: orders.kind, bytes: orders.bytes.length }
  try {
    await onOrders(orders)
  } catch (cause) {
    throw new ExchangeFailure('query', 'orders-refused', site.profile.words.orders, { cause })
  }
  yield* take(site, 'success', { type })
}
