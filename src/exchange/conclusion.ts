import type { Decision, Deed } from './decision.ts'
import type { Outcome } from './outcome.ts'
import {
  failure,
  heard,
  initFailure,
  initialized,
  loggedIn,
  packagesFinished,
  progress,
  refusal,
  success,
  type TextReply,
} from './reply.ts'
import type { Session } from './session.ts'
import type { ExchangeSettings } from './settings.ts'

/** Send the document that the outcome announced. */
export interface DocumentReply {
  /** Tells it from a {@link TextReply}. */
  readonly kind: 'document'
}

/** The end of a request: what to reply, and what to remember. */
export interface Conclusion {
  /** A text to encode and send, or the sign to send the document. */
  readonly reply: TextReply | DocumentReply
  /** The session to store from now on; absent when nothing changed. */
  readonly session?: Session
}

type Replies = { readonly [K in Outcome['is']]?: (outcome: Extract<Outcome, { is: K }>) => TextReply | DocumentReply }

// Every reply in text may also be a failure.
const FAILURES = {
  failed: ({ text }) => failure(text),
  refused: ({ reason, files }) => refusal(reason, undefined, files),
} as const satisfies Replies
const INIT_FAILURES = {
  failed: ({ text }) => initFailure(text),
  refused: ({ reason }) => refusal(reason, 'init'),
} as const satisfies Replies
const DOCUMENT = { document: (): DocumentReply => ({ kind: 'document' }), ...FAILURES } as const satisfies Replies
const DONE_WITH_TEXT = { done: ({ text }) => success(text), ...FAILURES } as const satisfies Replies

/** What may come of what, and what is said to it. `welcome` and the `done` of `begin` have their own lines below. */
const REPLIES: Record<Exclude<Deed, 'refuse' | 'login'>, Replies> = {
  begin: INIT_FAILURES,
  // A second line makes УТ and УНФ log a warning.
  store: { done: () => success(), ...FAILURES },
  import: { ...DONE_WITH_TEXT, progress: ({ text }) => progress(text) },
  offer: DOCUMENT, // also when there are no orders: 1C wants an empty document then
  confirm: { done: () => success(), ...FAILURES },
  describe: DOCUMENT,
  deactivate: { ...DONE_WITH_TEXT, progress: ({ text }) => progress(text) },
  finish: DONE_WITH_TEXT,
  listen: { done: () => heard(true), nothing: () => heard(false), ...FAILURES },
}
const PACKAGES: Replies = { ...DOCUMENT, nothing: packagesFinished }

function welcome(
  settings: ExchangeSettings,
  { type }: Extract<Decision, { do: 'login' }>,
  outcome: Extract<Outcome, { is: 'welcome' }>,
  now: number,
): Conclusion {
  const { user, sessionId } = outcome
  const token = settings.token === 'off' ? undefined : outcome.token
  const session: Session = {
    id: sessionId,
    user,
    state: 'open',
    createdAt: now,
    usedAt: now,
    ...(token !== undefined && { token }),
  }
  // Of orders nothing is deactivated; 1С-Битрикс has the line in its catalog alone.
  const seconds = type === 'catalog' ? Math.floor(now / 1000) : undefined
  return { reply: loggedIn(settings.cookie, sessionId, token, seconds), session }
}

const asNumber = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major * 1000 + minor
}

/** The version both sides speak: no higher than what the site has. */
const commonVersion = (asked: string, ours: string): string => (asNumber(asked) < asNumber(ours) ? asked : ours)

/** The session after a success or failure of what was decided. */
function remembered(decision: Exclude<Decision, { do: 'refuse' | 'login' }>, outcome: Outcome, now: number): Session {
  const { session } = decision
  const failed = outcome.is === 'failed' || outcome.is === 'refused'
  if (failed) return { ...session, usedAt: now }
  const { offer: offered, version: before, ...rest } = session
  const version = decision.do === 'begin' ? decision.version : before
  const offer = nextOffer(decision, outcome, offered)
  return {
    ...rest,
    state: isOvertaken(decision) ? rest.state : decision.to,
    usedAt: now,
    ...(version !== undefined && { version }),
    ...(offer !== undefined && { offer }),
  }
}

/** Whether a query has offered other orders while those of the one before were confirmed. */
const isOvertaken = (decision: Decision): boolean =>
  decision.do === 'confirm' && decision.offer !== decision.session.offer

/** What success will confirm: a query of orders puts its own there, a success takes away what it was decided on. */
function nextOffer(decision: Decision, outcome: Outcome, offered: string | undefined): string | undefined {
  if (decision.do === 'confirm' && !isOvertaken(decision)) return undefined
  const orders = decision.do === 'offer' && decision.type === 'sale' && outcome.is === 'document'
  return orders ? outcome.offer : offered
}

/**
 * Turns the outcome of a decision into the reply to send and the session to store.
 *
 * Where requests of a session are served at once, put the session of the store in place of the decision's, whose may have
 * changed meanwhile: what another request has put there is kept.
 *
 * Throws `TypeError` for an outcome that the decision cannot have, which is a mistake of the caller.
 *
 * @param now milliseconds since 1970
 *
 * @example
 * import { conclude, decide, parseRequest, resolveSettings } from 'commerceml/exchange'
 * const settings = resolveSettings()
 * const request = parseRequest({ url: '/1c?type=catalog&mode=checkauth' }, settings.cookie)
 * const decision = decide(settings, request, undefined, 0)
 * const { reply } = conclude(settings, decision, { is: 'refused', reason: 'no-credentials' }, 0)
 * if (reply.kind === 'text') console.log(reply.text.split('\n')[0]) // failure
 */
export function conclude(settings: ExchangeSettings, decision: Decision, outcome: Outcome, now: number): Conclusion {
  if (decision.do === 'refuse') return { reply: refusal(decision.reason, decision.mode) }
  if (decision.do === 'login') {
    if (outcome.is === 'welcome') return welcome(settings, decision, outcome, now)
    return { reply: replyTo(FAILURES, decision.do, outcome) }
  }
  const session = remembered(decision, outcome, now)
  if (decision.do === 'begin' && outcome.is === 'done') {
    const extras = decision.version !== undefined && {
      token: session.token,
      version: commonVersion(decision.version, settings.version),
    }
    return { reply: initialized(settings.zip, settings.fileLimit, extras || undefined), session }
  }
  const packages = decision.do === 'offer' && decision.type === 'get_catalog'
  return { reply: replyTo(packages ? PACKAGES : REPLIES[decision.do], decision.do, outcome), session }
}

function replyTo(replies: Replies, deed: Deed, outcome: Outcome): TextReply | DocumentReply {
  const say = replies[outcome.is] as ((outcome: Outcome) => TextReply | DocumentReply) | undefined
  if (say === undefined) throw new TypeError(`what was decided, ${deed}, cannot come to ${outcome.is}`)
  return say(outcome)
}
