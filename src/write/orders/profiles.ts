import { ORDER_REQUISITES } from '../../schema/interpret/requisites.ts'
import { CANCELLED_STATUS, CONTACTS, OPERATIONS } from '../../schema/interpret/words.ts'
import { CONTAINER } from '../../schema/places.ts'
import { shownValue } from '../shown-value.ts'
import type { OrderProfile, OrderProfileName } from './profile.ts'

const [REASON_OF_UMI, REASON] = ORDER_REQUISITES.cancelReason
const [PARCEL, PARCEL_OF_UNF] = ORDER_REQUISITES.trackingNumber

// What most of them take: УТ 11.5, whose package CML208 is 2.08. The body must begin with <?xml, so no mark stands before
// it, and orders are looked up in a column of 11 characters. УТ 10.3 and УНФ 1.x do not read this encoding.
const UT11: OrderProfile = {
  name: 'ut11',
  title: 'УТ 11',
  schemaVersion: '2.08',
  schemaLimits: true,
  encoding: 'utf-8',
  wrapper: undefined,
  subordinate: 'none',
  operations: [OPERATIONS.goodsOrder],
  exactWords: false,
  numberLength: 11,
  numberDigits: undefined,
  customerNameLength: undefined,
  requisiteNameLength: undefined,
  needsIds: false,
  readsPickupPoint: true,
  onePickupPoint: true,
  unguarded: true,
  carriesValues: true,
  netDiscounts: true,
  // Beside an Ид without `#` such a name breaks off: the catalogue to look in is set by an Ид with `#` alone.
  splitsNames: true,
  rates: 'decimal',
  // No tax may be the rate of the document there (`Налоги` of it is the default), and any words are the rate 0.
  freeOfVat: 'nothing',
  unit: 'code',
  contactPerson: 'comment',
  addressInParts: true,
  serviceByKind: false,
  contacts: { phone: CONTACTS.phone, email: CONTACTS.email },
  recipientIsContact: false,
  needsMethodId: true,
  customerComment: 'apart',
  addsDelivery: false,
  paysByDate: false,
  paidOnDay: false,
  cancelledStatus: undefined,
  cancelReason: REASON,
  trackingNumber: PARCEL,
}

// What is УТ 11's own, and hardly anybody else's.
const LENIENT = {
  numberLength: undefined,
  onePickupPoint: false,
  netDiscounts: false,
  splitsNames: false,
  needsMethodId: false,
  unguarded: false,
  carriesValues: false,
} as const

/**
 * The kinds of 1C that orders are written for, with the sources of their rules. None has a namespace: with one, 1C types
 * the document by its XDTO package, and a row that the package lacks makes the reading fail.
 */
