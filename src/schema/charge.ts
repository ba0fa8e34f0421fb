import { dateTime } from './calendar.ts'
import { type Entity, type EntityOf, entity, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

const chargeRows = {
  /** Наименование. */
  name: one('Наименование', text),
  /** Сумма. */
  sum: one('Сумма', decimal),
  /** Процент. */
  percent: one('Процент', decimal),
  /** УчтеноВСумме: the document's or line's sum contains it already. */
  includedInSum: one('УчтеноВСумме', flag),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** Скидка of a document or line. */
export interface Discount extends EntityOf<typeof chargeRows> {}
/** The schema of {@link Discount}. */
export const Discount: Entity<Discount> = entity(chargeRows)

/** ДопРасход: an extra cost of a document or line. */
export interface ExtraCost extends EntityOf<typeof chargeRows> {}
/** The schema of {@link ExtraCost}. */
export const ExtraCost: Entity<ExtraCost> = entity(chargeRows)

const priceDiscountRows = {
  /** Наименование. */
  name: one('Наименование', text),
  /** Условие: `Количество одного товара в документе превысило`, `Сумма документа превысила`. */
  condition: one('Условие', text),
  /** ЗначениеУсловия: the quantity or sum that the condition speaks of. */
  conditionValue: one('ЗначениеУсловия', decimal),
  /** Процент. */
  percent: one('Процент', decimal),
  /** Сумма. */
  sum: one('Сумма', decimal),
  /** ДатаНачала. */
  validFrom: one(['ДатаНачала', 'ДействительноС'], dateTime),
  /** ДатаОкончания. */
  validTo: one(['ДатаОкончания', 'ДействительноДо'], dateTime),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** СкидкаНаценка of an offer or price: a discount (or, negative, a markup) with its condition, as 1С-Битрикс reads it. */
export interface PriceDiscount extends EntityOf<typeof priceDiscountRows> {}
/** The schema of {@link PriceDiscount}. */
export const PriceDiscount: Entity<PriceDiscount> = entity(priceDiscountRows)
