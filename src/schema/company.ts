import { Address, contacts } from './address.ts'
import { BankAccount } from './bank-account.ts'
import { date } from './calendar.ts'
import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { text } from './values.ts'

const identityDocumentRows = {
  /** ВидДокумента. */
  documentKind: one('ВидДокумента', text),
  /** Серия. */
  series: one('Серия', text),
  /** Номер. */
  number: one('Номер', text),
  /** ДатаВыдачи. */
  issueDate: one('ДатаВыдачи', date),
  /** КемВыдан. */
  issuedBy: one('КемВыдан', text),
}

/** УдостоверениеЛичности. */
export interface IdentityDocument extends EntityOf<typeof identityDocumentRows> {}
/** The schema of {@link IdentityDocument}. */
export const IdentityDocument: Entity<IdentityDocument> = entity(identityDocumentRows)

const directorRows = {
  /** Фамилия. */
  lastName: one('Фамилия', text),
  /** Имя. */
  firstName: one('Имя', text),
  /** Отчество. */
  middleName: one('Отчество', text),
  /** УдостоверениеЛичности. */
  identityDocument: one('УдостоверениеЛичности', IdentityDocument),
  /** The schema itself misspells it `АресРегистрации`. */
  registrationAddress: one(['АресРегистрации', 'АдресРегистрации'], Address),
  /** Должность. */
  position: one('Должность', text),
  /** Контакты. */
  contacts: contacts(),
}

/** Руководитель of a company. */
export interface Director extends EntityOf<typeof directorRows> {}
/** The schema of {@link Director}. */
export const Director: Entity<Director> = entity(directorRows)

/** What a company is called: rows of a company and of a counterparty. */
export const companyNameRows = {
  /** ОфициальноеНаименование: its presence makes a company for УТ 11.5. */
  officialName: one('ОфициальноеНаименование', text),
  /** ЮридическийАдрес. */
  legalAddress: one('ЮридическийАдрес', Address),
}

export const taxpayerRows = {
  /** ИНН: 10 digits of a company, 12 of a person. */
  inn: one('ИНН', text),
  /** КПП, 9 digits. */
  kpp: one('КПП', text),
}

export const companyDetailRows = {
  /** ОсновнойВидДеятельности. */
  mainActivity: one('ОсновнойВидДеятельности', text),
  /** ЕГРПО. */
  egrpo: one('ЕГРПО', text),
  /** ОКВЭД. */
  okved: one('ОКВЭД', text),
  /** ОКДП. */
  okdp: one('ОКДП', text),
  /** ОКОПФ. */
  okopf: one('ОКОПФ', text),
  /** ОКФС. */
  okfs: one('ОКФС', text),
  /** ОКПО; 2.09 and 3.1 write КодПоОКПО. */
  okpo: one(['ОКПО', 'КодПоОКПО'], text),
  /** ДатаРегистрации of the company. */
  registrationDate: one('ДатаРегистрации', date),
  /** Руководитель. */
  director: one('Руководитель', Director),
  /** РасчетныеСчета. */
  bankAccounts: list('РасчетныеСчета', 'РасчетныйСчет', BankAccount),
}

/** What makes a company: the schema's group РеквизитыЮрЛица. */
export const companyRows = { ...companyNameRows, ...taxpayerRows, ...companyDetailRows }

const organizationRows = {
  /** Наименование: outside the schema, in the wild. */
  name: one('Наименование', text),
  ...companyRows,
}

/** Организация or МестоРаботы: the company a person works for. */
export interface Organization extends EntityOf<typeof organizationRows> {}
/** The schema of {@link Organization}. */
export const Organization: Entity<Organization> = entity(organizationRows)
