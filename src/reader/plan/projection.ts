import type { TSchema } from 'typebox'
import { type EntityEventType, READ_TOO, ROUTES, SCHEMAS, type SchemaOverrides } from '../../schema/places.ts'
import { type Entity, fieldOf, isCodec } from '../../schema/row.ts'
import { EVENT_TYPES } from '../event-types.ts'
import type { CommerceMLEvent, EndEvent, EventEntity, EventType, IssueEvent } from '../events.ts'

/** The entity that a row holds, one or many of it. */
type Inner<V> = NonNullable<V> extends readonly (infer I)[] ? I : NonNullable<V>

/** Names of rows, and of rows in the entities they hold: `prices`, `prices.unitPrice`. */
type FieldPath<T> =
  | (keyof T & string)
  | {
      [P in keyof T & string]: Inner<T[P]> extends object
        ? P extends 'extras'
          ? never
          : `${P}.${keyof Inner<T[P]> & string}`
        : never
    }[keyof T & string]

/** Fields to read, by event. Entities that are not named are read in full. */
export type FieldsOf<S extends SchemaOverrides = Record<never, never>> = {
  readonly [K in EntityEventType]?: readonly FieldPath<EventEntity<K, S>>[]
}

/** No fields are named: all of them are read. */
export type AllFields = { readonly [K in EntityEventType]?: never }

/** Rows that are read in any case: events and issues are made of them, and sets of products have no other Ид. */
const NEEDED = ['schemaVersion', 'id', 'productId', 'characteristicId'] as const
type Needed = (typeof NEEDED)[number]

/** The keys of paths, and what paths go on with behind a key. */
type HeadOf<N> = N extends `${infer H}.${string}` ? H : N
type TailOf<N, P extends string> = N extends `${P}.${infer R}` ? R : never

type PickInner<V, N> = V extends readonly (infer I)[] ? PickNamed<I, N>[] : V extends object ? PickNamed<V, N> : V
type PickNamed<T, N> = {
  [P in keyof T as P extends HeadOf<N> | Needed ? P : never]: P extends N | Needed
    ? T[P]
    : PickInner<T[P], TailOf<N, P & string>>
}
type PickFields<T, F> = F extends readonly (infer N)[] ? PickNamed<T, N> : T

type Projected<E, S extends SchemaOverrides, F> = E extends { readonly type: infer K extends keyof F & EntityEventType }
  ? Omit<E, K> & { readonly [P in K]: PickFields<EventEntity<K, S>, F[K]> }
  : E extends EndEvent<S>
    ? F extends { readonly document: infer N }
      ? Omit<E, 'document'> & { readonly document: PickFields<EventEntity<'document', S>, N> }
      : E
    : E

/**
 * The events of a reading with `select` and `fields`: the kinds `K`, with only the fields `F`; `issue` and `end` always come.
 *
 * @example
 * import { readEvents, type SelectedEvent } from 'commerceml'
 * // Without `as const` they would be any strings, which is not narrow enough for `fields` and `select`.
 * const fields = { offer: ['id', 'quantity'] } as const
 * function show(event: SelectedEvent<'offer', typeof fields>): void {
 *   if (event.type === 'offer') console.log(event.offer.quantity)
 * }
 * const xml = '<КоммерческаяИнформация ВерсияСхемы="2.08"/>'
 * for await (const event of readEvents(xml, { select: ['offer'], fields })) show(event)
 */
export type SelectedEvent<
  K extends EventType,
  F = AllFields,
  S extends SchemaOverrides = Record<never, never>,
> = EventType extends K
  ? F extends AllFields
    ? CommerceMLEvent<S>
    : Projected<CommerceMLEvent<S>, S, F>
  : F extends AllFields
    ? Extract<CommerceMLEvent<S>, { readonly type: K }> | IssueEvent | EndEvent<S>
    : Projected<Extract<CommerceMLEvent<S>, { readonly type: K }> | IssueEvent | EndEvent<S>, S, F>

/** The rows of an entity that are wanted, each with those that are wanted of what it holds: `undefined` for all of them. */
export type WantedRows = ReadonlyMap<string, WantedRows | undefined>

