import { entity, type Infer, list, many, one } from './fields.ts'
import { text } from './values.ts'

/** АдресноеПоле: one part of an address. */
export const AddressField = entity({
  /** Тип: `Почтовый индекс`, `Страна`, `Регион`, `Район`, `Населенный пункт`, `Город`, `Улица`, `Дом`, `Корпус`, `Квартира`. */
  type: one('Тип', text),
  /** Значение. */
  value: one('Значение', text),
})
export interface AddressField extends Infer<typeof AddressField> {}

/** Адрес and its namesakes (ЮридическийАдрес, АдресРегистрации, МестоРождения). */
export const Address = entity({
  /** Представление: the address in one line. UT 11.5 skips an address without it. */
  representation: one('Представление', text),
  /** Комментарий, such as how to get there. */
  comment: one('Комментарий', text),
  /** АдресноеПоле: the address in parts. UT 11.5 prefers them when there are two or more. */
  fields: many('АдресноеПоле', AddressField),
})
export interface Address extends Infer<typeof Address> {}

/** Контакт: a telephone, a mail address and so on. */
export const Contact = entity({
  /** Тип: `Телефон рабочий`, `Телефон мобильный`, `Почта` … (UT 11.5 compares without blanks). */
  type: one('Тип', text),
  /** Значение. */
  value: one('Значение', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
})
export interface Contact extends Infer<typeof Contact> {}

/** Контакты: the row that persons, companies, banks and warehouses share. */
export const contacts = () => list('Контакты', 'Контакт', Contact)
