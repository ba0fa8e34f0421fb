import { shownValue } from '../shown-value.ts'
import type { OrderIntake } from './intake.ts'
import { isObject } from './shop-value.ts'

/** Looks at a value of a shop's order, and gives what to go on with: nothing in place of what has another form. */
export type Check = (value: unknown, path: string, intake: OrderIntake) => unknown

/** Ids and numbers are text as well. */
export const text: Check = (value, path, intake) => {
  intake.text(value, path)
  // What becomes no text would throw where texts are put together; it is refused already.
  return typeof value === 'symbol' || typeof value === 'object' ? undefined : value
}

/** MySQL and SQLite have 0 and 1 for it, and forms `'true'`: nobody's money is paid or not by a guess. */
export const flag: Check = (value, path, intake) => {
  if (typeof value !== 'boolean') intake.refuse(path, `expected true or false, found ${shownValue(value)}`)
  return value
}

/** Amounts and moments: whoever reads them says what is wrong. */
export const whatever: Check = (value) => value

/** An object of these rows. Refuses what else stands there: `discount` for `discounts` would go out of the order without a word. */
export const rows = <T>(checks: { readonly [K in keyof Required<T>]: Check }): Check => {
  const known = Object.entries<Check>(checks)
  const names = Object.keys(checks).join(', ')
  return (value, path, intake) => {
    if (!isObject(value)) {
      intake.refuse(path, `expected an object, found ${shownValue(value)}`)
      return undefined
    }
    const inside = (key: string): string => (path === '' ? key : `${path}.${key}`)
    const sound = { ...value }
    for (const key of Object.keys(value)) {
      if (value[key] === undefined || Object.hasOwn(checks, key)) continue
      intake.refuse(inside(key), `no such row; known are ${names}`)
    }
    for (const [key, check] of known) {
      if (value[key] === undefined) continue
      const found = check(value[key], inside(key), intake)
      if (found === undefined) delete sound[key]
      else sound[key] = found
    }
    return sound
  }
}

/** An object of any rows, all of them text. */
export const texts: Check = (value, path, intake) => {
  const keys = isObject(value) ? Object.keys(value) : []
  return rows<Record<string, string>>(Object.fromEntries(keys.map((key) => [key, text])))(value, path, intake)
}

/** Each item is looked at in its place. */
export const list =
  (item: Check): Check =>
  (value, path, intake) => {
    // What is none stays as an empty one: those behind it keep their places.
    if (Array.isArray(value)) return value.map((one, index) => item(one, `${path}[${index}]`, intake) ?? {})
    intake.refuse(path, `expected an array, found ${shownValue(value)}`)
    return undefined
  }
