/** What a database gives, without its nulls: they say that there is nothing, which for a writer is a row left out. */
export function knownValues<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(knownValues) as T
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const known = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(known.map(([key, inner]) => [key, knownValues(inner)])) as T
}
