import type { InterpretOptions, Order, OrderState } from 'commerceml/schema'
import type { Draft } from 'commerceml/write'

/** Requisites by name. */
export type Said = Readonly<Record<string, string>>

/** What is understood of an order that says nothing. */
export const UNSAID: Omit<OrderState, 'sources'> = {
  operation: 'goodsOrder',
  number: undefined,
  number1C: undefined,
  date1C: undefined,
  statusId: undefined,
  status: undefined,
  posted: undefined,
  deleted: false,
  cancelled: false,
  cancelReason: undefined,
  paid: false,
  paymentStatus: undefined,
  payments: [],
  shipped: false,
  shipments: [],
  trackingNumber: undefined,
  paymentMethodId: undefined,
  paymentMethod: undefined,
  deliveryMethodId: undefined,
  deliveryMethod: undefined,
  deliveryAddress: undefined,
  deliveryPrice: undefined,
}

interface Row {
  /** Which program writes it so, and when. */
  readonly of: string
  readonly order: Draft<Order>
  readonly options?: InterpretOptions
  readonly state: Partial<OrderState>
  readonly sources: Said
}

const requisites = (said: Said) => Object.entries(said).map(([name, value]) => ({ name, values: [value] }))
const ordered = { operation: 'Заказ товара', number: '17', currency: 'RUB', sum: '990.00' }
/** Where an order is named, and what it is. */
const NAMED: Said = { operation: 'ХозОперация', number: 'Номер' }
/** The same of a payment or shipment that comes beside its order. */
const BESIDE: Said = { operation: 'ХозОперация', number: 'Основание' }

