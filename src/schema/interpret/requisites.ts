/**
 * The requisites of documents, by what they say: the first spelling is the one to write, all are read, in this order.
 * Each says who has it: 1С-Битрикс with its module for 1C, УТ 11.5, УТ 10.3, УНФ 3.0, UMI.CMS with УТ 11, modules for
 * WooCommerce, and 3.1 for module exports of that version.
 */
export const ORDER_REQUISITES = {
  /** 1С-Битрикс, WooCommerce, УНФ (which prefers it to the name). The grammar error is the real name; sites mend it. */
  statusId: ['Статуса заказа ИД', 'Статус заказа ИД'],
  /** УТ 11.5 (by its table of statuses), УНФ, 1С-Битрикс (`[N] Принят`), UMI.CMS. */
  status: ['Статус заказа', 'Статус'],
  /** 1С-Битрикс: date and time. */
  statusChangedAt: ['Дата изменения статуса'],
  /** 1С-Битрикс: no further change is expected. */
  finalStatus: ['Финальный статус'],
  /** УТ 11.5, УТ 10.3, УНФ, 3.1: the order is accepted in 1C. */
  posted: ['Проведен'],
  /** УТ 11.5, УТ 10.3, УНФ; an element in 3.1. */
  deletionMark: ['ПометкаУдаления'],
  /** УТ 11.5 and УНФ write it only as `true`; 1С-Битрикс and 3.1 also `false`. */
  cancelled: ['Отменен'],
  /** 1С-Битрикс: date and time. */
  cancelledAt: ['Дата отмены заказа', 'Дата отмены'],
  /** UMI.CMS's field first, 1С-Битрикс's two behind it. */
  cancelReason: ['Причина отмены заказа', 'Причина отмены'],
  /** УТ 10.3, УТ 11.5, УНФ: always. */
  number1C: ['Номер по 1С'],
  /** УТ 11.5 and УНФ with the time, УТ 10.3 the date alone. */
  date1C: ['Дата по 1С'],
  /** 1С-Битрикс, УТ 11.5: by the site; УНФ `Оплачен`, payments of 1С-Битрикс `Оплачено`. */
  paid: ['Заказ оплачен', 'Оплачен', 'Оплачено'],
  /** Sites on Laravel, in words: `Оплачен`. */
  paymentStatus: ['Статус оплаты'],
  /** УТ 10.3, УТ 11.5, УНФ, 3.1: only when fully paid. */
  paymentNumber1C: ['Номер оплаты по 1С'],
  /** The same; `T` is УТ's empty date. */
  paymentDate1C: ['Дата оплаты по 1С'],
  /** 1С-Битрикс, by the site; payments of УНФ. */
  paymentNumber: ['Номер платежного документа'],
  /** The same. */
  paymentDate: ['Дата оплаты'],
  /** УНФ. */
  receiptNumber: ['Номер чека'],
  /** 1С-Битрикс, УНФ. */
  paymentMethodId: ['Метод оплаты ИД'],
  /** УТ 11.5 (`Оплачен платежной картой` is a card payment), УНФ, 1С-Битрикс; by Shop-Script the second. */
  paymentMethod: ['Метод оплаты', 'Способ оплаты'],
  /** 1С-Битрикс, 3.1: a payment that gives money back. */
  refund: ['ПризнакВозврата', 'Признак возврата'],
  /** УНФ, 3.1; shipments of 1С-Битрикс `Отгружено`. */
  shipped: ['Отгружен', 'Отгружено'],
  /** УТ 10.3, УТ 11.5, УНФ, 3.1: only when shipped. */
  shipmentNumber1C: ['Номер отгрузки по 1С'],
  /** The same; the date may be `T`. */
  shipmentDate1C: ['Дата отгрузки по 1С'],
  /** Shipments of УНФ. */
  shipmentNumber: ['Номер документа отгрузки'],
  /** Shipments of УНФ and 1С-Битрикс; in an order the day the site asks for (УТ 11.5). */
  shipmentDate: ['Дата отгрузки', 'Дата документа отгрузки'],
  /** 3.1 and УНФ; УНФ reads `Трек-номер` from the site. */
  trackingNumber: ['Идентификатор отправления', 'Трек-номер'],
  /** 1С-Битрикс, УТ 10.3: goods may leave. */
  deliveryAllowed: ['Доставка разрешена'],
  /** In the order that УНФ looks. */
  deliveryMethodId: ['Метод доставки ИД', 'Способ доставки ИД'],
  /** Its name, beside the id. */
  deliveryMethod: ['Способ доставки', 'Метод доставки'],
  /** 1С-Битрикс, УНФ. */
  deliveryAddress: ['Адрес доставки'],
  /** УНФ; shipments of 1С-Битрикс `Сумма доставки`. */
  deliveryPrice: ['Стоимость доставки', 'Сумма доставки'],
  /** УНФ. */
  deliveryComment: ['Комментарий доставки'],
  /** УНФ. */
  recipient: ['Получатель'],
  /** УНФ. */
  recipientPhone: ['Контактный телефон'],
  /** УНФ. */
  recipientEmail: ['Почта получателя'],
  /** УНФ. */
  pickupPoint: ['Пункт выдачи заказа'],
  /** УТ 11.5 (adds it to the comment), 1С-Битрикс. */
  customerComment: ['Комментарии покупателя'],
  /** 1С-Битрикс; УТ 10.3 adds it to the comment. */
  site: ['Сайт'],
  /** УНФ; UMI.CMS as a setting of the node. */
  organization: ['Организация'],
  /** UMI.CMS. */
  agreement: ['Соглашение'],
  /** UMI.CMS. */
  manager: ['Менеджер'],
  /** УНФ. */
  priceType: ['Вид цен'],
  /** УНФ. */
  warehouse: ['Склад'],
  /** УНФ. */
  department: ['Подразделение'],
  /** УНФ. */
  contract: ['Договор контрагента'],
} as const satisfies Record<string, readonly [string, ...string[]]>

/** Names of {@link ORDER_REQUISITES}. */
export type OrderRequisite = keyof typeof ORDER_REQUISITES

/** The requisites of a line (1С-Битрикс, УТ 11.5, УНФ). */
export const LINE_REQUISITES = {
  /** The kind of goods in 1C: `Услуга`, or a kind of that base. */
  productKind: 'ВидНоменклатуры',
  /** Only `Услуга` makes a service, whatever its case; all else is goods (УТ 11.5). */
  productType: 'ТипНоменклатуры',
} as const

/** Values of {@link LINE_REQUISITES}. */
export const PRODUCT_TYPES = { goods: 'Товар', service: 'Услуга' } as const
