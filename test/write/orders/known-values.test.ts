import { type OrderProfileName, OrderRefusedError, orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'

type Path = readonly (string | number)[]

const PERSON_ORDER: ShopOrder = {
  ...WHOLE_ORDER,
  customer: {
    id: '5',
    person: { lastName: 'Петрова', firstName: 'Анна', middleName: 'Ивановна', inn: '500100732259' },
    phone: '+7 900 000-00-00',
    email: 'anna@example.org',
  },
  address: '170100, Тверь, Мира, 1, 2',
}

/** What an order, or a part of it that is told, cannot be without: the types have it without a question mark. */
const REQUIRED =
  /^(?:id|placedAt|currency|.*company\.officialName|lines\.\d+\.(?:name|quantity|price)|.*unit\.(?:code|name)|discounts\..*|.*discount\.percent|(?:delivery|payment|status)\.name|.*pickupPoint\..*)$/

/** Where all that is no object stands. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, inner]) => pathsOf(inner, [...at, key]))
}

/** The order with one row changed, or without it. */
function changed<T>(value: T, [key = '', ...rest]: Path, to: string | null | undefined): T {
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>
  if (rest.length > 0) copy[key] = changed(copy[key], rest, to)
  else if (to === undefined) delete copy[key]
  else copy[key] = to
  return copy as T
}

/** The order, or why there is none. */
function outcomeOf(shop: ShopOrder, profile: OrderProfileName): unknown {
  try {
    return orderFromShop(shop, { profile })
  } catch (error) {
    if (error instanceof OrderRefusedError) return error.problems
    throw error
  }
}

const rows = [WHOLE_ORDER, PERSON_ORDER].flatMap((shop) =>
  pathsOf(shop)
    .filter((path) => !REQUIRED.test(path.join('.')))
    .map((path) => [path.join('.'), shop, path] as const),
)

describe.each(PROFILES)('%s', (profile) => {
  test.each(rows)('%s that is empty is as none', (_, shop, path) => {
    const without = outcomeOf(changed(shop, path, undefined), profile)
    for (const empty of ['', ' \t\n', null]) expect(outcomeOf(changed(shop, path, empty), profile)).toEqual(without)
  })

  test.each<[string, object, object]>([
    ['an address', { address: { city: '', line: ' ' } }, { address: undefined }],
    ['a number', { number: '' }, { number: WHOLE_ORDER.id }],
    [
      'a legal address',
      { customer: { company: { officialName: 'ООО', legalAddress: { city: '' } } } },
      { customer: { company: { officialName: 'ООО' } } },
    ],
    [
      'a pick-up point',
      { delivery: { name: 'К', pickupPoint: { id: '', name: '', address: '', phone: '' } } },
      { delivery: { name: 'К' } },
    ],
    [
      'a person',
      { customer: { person: { lastName: null, firstName: '' }, company: { officialName: 'ООО' } } },
      { customer: { company: { officialName: 'ООО' } } },
    ],
    ['a payment', { payment: { name: null, paid: null } }, { payment: undefined }],
    ['a requisite', { requisites: { Источник: '' } }, { requisites: undefined }],
  ])('%s of nothing is none', (_, empty, without) => {
    const order = orderFromShop({ ...WHOLE_ORDER, ...empty } as ShopOrder, { profile })
    expect(order).toEqual(orderFromShop({ ...WHOLE_ORDER, ...without } as ShopOrder, { profile }))
  })

  test('what a database holds as empty text is not told', () => {
    const blank = {
      ...MINIMAL_ORDER,
      lines: [{ ...MINIMAL_ORDER.lines[0], unit: { code: '', name: '' } }],
    } as ShopOrder
    const company = { name: '', officialName: 'ООО', inn: '', kpp: ' ', okpo: '' }
    const [ofCompany] = orderFromShop({ ...blank, customer: { id: '', company } }, { profile }).counterparties ?? []
    const made = profile === 'bp' ? { id: '2026-01-31-1' } : {} // БП needs one
    expect(ofCompany).toEqual({ ...made, name: 'ООО', officialName: 'ООО', contacts: [], role: 'Покупатель' })
    const person = { lastName: 'П', firstName: '', middleName: ' ', inn: '' }
    const { counterparties, lines } = orderFromShop({ ...blank, customer: { person, phone: '' } }, { profile })
    expect(counterparties).toEqual([
      { ...made, name: 'П', fullName: 'П', lastName: 'П', contacts: [], role: 'Покупатель' },
    ])
    expect(lines?.[0]?.baseUnit).toMatchObject({ code: '796', name: 'шт' })
  })

  test('a cancellation without rows cancels', () => {
    const said = (cancelled: ShopOrder['cancelled']) =>
      orderFromShop({ ...WHOLE_ORDER, cancelled }, { profile }).requisites?.find(({ name }) => name === 'Отменен')
        ?.values
    expect([said({}), said(undefined), said(null)]).toEqual([['true'], ['false'], ['false']])
  })

  test.each<[ShopOrder['cancelled']]>([
    [{ reason: undefined }],
    [{ reason: null, at: null }],
    [{ reason: '', at: undefined }],
    [{ reason: ' ' }],
  ])('a cancellation of nothing, %o, may mean either and is refused', (cancelled) => {
    expect(outcomeOf({ ...WHOLE_ORDER, cancelled }, profile)).toEqual([
      { path: 'cancelled', message: 'ambiguous: write {} for a cancelled order, leave it out otherwise' },
    ])
  })

  const nulls = { id: null, name: null, quantity: null, price: null, discount: { sum: null } }
  test.each<[string, unknown, string]>([
    ['nulls', nulls, 'lines[0].quantity'],
    ['null', null, 'lines[0]'],
  ])('a line of %s is refused in its place, and those behind it keep theirs', (_, line, path) => {
    const lines = [line, { ...WHOLE_ORDER.lines[0], quantity: 'x' }] as ShopOrder['lines']
    const problems = outcomeOf({ ...WHOLE_ORDER, lines }, profile) as { readonly path: string }[]
    const paths = problems.map((problem) => problem.path)
    expect(paths).toEqual(expect.arrayContaining([path, 'lines[1].quantity']))
    expect(paths).not.toContain('lines[2].quantity')
  })

  // 1C looks at them, and in part at nothing but whether they are there.
  test('what an order cannot be without is there, if empty', () => {
    const { lines, counterparties, warehouses } = orderFromShop(
      {
        ...WHOLE_ORDER,
        customer: { company: { name: 'Ромашка', officialName: '' } },
        lines: [{ id: 'a', name: '', quantity: 1, price: 1, vat: 20 }],
        discounts: [{ name: '', sum: '0.50' }],
        delivery: { name: '', price: 1, vat: 20, pickupPoint: { id: 'p1', name: '', address: '', phone: '' } },
      },
      { profile },
    )
    expect(counterparties?.[0]).toMatchObject({ name: 'Ромашка', officialName: '' })
    expect(lines).toMatchObject([{ name: '', discounts: [{ name: 'Скидка' }] }, { name: 'Доставка заказа' }])
    expect(warehouses).toMatchObject([
      { id: 'p1', name: '', address: { representation: '', fields: [{ value: '' }] }, contacts: [{ value: '' }] },
    ])
  })
})

test('a payment by card has a number of its own where the bank tells none', () => {
  const payment = { name: 'Картой', paid: true, byCard: true, documentNumber: '' }
  const { subordinateDocuments } = orderFromShop({ ...WHOLE_ORDER, payment }, { profile: 'unf' })
  expect(subordinateDocuments).toMatchObject([{ id: '17#pay', number: '170017-1' }])
})

test('an order may be typed as a database has it, with its nulls', () => {
  const row: { phone: string | null; article: string | null; vat: number | null; note: string | null | undefined } = {
    phone: null,
    article: null,
    vat: null,
    note: undefined,
  }
  const given: ShopOrder = {
    id: '17',
    placedAt: '2026-01-31T12:00:00',
    currency: 'RUB',
    customer: { person: { name: 'Петрова Анна', inn: null }, phone: row.phone, company: null },
    lines: [{ id: 'a', name: 'Чай', quantity: 1, price: '9.90', article: row.article, vat: row.vat, discount: null }],
    delivery: null,
    requisites: { Источник: row.note },
    customerComment: row.note,
  }
  const { lines, counterparties } = orderFromShop(given)
  expect(lines?.length).toBe(1)
  expect(JSON.stringify(counterparties)).not.toContain('null')
})
