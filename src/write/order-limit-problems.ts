import type { TSchema } from 'typebox'
import { type Entity, fieldOf } from '../schema/fields.ts'
import type { Values } from './element-writer.ts'
import { type Limit, ORDER_LIMITS } from './order-limits.ts'
import type { OrderProblem } from './order-problems.ts'
import type { OrderProfile } from './order-profiles.ts'

interface Checked {
  readonly key: string
  /** The element, for messages. */
  readonly name: string
  readonly limit: Limit | undefined
  readonly inner: Entity<unknown> | undefined
}

const checks = new WeakMap<Entity<unknown>, readonly Checked[]>()

/** The rows of an entity that have a limit, or entities with limits in them; put together once. */
function checksOf(entity: Entity<unknown>): readonly Checked[] {
  const known = checks.get(entity)
  if (known !== undefined) return known
  const limits = ORDER_LIMITS.get(entity) ?? {}
  const rows = Object.entries(entity.properties).flatMap(([key, property]): Checked[] => {
    const field = fieldOf(property as TSchema)
    if (field === undefined) return []
    const inner = 'parse' in field.value ? undefined : field.value
    const name = field.names[0]?.replace('@', '') ?? 'the text'
    return limits[key] === undefined && inner === undefined ? [] : [{ key, name, limit: limits[key], inner }]
  })
  checks.set(entity, rows)
  return rows
}

/** What is wrong by the limit, as the end of a sentence; nothing for a value that keeps it. */
function excessOf(value: string, limit: Limit): string | undefined {
  if ('max' in limit) {
    const { min, max } = limit
    // XML Schema counts characters, of which some take two units: never more than there are units.
    if (value.length <= max && value.length >= min * 2) return undefined
    const { length } = [...value]
    if (length >= min && length <= max) return undefined
    return `has ${min === 0 ? 'at most ' : min === max ? '' : `${min} to `}${max} characters, not ${length}`
  }
  const [whole = '', fraction = ''] = value.replace(/^-?0*/, '').split('.')
  const behind = fraction.replace(/0+$/, '').length
  if (behind > limit.fraction) return `has at most ${limit.fraction} digits behind the dot, not ${behind}`
  if (whole.length + behind <= limit.digits) return undefined
  return `has at most ${limit.digits} digits, not ${whole.length + behind}`
}

/**
 * What breaks the schema of the version that a profile writes, wherever it stands in an order. Nothing is cut: whether
 * the end of a comment may go is for the shop to say. By a namespace 1C types the document, and such a value makes the
 * reading fail; without one it goes into a field of that base, which has a length of its own, and nobody says which.
 */
export function limitProblems(
  entity: Entity<unknown>,
  values: Values,
  profile: Pick<OrderProfile, 'title' | 'schemaVersion'>,
  path = '',
): readonly OrderProblem[] {
  const problems: OrderProblem[] = []
  for (const { key, name, limit, inner } of checksOf(entity)) {
    const value = values[key]
    if (value === undefined || value === null) continue
    const repeated = Array.isArray(value)
    for (const [index, item] of (repeated ? value : [value]).entries()) {
      const place = `${path}${key}${repeated ? `[${index}]` : ''}`
      if (inner !== undefined) {
        if (typeof item === 'object' && item !== null)
          problems.push(...limitProblems(inner, item, profile, `${place}.`))
        continue
      }
      const excess = limit === undefined || typeof item !== 'string' ? undefined : excessOf(item, limit)
      if (excess === undefined) continue
      const { title, schemaVersion } = profile
      const message = `${name} ${excess}, by the schema of ${schemaVersion}: ${title} may refuse the document or lose a part of it`
      problems.push({ path: place, message })
    }
  }
  return problems
}
