import { date as dateCodec } from '../../schema/calendar.ts'
import { decimal } from '../../schema/values.ts'
import { isZero } from './decimal.ts'

/** Whether a text is told. Of what is no text at all the writer says so: a database may give ids as numbers. */
export const isBlank = (value: string | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '')

/** Whether an amount is zero, or none that can be read. */
export const isNothing = (value: string | undefined): boolean =>
  isZero(value === undefined ? '' : (decimal.parse(value) ?? ''))

// УТ 10.3 takes the digits out of the text: an offset or a time behind the date is a run-time error there.
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/
/** A time without a zone. */
export const PLAIN_TIME = /^\d{2}:\d{2}:\d{2}$/

/** Whether a text is a number of so many digits at most. */
export const isDigits = (value: string, most: number): boolean => /^\d+$/.test(value) && value.length <= most

/** Whether a text is a day that exists, and nothing else. */
export const isDay = (value: string | undefined): boolean =>
  value !== undefined && PLAIN_DATE.test(value) && dateCodec.parse(value) !== undefined
