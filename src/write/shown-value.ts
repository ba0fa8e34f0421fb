const LONGEST = 100

function written(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function' // which may be pages of source
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' || typeof value === 'symbol') return String(value)
  try {
    const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))
    return text ?? 'an object'
  } catch {
    return 'an object that JSON cannot show' // one that holds itself, or throws
  }
}

/**
 * A value as messages show it. What comes from JavaScript or a database may be a bigint or worse, on which
 * `JSON.stringify` throws an error of its own in place of ours.
 */
export const shownValue = (value: unknown): string => written(value).slice(0, LONGEST)
