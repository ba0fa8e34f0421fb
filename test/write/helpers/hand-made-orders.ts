import type { ShopOrder } from 'commerceml/write'

/** A company's order with all that a shop may say, so that nothing in it is refused by any profile. */
export const WHOLE_ORDER: ShopOrder = {
  id: '17',
  number: '170017',
  placedAt: '2026-01-31T12:00:00',
  currency: 'RUB',
  currencyRate: '1',
  customer: {
    id: '5',
    company: {
      name: 'Ромашка',
      officialName: 'ООО «Ромашка»',
      inn: '7707083893',
      kpp: '770701001',
      okpo: '12345678',
      legalAddress: { postalCode: '170100', city: 'Тверь', street: 'Мира', house: '1' },
      contactPerson: 'Петрова Анна',
    },
    phone: '+7 900 000-00-00',
    email: 'anna@example.org',
  },
  address: { postalCode: '170100', city: 'Тверь', street: 'Мира', house: '1', flat: '2', comment: 'звонить дважды' },
  lines: [
    {
      id: 'bd72d913-55bc-11d9-848a-00112f43529a#b02e2814-720f-11df-b436-0015e92f2802',
      article: '007',
      name: 'Чай чёрный',
      quantity: '1.5',
      price: '333.33',
      discount: { name: 'Весна', percent: 10 },
      vat: 20,
      kind: 'Чай (вид номенклатуры)',
      groupId: 'g1',
      unit: { code: '166', name: 'кг', fullName: 'Килограмм', internationalAbbreviation: 'KGM' },
      characteristics: { Вес: '100 г' },
    },
    { id: 'a', name: 'Упаковка', quantity: 1, price: '0.01', service: true, kind: 'Услуги магазина' },
  ],
  discounts: [
    { name: 'Карта', percent: 5 },
    { name: 'Купон', sum: '7.77' },
  ],
  delivery: {
    id: 'kur',
    name: 'Курьер',
    price: '300',
    vat: '20',
    allowed: true,
    shipAt: '2026-02-02',
    comment: 'после шести',
    recipient: 'Петров',
    trackingNumber: 'RA123456789RU',
    pickupPoint: { id: 'p1', name: 'На Мира', address: 'Тверь, Мира, 3', phone: '+7 900 000-00-01' },
  },
  payment: {
    id: 'card',
    name: 'Картой',
    paid: true,
    paidAt: '2026-01-31T12:05:00',
    documentNumber: 'bank-77',
    byCard: true,
  },
  status: { id: 'N', name: 'Новый', changedAt: '2026-01-31T12:06:00', final: false },
  cancelled: { reason: 'Передумала', at: '2026-01-31T13:00:00' },
  customerComment: 'Позвоните заранее',
  comment: 'Постоянный покупатель',
  booking: {
    organization: 'ИП Иванов',
    agreement: 'Розница',
    manager: 'Сидоров',
    priceType: 'Розничная',
    warehouse: 'Основной',
    department: 'Интернет-магазин',
    contract: 'Основной договор',
    site: 'example.org',
  },
  requisites: { 'Источник заказа': 'реклама' },
}

/** An order without anything that it may lack. */
export const MINIMAL_ORDER: ShopOrder = {
  id: '1',
  placedAt: '2026-01-31T12:00:00',
  currency: 'RUB',
  customer: { person: { lastName: 'Петрова' } },
  lines: [{ name: 'Чай', quantity: 1, price: 1 }],
}
