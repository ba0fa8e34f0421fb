import type { ReplyOutcome } from './outcome.ts'
import type { Profile } from './profile.ts'
import { type Reply, type ReplyText, readText } from './reply.ts'
import { MODES, type Mode } from './step.ts'

type Judged = ReplyOutcome extends infer O ? (O extends { notes: unknown } ? Omit<O, 'notes'> : never) : never

const messageOf = (text: string): string => text.split('\n').slice(1).join('\n')
const withReply = (profile: Profile, words: string, { text }: ReplyText): string =>
  `${words}\n${profile.words.reply}\n${text}`

// Число() of 1C takes blanks as thousands separators; everything else that is no number is an exception.
function numberOf(text: string): number | undefined {
  const digits = text.replace(/[\s\u00a0]/g, '').replace(',', '.')
  return /^[-+]?\d+(\.\d*)?$/.test(digits) ? Number(digits) : undefined
}

// UNF 11099: shown if shorter than 255 characters and no HTML page.
function shown(text: string): boolean {
  return text !== '' && text.length < 255 && !text.startsWith('<!DOCTYPE html>') && !text.includes('<html')
}

function checkauth(profile: Profile, body: ReplyText): Judged {
  if (body.word(1) !== 'success') {
    const words = profile.words.unknown.checkauth
    const explained = profile.reading === 'charset-then-guess' && shown(body.text) ? `${body.text}\n${words}` : words
    return { result: 'failed', code: 'not-authorized', words: explained }
  }
  const cookie = { name: body.line(2), value: body.line(3) }
  return { result: 'ok', message: '', session: { cookie, line4: body.line(4), line5: body.line(5) } }
}

const ENOUGH_LINES: Record<Profile['initLines'], (count: number) => boolean> = {
  two: (count) => count === 2, // UT103, SMB 5944, UT115: СтрЧислоСтрок(ОтветСервера) <> 2
  any: () => true, // UNF 11101: Nethouse omits file_limit
  'two-or-more': (count) => count >= 2,
}

function init(profile: Profile, body: ReplyText, notes: string[]): Judged {
  if (!ENOUGH_LINES[profile.initLines](body.lineCount)) {
    const start = profile.reading === 'charset-then-guess' ? `\n${body.text.slice(0, 512)}` : ''
    return { result: 'failed', code: 'no-parameters', words: `${profile.words.unknown.init}${start}` }
  }
  // Line 1 alone says zip, line 2 alone the limit: swapped lines are no archives and no limit.
  const zip = profile.zipLines.includes(body.word(1))
  const limit = body.lineCount < 2 ? 0 : numberOf(body.word(2).replaceAll('file_limit=', ''))
  if (limit === undefined) notes.push(profile.words.limit)
  // UT115 `> 0`: what is no number becomes -1, and both mean no limit.
  const fileLimit = Math.floor(limit ?? -1)
  return { result: 'ok', message: '', limits: { zip, ...(fileLimit > 0 && { fileLimit }) } }
}

/** file, import, deactivate and complete: the first line decides. */
function status(profile: Profile, mode: Mode, body: ReplyText, notes: string[]): Judged {
  const word = body.word(1)
  if (word === 'success') {
    if (mode === 'file' && body.lineCount > 1) notes.push(withReply(profile, profile.words.more, body))
    return { result: 'ok', message: messageOf(body.text) }
  }
  if (word === 'progress' && mode !== 'file') return { result: 'repeat', message: messageOf(body.text) }
  if (mode === 'import' && body.lineCount === 0) {
    return { result: 'failed', code: 'empty-reply', words: profile.words.none.import }
  }
  const { failure, unknown } = profile.words
  return word === 'failure'
    ? { result: 'failed', code: 'failure', words: withReply(profile, failure[mode] ?? unknown[mode], body) }
    : { result: 'failed', code: 'unknown-status', words: withReply(profile, unknown[mode], body) }
}

function query(profile: Profile, reply: Reply, { text }: ReplyText): Judged {
  const start = profile.orders.find((begin) => text.startsWith(begin))
  if (start !== undefined) {
    const kind = start === 'PK' ? 'zip' : 'xml'
    return { result: 'ok', message: '', orders: { kind, text, bytes: reply.bytes } }
  }
  if (profile.ordersFailure && text.startsWith('failure')) return { result: 'failed', code: 'failure', words: text }
  return { result: 'failed', code: 'not-orders', words: profile.words.unknown.query }
}

