const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

/** `2026-01-31T12:00:00`: what 1C takes for a moment is local time. A `Date` is told in the time zone of this process. */
export function localDateTime(moment: string | Date, name: string): string {
  if (typeof moment === 'string') {
    if (LOCAL.test(moment)) return moment
    throw new TypeError(`${name} must be a local time, YYYY-MM-DDThh:mm:ss, or a Date`)
  }
  if (!(moment instanceof Date) || Number.isNaN(moment.getTime())) {
    throw new TypeError(`${name} must be a local time, YYYY-MM-DDThh:mm:ss, or a valid Date`)
  }
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [String(moment.getFullYear()).padStart(4, '0'), two(moment.getMonth() + 1), two(moment.getDate())].join(
    '-',
  )
  return `${day}T${[moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')}`
}
