import { isObject } from './shop-value.ts'

/** Whether there is anything: databases hold `''` for what nobody told. What is no text is, and the writer refuses it. */
const isTold = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '')

/** A value without the nulls that its type allows. */
export type Known<T> = T extends string | number | boolean | bigint | symbol | null | undefined | Date
  ? T
  : { readonly [K in keyof T]: Known<Exclude<T[K], null | undefined>> }

/**
 * What a database gives, without its nulls and empty texts: they say that there is nothing, which for a writer is a row
 * left out. Looked through once here, for all rows alike: what comes after need not ask. An object whose rows all say
 * nothing is left out as well: it is mapped from columns. One without rows stays, since `cancelled: {}` cancels. So does
 * what stands in a list, empty or not: what is said of those behind it names their places. One that holds itself is left
 * as it is, for the writer to refuse.
 */
export function knownValues<T>(value: T, around: readonly unknown[] = []): Known<T> {
  if (typeof value !== 'object' || value === null || value instanceof Date || around.includes(value))
    return value as Known<T>
  const inside = [...around, value]
  if (Array.isArray(value)) return Array.from(value, (item) => knownValues(item, inside)) as Known<T>
  const told = (inner: unknown): readonly unknown[] => {
    if (!isTold(inner)) return []
    const known = knownValues(inner, inside)
    return isObject(inner) && !holdsNothing(inner) && holdsNothing(known as object) ? [] : [known]
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => told(inner).map((known) => [key, known])),
  ) as Known<T>
}

/** Whether it is an object whose rows all say nothing, which {@link knownValues} leaves out. */
export const saysNothing = (value: unknown): boolean =>
  isObject(value) && !holdsNothing(value) && holdsNothing(knownValues(value))

/** Whether nothing is told of it. */
export const holdsNothing = (known: object): boolean => Object.keys(known).length === 0
