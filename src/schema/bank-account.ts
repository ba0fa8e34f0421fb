import { Address, contacts } from './address.ts'
import { entity, type Infer, one } from './fields.ts'
import { text } from './values.ts'

/** Банк, БанкКорреспондент. */
export const Bank = entity({
  /** СчетКорреспондентский, 20 digits. */
  correspondentAccount: one('СчетКорреспондентский', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** Адрес of the bank. */
  address: one('Адрес', Address),
  /** Контакты. */
  contacts: contacts(),
  /** БИК, 9 digits. */
  bic: one('БИК', text),
  /** SWIFT. */
  swift: one('SWIFT', text),
})
export interface Bank extends Infer<typeof Bank> {}

/** РасчетныйСчет. */
export const BankAccount = entity({
  /** НомерСчета, 20 digits. */
  accountNumber: one('НомерСчета', text),
  /** Банк. */
  bank: one('Банк', Bank),
  /** БанкКорреспондент, for indirect payments. */
  correspondentBank: one('БанкКорреспондент', Bank),
  /** Комментарий. */
  comment: one('Комментарий', text),
})
export interface BankAccount extends Infer<typeof BankAccount> {}
