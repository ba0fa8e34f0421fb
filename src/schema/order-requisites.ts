/**
 * The requisites of documents, by what they say: the first spelling is the one to write, all are read, in this order.
 * Sources: UT = УТ 11.5, UT103 = УТ 10.3, UNF = УНФ 3.0, BX = 1С-Битрикс and its module for 1C, UMI = UMI.CMS with
 * УТ 11, WC and ITG = WooCommerce, 3.1 = module exports of that version.
 */
export const ORDER_REQUISITES = {
  /** BX, WC, UNF (which prefers it to the name). The grammar error is the real name; ITG and sites of 1С-Битрикс mend it. */
  statusId: ['Статуса заказа ИД', 'Статус заказа ИД'],
  /** UT (by its table of statuses), UNF, BX (`[N] Принят`), UMI. */
  status: ['Статус заказа', 'Статус'],
  /** BX: date and time. */
  statusChangedAt: ['Дата изменения статуса'],
  /** BX: no further change is expected. */
  finalStatus: ['Финальный статус'],
  /** UT, UT103, UNF, 3.1: the order is accepted in 1C. */
  posted: ['Проведен'],
  /** UT, UT103, UNF; an element in 3.1. */
  deletionMark: ['ПометкаУдаления'],
  /** UT and UNF write it only as `true`; BX and 3.1 also `false`. */
  cancelled: ['Отменен'],
  /** BX: date and time. */
  cancelledAt: ['Дата отмены заказа', 'Дата отмены'],
  /** UMI's field first, BX's two behind it. */
  cancelReason: ['Причина отмены заказа', 'Причина отмены'],
  /** UT103, UT, UNF: always. */
  number1C: ['Номер по 1С'],
  /** UT and UNF with the time, UT103 the date alone. */
  date1C: ['Дата по 1С'],
  /** BX, UT: by the site; UNF `Оплачен`, payments of BX `Оплачено`. */
  paid: ['Заказ оплачен', 'Оплачен', 'Оплачено'],
  /** Sites on Laravel, in words: `Оплачен`. */
  paymentStatus: ['Статус оплаты'],
  /** UT103, UT, UNF, 3.1: only when fully paid. */
  paymentNumber1C: ['Номер оплаты по 1С'],
  /** The same; `T` is УТ's empty date. */
  paymentDate1C: ['Дата оплаты по 1С'],
  /** BX, by the site; payments of UNF. */
  paymentNumber: ['Номер платежного документа'],
  /** The same. */
  paymentDate: ['Дата оплаты'],
  /** UNF. */
  receiptNumber: ['Номер чека'],
  /** BX, UNF. */
  paymentMethodId: ['Метод оплаты ИД'],
  /** UT (`Оплачен платежной картой` is a card payment), UNF, BX; by Shop-Script the second. */
  paymentMethod: ['Метод оплаты', 'Способ оплаты'],
  /** BX, 3.1: a payment that gives money back. */
  refund: ['ПризнакВозврата', 'Признак возврата'],
  /** UNF, 3.1; shipments of BX `Отгружено`. */
  shipped: ['Отгружен', 'Отгружено'],
  /** UT103, UT, UNF, 3.1: only when shipped. */
  shipmentNumber1C: ['Номер отгрузки по 1С'],
  /** The same; the date may be `T`. */
  shipmentDate1C: ['Дата отгрузки по 1С'],
  /** Shipments of UNF. */
  shipmentNumber: ['Номер документа отгрузки'],
  /** Shipments of UNF and BX; in an order the day the site asks for (UT). */
  shipmentDate: ['Дата отгрузки', 'Дата документа отгрузки'],
  /** 3.1 and UNF; UNF reads `Трек-номер` from the site. */
  trackingNumber: ['Идентификатор отправления', 'Трек-номер'],
  /** BX, UT103: goods may leave. */
  deliveryAllowed: ['Доставка разрешена'],
  /** In the order that UNF looks. */
  deliveryMethodId: ['Метод доставки ИД', 'Способ доставки ИД'],
  deliveryMethod: ['Способ доставки', 'Метод доставки'],
  /** BX, UNF. */
  deliveryAddress: ['Адрес доставки'],
  /** UNF; shipments of BX `Сумма доставки`. */
  deliveryPrice: ['Стоимость доставки', 'Сумма доставки'],
  /** UNF. */
  deliveryComment: ['Комментарий доставки'],
  /** UNF. */
  recipient: ['Получатель'],
  /** UNF. */
  recipientPhone: ['Контактный телефон'],
  /** UNF. */
  recipientEmail: ['Почта получателя'],
  /** UNF. */
  pickupPoint: ['Пункт выдачи заказа'],
  /** UT (adds it to the comment), BX. */
  customerComment: ['Комментарии покупателя'],
  /** BX; UT103 adds it to the comment. */
  site: ['Сайт'],
  /** UNF; UMI as a setting of the node. */
  organization: ['Организация'],
  /** UMI. */
  agreement: ['Соглашение'],
  /** UMI. */
  manager: ['Менеджер'],
  /** UNF. */
  priceType: ['Вид цен'],
  /** UNF. */
  warehouse: ['Склад'],
  /** UNF. */
  department: ['Подразделение'],
  /** UNF. */
  contract: ['Договор контрагента'],
} as const satisfies Record<string, readonly [string, ...string[]]>

/** Names of {@link ORDER_REQUISITES}. */
export type OrderRequisite = keyof typeof ORDER_REQUISITES

/** The requisites of a line (BX, UT, UNF). */
export const LINE_REQUISITES = {
  /** The kind of goods in 1C: `Услуга`, or a kind of that base. */
  productKind: 'ВидНоменклатуры',
  /** Only `Услуга` makes a service, whatever its case; all else is goods (UT). */
  productType: 'ТипНоменклатуры',
} as const

/** Values of {@link LINE_REQUISITES}. */
export const PRODUCT_TYPES = { goods: 'Товар', service: 'Услуга' } as const
