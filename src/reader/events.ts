import type { Position } from '../errors.ts'
import type { Entity } from '../schema/fields.ts'
import type { EntityEventType, SchemaOverrides, StandardSchemas } from '../schema/places.ts'
import type { Encoding } from '../source/encodings.ts'
import type { Issue } from './issue.ts'

/**
 * The entity of an event, in the standard schema or in the one given. Not `Static` of it: where `S` is inferred, TypeScript
 * compares the events of any two, and took a minute over that (test/type-cost.test.ts).
 */
export type EventEntity<K extends EntityEventType, S extends SchemaOverrides> =
  S[K] extends Entity<infer T> ? T : StandardSchemas[K] extends Entity<infer T> ? T : never

interface Placed {
  /** Where the element began (an issue: where it was noticed). */
  readonly position: Position
}

/** The document has begun. Its header lacks only what stands at the end of the document: see {@link EndEvent}. */
export interface DocumentEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'document'
  /** КоммерческаяИнформация: its attributes in rows, ВерсияСхемы and ДатаФормирования. */
  readonly document: EventEntity<'document', S>
  /** The root's attributes as written, namespace declarations included. */
  readonly attributes: Readonly<Record<string, string>>
  /** The encoding of the bytes, as detected. */
  readonly encoding: Encoding
  /** The encoding that the XML declaration names, as written. */
  readonly declaredEncoding?: string
  /** The file began with a byte order mark. */
  readonly bom: boolean
}

/**
 * A container, reported twice: as `open` before its first item, with all that stands before that item, and as `close`
 * with everything, since some 1C write СодержитТолькоИзменения or Описание after the items. The extras of `open` hold
 * only attributes.
 */
interface ContainerEvent extends Placed {
  /** `open` before the first item, with what stands before it; `close` behind the last, with everything. */
  readonly phase: 'open' | 'close'
}

/** The header of a Классификатор: the groups, properties and price types that a catalog or its offers refer to. */
export interface ClassifierEvent<S extends SchemaOverrides = Record<never, never>> extends ContainerEvent {
  /** Tells it from other events. */
  readonly type: 'classifier'
  /** Классификатор: what has come of it by this phase. */
  readonly classifier: EventEntity<'classifier', S>
}

/** The header of a Каталог: a full export of its goods, or changes only. */
export interface CatalogEvent<S extends SchemaOverrides = Record<never, never>> extends ContainerEvent {
  /** Tells it from other events. */
  readonly type: 'catalog'
  /** Каталог: what has come of it by this phase. */
  readonly catalog: EventEntity<'catalog', S>
}

/** The header of a ПакетПредложений, or of an ИзмененияПакетаПредложений. */
export interface OffersPackageEvent<S extends SchemaOverrides = Record<never, never>> extends ContainerEvent {
  /** Tells it from other events. */
  readonly type: 'offersPackage'
  /** ПакетПредложений: what has come of it by this phase. */
  readonly offersPackage: EventEntity<'offersPackage', S>
  /** ИзмененияПакетаПредложений: only changed prices and stock, with the characteristic's id in an element of its own. */
  readonly changes: boolean
}

/** A group, complete. Its parents come before it. */
export interface GroupEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'group'
  /** Группа. Its `parentId` and `depth` stand beside it. */
  readonly group: EventEntity<'group', S>
  /** Ид of its parent group; absent at the top level. */
  readonly parentId?: string
  /** 0 at the top level. */
  readonly depth: number
}

/** Свойство of the classifier, with its variants. */
export interface PropertyEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'property'
  /** Свойство, with all that was read of it. */
  readonly property: EventEntity<'property', S>
}

/** ТипЦены: retail, wholesale and so on; each price of an offer has one. */
export interface PriceTypeEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'priceType'
  /** ТипЦены, with all that was read of it. */
  readonly priceType: EventEntity<'priceType', S>
}

/** Склад of the classifier or the offers package. */
export interface WarehouseEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'warehouse'
  /** Склад, with all that was read of it. */
  readonly warehouse: EventEntity<'warehouse', S>
}

/** ЕдиницаИзмерения of the classifier. */
export interface UnitEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'unit'
  /** ЕдиницаИзмерения, with all that was read of it. */
  readonly unit: EventEntity<'unit', S>
}

