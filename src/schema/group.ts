import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { Property, propertyValues } from './property.ts'
import { flag, text } from './values.ts'

const templateRows = {
  /** Ид. */
  id: one('Ид', text),
  /** Значение. */
  value: one('Значение', text),
}

/** Шаблон of 1С-Битрикс: a template that the group's elements inherit. */
export interface Template extends EntityOf<typeof templateRows> {}
/** The schema of {@link Template}. */
export const Template: Entity<Template> = entity(templateRows)

/** НаследуемыеШаблоны: the row that groups and catalogs share (1С-Битрикс). */
export const inheritedTemplates = () => list('НаследуемыеШаблоны', 'Шаблон', Template)

const groupRows = {
  /** Ид. */
  id: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Статус: `Удален`. */
  status: one(['@Статус', 'Статус'], text),
  /** Наименование. */
  name: one('Наименование', text),
  /** Описание. */
  description: one('Описание', text),
  /** Картинка. */
  picture: one('Картинка', text),
  /** Свойства of the group's products. */
  properties: list('Свойства', 'Свойство', Property),
  /** ЗначенияСвойств of the group itself (1С-Битрикс). */
  propertyValues: propertyValues(),
  /** НаследуемыеШаблоны (1С-Битрикс). */
  inheritedTemplates: inheritedTemplates(),
}

/** Группа: one node of the group tree. The groups inside it are events of their own, with its id as `parentId`. */
export interface Group extends EntityOf<typeof groupRows> {}
/** The schema of {@link Group}. */
export const Group: Entity<Group> = entity(groupRows)
