import { type FileName, parseFilename } from './filename.ts'
import type { Refusal } from './refusal.ts'
import type { ExchangeRequest } from './request.ts'
import { isLive, type Session, type SessionState } from './session.ts'
import { type ExchangeSettings, isVersion } from './settings.ts'
import { tokenFault } from './token.ts'
import { type ExchangeMode, type ExchangeType, moveOf } from './transitions.ts'

/** What to do about a request. Pass what came of it to `conclude`. */
export type Decision =
  | {
      /** Refuse it. */
      readonly do: 'refuse'
      /** Why: it decides what sentence 1C shows. */
      readonly reason: Refusal
      /** As requested, known or not. */
      readonly type: string
      /** As requested, known or not. */
      readonly mode: string
    }
  | ({
      /** Ask the site who this is. */
      readonly do: 'login'
      /** Absent when the request brings none. */
      readonly credentials?: ExchangeRequest['credentials']
    } & About)
  | ({
      /** Discard what was uploaded in the session: a new export begins. */
      readonly do: 'begin'
      /** The schema version that the client names, for the session to keep: `2.09`. Absent where it names none. */
      readonly version?: string
    } & Within)
  | ({
      /** Append the body to the file. */
      readonly do: 'store'
      /** The file, by its checked name. */
      readonly file: FileName
      /** Whether to apply uploaded orders as soon as the file is whole. */
      readonly apply: boolean
    } & Within)
  | ({
      /** Import the file, or continue to. */
      readonly do: 'import'
      /** The file, by its checked name. */
      readonly file: FileName
    } & Within)
  | ({
      /** Send orders, or a package of the catalog. */
      readonly do: 'offer'
      /** The schema version of the request, else that of init; absent where the client named none. */
      readonly version?: string
      /** Which package of the catalog, as requested and unchecked; absent where the request names none. */
      readonly package?: string
    } & Within)
  | ({
      /** 1C has received the orders of the last query. */
      readonly do: 'confirm'
      /** Their name, as the outcome of the query had it; absent when there is nothing left to confirm. */
      readonly offer?: string
    } & Within)
  | ({
      /** Send the site's statuses, payment and delivery services. */
      readonly do: 'describe'
    } & Within)
  | ({
      /** Deactivate what has not come since `before`. */
      readonly do: 'deactivate'
      /** Milliseconds since 1970; never later than the beginning of the session. */
      readonly before: number
    } & Within)
  | ({
      /** The whole exchange is over. */
      readonly do: 'finish'
    } & Within)
  | ({
      /** Wait until there are orders. */
      readonly do: 'listen'
    } & Within)

interface About {
  /** The `type` of the request. */
  readonly type: ExchangeType
  /** State of the session once it is done; a failure leaves the state as it was. */
  readonly to: SessionState
}

interface Within extends About {
  /** As the caller brought it: not over, and its token checked. */
  readonly session: Session
}

/** The values of `do` in a {@link Decision}. */
export type Deed = Decision['do']

const refuse = ({ type, mode }: ExchangeRequest, reason: Refusal): Decision => ({ do: 'refuse', reason, type, mode })

/** Everything a decision may depend on. */
interface Context extends Within {
  readonly request: ExchangeRequest
  readonly settings: ExchangeSettings
}

function withFile({ request, settings }: Context, then: (file: FileName) => Decision): Decision {
  const file = parseFilename(request.parameters.get('filename'), settings.extensions)
  return file.ok ? then(file) : refuse(request, `file-${file.fault}`)
}

/** Whether orders are applied when they are uploaded: a client that named no version may never send `import`. */
function appliesAtFile({ type, session, settings }: Context): boolean {
  if (type !== 'sale' || settings.applyOrders === 'import') return false
  return settings.applyOrders === 'file' || session.version === undefined
}

const SECONDS = /^\d{1,12}$/

/** Never later than the session began: what other exchanges have brought since is not for this one to judge. */
function deactivation({ request, session, type, to }: Context): Decision {
  const timestamp = request.parameters.get('timestamp') ?? ''
  if (!SECONDS.test(timestamp)) return refuse(request, 'bad-timestamp')
  return { do: 'deactivate', before: Math.min(Number(timestamp) * 1000, session.createdAt), session, type, to }
}

function versionOf(request: ExchangeRequest): string | undefined {
  const version = request.parameters.get('version')?.trim()
  return version !== undefined && isVersion(version) ? version : undefined
}

const DECISIONS: Record<Exclude<ExchangeMode, 'checkauth'>, (context: Context) => Decision> = {
  init({ request, session, type, to }) {
    const version = versionOf(request)
    return { do: 'begin', session, type, to, ...(version !== undefined && { version }) }
  },
  file: (context) =>
    withFile(context, (file) => {
      const { session, type, to } = context
      return { do: 'store', file, apply: appliesAtFile(context), session, type, to }
    }),
  import: (context) =>
    withFile(context, (file) => ({ do: 'import', file, session: context.session, type: context.type, to: context.to })),
  query({ request, session, type, to }) {
    const version = versionOf(request) ?? session.version
    const part = request.parameters.get('package')
    const extras = { ...(version !== undefined && { version }), ...(part !== undefined && { package: part }) }
    return { do: 'offer', session, type, to, ...extras }
  },
  success({ session, type, to }) {
    const { offer } = session
    return { do: 'confirm', session, type, to, ...(offer !== undefined && { offer }) }
  },
  info: ({ session, type, to }) => ({ do: 'describe', session, type, to }),
  deactivate: deactivation,
  complete: ({ session, type, to }) => ({ do: 'finish', session, type, to }),
  listen: ({ session, type, to }) => ({ do: 'listen', session, type, to }),
}

/**
 * Decides what to do about a request. Pure: the caller brings the session from its store and the time from its clock.
 * The body is not needed; after `refuse` nothing of it may be kept.
 *
 * @param session the session that the request's cookie names, if the store has it
 * @param now milliseconds since 1970
 *
 * @example
 * import { conclude, decide, parseRequest, resolveSettings } from 'commerceml/exchange'
 * const settings = resolveSettings()
 * const request = parseRequest({ url: '/1c?type=catalog&mode=init' }, settings.cookie)
 * const decision = decide(settings, request, undefined, 0)
 * console.log(decision.do) // refuse
 */
export function decide(
  settings: ExchangeSettings,
  request: ExchangeRequest,
  session: Session | undefined,
  now: number,
): Decision {
  const live = session !== undefined && isLive(session, settings.sessionLifetime, now) ? session : undefined
  const move = moveOf(live?.state ?? 'absent', request.type, request.mode)
  if ('refused' in move) {
    // Whose client keeps no cookies has to hear that: to begin anew is no help.
    const isCookieless = move.refused === 'no-session' && !request.hasCookies
    return refuse(request, isCookieless ? 'no-cookie' : move.refused)
  }
  const { mode, type, to } = move
  // For those without a session the table has nothing else.
  if (mode === 'checkauth' || live === undefined) {
    const { credentials } = request
    return { do: 'login', type, to, ...(credentials !== undefined && { credentials }) }
  }
  const fault = tokenFault(request, live, settings.token)
  if (fault !== undefined) return refuse(request, fault)
  return DECISIONS[mode]({ request, session: live, settings, type, to })
}
