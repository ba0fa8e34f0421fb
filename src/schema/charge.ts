import { entity, type Infer, one } from './fields.ts'
import { dateTime, decimal, flag, text } from './values.ts'

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
export const Discount = entity(chargeRows)
export interface Discount extends Infer<typeof Discount> {}

/** ДопРасход: an extra cost of a document or line. */
export const ExtraCost = entity(chargeRows)
export interface ExtraCost extends Infer<typeof ExtraCost> {}

/** СкидкаНаценка of an offer or price: a discount (or, negative, a markup) with its condition, as Bitrix reads it. */
export const PriceDiscount = entity({
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
})
export interface PriceDiscount extends Infer<typeof PriceDiscount> {}
