import { content, type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { Requisite } from './requisite.ts'
import { decimal, flag, text } from './values.ts'

const unitRows = {
  /** Ид: the OKEI code, blanks and all (`778 `), or a GUID. */
  id: one('Ид', text),
  /** НомерВерсии (3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Код by OKEI, blanks and all. */
  code: one('Код', text),
  /** НаименованиеКраткое: `шт`. */
  shortName: one('НаименованиеКраткое', text),
  /** НаименованиеПолное, padded with blanks in some exports. */
  fullName: one('НаименованиеПолное', text),
  /** МеждународноеСокращение: `PCE`. */
  internationalAbbreviation: one('МеждународноеСокращение', text),
}

/** ЕдиницаИзмерения of a classifier (2.08 in the wild, 3.1). */
export interface Unit extends EntityOf<typeof unitRows> {}
/** The schema of {@link Unit}. */
export const Unit: Entity<Unit> = entity(unitRows)

/** Единица, Коэффициент and ДополнительныеДанные: the schema's group ЕдиницаИзмерения. */
export const conversionRows = {
  /** Единица: an OKEI code (`796`), a name (`шт`) or an abbreviation (`PCE`). */
  unit: one('Единица', text),
  /** Коэффициент: how many base units it holds. */
  coefficient: one('Коэффициент', decimal),
  /** ДополнительныеДанные. */
  additionalData: list('ДополнительныеДанные', 'ЗначениеРеквизита', Requisite),
}

/** Пересчет: another unit of the same product. */
export interface Recalculation extends EntityOf<typeof conversionRows> {}
/** The schema of {@link Recalculation}. */
export const Recalculation: Entity<Recalculation> = entity(conversionRows)

const baseUnitRows = {
  /** The element's text: `шт`, or a bare code in 3.1; empty in half of real files. */
  name: content(text),
  /** Код by OKEI, leading zeros and trailing blanks kept: `055`, `796 `. */
  code: one(['@Код', 'Код'], text),
  /** НаименованиеПолное. */
  fullName: one(['@НаименованиеПолное', 'НаименованиеПолное'], text),
  /** МеждународноеСокращение. */
  internationalAbbreviation: one(['@МеждународноеСокращение', 'МеждународноеСокращение'], text),
  /** НаименованиеКраткое. */
  shortName: one(['@НаименованиеКраткое', 'НаименованиеКраткое'], text),
  /** Пересчет. */
  recalculations: many('Пересчет', Recalculation),
}

/**
 * БазоваяЕдиница: `<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница>`, any part of which may be
 * missing; some modules write its attributes as elements.
 */
export interface BaseUnit extends EntityOf<typeof baseUnitRows> {}
/** The schema of {@link BaseUnit}. */
export const BaseUnit: Entity<BaseUnit> = entity(baseUnitRows)
