import type { ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

describe('what the schema does not allow is told by the path in the order of the shop', () => {
  const long = (length: number): string => 'я'.repeat(length)
  /** A value at a path of an order that is sound else. */
  function withValue(path: string, value: unknown, order: ShopOrder = WHOLE_ORDER): ShopOrder {
    const wrong = structuredClone(order) as unknown as Record<string, unknown>
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '')
    const around = keys.slice(0, -1).reduce((tree, key) => tree[key] as Record<string, unknown>, wrong)
    around[keys.at(-1) as string] = value
    return wrong as unknown as ShopOrder
  }
  const PERSON: ShopOrder = {
    ...WHOLE_ORDER,
    customer: { person: { name: 'П', lastName: 'П', firstName: 'А', middleName: 'И' }, email: 'a@example.org' },
    address: { line: 'Тверь', city: 'Тверь' },
  }

  test.each<[path: string, value: string | number, order?: ShopOrder]>([
    ['id', long(41)],
    ['number', long(256)],
    ['currency', 'рубль'],
    ['comment', long(3001)],
    ['customer.id', long(41)],
    ['customer.company.name', long(256)],
    ['customer.company.officialName', long(256)],
    ['customer.company.inn', '123'],
    ['customer.company.kpp', '1'],
    ['customer.company.legalAddress.city', long(256)],
    ['customer.company.legalAddress', long(256)],
    ['customer.company.contactPerson', long(3001)],
    ['customer.phone', long(256)],
    ['customer.email', long(256)],
    ['customer.email', long(256), PERSON],
    ['customer.person.name', long(256), PERSON],
    ['customer.person.lastName', long(256), PERSON],
    ['customer.person.middleName', long(256), PERSON],
    ['address.line', long(256), PERSON],
    ['address.city', long(256), PERSON],
    ['address.comment', long(3001)],
    ['address', long(256)],
    ['lines[0].id', long(81)],
    ['lines[1].article', long(256)],
    ['lines[1].price', 0.1 + 0.2],
    ['lines[0].discount.name', long(256)],
    ['lines[0].unit.code', '1'],
    ['lines[0].unit.fullName', long(256)],
    ['lines[0].unit.internationalAbbreviation', 'KGMS'],
    ['lines[0].kind', long(1001)],
    ['lines[0].groupId', long(41)],
    ['lines[0].characteristics.Вес', long(1001)],
    ['discounts[1].name', long(256)],
    ['delivery.name', long(256)],
    ['delivery.price', '300.125'],
    ['delivery.comment', long(1001)],
    ['delivery.recipient', long(1001)],
    ['delivery.trackingNumber', long(1001)],
    ['delivery.pickupPoint.id', long(41)],
    ['delivery.pickupPoint.name', long(256)],
    ['delivery.pickupPoint.address', long(256)],
    ['delivery.pickupPoint.phone', long(256)],
    ['payment.id', long(1001)],
    ['payment.name', long(1001)],
    ['payment.documentNumber', long(1001)],
    ['status.id', long(1001)],
    ['status.name', long(1001)],
    ['cancelled.reason', long(1001)],
    ['status.final', long(1001)],
    ['payment.paid', long(1001)],
    ['delivery.allowed', long(1001)],
    ['booking.warehouse', long(1001)],
    ['requisites.Источник заказа', long(1001)],
  ])('%s', (path, value, order) => {
    for (const profile of ['ut11', 'unf'] as const) {
      const paths = problemsOf(withValue(path, value, order), profile).map((problem) => problem.path)
      expect(new Set(paths)).toContain(path)
      // The parts of an address are its line as well.
      expect(paths.filter((told) => told !== path && !path.startsWith(`${told}.`))).toEqual([])
    }
  })

  test('the comment of the customer, where it is written by itself', () => {
    expect(problemsOf(withValue('customerComment', long(1001))).map(({ path }) => path)).toEqual(['customerComment'])
  })

  test('of the two that УНФ gets as one, the longer', () => {
    const path = (comment: string, customerComment: string): unknown =>
      problemsOf({ ...MINIMAL_ORDER, comment, customerComment }, 'unf').map((problem) => problem.path)
    expect(path('ok', long(4000))).toEqual(['customerComment'])
    expect(path(long(4000), 'ok')).toEqual(['comment'])
  })

  test('names put together are told as the person they are of', () => {
    const parts = { lastName: long(100), firstName: long(100), middleName: long(100) }
    expect(problemsOf({ ...PERSON, customer: { person: parts } }).map(({ path }) => path)).toEqual(['customer.person'])
  })

  test('a rate that a 1C does not know is told once, of a line and of the delivery', () => {
    const lines = MINIMAL_ORDER.lines.map((line) => ({ ...line, vat: '20.5' }))
    const delivery = { name: 'К', price: 300, vat: '10.5' }
    const problems = problemsOf({ ...MINIMAL_ORDER, lines, delivery }, 'ut103')
    expect(problems.map(({ path }) => path)).toEqual(['lines[0].vat', 'delivery.vat'])
  })

  test('and a number with what to do about it', () => {
    const [problem] = problemsOf(withValue('lines[1].price', 0.1 + 0.2))
    expect(problem?.message).toMatch(/^0\.30000000000000004 has 17 digits behind the dot, 2 at most .*: .+\. Round it$/)
  })
})
