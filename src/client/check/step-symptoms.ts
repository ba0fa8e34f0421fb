import { whoStops } from './finding.ts'
import { firstLine, isParameters, lineCount, secondLine } from './seen.ts'
import { everybody, type Symptom } from './symptom.ts'

/** What may be wrong with the lines that one step alone has: the parameters of init, the cookie of checkauth. */
export const STEP_SYMPTOMS: readonly Symptom[] = [
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
    shows: (seen) => isParameters(seen) && lineCount(seen) >= 2 && !/^file_limit=-?\d+$/i.test(secondLine(seen)),
    hits: everybody,
    message: (_, seen) =>
      `line 2 of init is "${secondLine(seen).slice(0, 60)}", no file_limit=<bytes>: files come in one request, however large`,
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
]
