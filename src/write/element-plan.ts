import { type Entity, type Field, fieldOf, isCodec, pathsOf } from '../schema/row.ts'
import type { Codec } from '../schema/values.ts'

/** A row as it is written: the first of its names, which is the specification's. */
export interface PlanField {
  readonly kind: 'value' | 'entity'
  readonly key: string
  readonly name: string
  /** The names it is read by. */
  readonly names: readonly string[]
  readonly repeated: boolean
  readonly codec: Codec | undefined
  readonly entity: ElementPlan | undefined
  /** Rows that are attributes of its element, where that is a text or a number: what it has beside its value. */
  readonly attributes: PlanField[]
}

/** An element that only groups others. */
export interface PlanWrapper {
  readonly kind: 'wrapper'
  readonly name: string
  readonly attributes: PlanField[]
  readonly nodes: PlanNode[]
}

export type PlanNode = PlanField | PlanWrapper

/** How an entity is written: its rows in the order of the table, which is the specification's. */
export interface ElementPlan {
  readonly attributes: PlanField[]
  readonly content: PlanField | undefined
  readonly nodes: PlanNode[]
  /** Names of the elements that are rows or wrappers. */
  readonly names: ReadonlySet<string>
  readonly keys: ReadonlySet<string>
}

/** An entity as its user gives it: rows by their keys. */
export type Values = Readonly<Record<string, unknown>>

interface OpenPlan extends ElementPlan {
  content: PlanField | undefined
  readonly names: Set<string>
  readonly keys: Set<string>
}

const plans = new WeakMap<Entity<unknown>, ElementPlan>()

/** The plan of an entity, made once. */
export function planOf(schema: Entity<unknown>): ElementPlan {
  let plan = plans.get(schema)
  if (plan === undefined) {
    plan = compile(schema)
    plans.set(schema, plan)
  }
  return plan
}

function compile(schema: Entity<unknown>): ElementPlan {
  const plan: OpenPlan = { attributes: [], content: undefined, nodes: [], names: new Set(), keys: new Set(['extras']) }
  for (const [key, property] of Object.entries(schema.properties)) {
    const field = fieldOf(property)
    if (field === undefined) continue
    plan.keys.add(key)
    const row = rowOf(key, field)
    const path = pathsOf(field)[0] ?? [] // as the specification has it
    const within = path.slice(0, -1)
    for (const name of within.length > 0 ? within.slice(0, 1) : field.names) plan.names.add(name)
    if (field.content) plan.content = row
    else put(plan, within, row, path.at(-1)?.startsWith('@') === true)
  }
  return plan
}

function rowOf(key: string, { names, value, repeated }: Field): PlanField {
  const name = (names[0] ?? '').replace(/^(?:.*\/)?@?/, '')
  const row = { key, name, names, repeated, attributes: [] }
  return isCodec(value)
    ? { ...row, kind: 'value', codec: value, entity: undefined }
    : { ...row, kind: 'entity', codec: undefined, entity: planOf(value) }
}

function put(
  place: Pick<PlanWrapper, 'attributes' | 'nodes'>,
  within: readonly string[],
  row: PlanField,
  isAttribute: boolean,
): void {
  const [wrapper, ...rest] = within
  const leaf = isAttribute && rest.length === 0 ? place.nodes.find((node) => isLeaf(node, wrapper)) : undefined
  if (leaf !== undefined) leaf.attributes.push(row)
  else if (wrapper !== undefined) put(wrapperIn(place.nodes, wrapper), rest, row, isAttribute)
  else if (isAttribute) place.attributes.push(row)
  else place.nodes.push(row)
}

const isLeaf = (node: PlanNode, name: string | undefined): boolean =>
  node.kind === 'value' && !node.repeated && node.name === name

/** Rows of one wrapper share its element: ВариантыЗначений holds values and references. */
function wrapperIn(nodes: PlanNode[], name: string): PlanWrapper {
  const known = nodes.find((node) => node.kind === 'wrapper' && node.name === name)
  if (known?.kind === 'wrapper') return known
  const wrapper: PlanWrapper = { kind: 'wrapper', name, attributes: [], nodes: [] }
  nodes.push(wrapper)
  return wrapper
}
