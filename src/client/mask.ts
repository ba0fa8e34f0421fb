import type { ReplyOutcome } from './outcome.ts'
import type { Reply } from './reply.ts'
import type { Step } from './step.ts'
import { base64Of } from './wire.ts'

/** What stands in place of a secret. */
export const MASK = '***'
// A password of three characters would blank out half of every text that happens to hold them: it goes as a word alone.
const SHORTEST = 4
// Ids of sessions in whatever line they stand: long runs of letters with a digit among them, and UUIDs; but the limit of
// init is none.
const IDS =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<![\w+=]|file_limit is )(?!file_limit=\d+\b)(?=[a-z_+=]*\d)[\w+=]{16,}/gi

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What must not be seen. */
export interface Secrets {
  readonly user?: string | undefined
  readonly password: string
  /** Cookies and tokens are shown all the same; the password never is. */
  readonly showTokens: boolean
}

/** Takes secrets out of everything that people get to see: transcripts, words, findings. */
export interface Mask {
  /** Any text: no password in any form, no token that is known. */
  text(text: string): string
  /** A reply, or words that repeat it: at checkauth its third line and whatever looks like an id go as well. */
  reply(step: Step, text: string): string
  /** A cookie as a site sets it, `name=value; …`: its value goes. */
  setCookie(text: string): string
  /** Cookies as they are sent, `name=value; other=value`: only the names stay. */
  cookies(text: string): string
  /** What a client makes of a reply: its words and notes repeat it. */
  outcome(step: Step, outcome: ReplyOutcome): ReplyOutcome
  /** What of a reply must not be seen again, however the site gives it back: cookies and tokens. */
  learn(reply: Reply, outcome: ReplyOutcome): void
}

/** `Basic` and the forms in which a site may give the password back: as it is, in an address, in a header. */
function passwordPattern({ user, password }: Secrets): RegExp | undefined {
  if (password === '') return undefined
  const escaped = JSON.stringify(password).slice(1, -1)
  const forms = [
    password,
    escaped,
    encodeURIComponent(password),
    base64Of(password),
    base64Of(`${user ?? ''}:${password}`),
  ]
  const patterns = [...new Set(forms)].map((form) =>
    form.length < SHORTEST ? `(?<![\\p{L}\\p{N}])${quoted(form)}(?![\\p{L}\\p{N}])` : quoted(form),
  )
  // The longest first: one form may hold another.
  return new RegExp(patterns.sort((one, other) => other.length - one.length).join('|'), 'gu')
}

/** A mask for one user of one site. */
export function createMask(secrets: Secrets): Mask {
  const password = passwordPattern(secrets)
  const tokens = new Set<string>()
  const hidden = (text: string): string => (password === undefined ? text : text.replace(password, MASK))

  function text(text: string): string {
    let safe = hidden(text)
    if (secrets.showTokens) return safe
    for (const token of tokens) safe = safe.replaceAll(token, MASK)
    return safe.replace(/(sessid=)[^&\s"]+/gi, `$1${MASK}`)
  }

  function reply(step: Step, reply: string): string {
    if (secrets.showTokens || step !== 'checkauth') return text(reply)
    const lines = reply.split('\n')
    if (/success/i.test(lines[0] ?? '') && (lines[2] ?? '').trim() !== '') lines[2] = MASK
    return text(lines.join('\n').replace(IDS, MASK))
  }

  function setCookie(cookie: string): string {
    return hidden(secrets.showTokens ? cookie : cookie.replace(/^([^=;]*=|(?=[^=;]*$))[^;]+/, `$1${MASK}`))
  }

  function token(value: string | undefined): void {
    if (value !== undefined && value.length >= SHORTEST) tokens.add(value)
  }

  return {
    text,
    reply,
    setCookie,
    cookies: (cookies) => cookies.split('; ').map(setCookie).join('; '),
    outcome(step, outcome) {
      const notes = outcome.notes.map((note) => reply(step, note))
      return outcome.result === 'failed'
        ? { ...outcome, words: reply(step, outcome.words), notes }
        : { ...outcome, message: reply(step, outcome.message), notes }
    },
    learn({ headers }, outcome) {
      for (const cookie of headers.getSetCookie()) token(/^[^=;]*=([^;]*)/.exec(cookie)?.[1])
      if (outcome.result !== 'ok' || outcome.session === undefined) return
      token(outcome.session.cookie.value.trim())
      token(/^sessid=(.*)/.exec(outcome.session.line4)?.[1]?.trim())
    },
  }
}
