import { date, dateTime } from './calendar.ts'
import { Counterparty } from './counterparty.ts'
import { type Entity, type EntityOf, entity, list, one, within } from './fields.ts'
import { inheritedTemplates } from './group.ts'
import { propertyValues } from './property.ts'
import { signatories } from './signatory.ts'
import { flag, text } from './values.ts'

/** СодержитТолькоИзменения: an attribute by the schema; a child element after all items in seven real files. */
const changesOnly = () => one(['@СодержитТолькоИзменения', 'СодержитТолькоИзменения'], flag)

const commercialInformationRows = {
  /** ВерсияСхемы: the only reliable mark of the version; the namespace does not follow it. */
  schemaVersion: one('@ВерсияСхемы', text),
  /** ДатаФормирования: local time of that 1C. */
  createdAt: one('@ДатаФормирования', dateTime),
  /** Ид (2.09, 3.1): `Обмен с сайтом`, `1` or empty. */
  id: one('@Ид', text),
  /** СинхронизацияТоваров. */
  productSync: one('@СинхронизацияТоваров', flag),
  /** ФорматДаты (1С-Битрикс): a 1C format string that the data does not obey. */
  dateFormat: one('@ФорматДаты', text),
  /** ФорматВремени. */
  timeFormat: one('@ФорматВремени', text),
  /** РазделительДатаВремя. */
  dateTimeSeparator: one('@РазделительДатаВремя', text),
  /** ФорматСуммы. */
  sumFormat: one('@ФорматСуммы', text),
  /** ФорматКоличества. */
  quantityFormat: one('@ФорматКоличества', text),
  /** xsi:noNamespaceSchemaLocation. */
  schemaLocation: one('@xsi:noNamespaceSchemaLocation', text),
  /** ПользовательскиеСправочники/@СодержитТолькоИзменения (3.1). */
  referencesChangesOnly: within('ПользовательскиеСправочники', one('@СодержитТолькоИзменения', flag)),
  /** Контрагенты/@СодержитТолькоИзменения (2.09, 3.1). */
  counterpartiesChangesOnly: within('Контрагенты', one('@СодержитТолькоИзменения', flag)),
}

/** КоммерческаяИнформация: the document itself. */
export interface CommercialInformation extends EntityOf<typeof commercialInformationRows> {}
/** The schema of {@link CommercialInformation}. */
export const CommercialInformation: Entity<CommercialInformation> = entity(commercialInformationRows)

const categoryRows = {
  /** Ид: what Товар/Категория refers to. */
  id: one('Ид', text),
  /** ИдСайта (УНФ): the site's own id of it, where 1C was told one. */
  siteId: one('ИдСайта', text),
  /** НомерВерсии. */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления. */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
  /** Свойства/Ид: ids of its properties. */
  propertyIds: list('Свойства', 'Ид', text),
}

/** Категория of a classifier: a kind of goods (2.08 in the wild). */
export interface Category extends EntityOf<typeof categoryRows> {}
/** The schema of {@link Category}. */
export const Category: Entity<Category> = entity(categoryRows)

const classifierRows = {
  /** СодержитТолькоИзменения (3.1, and earlier in the wild). */
  changesOnly: changesOnly(),
  /** Ид. */
  id: one('Ид', text),
  /** ИдКлассификатора: in two real files. */
  classifierId: one('ИдКлассификатора', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** Владелец. */
  owner: one('Владелец', Counterparty),
  /** Описание. */
  description: one('Описание', text),
  /** Подписанты. */
  signatories: signatories(),
}

/** Классификатор without its lists: groups, properties, price types, warehouses, units and categories are events of their own. */
export interface Classifier extends EntityOf<typeof classifierRows> {}
/** The schema of {@link Classifier}. */
export const Classifier: Entity<Classifier> = entity(classifierRows)

const catalogRows = {
  /** СодержитТолькоИзменения: `false` is a full export of this catalog, or the first portion of one (УТ 11). */
  changesOnly: changesOnly(),
  /** Ид. */
  id: one('Ид', text),
  /** ИдКлассификатора. */
  classifierId: one('ИдКлассификатора', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** Владелец. */
  owner: one('Владелец', Counterparty),
  /** Описание: after the products in seven real files. */
  description: one('Описание', text),
  /** Подписанты. */
  signatories: signatories(),
  /** НаследуемыеШаблоны (1С-Битрикс). */
  inheritedTemplates: inheritedTemplates(),
}

/** Каталог without its products. */
export interface Catalog extends EntityOf<typeof catalogRows> {}
/** The schema of {@link Catalog}. */
export const Catalog: Entity<Catalog> = entity(catalogRows)

const offersPackageRows = {
  /** СодержитТолькоИзменения. */
  changesOnly: changesOnly(),
  /** Ид: `guid#` mostly, `#guid` in 3.1. */
  id: one('Ид', text),
  /** Наименование. */
  name: one('Наименование', text),
  /** ИдКаталога. */
  catalogId: one('ИдКаталога', text),
  /** ИдКлассификатора. */
  classifierId: one('ИдКлассификатора', text),
  /** ДействительноС. */
  validFrom: one('ДействительноС', date),
  /** ДействительноДо; one real file writes ДействительноПо. */
  validTo: one(['ДействительноДо', 'ДействительноПо'], date),
  /** Описание. */
  description: one('Описание', text),
  /** Владелец. */
  owner: one('Владелец', Counterparty),
  /** ТипыЦен/ИдКлассификатора. */
  priceTypesClassifierId: within('ТипыЦен', one('ИдКлассификатора', text)),
  /** ЗначенияСвойств: common to all offers. */
  propertyValues: propertyValues(),
  /** Подписанты. */
  signatories: signatories(),
}

/** ПакетПредложений and ИзмененияПакетаПредложений without offers, price types and warehouses. */
export interface OffersPackage extends EntityOf<typeof offersPackageRows> {}
/** The schema of {@link OffersPackage}. */
export const OffersPackage: Entity<OffersPackage> = entity(offersPackageRows)
