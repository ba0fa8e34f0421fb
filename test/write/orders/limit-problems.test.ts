import { orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { MINIMAL_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

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
