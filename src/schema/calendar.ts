import { String as StringSchema } from 'typebox'
import type { Codec } from './values.ts'

const DATE = '(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})'
// Shops and PHP put dashes for the dots; the year is last, and nobody here puts the month first.
const RUSSIAN_DATE = '(?<day>\\d{2})(?<dot>[.-])(?<month>\\d{2})\\k<dot>(?<year>\\d{4})'
const TIME = '(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?<fraction>\\.\\d{1,9})?)?'
// `+0300` is what PHP's DATE_ISO8601 and Python's %z write, `+03` what databases do.
const ZONE = '(?<zone>Z|(?<offset>[+-]\\d{2})(?::?(?<rest>\\d{2}))?)?'
// What PHP makes of the format Y-m-dTH:i:s, whose T is the zone, where it is in UTC: `2022-10-31UTC02:25:50` (WC1C).
const UTC = /^(\S{10})UTC(.+)$/
const anchored = (pattern: string): RegExp => new RegExp(`^${pattern}$`)

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'zone' | 'offset' | 'rest'
type Parts = Partial<Record<Part, string>>

function isCalendarDay({ year = '', month = '', day = '' }: Parts): boolean {
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1]
  return days !== undefined && Number(day) >= 1 && Number(day) <= days
}

function formatTime({ hour = '', minute = '', second, fraction = '' }: Parts): string | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}:${second ?? '00'}${fraction}`
}

/** Offsets go to 14 hours (Line Islands). */
function formatZone({ zone = '', offset, rest = '00' }: Parts): string | undefined {
  if (offset === undefined) return zone
  return Math.abs(Number(offset)) <= 14 && Number(rest) <= 59 ? `${offset}:${rest}` : undefined
}

/** Tries the forms in turn and writes what matched as ISO 8601, with the zone it had or none. */
function calendarCodec(name: string, patterns: readonly RegExp[], pattern: string): Codec<string> {
  return {
    name,
    invalid: 'invalid-date',
    schema: (options) => StringSchema({ pattern, ...options }),
    parse(raw) {
      const value = raw.trim().replace(UTC, '$1T$2Z')
      const parts: Parts | undefined = patterns.map((form) => form.exec(value)?.groups).find((groups) => groups)
      if (parts === undefined) return undefined
      if (parts.year !== undefined && !isCalendarDay(parts)) return undefined
      const day = parts.year === undefined ? '' : `${parts.year}-${parts.month}-${parts.day}`
      const time = parts.hour === undefined ? '' : formatTime(parts)
      const zone = formatZone(parts)
      if (time === undefined || zone === undefined) return undefined
      return `${day}${day !== '' && time !== '' ? 'T' : ''}${time}${zone}`
    },
    format: (value) => value,
  }
}

// The forms of a day and of a moment.
const DAY = anchored(`${DATE}${ZONE}`)
const MOMENT = anchored(`${DATE}[T ]${TIME}${ZONE}`)
const RUSSIAN = anchored(`${RUSSIAN_DATE}(?:[ T]${TIME})?`)

/**
 * A calendar day, `YYYY-MM-DD`, with the offset (`2015-08-12+03:00`) or time (`2015-08-12T00:00:00`) that some exports
 * add. Also reads `12.08.2015` and `12-08-2015`. `0001-01-01` is 1C's empty date.
 */
export const date: Codec<string> = calendarCodec('date', [DAY, RUSSIAN, MOMENT], '^\\d{4}-\\d{2}-\\d{2}')

/**
 * A date and time as 1C writes it: local, usually without a zone, `2018-12-22T12:27:06`. Nothing is converted: a missing
 * zone stays missing, and a written one is kept, `+0300` as `+03:00`.
 */
export const dateTime: Codec<string> = calendarCodec('dateTime', [MOMENT, DAY, RUSSIAN], '^\\d{4}-\\d{2}-\\d{2}')

/**
 * A wall-clock time, `hh:mm:ss`, one-digit hours padded. `09.04.2014 0:46:38`, which 1C for CS-Cart and scripts of shops
 * write, is one behind a Дата of that day.
 */
export const time: Codec<string> = {
  ...calendarCodec('time', [anchored(`${TIME}${ZONE}`)], '^\\d{2}:\\d{2}:\\d{2}'),
  beside: {
    row: 'date',
    parse(raw, other) {
      const [day, clock] = dateTime.parse(raw)?.split('T') ?? []
      return day !== undefined && String(other).startsWith(day) ? clock : undefined
    },
  },
}
