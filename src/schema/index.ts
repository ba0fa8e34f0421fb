/**
 * What CommerceML is, as data: one TypeBox object per entity. Types, readers and JSON Schema come from these tables.
 *
 * @module commerceml/schema
 */
export { Address, AddressField, Contact } from './address.ts'
export { Bank, BankAccount } from './bank-account.ts'
export { date, dateTime, time } from './calendar.ts'
export { Catalog, Category, Classifier, CommercialInformation, OffersPackage } from './catalog.ts'
export { Discount, ExtraCost, PriceDiscount } from './charge.ts'
export { Director, IdentityDocument, Organization } from './company.ts'
export { Counterparty, CounterpartyDetails, Representative, RepresentedCounterparty } from './counterparty.ts'
export { type Extended, extend } from './extend.ts'
export { type ExtraElement, type Extras, ExtrasSchema } from './extras.ts'
export {
  content,
  type Entity,
  type EntityOf,
  entity,
  type Infer,
  list,
  many,
  type OptionalRow,
  one,
  type RequiredRow,
  type Row,
  type Rows,
  type ValuesOf,
  within,
} from './fields.ts'
export { Group, Template } from './group.ts'
export { isDeleted, requisiteOf, splitId } from './interpret/entity.ts'
export { interpretOrder } from './interpret/order.ts'
export { LINE_REQUISITES, ORDER_REQUISITES, type OrderRequisite, PRODUCT_TYPES } from './interpret/requisites.ts'
export type { InterpretOptions, OrderPayment, OrderShipment, OrderState } from './interpret/state.ts'
export { STOCK_FIELDS, type StockLevel, stockOf } from './interpret/stock.ts'
export { taxRateOf } from './interpret/tax.ts'
export {
  ADDRESS_FIELDS,
  CONTACTS,
  DELIVERY_LINE,
  OPERATIONS,
  type Operation,
  operationOf,
  ROLES,
} from './interpret/words.ts'
export { type JsonSchema, jsonSchema } from './json-schema.ts'
export { CharacteristicPicture, Offer } from './offer.ts'
export { Agreement, LineUnit, Order, OrderLine, Receipt, SubordinateDocument } from './order.ts'
export { Price, PriceType } from './price.ts'
export { Analog, Characteristic, Component, Producer, Product } from './product.ts'
export { ProductSet, ProductSetItem, ProductSets } from './product-sets.ts'
export { Property, PropertyValue, PropertyValueDetail, PropertyValueType, PropertyVariant } from './property.ts'
export { Reference, ReferenceItem, ReferenceRequisite } from './reference.ts'
export { Requisite } from './requisite.ts'
export { type Field, fieldOf, type Value } from './row.ts'
export { Signatory } from './signatory.ts'
export { Remainder, RemainderWarehouse, Stock, WarehouseRemainder, WarehouseStock } from './stock.ts'
export { DocumentTax, Excise, Tax, TaxRate } from './tax.ts'
export { BaseUnit, Recalculation, Unit } from './unit.ts'
export { type Codec, decimal, flag, type InvalidValueCode, text } from './values.ts'
export { LineWarehouse, Warehouse } from './warehouse.ts'