/** Категория of the classifier. */
export interface CategoryEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'category'
  /** Категория, with all that was read of it. */
  readonly category: EventEntity<'category', S>
}

/**
 * The parts of an id `product#characteristic` (УТ, УНФ), or Ид and ИдХарактеристики of a changes package, or ИдТовара of an
 * offer that has an id of its own (scripts of shops): there, offers of one product differ in their Ид alone.
 */
export interface IdParts {
  /** The product's id; absent when there is none. */
  readonly productId?: string
  /** The part after `#`; absent when the product has no characteristic. */
  readonly characteristicId?: string
}

/** Товар, complete. */
export interface ProductEvent<S extends SchemaOverrides = Record<never, never>> extends Placed, IdParts {
  /** Tells it from other events. */
  readonly type: 'product'
  /** Товар, with all that was read of it. */
  readonly product: EventEntity<'product', S>
}

/** Предложение, complete: prices and stock of a product or a variant of it. */
export interface OfferEvent<S extends SchemaOverrides = Record<never, never>> extends Placed, IdParts {
  /** Tells it from other events. */
  readonly type: 'offer'
  /** Предложение, with all that was read of it. */
  readonly offer: EventEntity<'offer', S>
}

/** НаборыТовара (1С-Битрикс), complete. */
export interface ProductSetsEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'productSets'
  /** НаборыТовара, with all that was read of it. */
  readonly productSets: EventEntity<'productSets', S>
}

/** The header of a user-defined Справочник (3.1). */
export interface ReferenceEvent<S extends SchemaOverrides = Record<never, never>> extends ContainerEvent {
  /** Tells it from other events. */
  readonly type: 'reference'
  /** Справочник: what has come of it by this phase. */
  readonly reference: EventEntity<'reference', S>
}

/** ЭлементСправочника, complete. */
export interface ReferenceItemEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'referenceItem'
  /** ЭлементСправочника, with all that was read of it. */
  readonly referenceItem: EventEntity<'referenceItem', S>
  /** Ид of its reference; absent when that Ид stands after the items. */
  readonly referenceId?: string
}

/** Контрагент outside an order (2.09, 3.1), complete. */
export interface CounterpartyEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'counterparty'
  /** Контрагент, with all that was read of it. */
  readonly counterparty: EventEntity<'counterparty', S>
}

/** Документ, complete: an order, a payment, a shipment. */
export interface OrderEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'order'
  /** Документ, with all that was read of it. */
  readonly order: EventEntity<'order', S>
}

/** Something odd that could still be read. */
export interface IssueEvent extends Placed {
  /** Tells it from other events. */
  readonly type: 'issue'
  /** What is odd, and of which entity. */
  readonly issue: Issue
}

/** How many entities of each type came before `end`; a container, which is reported twice, counts once. */
export type Counts = Readonly<Record<Exclude<EventType, 'end'>, number>>

/** The document was read to its end and is whole. Until this event comes, nothing may be taken as complete. */
export interface EndEvent<S extends SchemaOverrides = Record<never, never>> extends Placed {
  /** Tells it from other events. */
  readonly type: 'end'
  /** The header, complete, extras included. */
  readonly document: EventEntity<'document', S>
  /** Entities, not events: a container counts once. */
  readonly counts: Counts
}

/** Every event that a document can give. The union is closed: a `switch` over `type` can be exhaustive. */
export type CommerceMLEvent<S extends SchemaOverrides = Record<never, never>> =
  | DocumentEvent<S>
  | ClassifierEvent<S>
  | GroupEvent<S>
  | PropertyEvent<S>
  | PriceTypeEvent<S>
  | WarehouseEvent<S>
  | UnitEvent<S>
  | CategoryEvent<S>
  | CatalogEvent<S>
  | ProductEvent<S>
  | OffersPackageEvent<S>
  | OfferEvent<S>
  | ProductSetsEvent<S>
  | ReferenceEvent<S>
  | ReferenceItemEvent<S>
  | CounterpartyEvent<S>
  | OrderEvent<S>
  | IssueEvent
  | EndEvent<S>

/** The values of `event.type`. */
export type EventType = CommerceMLEvent['type']
