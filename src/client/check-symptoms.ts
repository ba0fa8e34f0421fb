import { type Level, whoStops } from './check-finding.ts'
import type { Profile } from './profile.ts'
import { charsetOf, markOf } from './reply.ts'
import {
  firstLine,
  hasLetters,
  isHtml,
  isParameters,
  isRedirect,
  isUtf8,
  isValidIn,
  lineCount,
  type Seen,
} from './seen.ts'
import type { Mode } from './step.ts'

/** Something that may be wrong with a reply. */
export interface Symptom {
  readonly id: string
  readonly level: Level
  readonly modes?: readonly Mode[]
  /** Also where the site was meant to say no. Default: only there where it was meant to say yes. */
  readonly refusals?: boolean
  readonly shows: (seen: Seen) => boolean
  /** Whom it hits, of the clients that matter. */
  readonly hits: (profile: Profile, seen: Seen) => boolean
  readonly message: (profiles: string, seen: Seen) => string
}

const WORDS: readonly Mode[] = ['checkauth', 'file', 'import']
const everybody = (): boolean => true
const byBody = (profile: Profile): boolean => profile.reading !== 'ansi'
const stoppedByStatus = (profile: Profile): boolean => profile.status === 'fatal'

/** What may be wrong with a reply, one row each. */
export const SYMPTOMS: readonly Symptom[] = [
  {
    id: 'reply-redirect',
    level: 'error',
    refusals: true,
    shows: isRedirect,
    hits: everybody,
    message: (_, { answer }) =>
      `the site redirects to ${answer.entry.replyHeaders['location'] ?? 'another address'}; no 1C follows, the address in 1C must be the final one`,
  },
  {
    id: 'reply-status',
    level: 'warning',
    shows: (seen) => seen.status !== 200 && !isRedirect(seen),
    hits: everybody,
    message: (_, { status }) =>
      `status ${status}: УТ 11.5 and УНФ note it and read the body all the same, emulators and get_catalog clients stop; answer 200`,
  },
  {
    id: 'refusal-status',
    level: 'note',
    refusals: true,
    shows: (seen) => seen.refusal && seen.status !== 200 && !isRedirect(seen),
    hits: stoppedByStatus,
    message: (_, { status }) =>
      `a refusal with status ${status}: the body decides for all 1C, so it must say failure as well`,
  },
  {
    id: 'reply-empty',
    level: 'error',
    refusals: true,
    shows: (seen) => seen.text.trim() === '' && !isRedirect(seen),
    hits: everybody,
    message: () => 'an empty body: 1C says "Получен пустой ответ сервера." and nothing of the reason',
  },
  {
    id: 'reply-html',
    level: 'error',
    refusals: true,
    shows: isHtml,
    hits: everybody,
    message: () => 'an HTML page where a line of text is meant: 1C finds no status in it',
  },
  {
    id: 'reply-encoding',
    level: 'warning',
    refusals: true,
    shows: ({ answer }) => !/^(identity)?$/i.test(answer.reply.headers.get('content-encoding')?.trim() ?? ''),
    hits: everybody,
    message: (_, { answer }) =>
      `the reply is packed (${answer.reply.headers.get('content-encoding')}) although nobody asked: whether 1C unpacks it was not verified`,
  },
  {
    id: 'reply-crlf',
    level: 'error',
    refusals: true,
    modes: ['checkauth', 'init', 'file', 'import', 'success'],
    shows: ({ raw }) => raw.includes('\r\n'),
    hits: (profile, { mode }) => !profile.trimsAll && (mode === 'checkauth' || profile.line1 === 'lower'),
    message: (profiles) =>
      `lines end with CRLF, 1C splits at LF: УТ 10.3 reads "success␍" and stops, the others send a CR in the name and value of the cookie and lose their session (${profiles})`,
  },
  {
    id: 'reply-bom',
    level: 'warning',
    refusals: true,
    modes: ['checkauth', 'init', 'file', 'import', 'success'],
    shows: ({ bytes }) => markOf(bytes) !== undefined,
    hits: byBody,
    message: (profiles) =>
      `a byte order mark before the first line: old clients read past it; whether ${profiles} do was not verified, and if not they see no "success"`,
  },
  {
    id: 'reply-blanks',
    level: 'error',
    modes: [...WORDS, 'init'],
    shows: ({ text }) => /^[ \t\u00a0]|^[^\n]*[ \t\u00a0](\r?\n|$)/.test(text) && text.trim() !== '',
    hits: (profile) => profile.line1 === 'lower' && !profile.trimsAll,
    message: (profiles, { text }) =>
      `line 1 is ${JSON.stringify((text.split('\n')[0] ?? '').slice(0, 60))}: ${profiles || 'УТ 10.3'} takes blanks for a part of the word`,
  },
  {
    id: 'reply-first-line',
    level: 'error',
    modes: WORDS,
    shows: (seen) => !/^(success|progress|failure)$/.test(firstLine(seen)) && seen.text.trim() !== '' && !isHtml(seen),
    hits: everybody,
    message: (_, seen) =>
      `the first line is "${firstLine(seen).slice(0, 60)}", it must be exactly success, progress or failure`,
  },
  {
    id: 'refusal-first-line',
    level: 'warning',
    refusals: true,
    modes: [...WORDS, 'query'],
    shows: (seen) => seen.refusal && firstLine(seen) !== 'failure' && seen.text.trim() !== '' && !isHtml(seen),
    hits: everybody,
    message: (_, seen) =>
      `a refusal begins with "${firstLine(seen).slice(0, 60)}" instead of failure: 1C says "Получен неизвестный статус импорта."`,
  },
  {
    id: 'refusal-text',
    level: 'note',
    refusals: true,
    modes: WORDS,
    shows: (seen) => seen.refusal && firstLine(seen) === 'failure' && lineCount(seen) === 1,
    hits: everybody,
    message: () => 'failure without a second line: the user of 1C learns no reason',
  },
  {
    id: 'init-lines',
    level: 'error',
    modes: ['init'],
    shows: (seen) => isParameters(seen) && lineCount(seen) !== 2,
    hits: (profile, { answer, raw }) =>
      whoStops([profile], 'init', { ...answer.reply, bytes: new TextEncoder().encode(raw.trimEnd()) }).profiles.length >
      0,
    message: (_, seen) =>
      `init reply has ${lineCount(seen)} line${lineCount(seen) === 1 ? '' : 's'} instead of zip=… and file_limit=…`,
  },
  {
    id: 'init-trailing-newline',
    level: 'warning',
    modes: ['init'],
    shows: (seen) => lineCount(seen) === 2 && /\n$/.test(seen.raw),
    hits: (profile) => profile.countsLastEmptyLine && profile.initLines === 'two',
    message: (profiles) =>
      `init reply ends with a line feed: should СтрЧислоСтрок count the empty line behind it (not verified), ${profiles || 'УТ 11.5'} would find 3 lines`,
  },
  {
    id: 'init-zip',
    level: 'warning',
    modes: ['init'],
    shows: (seen) => isParameters(seen) && lineCount(seen) >= 2 && !/^zip=(yes|no)$/.test(firstLine(seen)),
    hits: everybody,
    message: (_, seen) =>
      `line 1 of init is "${firstLine(seen).slice(0, 60)}": only zip=yes means archives, and only in line 1`,
  },
  {
    id: 'init-file-limit',
    level: 'warning',
    modes: ['init'],
    shows: (seen) =>
      isParameters(seen) &&
      lineCount(seen) >= 2 &&
      !/^file_limit=-?\d+$/i.test((seen.text.split('\n')[1] ?? '').trim()),
    hits: everybody,
    message: (_, seen) =>
      `line 2 of init is "${(seen.text.split('\n')[1] ?? '').trim().slice(0, 60)}", no file_limit=<bytes>: files come in one request, however large`,
  },
  {
    id: 'checkauth-cookie',
    level: 'error',
    modes: ['checkauth'],
    shows: ({ answer }) => {
      const cookie = answer.outcome.result === 'ok' ? answer.outcome.session?.cookie : undefined
      if (cookie === undefined) return false
      return !/^[!#$%&'*+\-.^_`|~\w]+$/.test(cookie.name) || !/^[!#-+\--:<-[\]-~]+$/.test(cookie.value)
    },
    hits: everybody,
    message: (_, { answer }) => {
      const ignored = answer.reply.headers.has('set-cookie')
        ? '; Set-Cookie is ignored by 1C, put name and value in lines 2 and 3'
        : ''
      return `lines 2 and 3 of checkauth are no name and value that a Cookie header can hold: 1C sends them as they are${ignored}`
    },
  },
  {
    id: 'checkauth-cookie-name',
    level: 'note',
    modes: ['checkauth'],
    shows: ({ answer: { outcome } }) => outcome.result === 'ok' && outcome.session?.cookie.name.includes('.') === true,
    hits: everybody,
    message: () => 'the name of the cookie has a dot, which PHP turns into _',
  },
  {
    id: 'file-more',
    level: 'note',
    modes: ['file'],
    shows: (seen) => firstLine(seen) === 'success' && /\n/.test(seen.raw),
    hits: (profile, { raw }) => profile.countsLastEmptyLine || /\n./.test(raw),
    message: (profiles) =>
      `more than success in a file reply: ${profiles} log "Получен расширенный статус успешного завершения сеанса."`,
  },
  {
    id: 'reply-charset',
    level: 'warning',
    refusals: true,
    shows: ({ bytes, answer }) => hasLetters(bytes) && !isValidIn(charsetOf(answer.reply.headers) ?? 'utf-8', bytes),
    hits: (profile) => profile.reading === 'charset',
    message: (profiles, { answer }) =>
      `the text is not in the charset that Content-Type names (${charsetOf(answer.reply.headers) ?? 'none, so UTF-8'}): ${profiles} show it as �`,
  },
  {
    id: 'reply-mojibake',
    level: 'note',
    refusals: true,
    modes: ['checkauth', 'init', 'file', 'import', 'success'],
    shows: ({ bytes }) => hasLetters(bytes) && isUtf8(bytes) && markOf(bytes) === undefined,
    hits: (profile) => profile.reading === 'ansi',
    message: (profiles) =>
      `texts in UTF-8 without byte order mark: ${profiles} show them as "РћС€РёР±РєР°"; in windows-1251 everybody reads them`,
  },
  {
    id: 'reply-slow',
    level: 'warning',
    refusals: true,
    shows: ({ answer }) => answer.entry.durationMs > 60_000,
    hits: (profile) => profile.timeoutMs !== undefined && profile.timeoutMs <= 180_000,
    message: (profiles, { answer }) =>
      `a reply took ${Math.round(answer.entry.durationMs / 1000)} s; ${profiles} give up after 180 s: import in slices and say progress`,
  },
]
