import { type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

const propertyVariantRows = {
  /** ИдЗначения: what ЗначенияСвойства/Значение of a product refers to. */
  id: one(['ИдЗначения', 'Ид'], text),
  /** Значение. */
  value: one('Значение', text),
  /** ПоУмолчанию (1С-Битрикс). */
  isDefault: one('ПоУмолчанию', flag),
  /** Сортировка (1С-Битрикс). */
  sort: one('Сортировка', decimal),
}

/** Справочник, Вариант of 1С-Битрикс, or the old ВариантЗначения: one value that a property may take. */
export interface PropertyVariant extends EntityOf<typeof propertyVariantRows> {}
/** The schema of {@link PropertyVariant}. */
export const PropertyVariant: Entity<PropertyVariant> = entity(propertyVariantRows)

const propertyValueTypeRows = {
  /** Тип: `Справочник`, `Строка`, `Число`, `Булево`. */
  type: one('Тип', text),
  /** Описание: what the reference book is called in 1C, `Значения свойств объектов`. */
  description: one('Описание', text),
  /** ВариантыЗначений/ВариантЗначения. */
  variants: list('ВариантыЗначений', 'ВариантЗначения', PropertyVariant),
}

/** ТипЗначений of УТ 10.2 with the module of 1С-Битрикс (2.04): an element with parts, where later versions have a word. */
export interface PropertyValueType extends EntityOf<typeof propertyValueTypeRows> {}
/** The schema of {@link PropertyValueType}. */
export const PropertyValueType: Entity<PropertyValueType> = entity(propertyValueTypeRows)

const propertyRows = {
  /** Ид. */
  id: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
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
  variants: list('ВариантыЗначений', ['Справочник', 'Вариант', 'ВариантЗначения'], PropertyVariant),
  /** ТипыЗначений (УТ 10.2): types of values, each with its variants. */
  valueTypes: list('ТипыЗначений', 'ТипЗначений', PropertyValueType),
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
}

/** Свойство of a classifier or group: what a product can be described by. */
export interface Property extends EntityOf<typeof propertyRows> {}
/** The schema of {@link Property}. */
export const Property: Entity<Property> = entity(propertyRows)

const propertyValueDetailRows = {
  /** Значение. */
  value: one('Значение', text),
  /** Описание. */
  description: one('Описание', text),
  /** Сериализовано: the value is a PHP serialisation. */
  serialized: one('Сериализовано', flag),
}

/** ЗначениеСвойства of 1С-Битрикс: repeats a value with its description. */
export interface PropertyValueDetail extends EntityOf<typeof propertyValueDetailRows> {}
/** The schema of {@link PropertyValueDetail}. */
export const PropertyValueDetail: Entity<PropertyValueDetail> = entity(propertyValueDetailRows)

const propertyValueRows = {
  /** Ид of the property. */
  propertyId: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
  /** Наименование of the property. */
  name: one('Наименование', text),
  /** Значение: text, or the id of a variant; several for a multiple property, empty in half of real ones. */
  values: many('Значение', text),
  /** ИдЗначения: the id of a variant, in place of Значение or beside it (WooCommerce, Magento). */
  variantId: one('ИдЗначения', text),
  /** ЗначениеСвойства (1С-Битрикс). */
  details: many('ЗначениеСвойства', PropertyValueDetail),
  /** Тип (1С-Битрикс). */
  type: one('Тип', text),
}

/** ЗначенияСвойства: the values of one property. Those who write by hand call it ЗначениеСвойства. */
export interface PropertyValue extends EntityOf<typeof propertyValueRows> {}
/** The schema of {@link PropertyValue}. */
export const PropertyValue: Entity<PropertyValue> = entity(propertyValueRows)

/** ЗначенияСвойств: the row that groups, products, offers and packages share. */
export const propertyValues = () => list('ЗначенияСвойств', ['ЗначенияСвойства', 'ЗначениеСвойства'], PropertyValue)
