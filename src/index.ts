/**
 * Readers of CommerceML documents, their events and errors. Runs in Node, browsers and workers: no `node:` module is
 * loaded.
 *
 * @module commerceml
 */
export {
  CommerceMLError,
  type CommerceMLErrorCode,
  type CommerceMLErrorDetails,
  isCommerceMLError,
  type Position,
  type ReadErrorCode,
  type WriteErrorCode,
} from './errors.ts'
export { DOCUMENT_KINDS, type DocumentKind, documentKind, KindWatch } from './files/document-kind.ts'
export { isXmlName, type NamedSource } from './files/named-source.ts'
export { type InterpretedOrder, interpretedOrders } from './interpreted-orders.ts'
export { type ReadOptions, readEvents } from './iterate.ts'
export { DEFAULT_LIMITS, type Limits } from './limits.ts'
export type { Checkpoint, CheckpointState } from './reader/checkpoint.ts'
export type { OpenElement } from './reader/entities/open-elements.ts'
export type { ExtrasPolicy } from './reader/entities/open-extras.ts'
export type { Events } from './reader/event-iterator.ts'
export { EVENT_TYPES } from './reader/event-types.ts'
export type {
  CatalogEvent,
  CategoryEvent,
  ClassifierEvent,
  CommerceMLEvent,
  CounterpartyEvent,
  Counts,
  DocumentEvent,
  EndEvent,
  EventEntity,
  EventType,
  GroupEvent,
  IdParts,
  IssueEvent,
  OfferEvent,
  OffersPackageEvent,
  OrderEvent,
  PriceTypeEvent,
  ProductEvent,
  ProductSetsEvent,
  PropertyEvent,
  ReferenceEvent,
  ReferenceItemEvent,
  UnitEvent,
  WarehouseEvent,
} from './reader/events.ts'
export type { Handlers } from './reader/handlers.ts'
export type { Issue, IssueCode } from './reader/issue.ts'
export type { ReaderOptions } from './reader/options.ts'
export type { AllFields, FieldsOf, SelectedEvent } from './reader/plan/projection.ts'
export { createReader, type Feed, type Reader } from './reader/reader.ts'
// The entities by name, as types alone: their schemas are values of `commerceml/schema`.
export type { Address, AddressField, Contact } from './schema/address.ts'
export type { Bank, BankAccount } from './schema/bank-account.ts'
export type { Catalog, Category, Classifier, CommercialInformation, OffersPackage } from './schema/catalog.ts'
export type { Discount, ExtraCost, PriceDiscount } from './schema/charge.ts'
export type { Director, IdentityDocument, Organization } from './schema/company.ts'
export type {
  Counterparty,
  CounterpartyDetails,
  Representative,
  RepresentedCounterparty,
} from './schema/counterparty.ts'
export type { ExtraElement, Extras } from './schema/extras.ts'
export type { Group, Template } from './schema/group.ts'
export { isDeleted, requisiteOf, splitId } from './schema/interpret/entity.ts'
export { interpretOrder } from './schema/interpret/order.ts'
export type { InterpretOptions, OrderPayment, OrderShipment, OrderState } from './schema/interpret/state.ts'
export { STOCK_FIELDS, type StockLevel, stockOf } from './schema/interpret/stock.ts'
export { taxRateOf } from './schema/interpret/tax.ts'
export type { Operation } from './schema/interpret/words.ts'
export type { CharacteristicPicture, Offer } from './schema/offer.ts'
export type { Agreement, LineUnit, Order, OrderLine, Receipt, SubordinateDocument } from './schema/order.ts'
export type { EntityEventType, SchemaOverrides } from './schema/places.ts'
export type { Price, PriceType } from './schema/price.ts'
export type { Analog, Characteristic, Component, Producer, Product } from './schema/product.ts'
export type { ProductSet, ProductSetItem, ProductSets } from './schema/product-sets.ts'
export type {
  Property,
  PropertyValue,
  PropertyValueDetail,
  PropertyValueType,
  PropertyVariant,
} from './schema/property.ts'
export type { Reference, ReferenceItem, ReferenceRequisite } from './schema/reference.ts'
export type { Requisite } from './schema/requisite.ts'
export type { Signatory } from './schema/signatory.ts'
export type { Remainder, RemainderWarehouse, Stock, WarehouseRemainder, WarehouseStock } from './schema/stock.ts'
export type { DocumentTax, Excise, Tax, TaxRate } from './schema/tax.ts'
export type { BaseUnit, Recalculation, Unit } from './schema/unit.ts'
export type { LineWarehouse, Warehouse } from './schema/warehouse.ts'
export type { Input } from './source/chunks.ts'
export type { Encoding } from './source/encodings.ts'
export type { Engine } from './xml/engines.ts'
