import { Counterparty } from './counterparty.ts'
import { content, type Entity, type EntityOf, entity, list, many, one, within } from './fields.ts'
import { prices } from './price.ts'
import { propertyValues } from './property.ts'
import { requisites } from './requisite.ts'
import { Excise, TaxRate } from './tax.ts'
import { BaseUnit } from './unit.ts'
import { decimal, flag, text } from './values.ts'

const characteristicRows = {
  /** Ид. */
  id: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
  /** Наименование: `Размер`. */
  name: one('Наименование', text),
  /** Значение: `XL`. */
  value: one('Значение', text),
}

/** ХарактеристикаТовара: what tells one variant of a product from the next, such as size or colour. */
export interface Characteristic extends EntityOf<typeof characteristicRows> {}
/** The schema of {@link Characteristic}. */
export const Characteristic: Entity<Characteristic> = entity(characteristicRows)

const producerRows = {
  /** The element's text, where it has no children. */
  text: content(text),
  /** Ид. */
  id: one('Ид', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** Страна. */
  country: one('Страна', text),
}

/** Производитель: outside the schema, with children or as plain text. */
export interface Producer extends EntityOf<typeof producerRows> {}
/** The schema of {@link Producer}. */
export const Producer: Entity<Producer> = entity(producerRows)

const productHeadRows = {
  /** Статус: `Удален`, `Новый`, `Изменен`; an attribute by the schema, an element in some exports. See `isDeleted`. */
  status: one(['@Статус', 'Статус'], text),
  /** Ид: `guid`, or `guid#guid` with a characteristic; integers and base62 occur. See `splitId`. */
  id: one('Ид', text),
  /** НомерВерсии (2.09, 3.1): base64 of the record's version in 1C. */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). See `isDeleted`. */
  deletionMark: one(['ПометкаУдаления', '@ПометкаУдаления'], flag),
  /** Штрихкод; `ШтрихКод` in four real files. */
  barcodes: many(['Штрихкод', 'ШтрихКод'], text),
  /** Артикул: text, never a number. */
  article: one('Артикул', text),
  /** Код in 1C (УНФ), beside the article. */
  code: one('Код', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** ПолноеНаименование: outside the schema. */
  fullName: one('ПолноеНаименование', text),
  /** БазоваяЕдиница; БазовыеЕдиницы in scripts. */
  baseUnit: one(['БазоваяЕдиница', 'БазовыеЕдиницы'], BaseUnit),
  /** ИдТовараУКонтрагента. */
  counterpartyProductId: one('ИдТовараУКонтрагента', text),
  /** Группы/Ид: every group the product stands in. */
  groupIds: list('Группы', 'Ид', text),
  /** Категория: id of a category of the classifier. */
  categoryId: one('Категория', text),
  /** Описание: plain text, or HTML that was escaped once or twice. */
  description: one('Описание', text),
  /** Картинка: relative paths, `import_files/aa/….jpg`; also in Картинки. */
  pictures: many(['Картинка', 'Картинки/Картинка'], text),
  /** Файл: attached files, outside the schema (others come as requisites `Файл` and `ОписаниеФайла`). */
  files: many('Файл', text),
  /** Страна of origin. */
  country: one('Страна', text),
  /** ТорговаяМарка. */
  tradeMark: one('ТорговаяМарка', text),
  /** ВладелецТорговойМарки. */
  tradeMarkOwner: one('ВладелецТорговойМарки', Counterparty),
  /** Изготовитель. */
  manufacturer: one('Изготовитель', Counterparty),
  /** Производитель: outside the schema. */
  producer: one('Производитель', Producer),
  /** Владелец: outside the schema. */
  owner: one('Владелец', Counterparty),
  /** ЗначенияСвойств. */
  propertyValues: propertyValues(),
  /** СтавкиНалогов. */
  taxRates: list('СтавкиНалогов', 'СтавкаНалога', TaxRate),
  /** Акцизы. */
  excises: list('Акцизы', 'Акциз', Excise),
}

const productTailRows = {
  /** ХарактеристикиТовара. */
  characteristics: list('ХарактеристикиТовара', 'ХарактеристикаТовара', Characteristic),
  /** ЗначенияРеквизитов: `ВидНоменклатуры`, `ТипНоменклатуры`, `Полное наименование`, `Вес` … */
  requisites: requisites(),
  /** Вес (3.1, УНФ), in the units of that 1C. */
  weight: one('Вес', decimal),
  /** Длина (3.1). */
  length: one('Длина', decimal),
  /** Ширина (3.1). */
  width: one('Ширина', decimal),
  /** Высота (3.1). */
  height: one('Высота', decimal),
  /** Объем: outside the schema. */
  volume: one('Объем', decimal),
}

/** What a product, an offer, a component, an analog and an order line have in common: the schema's type Товар. */
const productRows = { ...productHeadRows, ...productTailRows }

const analogRows = {
  ...productRows,
  /** ИдКаталога. */
  catalogId: one('ИдКаталога', text),
  /** ИдКлассификатора. */
  classifierId: one('ИдКлассификатора', text),
}

/** Аналог: another product that can stand in. */
export interface Analog extends EntityOf<typeof analogRows> {}
/** The schema of {@link Analog}. */
export const Analog: Entity<Analog> = entity(analogRows)

const componentRows = {
  ...productRows,
  /** ИдКаталога. */
  catalogId: one('ИдКаталога', text),
  /** ИдКлассификатора. */
  classifierId: one('ИдКлассификатора', text),
  /** Количество in one set. */
  quantity: one('Количество', decimal),
}

/** Комплектующее: a part of a set. */
export interface Component extends EntityOf<typeof componentRows> {}
/** The schema of {@link Component}. */
export const Component: Entity<Component> = entity(componentRows)

/** A whole Товар, with its Комплектующие and Аналоги where the schema has them. */
export const wholeProductRows = {
  ...productHeadRows,
  /** Комплектующие. */
  components: list('Комплектующие', 'Комплектующее', Component),
  /** Аналоги. */
  analogs: list('Аналоги', 'Аналог', Analog),
  ...productTailRows,
  /** КодГруппыТоваров (3.1): the group of marked goods. */
  productGroupCode: one('КодГруппыТоваров', text),
  /** ГруппаМаркировки/Код: the same as 1С-Битрикс reads and writes it. */
  markingGroupCode: within('ГруппаМаркировки', one('Код', text)),
  /** ОсновнаяКартинка: outside the schema; modules for WooCommerce and OkayCMS read it, beside the others. */
  mainPicture: one('ОсновнаяКартинка', text),
  /** СтавкаНДС: outside the schema, in goods of one 1C and in lines that sites write. See `taxRateOf`. */
  vatRate: one('СтавкаНДС', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
}

const catalogProductRows = {
  ...wholeProductRows,
  /** Цены on a product: outside the schema, in one real file. */
  prices: prices(),
}

/** Товар: one item of a catalog. */
export interface Product extends EntityOf<typeof catalogProductRows> {}
/** The schema of {@link Product}. */
export const Product: Entity<Product> = entity(catalogProductRows)
