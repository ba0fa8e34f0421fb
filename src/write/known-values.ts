/** What a database gives, without its nulls: they say that there is nothing, which for a writer is a row left out. */
export function knownValues<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(knownValues) as T
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const known = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(known.map(([key, inner]) => [key, knownValues(inner)])) as T
}

/** Whether there is anything: databases hold `''` for what nobody told. What is no text is, and the writer refuses it. */
export const isTold = <T>(value: T | undefined): value is T =>
  value !== undefined && (typeof value !== 'string' || value.trim() !== '')

/** What is told of it: schemas refuse an empty ИНН. */
export const toldOf = <K extends string>(values: { readonly [_ in K]?: string | undefined }): { [_ in K]?: string } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isTold(value))) as { [_ in K]?: string }
