import { dateTime } from '../schema/calendar.ts'
import { shownValue } from './shown-value.ts'

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/
// As databases write it.
const SPACED = /^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/

// The shape alone lets 2026-02-30 through, which the reader on the other side refuses.
const isLocal = (moment: string): boolean => LOCAL.test(moment) && dateTime.parse(moment) === moment

const two = (value: number): string => String(value).padStart(2, '0')

function told(moment: Date): string {
  const year = String(moment.getFullYear()).padStart(4, '0')
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')
  return `${year}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${time}`
}

/** What the clocks of a time zone show. Making one costs a hundred times what asking it does: the last is kept. */
let clocks: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | undefined

function clocksOf(timeZone: string): Intl.DateTimeFormat {
  if (clocks?.timeZone !== timeZone) {
    const [year, number] = ['numeric', '2-digit'] as const
    const time = { hour: number, minute: number, second: number, hourCycle: 'h23' } as const
    const parts = { timeZone, year, month: number, day: number, ...time } as const
    clocks = { timeZone, format: new Intl.DateTimeFormat('en', parts) }
  }
  return clocks.format
}

function toldIn(timeZone: string, moment: Date): string {
  if (!(moment.getUTCFullYear() >= 1)) return '' // no Date, or one before Christ
  const parts = clocksOf(timeZone).formatToParts(moment)
  const {
    year = '',
    month,
    day,
    hour,
    minute,
    second,
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`
}

/** Throws `TypeError` for what is the name of no time zone. */
export function assertTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return
  try {
    clocksOf(timeZone)
  } catch {
    throw new TypeError(`timeZone: expected a name such as Europe/Moscow, found ${shownValue(timeZone)}`)
  }
}

/**
 * `2026-01-31T12:00:00`, or with a blank for the T: what 1C takes for a moment is local time. A `Date` is told in the given
 * time zone, or that of the machine. `undefined` for anything else.
 */
export function localTimeOf(moment: unknown, timeZone?: string): string | undefined {
  const local = !(moment instanceof Date) ? moment : timeZone === undefined ? told(moment) : toldIn(timeZone, moment)
  const iso = typeof local === 'string' ? local.replace(SPACED, '$1T') : ''
  return isLocal(iso) ? iso : undefined
}

// By what was meant: of most of them a Date would have been told rightly.
const REMEDIES: readonly (readonly [of: RegExp, remedy: string])[] = [
  [/^"\d{4}-\d\d-\d\d[T ].*(?:Z|[+-]\d\d:?\d\d)"$/, ': pass the Date itself'],
  [/^-?\d+(?:\.\d+)?$/, ': pass a Date'],
  [/^"\d{4}-\d\d-\d\d"$/, ': add the time'],
]

/** What is wrong with what is no moment. */
export function noLocalTime(moment: unknown): string {
  const shown = moment instanceof Date ? 'a Date outside the years 1 to 9999' : shownValue(moment)
  const [, remedy = ''] = REMEDIES.find(([of]) => of.test(shown)) ?? []
  return `expected a local time YYYY-MM-DDThh:mm:ss or a Date, found ${shown}${remedy}`
}

/** The moment as {@link localTimeOf} has it. Throws `TypeError` for what is none. */
export function localDateTime(moment: string | Date, name: string, timeZone?: string): string {
  const local = localTimeOf(moment, timeZone)
  if (local === undefined) throw new TypeError(`${name}: ${noLocalTime(moment)}`)
  return local
}
