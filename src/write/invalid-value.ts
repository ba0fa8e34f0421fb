import { CommerceMLError } from '../errors.ts'
import type { Values } from './element-plan.ts'
import { shownValue } from './shown-value.ts'

/** The error for a value that cannot be written where it stands. */
export function invalidValue(path: string, expected: string, found: unknown): CommerceMLError {
  const shown = shownValue(found)
  return new CommerceMLError('invalid-value', `${path}: expected ${expected}, found ${shown}`, { found: shown })
}

/** Whether it may be an entity. A list, a Map or a Date has no rows of its own, and would be written as an empty one. */
export const isEntity = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value) && !(value instanceof Date)
