import { Address, Contact, contacts } from './address.ts'
import { BankAccount } from './bank-account.ts'
import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { date, flag, text } from './values.ts'
import { Warehouse } from './warehouse.ts'

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

const companyNameRows = {
  /** ОфициальноеНаименование: its presence makes a company for UT 11.5. */
  officialName: one('ОфициальноеНаименование', text),
  /** ЮридическийАдрес. */
  legalAddress: one('ЮридическийАдрес', Address),
}

const taxpayerRows = {
  /** ИНН: 10 digits of a company, 12 of a person. */
  inn: one('ИНН', text),
  /** КПП, 9 digits. */
  kpp: one('КПП', text),
}

const companyDetailRows = {
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
const companyRows = { ...companyNameRows, ...taxpayerRows, ...companyDetailRows }

const organizationRows = {
  /** Наименование: outside the schema, in the wild. */
  name: one('Наименование', text),
  ...companyRows,
}

/** Организация or МестоРаботы: the company a person works for. */
export interface Organization extends EntityOf<typeof organizationRows> {}
/** The schema of {@link Organization}. */
export const Organization: Entity<Organization> = entity(organizationRows)

/** A company's rows and a person's in one order that is the schema's for either. */
const counterpartyRows = {
  /** Ид: a GUID, or a site's own such as `1#admin#Петров Петр`. */
  id: one('Ид', text),
  /** НомерВерсии (2.09, 3.1): base64 of the record's version in 1C. */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
  ...companyNameRows,
  /** ПолноеНаименование: its presence makes a person for UT 11.5. */
  fullName: one('ПолноеНаименование', text),
  /** Обращение: `Г-н`, `Г-жа`. */
  salutation: one('Обращение', text),
  /** Фамилия. */
  lastName: one('Фамилия', text),
  /** Имя. */
  firstName: one('Имя', text),
  /** Отчество. */
  middleName: one('Отчество', text),
  /** ДатаРождения. */
  birthDate: one('ДатаРождения', date),
  /** МестоРождения. */
  birthPlace: one('МестоРождения', Address),
  /** Пол: `М` or `Ж`. */
  sex: one('Пол', text),
  ...taxpayerRows,
  ...companyDetailRows,
  /** УдостоверениеЛичности. */
  identityDocument: one('УдостоверениеЛичности', IdentityDocument),
  /** АдресРегистрации of a person. */
  registrationAddress: one('АдресРегистрации', Address),
  /** Организация where a person works. */
  organization: one('Организация', Organization),
  /** Должность. */
  position: one('Должность', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
  /** Адрес: the actual address; UT 11.5 delivers there. */
  address: one('Адрес', Address),
  /** Контакты. */
  contacts: contacts(),
}

const roleRows = {
  /** Роль in a document: `Покупатель`, `Плательщик`, `Получатель` … */
  role: one('Роль', text),
}

const representedCounterpartyRows = {
  ...counterpartyRows,
  ...roleRows,
  /** Отношение: `Контактное лицо`, `Филиал`, `Главный офис`. */
  relation: one('Отношение', text),
}

/** Контрагент one level down in Представитель: the form that UT 10.3, UT 11.5 and UNF read. */
export interface RepresentedCounterparty extends EntityOf<typeof representedCounterpartyRows> {}
/** The schema of {@link RepresentedCounterparty}. */
export const RepresentedCounterparty: Entity<RepresentedCounterparty> = entity(representedCounterpartyRows)

const representativeRows = {
  ...counterpartyRows,
  ...roleRows,
  /** Отношение. */
  relation: one('Отношение', text),
  /** Контрагент inside. */
  counterparty: one('Контрагент', RepresentedCounterparty),
}

/** Представитель: of its own (the schema's form), or around a Контрагент (the form 1C reads). */
export interface Representative extends EntityOf<typeof representativeRows> {}
/** The schema of {@link Representative}. */
export const Representative: Entity<Representative> = entity(representativeRows)

const counterpartyDetailRows = {
  /** ПолноеНаименование. */
  fullName: one('ПолноеНаименование', text),
  /** Фамилия. */
  lastName: one('Фамилия', text),
  /** Имя. */
  firstName: one('Имя', text),
  /** Отчество. */
  middleName: one('Отчество', text),
  ...companyNameRows,
  ...taxpayerRows,
}

/** РеквизитыФизЛица or РеквизитыЮрЛица: names of groups in the schema, which sites and an early УТ 10 (UT10) take for elements. */
export interface CounterpartyDetails extends EntityOf<typeof counterpartyDetailRows> {}
/** The schema of {@link CounterpartyDetails}. */
export const CounterpartyDetails: Entity<CounterpartyDetails> = entity(counterpartyDetailRows)

const wholeCounterpartyRows = {
  ...counterpartyRows,
  /** Контакты; sites call a Контакт КонтактнаяИнформация, by the name of its type, too. */
  contacts: list('Контакты', ['Контакт', 'КонтактнаяИнформация'], Contact),
  /** РеквизитыФизЛица around what makes a person, in orders of sites; others have it in the counterparty itself. */
  personDetails: one('РеквизитыФизЛица', CounterpartyDetails),
  /** РеквизитыЮрЛица around what makes a company. */
  companyDetails: one('РеквизитыЮрЛица', CounterpartyDetails),
  /** Телефон: outside the schema, in orders that sites write by hand. */
  phone: one('Телефон', text),
  /** Email: outside the schema, beside Телефон. */
  email: one(['Email', 'ЭлектроннаяПочта', 'Почта'], text),
  /** Представители. */
  representatives: list('Представители', 'Представитель', Representative),
  ...roleRows,
  /** РасчетныйСчет used in a document. */
  bankAccount: one('РасчетныйСчет', BankAccount),
  /** Склад of the counterparty in a document. */
  warehouse: one('Склад', Warehouse),
  /** КодПоЕДРПОУ (UTP): the code in its register of enterprises, 8 digits. */
  edrpou: one('КодПоЕДРПОУ', text),
}

/** Контрагент, Владелец, Изготовитель, ВладелецТорговойМарки: a company or a person. */
export interface Counterparty extends EntityOf<typeof wholeCounterpartyRows> {}
/** The schema of {@link Counterparty}. */
export const Counterparty: Entity<Counterparty> = entity(wholeCounterpartyRows)

const signatoryRows = {
  /** Фамилия. */
  lastName: one('Фамилия', text),
  /** Имя. */
  firstName: one('Имя', text),
  /** Отчество. */
  middleName: one('Отчество', text),
  /** Обращение. */
  salutation: one('Обращение', text),
  /** УдостоверениеЛичности. */
  identityDocument: one('УдостоверениеЛичности', IdentityDocument),
  /** АдресРегистрации. */
  registrationAddress: one('АдресРегистрации', Address),
  /** МестоРаботы. */
  workplace: one('МестоРаботы', Organization),
  /** Должность. */
  position: one('Должность', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** Подписант: who signs a catalog, an offers package or a document. */
export interface Signatory extends EntityOf<typeof signatoryRows> {}
/** The schema of {@link Signatory}. */
export const Signatory: Entity<Signatory> = entity(signatoryRows)

/** Подписанты: the row that catalogs, packages, classifiers and documents share. */
export const signatories = () => list('Подписанты', 'Подписант', Signatory)
