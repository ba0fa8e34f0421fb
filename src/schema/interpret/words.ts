/** The words of documents that decide what they are: values, not names of elements. One English word each. */

/** ХозОперация (XSD 2.10; the last two are УНФ's and 1С-Битрикс's). */
export const OPERATIONS = {
  goodsOrder: 'Заказ товара',
  invoice: 'Счет на оплату',
  goodsShipment: 'Отпуск товара',
  vatInvoice: 'Счет-фактура',
  goodsReturn: 'Возврат товара',
  consignmentTransfer: 'Передача товара на комиссию',
  consignmentReturn: 'Возврат комиссионного товара',
  consignmentSalesReport: 'Отчет о продажах комиссионного товара',
  consignmentWriteOffReport: 'Отчет о списании комиссионного товара',
  cashPayment: 'Выплата наличных денег',
  cashRefund: 'Возврат наличных денег',
  cashlessPayment: 'Выплата безналичных денег',
  cashlessRefund: 'Возврат безналичных денег',
  goodsRevaluation: 'Переоценка товаров',
  rightsTransfer: 'Передача прав',
  other: 'Прочие',
  acquiringOperation: 'Эквайринговая операция',
  serviceBooking: 'Запись на услугу',
} as const

/** Names of {@link OPERATIONS}. */
export type Operation = keyof typeof OPERATIONS

/** Роль (XSD 2.10). */
export const ROLES = {
  seller: 'Продавец',
  buyer: 'Покупатель',
  payer: 'Плательщик',
  recipient: 'Получатель',
  consignor: 'Комитент',
  consignee: 'Комиссионер',
  licensor: 'Лицензиар',
  licensee: 'Лицензиат',
} as const

/** АдресноеПоле/Тип (XSD 2.10). */
export const ADDRESS_FIELDS = {
  postalCode: 'Почтовый индекс',
  country: 'Страна',
  region: 'Регион',
  district: 'Район',
  settlement: 'Населенный пункт',
  city: 'Город',
  street: 'Улица',
  house: 'Дом',
  building: 'Корпус',
  flat: 'Квартира',
} as const

/** Контакт/Тип (XSD 2.10), as far as shops have them. */
export const CONTACTS = {
  phone: 'Телефон рабочий',
  /** УТ 10.3, which knows it in one word alone. */
  phoneOfUt103: 'ТелефонРабочий',
  mobilePhone: 'Телефон мобильный',
  email: 'Почта',
  /** 1С-Битрикс with its module from 6.5. */
  emailOfBitrix: 'Электронная почта',
} as const

/** Отношение of a Представитель, as far as shops have them. */
export const RELATIONS = { contactPerson: 'Контактное лицо' } as const

/** What a piece is by OKEI: what most goods are counted in. */
export const PIECE = { code: '796', name: 'шт', fullName: 'Штука', internationalAbbreviation: 'PCE' } as const

/** Наименование of value added tax: УТ looks for it, ignoring case. */
export const VAT = 'НДС'

/** Ставка of goods that are free of it, which is not the rate 0. */
export const NO_VAT = 'Без НДС'

/** Наименование of a discount that has none of its own. */
export const DISCOUNT = 'Скидка'

/** Наименование of a delivery that has none of its own: what 1С-Битрикс calls each. */
export const DELIVERY = 'Доставка заказа'

/** The status that cancels an order where a status does (UMI.CMS with УТ 11). */
export const CANCELLED_STATUS = 'Отменён'

/** A `Статус оплаты` that says whether all is paid, as {@link comparable} has it; others (`частично`) do not. */
export const PAYMENT_STATUS = /^(не)?оплачен[ао]?$/

/** Ид of the line that is the delivery: 1С-Битрикс, WooCommerce, УНФ. */
export const DELIVERY_LINE = 'ORDER_DELIVERY'

/** What names of operations and requisites are compared by: neither case nor blanks nor ё count (УТ 11.5, XSD's comments). */
export const comparable = (word: string): string => word.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, '')

const OPERATIONS_READ = new Map<string, Operation>([
  ...Object.entries(OPERATIONS).map(([name, word]): [string, Operation] => [comparable(word), name as Operation]),
  // Spellings of the schema's own comments and of the logical description 2.10, the first with a Latin C.
  ['cчетнаоплату', 'invoice'],
  ['счетфактура', 'vatInvoice'],
  ['переоценатоваров', 'goodsRevaluation'],
  ['прочее', 'other'],
  // What scripts and additions to 1C call a shipment, a payment and a return: none of them is an order.
  ['отгрузкатовара', 'goodsShipment'],
  ['отгрузкатоваров', 'goodsShipment'],
  ['реализациятоваров', 'goodsShipment'],
  ['оплатаотпокупателя', 'cashlessPayment'],
  ['приходныйкассовыйордер', 'cashPayment'],
  ['возвраттоваровотпокупателя', 'goodsReturn'],
])

/**
 * What a document is, by its ХозОперация in any spelling; `undefined` for a value outside the specifications.
 *
 * @example
 * import { operationOf } from 'commerceml/schema'
 * console.log(operationOf({ operation: 'ЗаказТовара' })) // goodsOrder
 */
export function operationOf(document: {
  /** ХозОперация. */
  readonly operation?: string | undefined
}): Operation | undefined {
  return OPERATIONS_READ.get(comparable(document.operation ?? ''))
}
