import type { Profile } from '../profile.ts'
import { charsetOf, markOf } from '../reply.ts'
import type { Mode } from '../step.ts'
import { firstLine, hasLetters, isHtml, isRedirect, isUtf8, isValidIn, lineCount } from './seen.ts'
import { STEP_SYMPTOMS } from './step-symptoms.ts'
import { everybody, type Symptom } from './symptom.ts'

const WORDS: readonly Mode[] = ['checkauth', 'file', 'import']
const byBody = (profile: Profile): boolean => profile.reading !== 'ansi'
const stoppedByStatus = (profile: Profile): boolean => profile.status === 'fatal'

/** What may be wrong with a reply, one row each, in the order in which it is told. */
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
  ...STEP_SYMPTOMS,
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
