import { content, type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { text } from './values.ts'

const contactRows = {
  /** Тип: `Телефон рабочий`, `Телефон мобильный`, `Почта` … (УТ 11.5 compares without blanks). */
  type: one('Тип', text),
  /** КонтактВид: in place of Тип, or beside it, in orders of sites. */
  kind: one('КонтактВид', text),
  /** Значение. */
  value: one('Значение', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** Контакт: a telephone, a mail address and so on. */
export interface Contact extends EntityOf<typeof contactRows> {}
/** The schema of {@link Contact}. */
export const Contact: Entity<Contact> = entity(contactRows)

/** Контакты: the row that persons, companies, banks and warehouses share. */
export const contacts = () => list('Контакты', 'Контакт', Contact)

const addressFieldRows = {
  /** Тип: `Почтовый индекс`, `Страна`, `Регион`, `Район`, `Населенный пункт`, `Город`, `Улица`, `Дом`, `Корпус`, `Квартира`. */
  type: one('Тип', text),
  /** Значение. */
  value: one('Значение', text),
}

/** АдресноеПоле: one part of an address. */
export interface AddressField extends EntityOf<typeof addressFieldRows> {}
/** The schema of {@link AddressField}. */
export const AddressField: Entity<AddressField> = entity(addressFieldRows)

const addressRows = {
  /** The element's text, where it has no children: the address in one line, as scripts of shops write it. */
  text: content(text),
  /** Вид: `Адрес доставки`; outside the schema, in orders of Shop-Script and of a module for WooCommerce. */
  kind: one('Вид', text),
  /** Представление: the address in one line. УТ 11.5 skips an address without it. */
  representation: one('Представление', text),
  /** Комментарий, such as how to get there. */
  comment: one('Комментарий', text),
  /** АдресноеПоле: the address in parts. УТ 11.5 prefers them when there are two or more. */
  fields: many('АдресноеПоле', AddressField),
  /** Контакты, in orders of Megaplan and of scripts; everybody else has them beside the address. */
  contacts: contacts(),
}

/** Адрес and its namesakes (ЮридическийАдрес, АдресРегистрации, МестоРождения). */
export interface Address extends EntityOf<typeof addressRows> {}
/** The schema of {@link Address}. */
export const Address: Entity<Address> = entity(addressRows)
