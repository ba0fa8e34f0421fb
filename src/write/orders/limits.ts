import { Address, AddressField, Contact } from '../../schema/address.ts'
import { Bank, BankAccount } from '../../schema/bank-account.ts'
import { Discount, ExtraCost } from '../../schema/charge.ts'
import { Director, IdentityDocument, Organization } from '../../schema/company.ts'
import { Counterparty, Representative, RepresentedCounterparty } from '../../schema/counterparty.ts'
import type { Entity } from '../../schema/fields.ts'
import { LineUnit, Order, OrderLine, SubordinateDocument } from '../../schema/order.ts'
import { Analog, Characteristic, Component } from '../../schema/product.ts'
import { PropertyValue } from '../../schema/property.ts'
import { Requisite } from '../../schema/requisite.ts'
import { Signatory } from '../../schema/signatory.ts'
import { DocumentTax, Excise, TaxRate } from '../../schema/tax.ts'
import { BaseUnit, Recalculation } from '../../schema/unit.ts'
import { LineWarehouse, Warehouse } from '../../schema/warehouse.ts'

/** How many characters a text has, or how many digits a number, and of them behind the dot. */
export type Limit =
  | { readonly min: number; readonly max: number }
  | { readonly digits: number; readonly fraction: number }

const upTo = (max: number): Limit => ({ min: 0, max })
const exactly = (length: number): Limit => ({ min: length, max: length })

// By the types of the schema: НаименованиеТип, СтрокаТип, НомерТип, АртикулТип and ИмяФайлаТип; КомментарийТип; …
const NAME = upTo(255)
const COMMENT = upTo(3000)
const VALUE = upTo(1000)
/** How many characters an Ид has, but for that of goods. */
export const LONGEST_ID = 40
/** How many characters that of goods has. */
export const LONGEST_PRODUCT_ID = 80
const ID = upTo(LONGEST_ID)
const UNIT: Limit = { min: 3, max: 4 }
const CURRENCY = exactly(3)
const SUM: Limit = { digits: 18, fraction: 2 }

const PERSON = { lastName: NAME, firstName: NAME, middleName: NAME }
const COMPANY = { officialName: NAME, inn: { min: 10, max: 12 }, kpp: exactly(9), mainActivity: NAME }
const COUNTERPARTY = {
  id: ID,
  name: NAME,
  fullName: NAME,
  salutation: NAME,
  sex: NAME,
  position: NAME,
  comment: COMMENT,
  ...PERSON,
  ...COMPANY,
}
const CHARGE = { name: NAME, sum: SUM, comment: COMMENT }
const WAREHOUSE = { id: ID, name: NAME, comment: COMMENT }
const PRODUCT = {
  id: upTo(LONGEST_PRODUCT_ID),
  barcodes: { min: 8, max: 14 },
  article: NAME,
  name: NAME,
  counterpartyProductId: ID,
  groupIds: ID,
  description: COMMENT,
  pictures: NAME,
  country: NAME,
  tradeMark: NAME,
}
const PLACED_PRODUCT = { ...PRODUCT, catalogId: ID, classifierId: ID }
const DOCUMENT = { id: ID, number: NAME, currency: CURRENCY, sum: SUM, comment: COMMENT }

const row = <T>(
  entity: Entity<T>,
  limits: { readonly [K in keyof T]?: Limit },
): [Entity<unknown>, Readonly<Record<string, Limit>>] => [entity, limits as Record<string, Limit>]

/**
 * What the schemas of 2.08 and 2.10 allow in an order, in which they agree with each other and with `CML208`, the
 * package of УТ 11.5; `test/write/orders/limits.test.ts` compares. Words that a row may hold are not among them: УНФ itself
 * takes an operation outside the list.
 */
export const ORDER_LIMITS: ReadonlyMap<Entity<unknown>, Readonly<Record<string, Limit>>> = new Map([
  row(Order, DOCUMENT),
  row(SubordinateDocument, DOCUMENT),
  row(OrderLine, { ...PLACED_PRODUCT, unitPrice: SUM, sum: SUM, originCountry: NAME, customsDeclaration: NAME }),
  row(Component, PLACED_PRODUCT),
  row(Analog, PLACED_PRODUCT),
  row(LineUnit, { value: UNIT }),
  row(BaseUnit, { code: UNIT, fullName: NAME, internationalAbbreviation: upTo(3), shortName: NAME }),
  row(Recalculation, { unit: UNIT }),
  row(Characteristic, { id: ID, name: NAME, value: VALUE }),
  row(PropertyValue, { propertyId: ID, name: NAME, values: VALUE }),
  row(Requisite, { name: NAME, values: VALUE }),
  row(DocumentTax, { name: NAME, sum: SUM, rate: NAME }),
  row(TaxRate, { name: NAME, rate: NAME }),
  row(Excise, { name: NAME, sumPerUnit: SUM, currency: CURRENCY }),
  row(Discount, CHARGE),
  row(ExtraCost, CHARGE),
  row(Counterparty, COUNTERPARTY),
  row(Representative, COUNTERPARTY),
  row(RepresentedCounterparty, COUNTERPARTY),
  row(Organization, COMPANY),
  row(Director, { ...PERSON, position: NAME }),
  row(Signatory, { ...PERSON, salutation: NAME, position: NAME, comment: COMMENT }),
  row(IdentityDocument, { documentKind: NAME, series: NAME, number: NAME, issuedBy: NAME }),
  row(Address, { representation: NAME, comment: COMMENT }),
  row(AddressField, { value: NAME }),
  row(Contact, { type: upTo(100), value: NAME, comment: COMMENT }),
  row(BankAccount, { accountNumber: exactly(20), comment: COMMENT }),
  row(Bank, { correspondentAccount: exactly(20), name: NAME, bic: exactly(9) }),
  row(Warehouse, WAREHOUSE),
  row(LineWarehouse, WAREHOUSE),
])