function success(profile: Profile, { text }: ReplyText): Judged {
  // `error` of BXs passes as well: only its absence, and for УНФ `failure`, is looked for.
  return profile.success === 'no-failure' && text.startsWith('failure')
    ? { result: 'failed', code: 'failure', words: profile.words.unknown.success }
    : { result: 'ok', message: text }
}

function info(profile: Profile, { text }: ReplyText): Judged {
  return text.startsWith('<?xml')
    ? { result: 'ok', message: text }
    : { result: 'failed', code: 'unknown-status', words: profile.words.unknown.info }
}

function judge(profile: Profile, mode: Mode, reply: Reply, body: ReplyText, notes: string[]): Judged {
  // ЗначениеЗаполнено of UT115 is false for blanks alone; a text document of УТ 10.3 has no lines.
  const empty = profile.emptyIsNoReply ? body.text.trim() === '' : body.text === ''
  if (empty) {
    const words = profile.words.empty[mode === 'file' ? 'post' : 'get']
    if (profile.emptyIsNoReply && !(mode === 'success' && profile.success === 'ignored')) {
      return { result: 'failed', code: 'empty-reply', words: `${words}\n${profile.words.none[mode]}` }
    }
    notes.push(words)
  }
  switch (mode) {
    case 'checkauth':
      return checkauth(profile, body)
    case 'init':
      return init(profile, body, notes)
    case 'query':
      return query(profile, reply, body)
    case 'success':
      return success(profile, body)
    case 'info':
      return info(profile, body)
    case 'file':
    case 'import':
    case 'deactivate':
    case 'complete':
      return status(profile, mode, body, notes)
  }
}

function assertArguments(profile: unknown, mode: unknown, reply: unknown): void {
  const wrong = (what: string): TypeError => new TypeError(`readReply(profile, mode, reply): ${what}`)
  if (typeof (profile as Partial<Profile> | null)?.words !== 'object') {
    throw wrong(`profile must be a row of PROFILES, such as PROFILES.ut115, not ${String(profile)}`)
  }
  if (!MODES.includes(mode as string)) throw wrong(`mode must be one of ${MODES.join(', ')}, not ${String(mode)}`)
  const { headers, bytes } = (reply ?? {}) as Partial<Reply>
  // Headers of another fetch are as good.
  if (typeof headers?.get === 'function' && ArrayBuffer.isView(bytes)) return
  throw wrong('reply must have status, headers (as of fetch) and bytes (a Uint8Array)')
}

/**
 * Judges a reply as one client does, whatever the site meant by it.
 *
 * Pure: no clock, no network. A reply that this client cannot use is `failed`, with the words that it shows. Throws
 * `TypeError` for arguments that are none, and nothing else.
 *
 * @example
 * import { PROFILES, readReply } from 'commerceml/client'
 * const bytes = new TextEncoder().encode('zip=no\nfile_limit=1024\nsessid=abc\nversion=2.09')
 * const outcome = readReply(PROFILES.ut115, 'init', { status: 200, headers: new Headers(), bytes })
 * if (outcome.result === 'failed') outcome.words satisfies string // «… Параметры обмена не получены.»
 */
export function readReply(profile: Profile, mode: Mode, reply: Reply): ReplyOutcome {
  assertArguments(profile, mode, reply)
  const notes: string[] = []
  const { words } = profile
  if (reply.status !== 200) {
    const told = `${words.status[mode === 'file' ? 'post' : 'get']} ${reply.status}`
    if (profile.status === 'fatal') return { result: 'failed', code: 'bad-status', words: told, notes }
    if (profile.status === 'noted') notes.push(told)
  }
  const judged = judge(profile, mode, reply, readText(profile, reply), notes)
  // Nobody follows a redirect; the body, mostly empty or HTML, is read like any other.
  if (judged.result !== 'failed' || reply.status < 300 || reply.status > 399) return { ...judged, notes }
  if (words.redirect !== undefined) notes.push(`${words.redirect}: ${reply.headers.get('location') ?? ''}`)
  return { ...judged, code: 'redirect', notes }
}
