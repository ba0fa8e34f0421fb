/** A value that may be missing, in the ways of databases. */
export type Maybe<T> = T | null | undefined

/** An exact decimal, `99.90`, or a number, which is written as JavaScript prints it. */
export type Amount = string | number

/** Whether it may have rows: an object that is no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
