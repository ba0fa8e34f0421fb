import { entity, type Infer, many, one } from './fields.ts'
import { text } from './values.ts'

/** ЗначениеРеквизита: a named value of whatever 1C has no element for. Names repeat, so it is a list, never a map. */
export const Requisite = entity({
  /** Наименование: `ВидНоменклатуры`, `ТипНоменклатуры`, `Полное наименование`, `ОписаниеФайла` … */
  name: one('Наименование', text),
  /** Значение: one or several, untrimmed; none in a sixteenth of real requisites. */
  values: many('Значение', text),
})
export interface Requisite extends Infer<typeof Requisite> {}
