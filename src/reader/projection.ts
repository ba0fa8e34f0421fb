import type { Entity } from '../schema/fields.ts'
import { type EntityEventType, isContainer, READ_TOO, ROUTES, SCHEMAS, type SchemaOverrides } from '../schema/places.ts'
import type { CommerceMLEvent, EndEvent, EntityOf, EventType, IssueEvent } from './events.ts'

/** Fields by event: of these entities only what is named is read. */
export type FieldsOf<S extends SchemaOverrides = Record<never, never>> = {
  readonly [K in EntityEventType]?: readonly (keyof EntityOf<K, S>)[]
}

/** No fields are named: all are read. */
export type AllFields = Record<never, never>

/** Rows that are read in any case: events and issues are made of them. */
const NEEDED = ['schemaVersion', 'id', 'characteristicId'] as const
type Needed = (typeof NEEDED)[number]

type PickFields<T, F> = F extends readonly (infer N)[] ? Pick<T, Extract<keyof T, N | Needed>> : T

type Projected<E, S extends SchemaOverrides, F> = E extends { readonly type: infer K extends keyof F & EntityEventType }
  ? Omit<E, K> & { readonly [P in K]: PickFields<EntityOf<K, S>, F[K]> }
  : E extends EndEvent<S>
    ? F extends { readonly document: infer N }
      ? Omit<E, 'document'> & { readonly document: PickFields<EntityOf<'document', S>, N> }
      : E
    : E

/** The events of a reading that selects: those of the kinds `K`, with the fields `F` alone; `issue` and `end` always come. */
export type SelectedEvent<S extends SchemaOverrides, K extends EventType, F> = EventType extends K
  ? keyof F extends never
    ? CommerceMLEvent<S>
    : Projected<CommerceMLEvent<S>, S, F>
  : Projected<Extract<CommerceMLEvent<S>, { readonly type: K }> | IssueEvent | EndEvent<S>, S, F>

/** What of a document is wanted. */
export interface Projection {
  /** Kinds of events; `undefined` for all of them. */
  readonly select: ReadonlySet<EventType> | undefined
  readonly fields: ReadonlyMap<EntityEventType, ReadonlySet<string>>
}

/** All of it. */
export const EVERYTHING: Projection = { select: undefined, fields: new Map() }

/** Throws `TypeError` for kinds and fields that do not exist. */
export function resolveProjection(
  select: readonly EventType[] | undefined,
  fields: Readonly<Record<string, readonly PropertyKey[] | undefined>> | undefined,
  schema: SchemaOverrides,
): Projection {
  if (select === undefined && fields === undefined) return EVERYTHING
  return {
    select: select === undefined ? undefined : resolveSelect(select),
    fields: new Map(
      Object.entries(fields ?? {}).flatMap(([event, keys]) =>
        keys === undefined ? [] : [resolveFields(event as EntityEventType, keys, schema)],
      ),
    ),
  }
}

function resolveSelect(select: readonly EventType[]): ReadonlySet<EventType> {
  const known: readonly string[] = [...Object.keys(SCHEMAS), 'issue', 'end']
  if (!Array.isArray(select)) throw new TypeError(`select must be an array of kinds: ${known.join(', ')}`)
  for (const kind of select) {
    if (!known.includes(kind)) throw new TypeError(`select: ${String(kind)} is no kind; known are ${known.join(', ')}`)
  }
  return new Set([...select, 'issue', 'end'])
}

function resolveFields(
  event: EntityEventType,
  keys: readonly PropertyKey[],
  schema: SchemaOverrides,
): [EntityEventType, ReadonlySet<string>] {
  if (!Object.hasOwn(SCHEMAS, event)) {
    throw new TypeError(`fields.${event} is no entity; known are ${Object.keys(SCHEMAS).join(', ')}`)
  }
  if (!Array.isArray(keys)) throw new TypeError(`fields.${event} must be an array of field names`)
  const { properties } = (schema[event] ?? SCHEMAS[event]) as Entity<unknown>
  for (const key of keys) {
    if (typeof key !== 'string' || !Object.hasOwn(properties, key)) {
      const known = Object.keys(properties).join(', ')
      throw new TypeError(`fields.${event}: ${String(key)} is no field; known are ${known}`)
    }
  }
  const needed = NEEDED.filter((key) => Object.hasOwn(properties, key))
  return [event, new Set([...needed, ...(keys as readonly string[])])]
}

/** Where items stand under a container or group, by their paths. */
export function routesOf(event: EntityEventType): readonly (readonly [path: string, item: EntityEventType])[] {
  const routes: Readonly<Record<string, EntityEventType>> = event in ROUTES ? ROUTES[event as keyof typeof ROUTES] : {}
  return Object.entries({ ...routes, ...READ_TOO[event] })
}

/** Whether the event is wanted. */
export const isSelected = ({ select }: Projection, event: EventType): boolean =>
  select === undefined || select.has(event)

/** Whether the element has to be read: it is selected, or something that may stand in it is. */
export function isReached(projection: Projection, event: EntityEventType): boolean {
  if (isSelected(projection, event)) return true
  return isContainer(event) && routesOf(event).some(([, item]) => isReached(projection, item))
}

/** The rows that are wanted; `undefined` for all of them. The document's header comes with `end`, whatever is selected. */
export function fieldsOf(projection: Projection, event: EntityEventType): ReadonlySet<string> | undefined {
  const fields = projection.fields.get(event)
  if (fields !== undefined || event === 'document' || isSelected(projection, event)) return fields
  return new Set()
}
