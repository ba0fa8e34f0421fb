import { Order } from '../../schema/order.ts'
import { type Entity, fieldOf, isCodec } from '../../schema/row.ts'
import type { Values } from '../element-plan.ts'
import type { Draft } from '../events.ts'
import { type Limit, ORDER_LIMITS } from './limits.ts'
import type { OrderProfile } from './profile.ts'
import type { OrderProblem } from './refusal.ts'

interface Checked {
  readonly key: string
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
    const field = fieldOf(property)
    if (field === undefined) return []
    const inner = isCodec(field.value) ? undefined : field.value
    return limits[key] === undefined && inner === undefined ? [] : [{ key, limit: limits[key], inner }]
  })
  checks.set(entity, rows)
  return rows
}

// Of a number as long as it likes the beginning is enough.
const LONGEST_SHOWN = 40

/** What is wrong by the limit, and what to do about it; nothing for a value that keeps it. */
function excessOf(value: string, limit: Limit): readonly [what: string, remedy?: string] | undefined {
  if ('max' in limit) {
    const { min, max } = limit
    // XML Schema counts characters, of which some take two units: never more than there are units.
    if (value.length <= max && value.length >= min * 2) return undefined
    const { length } = [...value]
    if (length >= min && length <= max) return undefined
    const allowed = min === 0 ? `${max} at most` : min === max ? `not ${max}` : `not ${min} to ${max}`
    return [`${length} characters, ${allowed}`]
  }
  const shown = value.slice(0, LONGEST_SHOWN)
  const [whole = '', fraction = ''] = value.replace(/^-?0*/, '').split('.')
  const behind = fraction.replace(/0+$/, '').length
  if (behind > limit.fraction) {
    return [`${shown} has ${behind} digits behind the dot, ${limit.fraction} at most`, '. Round it']
  }
  const digits = whole.length + behind
  return digits <= limit.digits ? undefined : [`${shown} has ${digits} digits, ${limit.digits} at most`]
}

type Receiver = Pick<OrderProfile, 'title' | 'schemaVersion'>

/** Looks through one value of a row, and adds what is wrong under its place inside the value. */
function lookAt({ limit, inner }: Checked, value: unknown, receiver: Receiver, found: OrderProblem[]): void {
  if (inner !== undefined) {
    if (typeof value === 'object' && value !== null) lookThrough(inner, value as Values, receiver, found)
    return
  }
  const excess = limit === undefined || typeof value !== 'string' ? undefined : excessOf(value, limit)
  if (excess === undefined) return
  const { title, schemaVersion } = receiver
  const [what, remedy = ''] = excess
  const message = `${what} by the schema of ${schemaVersion}: ${title} may refuse the document or lose a part of it${remedy}`
  found.push({ path: '', message })
}

/** Paths are put together backwards, once there is something to say: nearly always there is not. */
function put(key: string, found: OrderProblem[], from: number): void {
  for (let index = from; index < found.length; index++) {
    const { path, message } = found[index] as OrderProblem // within its length
    found[index] = { path: path === '' ? key : `${key}.${path}`, message }
  }
}

function lookThrough(entity: Entity<unknown>, values: Values, receiver: Receiver, found: OrderProblem[]): void {
  for (const checked of checksOf(entity)) {
    const value = values[checked.key]
    if (value === undefined || value === null) continue
    let from = found.length
    if (!Array.isArray(value)) {
      lookAt(checked, value, receiver, found)
      if (found.length > from) put(checked.key, found, from)
      continue
    }
    for (let index = 0; index < value.length; index++) {
      lookAt(checked, value[index], receiver, found)
      if (found.length > from) put(`${checked.key}[${index}]`, found, from)
      from = found.length
    }
  }
}

/**
 * What breaks the schema of the version that a profile writes, wherever it stands in an order. Nothing is cut: whether
 * the end of a comment may go is for the shop to say. By a namespace 1C types the document, and such a value makes the
 * reading fail; without one it goes into a field of that base, which has a length of its own, and nobody says which.
 */
export function limitProblems(order: Draft<Order>, receiver: Receiver): readonly OrderProblem[] {
  const found: OrderProblem[] = []
  lookThrough(Order, order as Values, receiver, found)
  return found
}
