import { dateTime } from '../schema/values.ts'

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

/**
 * `2026-01-31T12:00:00`, or with a blank for the T: what 1C takes for a moment is local time. A `Date` is told in the time
 * zone of the machine.
 */
export function localDateTime(moment: string | Date, name: string): string {
  const local = moment instanceof Date ? told(moment) : moment
  const iso = typeof local === 'string' ? local.replace(SPACED, '$1T') : ''
  if (isLocal(iso)) return iso
  throw new TypeError(
    `${name} must be a local time, YYYY-MM-DDThh:mm:ss, or a valid Date: make one of what has a time zone`,
  )
}
