import { Catalog, Category, Classifier, CommercialInformation, OffersPackage } from './catalog.ts'
import { Counterparty } from './counterparty.ts'
import type { Entity } from './fields.ts'
import { Group } from './group.ts'
import { Offer } from './offer.ts'
import { Order } from './order.ts'
import { PriceType } from './price.ts'
import { Product } from './product.ts'
import { ProductSets } from './product-sets.ts'
import { Property } from './property.ts'
import { Reference, ReferenceItem } from './reference.ts'
import { Unit } from './unit.ts'
import { Warehouse } from './warehouse.ts'

/** The entity behind each event. */
export interface StandardSchemas {
  readonly document: Entity<CommercialInformation>
  readonly classifier: Entity<Classifier>
  readonly group: Entity<Group>
  readonly property: Entity<Property>
  readonly priceType: Entity<PriceType>
  readonly warehouse: Entity<Warehouse>
  readonly unit: Entity<Unit>
  readonly category: Entity<Category>
  readonly catalog: Entity<Catalog>
  readonly product: Entity<Product>
  readonly offersPackage: Entity<OffersPackage>
  readonly offer: Entity<Offer>
  readonly productSets: Entity<ProductSets>
  readonly reference: Entity<Reference>
  readonly referenceItem: Entity<ReferenceItem>
  readonly counterparty: Entity<Counterparty>
  readonly order: Entity<Order>
}

export const SCHEMAS: StandardSchemas = {
  document: CommercialInformation,
  classifier: Classifier,
  group: Group,
  property: Property,
  priceType: PriceType,
  warehouse: Warehouse,
  unit: Unit,
  category: Category,
  catalog: Catalog,
  product: Product,
  offersPackage: OffersPackage,
  offer: Offer,
  productSets: ProductSets,
  reference: Reference,
  referenceItem: ReferenceItem,
  counterparty: Counterparty,
  order: Order,
}

/** Names of the events that carry an entity. */
export type EntityEventType = keyof StandardSchemas

/** The root element of every document. */
export const ROOT = 'КоммерческаяИнформация'

/** The offers package of 2.06 and later that holds prices and stock alone. */
export const CHANGES_PACKAGE = 'ИзмененияПакетаПредложений'

/** What 3.1 puts around an order and the documents that belong to it. */
export const CONTAINER = 'Контейнер'

/**
 * Where entities stand: under each container, the paths of its items and of the containers inside it.
 * Order does not matter: 3.1 puts Каталог before Классификатор, and an offers file may hold no classifier at all.
 */
export const ROUTES = {
  document: {
    Классификатор: 'classifier',
    Каталог: 'catalog',
    ПакетПредложений: 'offersPackage',
    [CHANGES_PACKAGE]: 'offersPackage',
    'НаборыТоваров/НаборыТовара': 'productSets',
    'ПользовательскиеСправочники/Справочник': 'reference',
    'Контрагенты/Контрагент': 'counterparty',
    Контрагент: 'counterparty',
    Документ: 'order',
    'Документы/Документ': 'order',
    [`${CONTAINER}/Документ`]: 'order',
    [`Документы/${CONTAINER}/Документ`]: 'order',
  },
  classifier: {
    'Группы/Группа': 'group',
    'Свойства/Свойство': 'property',
    'Свойства/СвойствоНоменклатуры': 'property',
    'ТипыЦен/ТипЦены': 'priceType',
    'Склады/Склад': 'warehouse',
    'ЕдиницыИзмерения/ЕдиницаИзмерения': 'unit',
    'Категории/Категория': 'category',
  },
  catalog: { 'Товары/Товар': 'product' },
  offersPackage: {
    'ТипыЦен/ТипЦены': 'priceType',
    'Склады/Склад': 'warehouse',
    'Предложения/Предложение': 'offer',
  },
  reference: { 'ЭлементыСправочника/ЭлементСправочника': 'referenceItem' },
  group: { 'Группы/Группа': 'group' },
} as const satisfies Partial<Record<EntityEventType, Record<string, EntityEventType>>>

/**
 * Where a generator puts them that does not know the specification, and readers look besides: a public tester of
 * exchanges writes its whole Каталог into the Классификатор, a feed for Tilda the Классификатор into the Каталог (and into
 * a package it may get the same way), scripts of shops the groups into the Каталог (importers of NetCat look there, and
 * under the root), goods and offers without Товары and Предложения around them, or those straight in the root, and a
 * marketplace puts ПакетДокументов around its orders.
 */
export const READ_TOO: { readonly [C in EntityEventType]?: Readonly<Record<string, EntityEventType>> } = {
  document: {
    'Группы/Группа': 'group',
    'ПакетДокументов/Документ': 'order',
    'Товары/Товар': 'product',
    'Предложения/Предложение': 'offer',
  },
  catalog: { 'Группы/Группа': 'group', Классификатор: 'classifier', Товар: 'product' },
  offersPackage: { Классификатор: 'classifier', Предложение: 'offer' },
  classifier: { Каталог: 'catalog', ПакетПредложений: 'offersPackage' },
}

/**
 * Behind which row of its container an item is written, where not before all of them: the order of XSD 2.10, and of what
 * 1С-Битрикс sends.
 * Readers take any.
 */
export const WRITTEN_AFTER: { readonly [C in EntityEventType]?: Readonly<Record<string, string>> } = {
  classifier: {
    'Группы/Группа': 'description',
    'Свойства/Свойство': 'description',
    'ТипыЦен/ТипЦены': 'description',
    'Склады/Склад': 'description',
    'ЕдиницыИзмерения/ЕдиницаИзмерения': 'description',
    'Категории/Категория': 'description',
  },
  catalog: { 'Товары/Товар': 'owner' },
  offersPackage: { 'ТипыЦен/ТипЦены': 'owner', 'Склады/Склад': 'owner', 'Предложения/Предложение': 'propertyValues' },
  // Its items tell of an Ид that stands before them.
  reference: { 'ЭлементыСправочника/ЭлементСправочника': 'requisites' },
}

/** An entity whose items are events of their own; it is reported when it opens and when it closes. */
export type Container = Exclude<keyof typeof ROUTES, 'group'>

/** Whether items of their own stand in it. A group is an item among groups. */
export const isContainer = (event: EntityEventType): event is Container => event in ROUTES && event !== 'group'

/** Other schemas in place of the standard ones: made by `extend`. */
export type SchemaOverrides = { readonly [K in EntityEventType]?: Entity<object> }

/** Checks what users pass: keys of {@link SCHEMAS}, and entities. */
export function assertSchemas(overrides: SchemaOverrides): void {
  for (const [name, schema] of Object.entries(overrides)) {
    if (!Object.hasOwn(SCHEMAS, name)) {
      throw new TypeError(`schema.${name} is no entity; known are ${Object.keys(SCHEMAS).join(', ')}`)
    }
    if (typeof schema?.properties !== 'object' || schema.properties === null) {
      throw new TypeError(`schema.${name} must be an entity, made by entity() or extend()`)
    }
  }
}
