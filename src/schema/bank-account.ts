import { Address, contacts } from './address.ts'
import { type Entity, type EntityOf, entity, one } from './fields.ts'
import { text } from './values.ts'

const bankRows = {
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
}

/** Банк, БанкКорреспондент. */
export interface Bank extends EntityOf<typeof bankRows> {}
/** The schema of {@link Bank}. */
export const Bank: Entity<Bank> = entity(bankRows)

const bankAccountRows = {
  /** НомерСчета, 20 digits. */
  accountNumber: one('НомерСчета', text),
  /** Банк. */
  bank: one('Банк', Bank),
  /** БанкКорреспондент, for indirect payments. */
  correspondentBank: one('БанкКорреспондент', Bank),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** РасчетныйСчет. */
export interface BankAccount extends EntityOf<typeof bankAccountRows> {}
/** The schema of {@link BankAccount}. */
export const BankAccount: Entity<BankAccount> = entity(bankAccountRows)