export const ORDER_PROFILES: Readonly<Record<OrderProfileName, OrderProfile>> = {
  // УТ 10.3 matches dotted paths of qualified names: a prefix or a Контейнер hides every order. Its own files are 2.04
  // without a namespace; the sites of its time answer in windows-1251.
  ut103: {
    ...UT11,
    ...LENIENT,
    name: 'ut103',
    title: 'УТ 10.3',
    schemaVersion: '2.04',
    schemaLimits: false,
    encoding: 'windows-1251',
    exactWords: true,
    // UT103: orders are looked up whole in НомерВходящегоДокументаЭлектронногоОбмена, customers in Наименование (unless by
    // ИНН), properties in theirs, and kept as long as these columns of ЗаказПокупателя, Контрагенты and СвойстваОбъектов.
    numberLength: 20,
    customerNameLength: 100,
    requisiteNameLength: 50,
    contacts: { ...UT11.contacts, phone: CONTACTS.phoneOfUt103 },
    rates: 'whole',
    // A line without a tax gets the rate of its goods; any words are no VAT.
    freeOfVat: 'words',
    contactPerson: 'representative',
    // Requisites become properties of 50 characters (UT103 `НайтиСоздатьУстановитьСвойствоДокумента`).
    customerComment: 'both',
  },
  ut11: UT11,
  // УНФ 3.0 reads ПодчиненныеДокументы (2.10): a payment by card makes a document of its own there. It goes by the charset
  // of Content-Type; УНФ 1.x by nothing but a byte order mark, and else takes every text for windows-1251, which both read.
  // Before a mark УНФ 3.0 was not seen to find its <?xml: for УНФ 1.x alone `utf-8-bom` is as good.
  unf: {
    ...UT11,
    ...LENIENT,
    name: 'unf',
    title: 'УНФ',
    schemaVersion: '2.10',
    encoding: 'windows-1251',
    subordinate: 'inside',
    operations: [OPERATIONS.goodsOrder, OPERATIONS.serviceBooking],
    netDiscounts: true, // the very line of УТ 11 (УНФ 3.0)
    splitsNames: true, // and finds goods by what is left (УНФ 3.0)
    // A line without a tax gets the rate of the document; what is no rate is НеОблагается (УНФ 3.0, which asks for its
    // own goods without VAT by these words).
    freeOfVat: 'words',
    unguarded: true, // the same lines (УНФ 3.0)
    carriesValues: true,
    recipientIsContact: true,
    // `Комментарии покупателя` goes before Комментарий, and what loses is dropped (УНФ 3.0).
    customerComment: 'as one',
    // Requisites become the attributes of the order that they name, `Стоимость доставки` among them: what is to pay is
    // the lines and that (УНФ 3.0, which takes the line of the delivery for it only where its services are mapped).
    addsDelivery: true,
    // Where its node reads no ПодчиненныеДокументы, and where an order has none, its requisites are the payment; of a node
    // that reads them `Заказ оплачен` is not asked (УНФ 3.0).
    paysByDate: true,
    trackingNumber: PARCEL_OF_UNF,
  },
  // The 1С-Битрикс module from 6.5: each order in a Контейнер with its payments and shipments, and not windows-1251.
  bitrix: {
    ...UT11,
    ...LENIENT,
    name: 'bitrix',
    title: 'the module of 1С-Битрикс',
    schemaVersion: '3.1',
    schemaLimits: false,
    wrapper: CONTAINER,
    subordinate: 'beside',
    freeOfVat: 'nothing', // how it reads a line without a tax, or words, is not known
    unit: 'names',
    contactPerson: 'representative',
    contacts: { ...UT11.contacts, email: CONTACTS.emailOfBitrix }, // 1С-Битрикс writes and reads no other behind 2.05
  },
  // УТ 11 as UMI.CMS sets it up: a status of its own means cancelled, and the reason has a field of its own.
  umi: {
    ...UT11,
    name: 'umi',
    title: 'УТ 11 set up for UMI.CMS',
    cancelledStatus: CANCELLED_STATUS,
    cancelReason: REASON_OF_UMI,
  },
  // БП 3.0 makes an invoice of each order; it asks for 2.10 at init, and takes a Документ of the root alone: one in a
  // Контейнер it does not see, and says success. It goes by the charset of Content-Type, and the text must begin with <?xml.
  bp: {
    ...UT11,
    ...LENIENT,
    name: 'bp',
    title: 'БП',
    schemaVersion: '2.10',
    subordinate: 'inside', // BP `ПрочитатьПодчиненныеДокументыОплаты`
    // BP `ПолучитьНомерЗаказаССайта`: a prefix and six digits, of a number of 11 characters that is unique in its year.
    numberDigits: 6,
    requisiteNameLength: 150, // BP `ДополнительныеРеквизитыИСведения`, in which a name is looked up whole
    // BP `УстановитьСоответствие`: an empty Ид is stored as any other, and found for the next that has none.
    needsIds: true,
    readsPickupPoint: false,
    unguarded: true, // `Документ.Контрагенты`, and of requisites, rates, contacts and addresses what the others read
    splitsNames: true, // BP `ПолучитьНаименованиеНоменклатуры`; `ПолучитьИдНоменклатуры` cuts the characteristic off the Ид
    rates: 'whole', // BP `СтавкаНДСПоПредставлению`: `20` and `20/120`, and `20.00` is unknown
    // BP `СведенияОНалогахЗаказа`: without Налоги of the order VAT comes on top of its sums, by the rate of the organisation.
    freeOfVat: 'always',
    contactPerson: 'representative', // BP `ЗаполнитьКонтактнуюИнформациюКонтрагента`, where the comment is not read
    // BP `УточненноеПредставлениеАдреса`: of two parts or more it puts index, country and city before Представление.
    addressInParts: false,
    serviceByKind: true, // BP `ДанныеНаменклатурыВСтрокеЗаказа`
    customerComment: 'both', // BP `ЗаполнитьСчетПоДаннымДокументаXDTO`: requisites are further information, if they are kept
    paysByDate: true, // BP `СоздатьОплатуПоСвойствамЗаказа`, where an order has no ПодчиненныеДокументы
    paidOnDay: true, // BP `ПолучитьДатуВремяИзСтроки`: with a time behind it the day is 01.01.0001
  },
}

// The clients of `commerceml/client` that read orders as one of these does: there a name says how requests are made.
const OF_CLIENTS: Readonly<Record<string, OrderProfileName>> = {
  ut115: 'ut11',
  'ut115-sessid': 'ut11',
  smb: 'unf',
  'unf-bitrix': 'unf',
}

/** Throws `TypeError` for a name that is no profile. */
export function profileNamed(name: OrderProfileName): OrderProfile {
  if (Object.hasOwn(ORDER_PROFILES, name)) return ORDER_PROFILES[name]
  const meant = Object.hasOwn(OF_CLIENTS, name) ? `: did you mean '${OF_CLIENTS[name]}'?` : ''
  throw new TypeError(
    `profile must be one of ${Object.keys(ORDER_PROFILES).join(', ')}, not ${shownValue(name)}${meant}`,
  )
}
