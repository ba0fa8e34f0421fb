import { type Entity, type EntityOf, entity, one } from './fields.ts'
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
export interface Tax extends EntityOf<typeof taxRows> {}
/** The schema of {@link Tax}. */
export const Tax: Entity<Tax> = entity(taxRows)

const documentTaxRows = {
  ...taxRows,
  /** Сумма of the tax. */
  sum: one('Сумма', decimal),
  /** Ставка as it is written: `20`, `20/120`, and `Без налога` of УТ 10.3. See `taxRateOf`. */
  rate: one('Ставка', text),
}

/** Налог of a document or of its line. */
export interface DocumentTax extends EntityOf<typeof documentTaxRows> {}
/** The schema of {@link DocumentTax}. */
export const DocumentTax: Entity<DocumentTax> = entity(documentTaxRows)

const taxRateRows = {
  /** Наименование: the kind of tax, `НДС`. */
  name: one('Наименование', text),
  /** Ставка as it is written: `20`, and `18%`, `Без НДС`, `Без налога` of real files. See `taxRateOf`. */
  rate: one('Ставка', text),
}

/** СтавкаНалога of a product. */
export interface TaxRate extends EntityOf<typeof taxRateRows> {}
/** The schema of {@link TaxRate}. */
export const TaxRate: Entity<TaxRate> = entity(taxRateRows)

const exciseRows = {
  /** Наименование: the kind of excise. */
  name: one('Наименование', text),
  /** СуммаЗаЕдиницу: sum for one base unit. */
  sumPerUnit: one('СуммаЗаЕдиницу', decimal),
  /** Валюта. */
  currency: one('Валюта', text),
}

/** Акциз of a product. */
export interface Excise extends EntityOf<typeof exciseRows> {}
/** The schema of {@link Excise}. */
export const Excise: Entity<Excise> = entity(exciseRows)