/** What of a document is wanted. */
export interface Projection {
  /** Kinds of events; `undefined` for all of them. */
  readonly select: ReadonlySet<EventType> | undefined
  readonly fields: ReadonlyMap<EntityEventType, WantedRows>
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
  if (!Array.isArray(select)) throw new TypeError(`select must be an array of kinds: ${EVENT_TYPES.join(', ')}`)
  for (const kind of select) {
    if (!EVENT_TYPES.includes(kind))
      throw new TypeError(`select: ${String(kind)} is no kind; known are ${EVENT_TYPES.join(', ')}`)
  }
  return new Set([...select, 'issue', 'end'])
}

function resolveFields(
  event: EntityEventType,
  paths: readonly PropertyKey[],
  schema: SchemaOverrides,
): [EntityEventType, WantedRows] {
  if (!Object.hasOwn(SCHEMAS, event)) {
    throw new TypeError(`fields.${event} is no entity; known are ${Object.keys(SCHEMAS).join(', ')}`)
  }
  if (!Array.isArray(paths)) throw new TypeError(`fields.${event} must be an array of field names`)
  for (const path of paths) {
    if (typeof path !== 'string') throw new TypeError(`fields.${event}: ${String(path)} is no field`)
  }
  return [event, wantedRows(event, paths as readonly string[], (schema[event] ?? SCHEMAS[event]) as Entity<unknown>)]
}

function wantedRows(what: string, paths: readonly string[], { properties }: Entity<unknown>): WantedRows {
  const whole = new Set<string>(NEEDED.filter((key) => Object.hasOwn(properties, key)))
  const parts = new Map<string, string[]>()
  for (const path of paths) {
    const dot = path.indexOf('.')
    const key = dot === -1 ? path : path.slice(0, dot)
    if (!Object.hasOwn(properties, key)) {
      throw new TypeError(`fields.${what}: ${key} is no field; known are ${Object.keys(properties).join(', ')}`)
    }
    if (dot === -1) whole.add(key)
    else parts.set(key, [...(parts.get(key) ?? []), path.slice(dot + 1)])
  }
  const wanted = new Map<string, WantedRows | undefined>()
  for (const [key, inner] of parts) {
    const entity = fieldOf(properties[key] as TSchema)?.value
    if (entity === undefined || isCodec(entity)) throw new TypeError(`fields.${what}: ${key} has no fields`)
    wanted.set(key, wantedRows(`${what}.${key}`, inner, entity))
  }
  for (const key of whole) {
    const value = fieldOf(properties[key] as TSchema)?.value
    const beside = value !== undefined && isCodec(value) ? value.beside?.row : undefined
    if (beside !== undefined && Object.hasOwn(properties, beside)) wanted.set(beside, undefined)
    wanted.set(key, undefined)
  }
  return wanted
}

/** Where items stand under a container or group, by their paths. */
export function routesOf(event: EntityEventType): readonly (readonly [path: string, item: EntityEventType])[] {
  const routes: Readonly<Record<string, EntityEventType>> = event in ROUTES ? ROUTES[event as keyof typeof ROUTES] : {}
  return Object.entries({ ...routes, ...READ_TOO[event] })
}

/** Whether the event is wanted. */
export const isSelected = ({ select }: Projection, event: EventType): boolean =>
  select === undefined || select.has(event)

/**
 * Whether the element has to be read: it is selected, or something that may stand in it is.
 *
 * @param around containers that have been looked into: a catalog may stand in a classifier, and that in a catalog
 */
export function isReached(projection: Projection, event: EntityEventType, ...around: EntityEventType[]): boolean {
  if (isSelected(projection, event)) return true
  if (around.includes(event)) return false
  return routesOf(event).some(([, item]) => isReached(projection, item, event, ...around))
}

/** Of a container that nobody wants, since its items may tell what they stand in. */
const ID_ALONE: WantedRows = new Map([['id', undefined]])

/** The rows that are wanted; `undefined` for all of them. The document's header comes with `end`, whatever is selected. */
export function fieldsOf(projection: Projection, event: EntityEventType): WantedRows | undefined {
  const fields = projection.fields.get(event)
  if (fields !== undefined || event === 'document' || isSelected(projection, event)) return fields
  return ID_ALONE
}
