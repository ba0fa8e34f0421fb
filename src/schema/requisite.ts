import { type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { text } from './values.ts'

const requisiteRows = {
  /** Наименование: `ВидНоменклатуры`, `ТипНоменклатуры`, `Полное наименование`, `ОписаниеФайла` … */
  name: one('Наименование', text),
  /** Значение: one or several, untrimmed; none in a sixteenth of real requisites. */
  values: many('Значение', text),
}

/** ЗначениеРеквизита: a named value of whatever 1C has no element for. Names repeat, so it is a list, never a map. */
export interface Requisite extends EntityOf<typeof requisiteRows> {}
/** The schema of {@link Requisite}. */
export const Requisite: Entity<Requisite> = entity(requisiteRows)

/** ЗначенияРеквизитов: the row that goods, orders and references share. Those who write by hand misspell its items. */
export const requisites = () =>
  list('ЗначенияРеквизитов', ['ЗначениеРеквизита', 'ЗначенияРеквизита', 'ЗначениеРеквезита'], Requisite)
