// Every byte of a reply to 1C is put together here; the sentences of refusals stand in refusal.ts.
//
// Lines end in LF, never CRLF: clients trim only the first line, so a CR would end up in a cookie. The first line is
// exactly one word: УТ 10.3 compares it untrimmed, and `success: text` is an error to every client. No reply ends in LF,
// since УТ and УНФ 1.x count the lines of init; the one exception is checkauth with a token, as 1С-Битрикс sends it.

import { type Refusal, sentenceOf } from './refusal.ts'

/** A reply as text; `encodeText` makes bytes of it. */
export interface TextReply {
  /** Tells it from a reply that is a document. */
  readonly kind: 'text'
  /** The whole body, with LF between its lines; `''` for a listener when there are no orders. */
  readonly text: string
  /** 200, since 1C reads only the body; 304 tells a listener that there are no orders, as 1С-Битрикс does. */
  readonly status: 200 | 304
}

const SUCCESS = 'success'
const PROGRESS = 'progress'
const FAILURE = 'failure'

/** The words that may stand in the first line of a reply. */
export const STATUS_WORDS: readonly string[] = Object.freeze([SUCCESS, PROGRESS, FAILURE])

// 1C shows the text in one line of its log; УНФ shows no more than 255 characters of some.
const LONGEST_TEXT = 1_000

/** Text as the one line that may follow a status word: nothing in it can begin another line or end the text. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, ' ').trim()
  if (line.length <= LONGEST_TEXT) return line
  // The cut may leave the first half of a pair, which no encoding has.
  return `${line.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

const reply = (lines: readonly string[], status: 200 | 304 = 200): TextReply => ({
  kind: 'text',
  text: lines.join('\n'),
  status,
})

function statusReply(word: string, text: string | undefined): TextReply {
  const line = oneLine(text ?? '')
  return reply(line === '' ? [word] : [word, line])
}

/**
 * The reply `success`: done. 1C shows the text. Leave it out in replies to `file`: УТ and УНФ log a warning about a second
 * line there.
 *
 * @example
 * import { success } from 'commerceml/exchange'
 * console.log(JSON.stringify(success('import.xml: 100 %').text)) // "success\nimport.xml: 100 %"
 */
export const success = (text?: string): TextReply => statusReply(SUCCESS, text)

/**
 * The reply `progress`: not done yet. 1C asks again, УТ immediately.
 *
 * @example
 * import { progress } from 'commerceml/exchange'
 * console.log(JSON.stringify(progress('import.xml: 40 %').text)) // "progress\nimport.xml: 40 %"
 */
export const progress = (text?: string): TextReply => statusReply(PROGRESS, text)

/**
 * The reply `failure`: 1C ends the session and shows the text. Line ends in it become blanks, and it is cut to 1,000
 * characters.
 *
 * @example
 * import { failure } from 'commerceml/exchange'
 * console.log(JSON.stringify(failure('Склад закрыт').text)) // "failure\nСклад закрыт"
 */
export const failure = (text: string): TextReply => statusReply(FAILURE, text)

const NOT_BEGUN = 'Обмен не начат.'

/**
 * The reply `failure` to init. It has three lines: УТ 10.3, УНФ 1.x and УТ 11.5 only count them, take any two for «no
 * archives, no limit» (`СтрЧислоСтрок(…) <> 2`), and would begin to upload. The reason stands in the second, the only one
 * that scripts in the place of a 1C show.
 */
export const initFailure = (text: string): TextReply =>
  reply([FAILURE, oneLine(text) || sentenceOf('site-fault'), NOT_BEGUN])

/** Whether a reply is a failure. */
export const isFailure = ({ text }: TextReply): boolean => text === FAILURE || text.startsWith(`${FAILURE}\n`)

/**
 * The reply `failure` with the Russian sentence for a refusal: three lines for the mode `init`, two for the others.
 *
 * @param files what it is about, as `imports-failed` names the files that are missing
 *
 * @example
 * import { refusal } from 'commerceml/exchange'
 * console.log(refusal('bad-credentials').text.split('\n')[1]) // Неверное имя пользователя или пароль.
 */
export const refusal = (reason: Refusal, mode?: string, files?: readonly string[]): TextReply =>
  (mode === 'init' ? initFailure : failure)(sentenceOf(reason, files))

/**
 * The reply to checkauth. With a token: a fourth line that 1С-Битрикс and УНФ append to their addresses as it is, and,
 * in a catalog, a fifth with the site's time, which comes back at `deactivate`.
 *
 * @param seconds the site's time, in seconds since 1970, where it is told
 */
export function loggedIn(
  cookie: string,
  sessionId: string,
  token: string | undefined,
  seconds: number | undefined,
): TextReply {
  if (token === undefined) return reply([SUCCESS, cookie, sessionId])
  const time = seconds === undefined ? [] : [`timestamp=${seconds}`]
  return reply([SUCCESS, cookie, sessionId, `sessid=${token}`, ...time, ''])
}

/** What init tells beside the two lines, to clients that named a version only. */
export interface InitExtras {
  readonly token: string | undefined
  readonly version: string
}

/**
 * The reply to init: exactly two lines, which УТ 10.3, УНФ 1.x and УТ 11.5 count (`СтрЧислоСтрок(…) <> 2`), and in
 * this order, since УНФ 3 looks for zip in the first alone. Who sends `version=` gets the lines of 1С-Битрикс as well.
 */
export function initialized(zip: boolean, fileLimit: number, extras: InitExtras | undefined): TextReply {
  const lines = [`zip=${zip ? 'yes' : 'no'}`, `file_limit=${fileLimit}`]
  if (extras === undefined) return reply(lines)
  const token = extras.token === undefined ? [] : [`sessid=${extras.token}`]
  return reply([...lines, ...token, `version=${extras.version}`])
}

/** The end of the packages of get_catalog. */
export const packagesFinished = (): TextReply => reply(['finished=yes'])

/** To a listener: orders are there (`success` and LF, as 1С-Битрикс has it), or nothing yet. */
export const heard = (orders: boolean): TextReply => (orders ? reply([SUCCESS, '']) : reply([''], 304))

/** An export without orders is a whole document all the same: to an empty body 1C says «Получен пустой ответ сервера». */
export function emptyDocument(version: string, date: string): string {
  return `<КоммерческаяИнформация ВерсияСхемы="${version}" ДатаФормирования="${date}"/>`
}
