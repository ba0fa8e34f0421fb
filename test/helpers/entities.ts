import type { CommerceMLEvent, EntityEventType } from 'commerceml'
import * as schema from 'commerceml/schema'
import { type Entity, type Field, fieldOf } from 'commerceml/schema'

/** The entity that each event carries. */
export const ENTITY_OF_EVENT = {
  document: schema.CommercialInformation,
  classifier: schema.Classifier,
  group: schema.Group,
  property: schema.Property,
  priceType: schema.PriceType,
  warehouse: schema.Warehouse,
  unit: schema.Unit,
  category: schema.Category,
  catalog: schema.Catalog,
  product: schema.Product,
  offersPackage: schema.OffersPackage,
  offer: schema.Offer,
  productSets: schema.ProductSets,
  reference: schema.Reference,
  referenceItem: schema.ReferenceItem,
  counterparty: schema.Counterparty,
  order: schema.Order,
} satisfies Record<EntityEventType, Entity<unknown>>

/** Every entity that the schema exports, by name. */
export const ENTITIES: ReadonlyMap<string, Entity<unknown>> = new Map(
  Object.entries(schema).flatMap(([name, value]): [string, Entity<unknown>][] =>
    typeof value === 'object' && 'properties' in value && 'extras' in value.properties
      ? [[name, value as unknown as Entity<unknown>]]
      : [],
  ),
)

/** The rows of an entity by key; what has no place in a document, such as `extras`, left out. */
export function rowsOf(entity: Entity<unknown>): [key: string, field: Field][] {
  return Object.entries(entity.properties).flatMap(([key, property]): [string, Field][] => {
    const field = fieldOf(property)
    return field === undefined ? [] : [[key, field]]
  })
}

/** An entity that came with an event. A container comes twice: when it closes, it is complete. */
export interface Payload {
  readonly type: EntityEventType
  readonly entity: Readonly<Record<string, unknown>>
  /** Name of its element. */
  readonly name: string
}

/** The entities in the events, each once and complete. */
export function payloadsOf(events: readonly CommerceMLEvent[]): Payload[] {
  return events.flatMap((event): Payload[] => {
    const root = 'КоммерческаяИнформация'
    if (event.type === 'end') return [{ type: 'document', entity: { ...event.document }, name: root }]
    if (event.type === 'document' || event.type === 'issue' || ('phase' in event && event.phase === 'open')) return []
    const entity = (event as unknown as Record<string, Record<string, unknown>>)[event.type] ?? {} // by the events' rule
    return [{ type: event.type, entity, name: event.position.path.split('/').at(-1) ?? '' }]
  })
}
