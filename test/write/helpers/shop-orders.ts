import { OrderRefusedError, orderFromShop, type ShopOrder } from 'commerceml/write'
import * as fc from 'fast-check'

/** A company's order with all that a shop may say, so that nothing in it is refused by any profile. */
export const WHOLE_ORDER: ShopOrder = {
  id: '17',
  number: 'A-17',
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

const CHARACTERS = [...'аЯё09 &<>"\'#', '\n', '\u00A0', '🐝']
const text = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 15 }).map((rest) => `я${rest}`)
const money = fc.nat(10_000_000).map((cents) => (cents / 100).toFixed(2))
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: 1, max: 99_999 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
)
const reduction = fc.oneof(
  fc.record({ percent: fc.oneof(fc.nat(100), fc.stringMatching(/^[1-9]?\d\.\d{1,3}$/)) }),
  fc.record({ sum: money }),
)
const vat = fc.constantFrom(0, '5', 10, '18', 20, '22')
const moment = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 19))
const guid = fc.uuid()
const address = fc.oneof(
  text,
  fc.record({ city: text, street: text, flat: text, comment: text }, { requiredKeys: ['city'] }),
)

const line = fc.record(
  {
    id: fc.oneof(
      guid,
      fc.tuple(guid, guid).map((ids) => ids.join('#')),
    ),
    article: text,
    name: text,
    quantity,
    price: money,
    discount: reduction,
    unit: fc.constant({ code: '166', name: 'кг' }),
    vat,
    service: fc.boolean(),
    kind: text,
    groupId: guid,
    characteristics: fc.constant({ Размер: 'XL', Цвет: '<синий>' }),
  },
  { requiredKeys: ['name', 'quantity', 'price'] },
)

const customer = fc.record(
  {
    id: text,
    person: fc.record(
      { lastName: text, firstName: text, inn: fc.constant('500100732259') },
      { requiredKeys: ['lastName'] },
    ),
    phone: text,
    email: text,
  },
  { requiredKeys: ['person'] },
)
const company = fc.record(
  {
    company: fc.record(
      {
        name: text,
        officialName: text,
        inn: fc.constant('7707083893'),
        kpp: fc.constant('770701001'),
        legalAddress: address,
        contactPerson: text,
      },
      { requiredKeys: ['officialName'] },
    ),
    phone: text,
  },
  { requiredKeys: ['company'] },
)

/** Orders of a shop that no 1C refuses: within the lengths of the schema, prices with two digits. */
const anyShopOrders = fc.record(
  {
    id: fc.nat(99_999_999).map(String),
    placedAt: moment,
    currency: fc.constantFrom('RUB', 'руб', 'KZT'),
    currencyRate: fc.constantFrom(1, '90.5'),
    customer: fc.oneof(customer, company),
    address,
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    discounts: fc.array(
      fc.tuple(text, reduction).map(([name, reduction]) => ({ name, ...reduction })),
      { maxLength: 3 },
    ),
    delivery: fc.record(
      { id: text, name: text, price: money, vat, allowed: fc.boolean(), shipAt: moment, trackingNumber: text },
      { requiredKeys: ['name'] },
    ),
    payment: fc.record(
      { id: text, name: text, paid: fc.boolean(), paidAt: moment, documentNumber: text, byCard: fc.boolean() },
      { requiredKeys: ['name'] },
    ),
    status: fc.record({ id: text, name: text, changedAt: moment, final: fc.boolean() }, { requiredKeys: ['name'] }),
    cancelled: fc.record({ reason: text, at: moment }, { requiredKeys: [] }),
    customerComment: text,
    comment: text,
    requisites: fc.constant({ 'Своё поле': '5 < 6' }),
  },
  { requiredKeys: ['id', 'placedAt', 'currency', 'customer', 'lines'] },
) as fc.Arbitrary<ShopOrder> // one of two reductions, as the type has it

/** Whether more is taken off than the goods cost: such an order is refused, which has a test of its own. */
function paysOut(shop: ShopOrder): boolean {
  try {
    orderFromShop(shop, { profile: 'ut103' })
  } catch (error) {
    return error instanceof OrderRefusedError && error.problems.some(({ path }) => /discount/.test(path))
  }
  return false
}

/** Orders that a shop may have. */
export const shopOrders = anyShopOrders.filter((shop) => !paysOut(shop))
