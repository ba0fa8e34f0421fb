import { Order } from '../../schema/order.ts'
import { type Entity, type Field, fieldOf } from '../../schema/row.ts'
import type { Values } from '../element-plan.ts'
import type { Draft } from '../events.ts'
import type { OrderProfile } from './profile.ts'
import type { OrderProblem } from './refusal.ts'

/**
 * Rows that the schema has once at least, and УТ 11.5 reads unasked, most of them УНФ 3.0 as well: by the keys to what holds
 * them (`''` is the order itself).
 */
const NEEDED: readonly (readonly [holder: string, ...keys: string[]])[] = [
  ['', 'id'],
  ['requisites', 'name', 'values'],
  ['lines.requisites', 'name', 'values'],
  ['lines.taxRates', 'name', 'rate'],
  ['counterparties.contacts', 'type', 'value'],
  ['counterparties.address.fields', 'type', 'value'],
  ['counterparties.legalAddress.fields', 'type', 'value'],
  ['counterparties.registrationAddress.fields', 'type', 'value'],
  ['counterparties.bankAccounts', 'accountNumber', 'bank'],
  ['counterparties.bankAccounts.bank.address', 'representation'],
  ['warehouses', 'id', 'name'],
  ['warehouses.address.fields', 'type', 'value'],
  ['warehouses.contacts', 'type', 'value'],
  ['subordinateDocuments', 'id', 'number', 'date'],
]

/** Lists of which the first alone is read. */
const FIRST_ALONE: ReadonlySet<string> = new Set(['counterparties', 'warehouses'])

type Rows = Entity<unknown>['properties']

interface Held {
  readonly path: string
  readonly values: Values
  readonly entity: Entity<unknown>
}

const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

// Keys of the table above are rows.
const rowOf = ({ entity }: Held, key: string): Field => fieldOf(entity.properties[key] as Rows[string]) as Field

/** What an entity has under a key: an entity, all of a list, or nothing. */
function heldUnder(holder: Held, key: string): readonly Held[] {
  const value = holder.values[key]
  if (value === undefined) return []
  const path = inside(holder.path, key)
  const entity = rowOf(holder, key).value as Entity<unknown>
  if (!Array.isArray(value)) return [{ path, values: value as Values, entity }]
  const read: readonly Values[] = FIRST_ALONE.has(key) ? value.slice(0, 1) : value
  return read.map((values, index) => ({ path: `${path}[${index}]`, values, entity }))
}

const holdersAt = (order: Held, holder: string): readonly Held[] =>
  holder === ''
    ? [order]
    : holder.split('.').reduce<readonly Held[]>((held, key) => held.flatMap((one) => heldUnder(one, key)), [order])

const isMissing = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)

/** Rows without which the reading of the whole document breaks off, and requisites that take the value of another. */
export function* rowProblems(
  order: Draft<Order>,
  { title, unguarded, subordinate, readsPickupPoint, carriesValues }: OrderProfile,
): Iterable<OrderProblem> {
  if (!unguarded) return
  const { subordinateDocuments, warehouses, ...alone } = order
  const asRead = {
    ...alone,
    ...(subordinate === 'inside' && { subordinateDocuments }),
    ...(readsPickupPoint && { warehouses }),
  }
  const whole: Held = { path: '', values: asRead as Values, entity: Order }
  for (const [place, ...keys] of NEEDED) {
    for (const holder of holdersAt(whole, place)) {
      for (const key of keys) {
        if (!isMissing(holder.values[key])) continue
        const [name = ''] = rowOf(holder, key).names
        const message = `${title} reads ${name.replace('@', '')} unasked, and takes no order of the document without it`
        yield { path: inside(holder.path, key), message }
      }
    }
  }
  if (!carriesValues) return
  for (const [index, { values = [] }] of (order.requisites ?? []).entries()) {
    const [read] = values
    if (typeof read !== 'string' || read.trim() !== '') continue
    const message = `${title} may give a requisite of an empty value the value of the one before it`
    yield { path: `requisites[${index}].values[0]`, message }
  }
}
