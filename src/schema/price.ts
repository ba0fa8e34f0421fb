import { PriceDiscount } from './charge.ts'
import { type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { Tax } from './tax.ts'
import { conversionRows } from './unit.ts'
import { decimal, flag, text } from './values.ts'

const priceTypeRows = {
  /** Ид. */
  id: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
  /** Валюта: `RUB` by the schema; `руб.`, `643`, `грн` in real files. */
  currency: one('Валюта', text),
  /** Описание. */
  description: one('Описание', text),
  /** Налог: repeats without a wrapper. */
  taxes: many('Налог', Tax),
}

/** ТипЦены: retail, wholesale and so on. */
export interface PriceType extends EntityOf<typeof priceTypeRows> {}
/** The schema of {@link PriceType}. */
export const PriceType: Entity<PriceType> = entity(priceTypeRows)

/** СкидкиНаценки: the row that prices and offers share (1С-Битрикс). */
export const priceDiscounts = () => list('СкидкиНаценки', ['СкидкаНаценка', 'Скидка'], PriceDiscount)

const priceRows = {
  /** Представление: for people only, `6 990 руб. за шт`. Never parse it. */
  representation: one('Представление', text),
  /** ИдТипаЦены. */
  priceTypeId: one('ИдТипаЦены', text),
  /** ЦенаЗаЕдиницу; in scripts of shops the element's text. */
  unitPrice: one(['ЦенаЗаЕдиницу', '.'], decimal),
  /** Валюта; without it the price type's. */
  currency: one('Валюта', text),
  ...conversionRows,
  /** МинКоличество from which the price holds. */
  minQuantity: one('МинКоличество', decimal),
  /** КоличествоОт (1С-Битрикс). */
  quantityFrom: one('КоличествоОт', decimal),
  /** КоличествоДо (1С-Битрикс). */
  quantityTo: one('КоличествоДо', decimal),
  /** ИдКаталога. */
  catalogId: one('ИдКаталога', text),
  /** Налог (3.1). */
  taxes: many('Налог', Tax),
  /** СкидкиНаценки. */
  discounts: priceDiscounts(),
  /** Геометка: a region, in two real files. */
  geoTag: one('Геометка', text),
}

/** Цена of an offer. */
export interface Price extends EntityOf<typeof conversionRows>, EntityOf<typeof priceRows> {}
/** The schema of {@link Price}. */
export const Price: Entity<Price> = entity(priceRows)

/** Цены: the row that offers and, in the wild, products share. In scripts of shops a Цена stands straight in both. */
export const prices = () => many(['Цены/Цена', 'Цена'], Price)
