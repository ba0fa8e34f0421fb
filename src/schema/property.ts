import { entity, type Infer, list, many, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

/** Справочник, or Вариант of Bitrix: one value that a property may take. */
export const PropertyVariant = entity({
  /** ИдЗначения: what ЗначенияСвойства/Значение of a product refers to. */
  id: one(['ИдЗначения', 'Ид'], text),
  /** Значение. */
  value: one('Значение', text),
  /** ПоУмолчанию (Bitrix). */
  isDefault: one('ПоУмолчанию', flag),
  /** Сортировка (Bitrix). */
  sort: one('Сортировка', decimal),
})
export interface PropertyVariant extends Infer<typeof PropertyVariant> {}

/** Свойство of a classifier or group: what a product can be described by. */
export const Property = entity({
  /** Ид. */
  id: one('Ид', text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
  /** Описание. */
  description: one('Описание', text),
  /** Обязательное: `Для каталога`, `Для документа`, `Для предложений`; real files say `true` and `false`. */
  required: one('Обязательное', text),
  /** Множественное: a product may have several values. */
  multiple: one('Множественное', flag),
  /** ТипЗначений: `Строка` (the default), `Число`, `Время`, `Справочник`. */
  valueType: one('ТипЗначений', text),
  /** ВариантыЗначений/Значение: plain variants. */
  variantValues: list('ВариантыЗначений', 'Значение', text),
  /** ВариантыЗначений/Справочник: variants with ids. */
  variants: list('ВариантыЗначений', ['Справочник', 'Вариант'], PropertyVariant),
  /** ДляТоваров. */
  forProducts: one('ДляТоваров', flag),
  /** ДляПредложений. */
  forOffers: one('ДляПредложений', flag),
  /** ДляДокументов. */
  forDocuments: one('ДляДокументов', flag),
  /** Внешний (3.1). */
  external: one('Внешний', flag),
  /** Информационное (3.1). */
  informational: one('Информационное', flag),
  /** ИспользованиеСвойства of the old СвойствоНоменклатуры. */
  inUse: one('ИспользованиеСвойства', flag),
})
export interface Property extends Infer<typeof Property> {}

/** ЗначениеСвойства of Bitrix: repeats a value with its description. */
export const PropertyValueDetail = entity({
  /** Значение. */
  value: one('Значение', text),
  /** Описание. */
  description: one('Описание', text),
  /** Сериализовано: the value is a PHP serialisation. */
  serialized: one('Сериализовано', flag),
})
export interface PropertyValueDetail extends Infer<typeof PropertyValueDetail> {}

/** ЗначенияСвойства: the values of one property. */
export const PropertyValue = entity({
  /** Ид of the property. */
  propertyId: one('Ид', text),
  /** Наименование of the property. */
  name: one('Наименование', text),
  /** Значение: text, or the id of a variant; several for a multiple property, empty in half of real ones. */
  values: many('Значение', text),
  /** ЗначениеСвойства (Bitrix). */
  details: many('ЗначениеСвойства', PropertyValueDetail),
  /** Тип (Bitrix). */
  type: one('Тип', text),
})
export interface PropertyValue extends Infer<typeof PropertyValue> {}

/** ЗначенияСвойств: the row that groups, products, offers and packages share. */
export const propertyValues = () => list('ЗначенияСвойств', 'ЗначенияСвойства', PropertyValue)
