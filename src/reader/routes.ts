import { Catalog, Category, Classifier, CommercialInformation, OffersPackage } from '../schema/catalog.ts'
import { Counterparty } from '../schema/counterparty.ts'
import type { Entity } from '../schema/fields.ts'
import { Group } from '../schema/group.ts'
import { Offer } from '../schema/offer.ts'
import { Order } from '../schema/order.ts'
import { PriceType } from '../schema/price.ts'
import { Product } from '../schema/product.ts'
import { Property } from '../schema/property.ts'
import { Unit } from '../schema/unit.ts'
import { Warehouse } from '../schema/warehouse.ts'
import type { XmlPlan } from '../xml/plan.ts'
import { NodeCompiler, type ReaderNode, wrapperIn, wrapperNode } from './nodes.ts'

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
  counterparty: Counterparty,
  order: Order,
}

/** Names of the events that carry an entity. */
export type EntityEventType = keyof StandardSchemas

/** The root element of every document. */
export const ROOT = 'КоммерческаяИнформация'

/** The offers package of 2.06 and later that holds prices and stock alone. */
export const CHANGES_PACKAGE = 'ИзмененияПакетаПредложений'

/**
 * Where entities stand: under each container, the paths of its items and of the containers inside it.
 * Order does not matter: 3.1 puts Каталог before Классификатор, and an offers file may hold no classifier at all.
 */
const ROUTES = {
  document: {
    Классификатор: 'classifier',
    Каталог: 'catalog',
    ПакетПредложений: 'offersPackage',
    [CHANGES_PACKAGE]: 'offersPackage',
    'Контрагенты/Контрагент': 'counterparty',
    Контрагент: 'counterparty',
    Документ: 'order',
    'Документы/Документ': 'order',
    'Контейнер/Документ': 'order',
    'Документы/Контейнер/Документ': 'order',
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
  group: { 'Группы/Группа': 'group' },
} as const satisfies Partial<Record<EntityEventType, Record<string, EntityEventType>>>

type Container = Exclude<keyof typeof ROUTES, 'group'>
const isContainer = (event: EntityEventType): event is Container => event in ROUTES && event !== 'group'

/** Other schemas in place of the standard ones: made by `extend`. */
export type SchemaOverrides = { readonly [K in EntityEventType]?: Entity<object> }

// Compiling takes as long as reading a hundred products, and nearly everybody has the standard schemas.
const standardPlans = new Map<boolean, XmlPlan>()

/** The plan that a scanner walks, of the schemas and routes; of the standard schemas it is compiled once. */
export function planFor(overrides: SchemaOverrides, unknown: boolean): XmlPlan {
  if (Object.keys(overrides).length > 0) return compilePlan(overrides, unknown)
  let plan = standardPlans.get(unknown)
  if (plan === undefined) {
    plan = compilePlan(overrides, unknown)
    standardPlans.set(unknown, plan)
  }
  return plan
}

function compilePlan(overrides: SchemaOverrides, unknown: boolean): XmlPlan {
  const compiler = new NodeCompiler()
  const nodes = new Map<EntityEventType, ReaderNode>()

  function nodeFor(event: EntityEventType): ReaderNode {
    let node = nodes.get(event)
    if (node === undefined) {
      node = compiler.routed(isContainer(event) ? 'container' : 'item', event, overrides[event] ?? SCHEMAS[event])
      nodes.set(event, node) // before its routes: groups lead back to groups
      const routes: Record<string, EntityEventType> = event in ROUTES ? ROUTES[event as keyof typeof ROUTES] : {}
      for (const [path, child] of Object.entries(routes)) route(node, path.split('/'), nodeFor(child))
    }
    return node
  }

  const document = wrapperNode()
  document.elements.set(ROOT, nodeFor('document'))
  return { document, unknown }
}

function route(node: ReaderNode, path: readonly string[], target: ReaderNode): void {
  let elements = node.elements
  for (const name of path.slice(0, -1)) elements = wrapperIn(elements, name).elements
  elements.set(path.at(-1) ?? '', target)
}

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
