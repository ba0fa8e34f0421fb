import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { requisites } from './requisite.ts'
import { flag, text } from './values.ts'

const referenceRequisiteRows = {
  /** Ид. */
  id: one('Ид', text),
  /** Наименование: what an item's value is called by. */
  name: one('Наименование', text),
  /** ТипЗначений: `Строка`, `Число` … */
  valueType: one('ТипЗначений', text),
}

/** Реквизит of a reference: what its items have values for. */
export interface ReferenceRequisite extends EntityOf<typeof referenceRequisiteRows> {}
/** The schema of {@link ReferenceRequisite}. */
export const ReferenceRequisite: Entity<ReferenceRequisite> = entity(referenceRequisiteRows)

const commonRows = {
  /** Ид. */
  id: one('Ид', text),
  /** НомерВерсии. */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления. */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
}

const referenceRows = {
  ...commonRows,
  /** Реквизиты. */
  requisites: list('Реквизиты', 'Реквизит', ReferenceRequisite),
}

/**
 * Справочник of ПользовательскиеСправочники (3.1): brands, colours, whatever the base keeps by itself. Its items are
 * events of their own. The module of 1С-Битрикс sends it as `references___….xml` with `type=reference`.
 */
export interface Reference extends EntityOf<typeof referenceRows> {}
/** The schema of {@link Reference}. */
export const Reference: Entity<Reference> = entity(referenceRows)

const referenceItemRows = {
  ...commonRows,
  /** ЗначенияРеквизитов, by the names of the reference's own: a text, a number, the path of a picture. */
  requisites: requisites(),
}

/** ЭлементСправочника: what the values of properties refer to by its id. */
export interface ReferenceItem extends EntityOf<typeof referenceItemRows> {}
/** The schema of {@link ReferenceItem}. */
export const ReferenceItem: Entity<ReferenceItem> = entity(referenceItemRows)
