import { Order } from '../../schema/order.ts'
import { type ElementPlan, type PlanField, type PlanNode, planOf, type Values } from '../element-plan.ts'
import type { Draft } from '../events.ts'
import { invalidValue, isEntity } from '../invalid-value.ts'
import { shownValue } from '../shown-value.ts'

/**
 * An order as rules may look at it, who go by its types: nulls are left out, as the writer does, and a value that is no
 * text stands as one, for the writer says so. Throws `CommerceMLError` for lists and entities that are none, as the
 * writer would, and `TypeError` for an order that is none; `call` begins that.
 */
export function shapedOrder(order: Draft<Order>, call: string): Draft<Order> {
  if (!isEntity(order)) throw new TypeError(`${call} must be an object, not ${shownValue(order)}`)
  return shaped(planOf(Order), order, 'order')
}

function shaped(plan: ElementPlan, entity: Values, path: string): Values {
  const rows = [
    ...plan.attributes,
    ...(plan.content === undefined ? [] : [plan.content]),
    ...plan.nodes.flatMap(rowsOf),
  ]
  const known = rows.filter(({ key }) => entity[key] !== undefined && entity[key] !== null)
  return Object.fromEntries(known.map((row) => [row.key, fieldValue(row, entity[row.key], `${path}.${row.key}`)]))
}

const rowsOf = (node: PlanNode): readonly PlanField[] =>
  node.kind === 'wrapper' ? [...node.attributes, ...node.nodes.flatMap(rowsOf)] : [node]

function fieldValue(row: PlanField, value: unknown, path: string): unknown {
  if (!row.repeated) return itemOf(row, value, path)
  if (!Array.isArray(value)) throw invalidValue(path, 'an array', value)
  return value.map((item) => itemOf(row, item, path))
}

// Short: no rule is to find it too long.
const NO_TEXT = '?'

function textual(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return typeof value === 'number' ? String(value) : NO_TEXT
}

function itemOf({ entity: plan }: PlanField, value: unknown, path: string): unknown {
  if (plan === undefined) return textual(value)
  if (!isEntity(value)) throw invalidValue(path, 'an object', value)
  return shaped(plan, value, path)
}