/** Orders, payments and shipments as each program spells them; sources in `src/schema/interpret/requisites.ts`. */
export const ORDER_STATES: readonly Row[] = [
  {
    of: 'УТ 10.3, accepted alone',
    order: {
      ...ordered,
      requisites: requisites({
        'Номер по 1С': 'ТК000000017',
        'Дата по 1С': '2026-01-31',
        ПометкаУдаления: 'false',
        Проведен: 'true',
      }),
    },
    state: { number: '17', number1C: 'ТК000000017', date1C: '2026-01-31', posted: true },
    sources: {
      ...NAMED,
      number1C: 'Номер по 1С',
      date1C: 'Дата по 1С',
      deleted: 'ПометкаУдаления',
      posted: 'Проведен',
    },
  },
  {
    of: 'УТ 10.3, paid and shipped',
    order: {
      ...ordered,
      requisites: requisites({
        Проведен: 'true',
        'Номер оплаты по 1С': 'ПП-3',
        'Дата оплаты по 1С': '2026-02-01T10:00:00',
        'Номер отгрузки по 1С': 'РТ-4',
        'Дата отгрузки по 1С': '2026-02-02T11:00:00',
      }),
    },
    state: {
      number: '17',
      posted: true,
      paid: true,
      payments: [{ number: 'ПП-3', date: '2026-02-01T10:00:00', sum: '990.00', currency: 'RUB', refund: false }],
      shipped: true,
      shipments: [{ number: 'РТ-4', date: '2026-02-02T11:00:00', returned: false }],
    },
    sources: {
      ...NAMED,
      posted: 'Проведен',
      paymentNumber1C: 'Номер оплаты по 1С',
      paymentDate1C: 'Дата оплаты по 1С',
      paid: 'Номер оплаты по 1С',
      shipmentNumber1C: 'Номер отгрузки по 1С',
      shipmentDate1C: 'Дата отгрузки по 1С',
      shipped: 'Номер отгрузки по 1С',
    },
  },
  {
    of: 'УТ 11.5, with one-digit hours, and the date of the payment empty',
    order: {
      ...ordered,
      paymentDueDate: '0001-01-01',
      requisites: requisites({
        'Номер по 1С': 'СА-000017',
        'Дата по 1С': '2026-01-31T9:49:02',
        Проведен: 'true',
        'Номер оплаты по 1С': 'ПП-3',
        'Дата оплаты по 1С': 'T',
        'Дата отгрузки по 1С': 'T',
        Отменен: 'true',
      }),
    },
    state: {
      number: '17',
      number1C: 'СА-000017',
      date1C: '2026-01-31T09:49:02',
      posted: true,
      cancelled: true,
      paid: true,
      payments: [{ number: 'ПП-3', sum: '990.00', currency: 'RUB', refund: false }],
    },
    sources: {
      ...NAMED,
      number1C: 'Номер по 1С',
      date1C: 'Дата по 1С',
      posted: 'Проведен',
      cancelled: 'Отменен',
      paymentNumber1C: 'Номер оплаты по 1С',
      paid: 'Номер оплаты по 1С',
    },
  },
  {
    of: 'УТ 11.5, deleted before it was accepted',
    order: { ...ordered, requisites: requisites({ ПометкаУдаления: 'true', Проведен: 'false' }) },
    state: { number: '17', posted: false, deleted: true },
    sources: { ...NAMED, deleted: 'ПометкаУдаления', posted: 'Проведен' },
  },
  {
    of: 'УНФ, with its payment and shipment inside',
    order: {
      ...ordered,
      requisites: requisites({
        'Статус заказа': 'Выполнен',
        'Статуса заказа ИД': 'F',
        Оплачен: 'true',
        Отгружен: 'true',
        'Метод оплаты': 'Картой',
        'Метод оплаты ИД': '3',
        'Способ доставки': 'Курьер',
        'Метод доставки ИД': '5',
        'Адрес доставки': 'Тверь, Мира, 1',
        'Стоимость доставки': '300,00',
      }),
      subordinateDocuments: [
        {
          number: '1',
          date: '2026-01-31',
          operation: 'Эквайринговая операция',
          sum: '990.00',
          currency: 'RUB',
          requisites: requisites({
            'Номер платежного документа': 'bank-77',
            'Дата оплаты': '2026-02-01T9:00:00',
            'Метод оплаты': 'Картой',
            'Метод оплаты ИД': '3',
            'Номер чека': '15',
          }),
        },
        {
          number: '2',
          date: '2026-01-31',
          operation: 'Отпуск товара',
          requisites: requisites({
            'Номер документа отгрузки': 'РТ-4',
            'Дата документа отгрузки': '2026-02-02T11:00:00',
            'Идентификатор отправления': 'RA123456789RU',
          }),
        },
      ],
    },
    state: {
      number: '17',
      statusId: 'F',
      status: 'Выполнен',
      paid: true,
      payments: [
        {
          number: 'bank-77',
          date: '2026-02-01T09:00:00',
          sum: '990.00',
          currency: 'RUB',
          methodId: '3',
          method: 'Картой',
          refund: false,
        },
      ],
      shipped: true,
      shipments: [{ number: 'РТ-4', date: '2026-02-02T11:00:00', trackingNumber: 'RA123456789RU', returned: false }],
      paymentMethodId: '3',
      paymentMethod: 'Картой',
      deliveryMethodId: '5',
      deliveryMethod: 'Курьер',
      deliveryAddress: 'Тверь, Мира, 1',
      deliveryPrice: '300.00',
    },
    sources: {
      ...NAMED,
      status: 'Статус заказа',
      statusId: 'Статуса заказа ИД',
      paid: 'Оплачен',
      paymentNumber: 'Номер платежного документа',
      paymentDate: 'Дата оплаты',
      shipped: 'Отгружен',
      shipmentNumber: 'Номер документа отгрузки',
      shipmentDate: 'Дата документа отгрузки',
      trackingNumber: 'Идентификатор отправления',
      paymentMethod: 'Метод оплаты',
      paymentMethodId: 'Метод оплаты ИД',
      deliveryMethod: 'Способ доставки',
      deliveryMethodId: 'Метод доставки ИД',
      deliveryAddress: 'Адрес доставки',
      deliveryPrice: 'Стоимость доставки',
    },
  },
  {
    of: 'the code of the status spelt as grammar has it, as WooCommerce writes it beside the other',
    order: { ...ordered, requisites: requisites({ 'Статус заказа ИД': 'completed', 'Статус заказа': 'Выполнен' }) },
    state: { number: '17', statusId: 'completed', status: 'Выполнен' },
    sources: { ...NAMED, statusId: 'Статус заказа ИД', status: 'Статус заказа' },
  },
  {
    of: 'a site on Laravel, that says in words whether it is paid',
    order: { ...ordered, requisites: requisites({ 'Статус оплаты': 'Оплачен', 'Статус заказа': '[F] Выполнен' }) },
    options: { statuses: { Выполнен: 'completed' } },
    state: { number: '17', status: 'completed', paid: true, paymentStatus: 'Оплачен' },
    sources: { ...NAMED, paid: 'Статус оплаты', paymentStatus: 'Статус оплаты', status: 'Статус заказа' },
  },
  {
    of: 'УНФ, partly paid, with money that went back',
    order: {
      ...ordered,
      requisites: requisites({ Оплачен: 'false', 'Способ доставки ИД': '6', 'Метод доставки': 'Почта' }),
      subordinateDocuments: [
        { number: '1', date: '2026-02-01', time: '09:00:00', operation: 'Выплата наличных денег', sum: '100' },
        { number: '2', date: '2026-02-02', operation: 'Возврат наличных денег', sum: '50' },
        { number: '3', operation: 'Выплата наличных денег', sum: '7', deletionMark: true },
      ],
    },
    state: {
      number: '17',
      payments: [
        { number: '1', date: '2026-02-01T09:00:00', sum: '100', refund: false },
        { number: '2', date: '2026-02-02', sum: '50', refund: true },
      ],
      deliveryMethodId: '6',
      deliveryMethod: 'Почта',
    },
    sources: {
      ...NAMED,
      paid: 'Оплачен',
      paymentNumber: 'Номер',
      paymentDate: 'Дата',
      refund: 'ХозОперация',
      deliveryMethodId: 'Способ доставки ИД',
      deliveryMethod: 'Метод доставки',
    },
  },
  {
    of: '1С-Битрикс 3.1, an order with elements of its own',
    order: {
      ...ordered,
      number1C: 'ТДЦУ-000001',
      date1C: '2026-01-31',
      deletionMark: true,
      cancelled: true,
      requisites: requisites({
        'Статуса заказа ИД': 'N',
        'Статус заказа': '[N] Принят',
        'Заказ оплачен': 'true',
        'Причина отмены': 'Передумал',
      }),
      lines: [
        { id: 'a', sum: '690' },
        { id: 'ORDER_DELIVERY', sum: '300' },
      ],
    },
    state: {
      number: '17',
      number1C: 'ТДЦУ-000001',
      date1C: '2026-01-31',
      statusId: 'N',
      status: '[N] Принят',
      deleted: true,
      cancelled: true,
      cancelReason: 'Передумал',
      paid: true,
      deliveryPrice: '300',
    },
    sources: {
      ...NAMED,
      number1C: 'Номер1С',
      date1C: 'Дата1С',
      statusId: 'Статуса заказа ИД',
      status: 'Статус заказа',
      deleted: 'ПометкаУдаления',
      cancelled: 'Отменен',
      cancelReason: 'Причина отмены',
      paid: 'Заказ оплачен',
      deliveryPrice: 'ORDER_DELIVERY',
    },
  },
  {
    of: '1С-Битрикс 3.1, a payment beside its order',
    order: {
      number: '17/1',
      baseNumber: '17',
      date: '2026-01-31',
      operation: 'Выплата безналичных денег',
      currency: 'RUB',
      sum: '500',
      requisites: requisites({
        'Номер оплаты по 1С': 'ПП-3',
        'Дата оплаты по 1С': '2026-02-01T10:00:00',
        Оплачено: 'true',
        ПризнакВозврата: 'false',
        'Метод оплаты ИД': '2',
      }),
    },
    state: {
      operation: 'cashlessPayment',
      number: '17',
      paid: true,
      payments: [
        {
          number: 'ПП-3',
          date: '2026-02-01T10:00:00',
          sum: '500',
          currency: 'RUB',
          methodId: '2',
          refund: false,
        },
      ],
      paymentMethodId: '2',
    },
    sources: {
      ...BESIDE,
      paid: 'Оплачено',
      paymentNumber1C: 'Номер оплаты по 1С',
      paymentDate1C: 'Дата оплаты по 1С',
      paymentMethodId: 'Метод оплаты ИД',
      refund: 'ПризнакВозврата',
    },
  },
  {
    of: '1С-Битрикс 3.1, a payment that goes back, both ways to say it',
    order: {
      ...ordered,
      subordinateDocuments: ['ПризнакВозврата', 'Признак возврата'].map((name, index) => ({
        number: String(index),
        operation: 'Выплата безналичных денег',
        requisites: requisites({ [name]: 'true' }),
      })),
    },
    state: {
      number: '17',
      payments: [
        { number: '0', refund: true },
        { number: '1', refund: true },
      ],
    },
    sources: { ...NAMED, paymentNumber: 'Номер', refund: 'ПризнакВозврата' },
  },
  {
    of: '1С-Битрикс 2.05, paid by what the site says, and orderFromShop',
    order: {
      ...ordered,
      requisites: requisites({
        'Заказ оплачен': 'true',
        'Дата оплаты': '2007-10-16 15:44:47',
        'Номер платежного документа': 'ТК000000026',
        'Метод оплаты': 'Наличный расчет',
      }),
    },
    state: {
      number: '17',
      paid: true,
      payments: [
        {
          number: 'ТК000000026',
          date: '2007-10-16T15:44:47',
          sum: '990.00',
          currency: 'RUB',
          method: 'Наличный расчет',
          refund: false,
        },
      ],
      paymentMethod: 'Наличный расчет',
    },
    sources: {
      ...NAMED,
      paid: 'Заказ оплачен',
      paymentNumber: 'Номер платежного документа',
      paymentDate: 'Дата оплаты',
      paymentMethod: 'Метод оплаты',
    },
  },
  {
    of: '1С-Битрикс, a payment that was taken back on the site',
    order: {
      ...ordered,
      requisites: requisites({ 'Заказ оплачен': 'false', 'Дата оплаты': '2026-01-31 12:00:00' }),
    },
    state: { number: '17' },
    sources: { ...NAMED, paid: 'Заказ оплачен' },
  },
  {
    of: 'a site that names a payment, and does not say that all is paid',
    order: { ...ordered, requisites: requisites({ 'Номер платежного документа': 'bank-77' }) },
    state: { number: '17', payments: [{ number: 'bank-77', currency: 'RUB', refund: false }] },
    sources: { ...NAMED, paymentNumber: 'Номер платежного документа' },
  },
  {
    of: '1С-Битрикс 3.1, a payment beside its order that nothing but its operation says is one',
    order: {
      number: '17/1',
      baseNumber: '7',
      operation: 'Выплата безналичных денег',
      requisites: requisites({ 'Дата оплаты': '2026-01-31 12:00:00', 'Номер платежного документа': 'bank-77' }),
    },
    state: {
      operation: 'cashlessPayment',
      number: '7',
      paid: true,
      payments: [{ number: 'bank-77', date: '2026-01-31T12:00:00', refund: false }],
    },
    sources: {
      ...BESIDE,
      paid: 'ХозОперация',
      paymentNumber: 'Номер платежного документа',
      paymentDate: 'Дата оплаты',
    },
  },
  {
    of: '1С-Битрикс 3.1, a shipment beside its order that nothing but its operation says is one',
    order: { number: '17/2', baseNumber: '17', date: '2026-01-31', operation: 'Отпуск товара' },
    state: {
      operation: 'goodsShipment',
      number: '17',
      shipped: true,
      shipments: [{ number: '17/2', date: '2026-01-31', returned: false }],
    },
    sources: { ...BESIDE, shipped: 'ХозОперация', shipmentNumber: 'Номер', shipmentDate: 'Дата' },
  },
  {
    of: 'an order and a payment inside it that name the same money',
    order: {
      ...ordered,
      requisites: requisites({ 'Заказ оплачен': 'true', 'Номер платежного документа': 'bank-77' }),
      subordinateDocuments: [
        {
          number: '17-1',
          operation: 'Эквайринговая операция',
          sum: '900.00',
          requisites: requisites({ 'Номер платежного документа': 'bank-77' }),
        },
      ],
    },
    state: { number: '17', paid: true, payments: [{ number: 'bank-77', sum: '900.00', refund: false }] },
    sources: { ...NAMED, paid: 'Заказ оплачен', paymentNumber: 'Номер платежного документа' },
  },
  {
    of: '1С-Битрикс 3.1, a payment that is still to come',
    order: {
      number: '17/1',
      baseNumber: '17',
      operation: 'Выплата безналичных денег',
      sum: '100.00',
      requisites: requisites({ Оплачено: 'false' }),
    },
    state: { operation: 'cashlessPayment', number: '17' },
    sources: { ...BESIDE, paid: 'Оплачено' },
  },
  {
    of: '1С-Битрикс 3.1, a shipment that has not left',
    order: {
      number: '17/2',
      baseNumber: '17',
      operation: 'Отпуск товара',
      requisites: requisites({ Отгружено: 'false' }),
    },
    state: { operation: 'goodsShipment', number: '17' },
    sources: { ...BESIDE, shipped: 'Отгружено' },
  },
  {
    of: '1С-Битрикс 3.1, a shipment beside its order',
    order: {
      number: '17/2',
      baseNumber: '17',
      date: '2026-01-31',
      time: '12:00:00',
      operation: 'Отпуск товара',
      requisites: requisites({
        Отгружено: 'true',
        'Дата отгрузки': '2026-02-02 11:00:00',
        'Трек-номер': 'RA123456789RU',
        'Метод доставки': 'Почта',
        'Сумма доставки': '300.00',
      }),
    },
    state: {
      operation: 'goodsShipment',
      number: '17',
      shipped: true,
      shipments: [{ number: '17/2', date: '2026-02-02T11:00:00', trackingNumber: 'RA123456789RU', returned: false }],
      trackingNumber: 'RA123456789RU',
      deliveryMethod: 'Почта',
      deliveryPrice: '300.00',
    },
    sources: {
      ...BESIDE,
      shipped: 'Отгружено',
      shipmentNumber: 'Номер',
      shipmentDate: 'Дата отгрузки',
      trackingNumber: 'Трек-номер',
      deliveryMethod: 'Метод доставки',
      deliveryPrice: 'Сумма доставки',
    },
  },
  {
    of: '1С-Битрикс 3.1, a shipment that is still to come',
    order: {
      number: '17/2',
      baseNumber: '17',
      operation: 'Отпуск товара',
      requisites: requisites({ Отгружен: 'false' }),
    },
    state: { operation: 'goodsShipment', number: '17' },
    sources: { ...BESIDE, shipped: 'Отгружен' },
  },
  {
    of: '1С-Битрикс 3.1, goods that came back',
    order: { number: '5', baseNumber: '17', date: '2026-01-31', operation: 'Возврат товара' },
    state: {
      operation: 'goodsReturn',
      number: '17',
      shipments: [{ number: '5', date: '2026-01-31', returned: true }],
    },
    sources: { ...BESIDE, shipmentNumber: 'Номер', shipmentDate: 'Дата' },
  },
  {
    of: 'УТ 11 set up for UMI.CMS: a status that means cancelled, and its reason',
    order: {
      ...ordered,
      requisites: requisites({
        'Статус заказа': 'Отменён',
        'Причина отмены заказа': 'Нет на складе',
        'Причина отмены': 'другая',
        Проведен: 'true',
      }),
    },
    options: { statuses: { Отменён: 'canceled', 'К отгрузке': 'ready' } },
    state: { number: '17', status: 'canceled', posted: true, cancelled: true, cancelReason: 'Нет на складе' },
    sources: {
      ...NAMED,
      status: 'Статус заказа',
      cancelled: 'Статус заказа',
      cancelReason: 'Причина отмены заказа',
      posted: 'Проведен',
    },
  },
  {
    of: 'УТ 11 set up for UMI.CMS with words of its own',
    order: { ...ordered, requisites: requisites({ Статус: 'Закрыт', Почему: 'Нет на складе' }) },
    options: { cancelledStatuses: ['Закрыт', 'Отказ'], cancelReasonName: 'Почему', statuses: { Закрыт: 'closed' } },
    state: { number: '17', status: 'closed', cancelled: true, cancelReason: 'Нет на складе' },
    sources: { ...NAMED, status: 'Статус', cancelled: 'Статус', cancelReason: 'Почему' },
  },
  {
    of: 'what WooCommerce goes by',
    order: {
      ...ordered,
      number: 'wc-17',
      requisites: requisites({ 'Статуса заказа ИД': 'completed', Отменен: 'false', ПометкаУдаления: 'false' }),
    },
    state: { number: 'wc-17', statusId: 'completed' },
    sources: { ...NAMED, statusId: 'Статуса заказа ИД', cancelled: 'Отменен', deleted: 'ПометкаУдаления' },
  },
  {
    of: 'modules for WooCommerce that mend the grammar of the status',
    order: { ...ordered, requisites: requisites({ 'Статус заказа ИД': 'on-hold', 'Способ оплаты': 'Картой' }) },
    state: { number: '17', statusId: 'on-hold', paymentMethod: 'Картой' },
    sources: { ...NAMED, statusId: 'Статус заказа ИД', paymentMethod: 'Способ оплаты' },
  },
  {
    of: 'a site that writes status and address as elements',
    order: { ...ordered, status: 'Отменен', deliveryAddress: { text: 'Кимры, Заводь, 2', fields: [] } },
    state: { number: '17', status: 'Отменен', cancelled: true, deliveryAddress: 'Кимры, Заводь, 2' },
    sources: { ...NAMED, status: 'Статус', cancelled: 'Статус', deliveryAddress: 'АдресДоставки' },
  },
  {
    of: 'a site that writes the address by its line and its parts',
    order: {
      ...ordered,
      deliveryAddress: { representation: 'Кимры, Заводь, 2', fields: [{ type: 'Город', value: 'Кимры' }] },
    },
    state: { number: '17', deliveryAddress: 'Кимры, Заводь, 2' },
    sources: { ...NAMED, deliveryAddress: 'АдресДоставки' },
  },
  {
    of: 'a site whose requisites say more than its elements',
    order: {
      ...ordered,
      status: ' ',
      deliveryAddress: { representation: 'Кимры, Заводь, 2', fields: [] },
      requisites: requisites({ 'Адрес доставки': 'Кимры, Пристань' }),
    },
    state: { number: '17', deliveryAddress: 'Кимры, Пристань' },
    sources: { ...NAMED, deliveryAddress: 'Адрес доставки' },
  },
]
