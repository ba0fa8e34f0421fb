/** Touches every value, as a consumer would that stores them all: units of strings, one for each other value. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : 1
  let sum = 0
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) sum += weigh(value[index])
  else for (const key in value) sum += weigh((value as Record<string, unknown>)[key])
  return sum
}
