import { orderFromShop, orderProblems } from 'commerceml/write'
import { expect, test } from 'vitest'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { lineWith, orderWith, testViolations } from '../helpers/violations.ts'

testViolations([
  [
    'a rate with a percent sign',
    lineWith({ taxRates: [{ name: 'ндс', rate: '20%' }] }),
    PROFILES,
    'lines[0].taxRates[0].rate',
    /takes anything else for (?:0 or no VAT|the rate of its organisation)/,
  ],
  [
    'a rate of no sum that contains it',
    lineWith({ taxRates: [{ name: 'НДС', rate: '20/100' }] }),
    PROFILES,
    'lines[0].taxRates[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  [
    'a rate that nobody writes',
    orderWith({ taxes: [{ name: 'НДС', rate: 'льготная' }] }),
    PROFILES,
    'taxes[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  [
    'a rate in words',
    lineWith({ taxes: [{ name: 'НДС', rate: 'Без НДС' }] }),
    ['ut11', 'bitrix', 'umi'],
    'lines[0].taxes[0].rate',
    /without VAT write no tax$/,
  ],
  [
    'a rate with digits behind the dot',
    lineWith({ taxes: [{ name: 'НДС', rate: '20.00' }] }),
    ['ut103', 'bp'],
    'lines[0].taxes[0].rate',
    /reads Ставка as 20 or 20\/120/,
  ],
  [
    'no tax of the order',
    orderWith({ taxes: [] }),
    ['bp'],
    'taxes',
    /puts VAT on top of the sums of an order without Налоги: write one, with УчтеноВСумме$/,
  ],
])

test.each([
  ['ut103', 'Без НДС'],
  ['unf', 'Без НДС'],
  ['bp', 'Без НДС'],
  ['ut11', 'no tax'],
  ['bitrix', 'no tax'],
  ['umi', 'no tax'],
] as const)('%s: what a line without VAT has instead of a rate is %s', (profile, instead) => {
  const order = orderFromShop(WHOLE_ORDER, { profile })
  const [problem] = orderProblems(lineWith({ taxRates: [{ name: 'НДС', rate: '0%' }] })(order), profile)
  expect(problem?.message).toMatch(new RegExp(`: without VAT write ${instead}$`))
})
