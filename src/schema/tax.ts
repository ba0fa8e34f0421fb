import { entity, type Infer, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

const taxRows = {
  /** Наименование: the kind of tax, `НДС`. */
  name: one('Наименование', text),
  /** УчтеноВСумме: the price or sum contains the tax. */
  includedInSum: one('УчтеноВСумме', flag),
  /** Акциз: the tax is an excise. */
  excise: one('Акциз', flag),
}

/** Налог of a price or a price type. */
export const Tax = entity(taxRows)
export interface Tax extends Infer<typeof Tax> {}

/** Налог of a document or of its line. */
export const DocumentTax = entity({
  ...taxRows,
  /** Сумма of the tax. */
  sum: one('Сумма', decimal),
  /** Ставка in percent. UT also writes `18/118` and words: those stay in `extras`. */
  rate: one('Ставка', decimal),
})
export interface DocumentTax extends Infer<typeof DocumentTax> {}

/** СтавкаНалога of a product. */
export const TaxRate = entity({
  /** Наименование: the kind of tax, `НДС`. */
  name: one('Наименование', text),
  /** Ставка in percent. `18%`, `Без НДС` and `Без налога` of real files are no rate: those stay in `extras`. */
  rate: one('Ставка', decimal),
})
export interface TaxRate extends Infer<typeof TaxRate> {}

/** Акциз of a product. */
export const Excise = entity({
  /** Наименование: the kind of excise. */
  name: one('Наименование', text),
  /** СуммаЗаЕдиницу: sum for one base unit. */
  sumPerUnit: one('СуммаЗаЕдиницу', decimal),
  /** Валюта. */
  currency: one('Валюта', text),
})
export interface Excise extends Infer<typeof Excise> {}
