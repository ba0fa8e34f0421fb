import { Address } from './address.ts'
import { date, dateTime, time } from './calendar.ts'
import { Discount, ExtraCost } from './charge.ts'
import { Counterparty } from './counterparty.ts'
import { content, type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { wholeProductRows } from './product.ts'
import { propertyValues } from './property.ts'
import { Requisite, requisites } from './requisite.ts'
import { signatories } from './signatory.ts'
import { DocumentTax } from './tax.ts'
import { decimal, flag, text } from './values.ts'
import { LineWarehouse, Warehouse } from './warehouse.ts'

const lineUnitRows = {
  /** The element's text: `796`, `шт`. */
  value: content(text),
  /** Ид. */
  id: one('Ид', text),
  /** Код. */
  code: one('Код', text),
  /** НаименованиеКраткое. */
  shortName: one('НаименованиеКраткое', text),
  /** НаименованиеПолное. */
  fullName: one('НаименованиеПолное', text),
  /** МеждународноеСокращение. */
  internationalAbbreviation: one('МеждународноеСокращение', text),
}

/** Единица of an order line: an OKEI code or name, or (2.09, 3.1) a unit with its names. */
export interface LineUnit extends EntityOf<typeof lineUnitRows> {}
/** The schema of {@link LineUnit}. */
export const LineUnit: Entity<LineUnit> = entity(lineUnitRows)

const orderLineRows = {
  ...wholeProductRows,
  /** ИдТовара: in scripts of shops, beside Ид or in its place. */
  productId: one('ИдТовара', text),
  /** ИдКаталога. */
  catalogId: one('ИдКаталога', text),
  /** ИдКлассификатора. */
  classifierId: one('ИдКлассификатора', text),
  /** ЦенаЗаЕдиницу; `Цена` in 2.09 and 3.1 module exports. */
  unitPrice: one(['ЦенаЗаЕдиницу', 'Цена'], decimal),
  /** Количество. УТ 11.5 skips a line without it. */
  quantity: one('Количество', decimal),
  /** Сумма. */
  sum: one('Сумма', decimal),
  /** Единица. */
  unit: one('Единица', LineUnit),
  /** Коэффициент: the real quantity is Количество times this. */
  coefficient: one('Коэффициент', decimal),
  /** ДополнительныеДанные. */
  additionalData: list('ДополнительныеДанные', 'ЗначениеРеквизита', Requisite),
  /** СтранаПроисхождения. */
  originCountry: one('СтранаПроисхождения', text),
  /** ГТД: number of the customs declaration. */
  customsDeclaration: one('ГТД', text),
  /** Налоги. */
  taxes: list('Налоги', 'Налог', DocumentTax),
  /** Скидки. */
  discounts: list('Скидки', 'Скидка', Discount),
  /** ДопРасходы. */
  extraCosts: list('ДопРасходы', 'ДопРасход', ExtraCost),
  /** ДополнительныеЗначенияРеквизитов. */
  additionalRequisites: list('ДополнительныеЗначенияРеквизитов', 'ЗначениеРеквизита', Requisite),
  /** Склады. */
  warehouses: list('Склады', 'Склад', LineWarehouse),
  /** Резерв: read by УТ 11.5. */
  reserve: one('Резерв', decimal),
  /** Действие (3.1): `Резервировать`. */
  action: one('Действие', text),
}

/** Товар of a document: one line. */
export interface OrderLine extends EntityOf<typeof wholeProductRows>, EntityOf<typeof orderLineRows> {}
/** The schema of {@link OrderLine}. */
export const OrderLine: Entity<OrderLine> = entity(orderLineRows)

const agreementRows = {
  /** Наименование, or the element's text. */
  name: one(['Наименование', '.'], text),
}

/** Соглашение with the customer: outside the schema, in one module's exports, with children or as plain text. */
export interface Agreement extends EntityOf<typeof agreementRows> {}
/** The schema of {@link Agreement}. */
export const Agreement: Entity<Agreement> = entity(agreementRows)

const receiptRows = {
  /** Ид. */
  id: one('Ид', text),
  /** ЗначенияСвойств: `PRINT_CHECK`, `URL`, `FISCAL_SIGN`, `REG_NUMBER_KKT`. */
  propertyValues: propertyValues(),
}

/** ИнформацияОЧеке (1С-Битрикс): a receipt of the cash register for the order. */
export interface Receipt extends EntityOf<typeof receiptRows> {}
/** The schema of {@link Receipt}. */
export const Receipt: Entity<Receipt> = entity(receiptRows)

const orderRows = {
  /** Ид: the site's id one way, 1C's GUID the other. */
  id: one('Ид', text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Номер: the site's number in both directions, by which orders are matched. */
  number: one('Номер', text),
  /** Номер1С (2.09, 3.1). */
  number1C: one('Номер1С', text),
  /** Дата. */
  date: one('Дата', date),
  /** Дата1С (2.09, 3.1). */
  date1C: one('Дата1С', date),
  /** ХозОперация: `Заказ товара`, `Отпуск товара`, `Выплата безналичных денег` …; those who write by hand spell it out. */
  operation: one(['ХозОперация', 'ХозяйственнаяОперация'], text),
  /** Основание: in a payment or shipment of its own (3.1, 1С-Битрикс), the number of its order. */
  baseNumber: one('Основание', text),
  /** Отменен: 1С-Битрикс reads it as an element too; everybody else has a requisite of that name. */
  cancelled: one('Отменен', flag),
  /** Роль of the site: `Продавец`. */
  role: one('Роль', text),
  /** Валюта. */
  currency: one('Валюта', text),
  /** Курс of the currency. */
  currencyRate: one('Курс', decimal),
  /** Сумма of the document. */
  sum: one('Сумма', decimal),
  /** Контрагенты. УТ 11.5 reads the first. In scripts of shops one stands straight in the document. */
  counterparties: many(['Контрагенты/Контрагент', 'Контрагент'], Counterparty),
  /** Время. */
  time: one('Время', time),
  /** СрокПлатежа; `0001-01-01` is 1C's empty date. */
  paymentDueDate: one('СрокПлатежа', date),
  /** Комментарий. */
  comment: one('Комментарий', text),
  /** Налоги. */
  taxes: list('Налоги', 'Налог', DocumentTax),
  /** Скидки. */
  discounts: list('Скидки', 'Скидка', Discount),
  /** ДопРасходы. */
  extraCosts: list('ДопРасходы', 'ДопРасход', ExtraCost),
  /** Склады. */
  warehouses: list('Склады', 'Склад', Warehouse),
  /** Организация: plain text, outside the schema. */
  organization: one('Организация', text),
  /** Склад: plain text, outside the schema. */
  warehouseName: one('Склад', text),
  /** Соглашение: outside the schema. */
  agreement: one('Соглашение', Agreement),
  /** Товары: the lines. Services that a shop writes beside them are lines too (Elberos). */
  lines: many(['Товары/Товар', 'Услуги/Услуга'], OrderLine),
  /** ЗначенияРеквизитов: status, payment, shipment, delivery. */
  requisites: requisites(),
  /** Подписанты. */
  signatories: signatories(),
  /** DateUpdate (1С-Битрикс): when the site changed it. */
  updatedAt: one('DateUpdate', dateTime),
  /** ИнформацияОЧеках (1С-Битрикс). */
  receipts: list('ИнформацияОЧеках', 'ИнформацияОЧеке', Receipt),
}

/** ПодчиненныйДокумент (2.10): a payment, shipment or return that belongs to an order. */
export interface SubordinateDocument extends EntityOf<typeof orderRows> {}
/** The schema of {@link SubordinateDocument}. */
export const SubordinateDocument: Entity<SubordinateDocument> = entity(orderRows)

const wholeOrderRows = {
  ...orderRows,
  /** Статус: outside the schema, in documents that sites write by hand; others have a requisite. */
  status: one('Статус', text),
  /** АдресДоставки: outside the schema, in orders of sites. */
  deliveryAddress: one('АдресДоставки', Address),
  /** ПодчиненныеДокументы (2.10). */
  subordinateDocuments: list('ПодчиненныеДокументы', 'ПодчиненныйДокумент', SubordinateDocument),
}

/** Документ: an order, or the payment or shipment that 3.1 sends beside it. */
export interface Order extends EntityOf<typeof wholeOrderRows> {}
/** The schema of {@link Order}. */
export const Order: Entity<Order> = entity(wholeOrderRows)
