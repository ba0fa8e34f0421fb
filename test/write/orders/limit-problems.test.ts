import { orderFromShop, orderProblems, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'
import { contact, customerWith, lineWith, orderWith, SCHEMA, testViolations } from '../helpers/violations.ts'

testViolations([
  [
    'a comment of 3001 characters',
    orderWith({ comment: 'я'.repeat(3001) }),
    SCHEMA,
    'comment',
    /^3001 characters, 3000 at most by the schema of 2\.\d\d: .* lose a part of it$/,
  ],
  [
    'a currency of five letters',
    orderWith({ currency: 'рубль' }),
    SCHEMA,
    'currency',
    /^5 characters, not 3 by the schema/,
  ],
  ['an id of 41 characters', orderWith({ id: 'и'.repeat(41) }), SCHEMA, 'id', /^41 characters, 40 at most/],
  [
    'an ИНН of 3 digits',
    customerWith({ inn: '123' }),
    SCHEMA,
    'counterparties[0].inn',
    /^3 characters, not 10 to 12 by/,
  ],
  ['an empty КПП', customerWith({ kpp: '' }), SCHEMA, 'counterparties[0].kpp', /^0 characters, not 9 by/],
  [
    'an address of 256 characters',
    customerWith({ address: { representation: 'а'.repeat(256) } }),
    SCHEMA,
    'counterparties[0].address.representation',
    /^256 characters, 255 at most/,
  ],
  [
    'a contact inside a representative that is too long',
    customerWith({
      representatives: [{ counterparty: { name: 'а', contacts: [contact, { ...contact, value: '1'.repeat(256) }] } }],
    }),
    SCHEMA,
    'counterparties[0].representatives[0].counterparty.contacts[1].value',
    /^256 characters, 255 at most/,
  ],
  [
    'a price of 3 digits behind the dot',
    lineWith({ unitPrice: '0.125' }),
    SCHEMA,
    'lines[0].unitPrice',
    /^0\.125 has 3 digits behind the dot, 2 at most by the schema of 2\.\d\d: .+\. Round it$/,
  ],
  [
    'a sum of 19 digits',
    lineWith({ sum: '-12345678901234567.89' }),
    SCHEMA,
    'lines[0].sum',
    /^-12345678901234567\.89 has 19 digits, 18 at most by/,
  ],
  [
    'an id of goods of 81 characters',
    lineWith({ id: 'и'.repeat(81) }),
    SCHEMA,
    'lines[0].id',
    /^81 characters, 80 at most/,
  ],
  [
    'a code of a unit that is too long',
    lineWith({ baseUnit: { code: '79600' } }),
    SCHEMA,
    'lines[0].baseUnit.code',
    /^5 characters, not 3 to 4 by/,
  ],
  [
    'a unit in words',
    lineWith({ unit: { value: 'штука' } }),
    SCHEMA,
    'lines[0].unit.value',
    /^5 characters, not 3 to 4 by/,
  ],
  [
    'a requisite of 1001 characters',
    orderWith({ requisites: [{ name: 'а', values: ['б', 'я'.repeat(1001)] }] }),
    SCHEMA,
    'requisites[0].values[1]',
    /^1001 characters, 1000 at most/,
  ],
])

// The first of each pair keeps the limit by the characters or digits that XML Schema counts, the second does not.
test.each([
  [{ comment: '🐝'.repeat(3000) }, { comment: '🐝'.repeat(3001) }],
  [{ currency: '🐝🐝🐝' }, { currency: '🐝🐝' }],
  [{ sum: `-${'0'.repeat(20)}99.9000` }, { sum: '99.909' }],
  [{ sum: '12345678901234567.80' }, { sum: '12345678901234567.89' }],
])('%#: a limit is counted as XML Schema counts', (kept, broken) => {
  const order = orderFromShop(WHOLE_ORDER)
  expect(orderProblems({ ...order, ...kept })).toEqual([])
  expect(orderProblems({ ...order, ...broken }).map(({ path }) => path)).toEqual(Object.keys(broken))
})

describe('what the schema of its version does not allow', () => {
  const line = { id: 'a', name: 'Чай', quantity: 1, price: '100.00' }
  const company = { officialName: 'ООО' }

  test.each<[string, Partial<ShopOrder>, paths: readonly string[]]>([
    ['an ИНН of 3 digits', { customer: { company: { ...company, inn: '123' } } }, ['customer.company.inn']],
    ['a КПП of one', { customer: { company: { ...company, kpp: '1' } } }, ['customer.company.kpp']],
    ['a currency in words', { currency: 'рубль' }, ['currency']],
    ['an id of 41 characters', { id: 'a'.repeat(41), number: '1' }, ['id']],
    ['a comment of the customer', { customerComment: 'а'.repeat(1001) }, ['customerComment']],
    ['a comment', { comment: 'а'.repeat(3001) }, ['comment']],
    ['a price in fractions of a kopeck', { lines: [{ ...line, price: '0.123456789' }] }, ['lines[0].price']],
    ['a number that is no sum', { lines: [{ ...line, price: 0.1 + 0.2 }] }, ['lines[0].price']],
    ['a code of a unit', { lines: [{ ...line, unit: { code: '79600', name: 'шт' } }] }, ['lines[0].unit.code']],
    ['a name of goods', { lines: [{ ...line, name: 'а'.repeat(256) }] }, ['lines[0].name']],
  ])('%s: refused for УТ 11, УНФ and UMI.CMS, and goes to those whose version has no schema', (_, change, paths) => {
    for (const profile of ['ut11', 'unf', 'umi'] as const) {
      const problems = problemsOf({ ...MINIMAL_ORDER, ...change }, profile)
      expect(problems.map(({ path }) => path)).toEqual(paths)
      for (const { message } of problems) expect(message).toMatch(/ by the schema of 2\.(?:08|10): .* may refuse/)
    }
    for (const profile of ['ut103', 'bitrix'] as const) orderFromShop({ ...MINIMAL_ORDER, ...change }, { profile })
  })
})
