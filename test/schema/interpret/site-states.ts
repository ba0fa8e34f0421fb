import { NAMED, ordered, requisites, type StateRow } from './state-row.ts'

/** Orders and payments as sites and their modules spell them. */
export const SITE_STATES: readonly StateRow[] = [
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
