import { OrderRefusedError, orderFromShop, type ShopOrder } from 'commerceml/write'
import { fc } from '../../helpers/properties.ts'

const CHARACTERS = [...'аЯё09 &<>"\'#', '\n', '\u00A0', '🐝']
const some = (length: number) => fc.string({ unit: fc.constantFrom(...CHARACTERS), ...exactly(length) })
const exactly = (length: number) => ({ minLength: length, maxLength: length })
/** Text of up to so many characters: mostly short, and at times as long as the schema has it. */
const upTo = (max: number) =>
  fc
    .oneof({ weight: 7, arbitrary: fc.nat(Math.min(max, 16) - 1) }, { weight: 1, arbitrary: fc.constant(max - 1) })
    .chain(some)
    .map((rest) => `я${rest}`)
const name = upTo(255)
const comment = upTo(3000)
const value = upTo(1000)
const id = upTo(40)
/** What is put together with others: a name of two parts and an address of three have 255 characters too. */
const part = upTo(80)
/** УТ 10.3 finds customers by 100 units of their names, be they told in three parts, and a 🐝 takes two. */
const customerName = upTo(50)
const partOfName = upTo(16)
const money = fc.nat(10_000_000).map((cents) => (cents / 100).toFixed(2))
/** The same with the zeros of a database, without any, or as a number. */
const price = fc.oneof(
  money,
  money.map((sum) => `${sum}00`),
  fc.nat(1_000_000).map((tenths) => `${tenths / 10}`),
  fc.nat(1_000_000),
  fc.constant('999999999999.99'),
)
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
const address = fc.oneof(name, fc.record({ city: part, street: part, flat: part, comment }, { requiredKeys: ['city'] }))
/** As a form is sent: what is not filled is empty, or blank. */
const maybe = <T>(told: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: told }, { weight: 1, arbitrary: fc.constantFrom('', ' ') })

const line = fc.record(
  {
    id: fc.oneof(
      guid,
      fc.tuple(guid, guid).map((ids) => ids.join('#')),
      upTo(80),
    ),
    article: name,
    name,
    quantity,
    price,
    discount: reduction,
    unit: fc.oneof(
      fc.constantFrom({ code: '166', name: 'кг' }, { code: '', name: '' }, { code: '796 ', name: '' }),
      fc.record({
        code: maybe(fc.constantFrom('055', '2246')),
        name,
        fullName: name,
        internationalAbbreviation: upTo(3),
      }),
    ),
    vat,
    service: fc.boolean(),
    kind: value,
    groupId: id,
    characteristics: fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ['name', 'quantity', 'price'] },
)

const customer = fc.record(
  {
    id: maybe(id),
    person: fc.record(
      {
        name: maybe(customerName),
        lastName: partOfName,
        firstName: maybe(partOfName),
        middleName: maybe(partOfName),
        inn: maybe(fc.constant('500100732259')),
      },
      { requiredKeys: ['lastName'] },
    ),
    phone: name,
    email: name,
  },
  { requiredKeys: ['person'] },
)
const company = fc.record(
  {
    company: fc.record(
      {
        name: maybe(customerName),
        officialName: customerName,
        inn: maybe(fc.constant('7707083893')),
        kpp: maybe(fc.constant('770701001')),
        okpo: maybe(fc.constant('12345678')),
        legalAddress: address,
        contactPerson: name,
      },
      { requiredKeys: ['officialName'] },
    ),
    phone: name,
  },
  { requiredKeys: ['company'] },
)

/** Orders of a shop that no 1C refuses: at most as long as the schema has it, prices of two digits. */
const anyShopOrders = fc.record(
  {
    id: fc.oneof(fc.nat(99_999_999), fc.integer({ min: 10_000_000_000, max: 99_999_999_999 })).map(String),
    number: fc.nat(999_999).map(String), // БП takes six digits
    placedAt: moment,
    currency: fc.constantFrom('RUB', 'руб', 'KZT'),
    currencyRate: fc.constantFrom(1, '90.5'),
    customer: fc.oneof(customer, company),
    address,
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    discounts: fc.array(
      fc.tuple(name, reduction).map(([name, reduction]) => ({ name, ...reduction })),
      { maxLength: 3 },
    ),
    delivery: fc.record(
      { id: value, name, price: money, vat, allowed: fc.boolean(), shipAt: moment, trackingNumber: value },
      { requiredKeys: ['name'] },
    ),
    payment: fc.record(
      { id: value, name: value, paid: fc.boolean(), paidAt: moment, documentNumber: name, byCard: fc.boolean() },
      { requiredKeys: ['name'] },
    ),
    status: fc.record({ id: value, name: value, changedAt: moment, final: fc.boolean() }, { requiredKeys: ['name'] }),
    cancelled: fc.record({ reason: value, at: moment }, { requiredKeys: [] }),
    customerComment: value,
    comment: upTo(1999), // УНФ gets both as one, of at most 3000 characters
    requisites: fc.constant({ 'Своё поле': '5 < 6' }),
  },
  { requiredKeys: ['id', 'number', 'placedAt', 'currency', 'customer', 'lines'] },
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
