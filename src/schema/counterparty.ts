import { Address, Contact } from './address.ts'
import { BankAccount } from './bank-account.ts'
import { date } from './calendar.ts'
import {
  companyDetailRows,
  companyNameRows,
  type companyRows,
  IdentityDocument,
  Organization,
  taxpayerRows,
} from './company.ts'
import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { flag, text } from './values.ts'
import { Warehouse } from './warehouse.ts'

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
  /** ПолноеНаименование: its presence makes a person for УТ 11.5. */
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
  /** Адрес: the actual address; УТ 11.5 delivers there. */
  address: one('Адрес', Address),
  /** Контакты; sites call a Контакт КонтактнаяИнформация, by the name of its type, too. */
  contacts: list('Контакты', ['Контакт', 'КонтактнаяИнформация'], Contact),
  /** Телефон: outside the schema, in orders that sites write by hand. */
  phone: one('Телефон', text),
  /** Email: outside the schema, beside Телефон. */
  email: one(['Email', 'ЭлектроннаяПочта', 'Почта'], text),
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

/** Контрагент one level down in Представитель: the form that УТ 10.3, УТ 11.5 and УНФ read. */
export interface RepresentedCounterparty
  extends EntityOf<typeof companyRows>,
    EntityOf<typeof representedCounterpartyRows> {}
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
export interface Representative extends EntityOf<typeof companyRows>, EntityOf<typeof representativeRows> {}
/** The schema of {@link Representative}. */
export const Representative: Entity<Representative> = entity(representativeRows)

const kazakhstanRows = {
  /** БИН (Kazakhstan): the number of a company, where companies and persons have an element each. */
  bin: one('БИН', text),
  /** ИИН: that of a person. */
  iin: one('ИИН', text),
}

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
  ...kazakhstanRows,
}

/** РеквизитыФизЛица or РеквизитыЮрЛица: names of groups in the schema, which sites and an early УТ 10 take for elements. */
export interface CounterpartyDetails
  extends EntityOf<typeof companyNameRows>,
    EntityOf<typeof taxpayerRows>,
    EntityOf<typeof counterpartyDetailRows> {}
/** The schema of {@link CounterpartyDetails}. */
export const CounterpartyDetails: Entity<CounterpartyDetails> = entity(counterpartyDetailRows)

const wholeCounterpartyRows = {
  ...counterpartyRows,
  /** РеквизитыФизЛица around what makes a person, in orders of sites; others have it in the counterparty itself. */
  personDetails: one('РеквизитыФизЛица', CounterpartyDetails),
  /** РеквизитыЮрЛица around what makes a company. */
  companyDetails: one('РеквизитыЮрЛица', CounterpartyDetails),
  /** Представители. */
  representatives: list('Представители', 'Представитель', Representative),
  ...roleRows,
  /** РасчетныйСчет used in a document. */
  bankAccount: one('РасчетныйСчет', BankAccount),
  /** Склад of the counterparty in a document. */
  warehouse: one('Склад', Warehouse),
  /** ИИН_БИН (1C for Kazakhstan): the number of a person or of a company, 12 digits. */
  iinBin: one('ИИН_БИН', text),
  ...kazakhstanRows,
  /** КодПоЕДРПОУ (УТП): the code in its register of enterprises, 8 digits. */
  edrpou: one('КодПоЕДРПОУ', text),
}

/** Контрагент, Владелец, Изготовитель, ВладелецТорговойМарки: a company or a person. */
export interface Counterparty extends EntityOf<typeof companyRows>, EntityOf<typeof wholeCounterpartyRows> {}
/** The schema of {@link Counterparty}. */
export const Counterparty: Entity<Counterparty> = entity(wholeCounterpartyRows)
