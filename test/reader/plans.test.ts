import { extend, one, Product, text } from 'commerceml/schema'
import { expect, test } from 'vitest'
import { resolveOptions } from '../../src/reader/options.ts'
import { planFor } from '../../src/reader/plans.ts'

type Options = Parameters<typeof resolveOptions>[0]

const plan = (options: Options) => planFor(resolveOptions(options))
// Not `not.toBe`: it would print both for the message of a failure first, for seconds.
const areOne = (one: unknown, other: unknown): boolean => one === other

const prices: Options = { select: ['offer'], fields: { offer: ['prices', 'quantity'] } }

test('readings of the same things have one plan, and so its scanners', () => {
  expect(areOne(plan({}), plan({ extras: 'keep', strict: true, source: 'import.xml' }))).toBe(true)
  expect(areOne(plan({ extras: 'ignore' }), plan({}))).toBe(false)
  expect(areOne(plan(prices), plan({ select: ['offer'], fields: { offer: ['quantity', 'prices', 'prices'] } }))).toBe(
    true,
  )
  expect(areOne(plan(prices), plan({ select: ['offer'], fields: { offer: ['prices'] } }))).toBe(false)
  expect(areOne(plan(prices), plan({ ...prices, extras: 'ignore' }))).toBe(false)
})

test('rows of other schemas under the same kind are another plan', () => {
  const withSlug = extend(Product, { slug: one('БитриксКод', text) })
  const withCode = extend(Product, { slug: one('КодБитрикс', text) })
  const first = plan({ schema: { product: withSlug } })
  expect(areOne(plan({ schema: { product: withCode } }), first)).toBe(false)
  expect(areOne(plan({ schema: { product: withSlug } }), first)).toBe(true)
})

test('only the plans that were used last are kept', () => {
  const first = plan(prices)
  const kinds = ['product', 'group', 'unit', 'order', 'priceType'] as const
  for (const kind of kinds) plan({ select: [kind] })
  expect(areOne(plan(prices), first)).toBe(true) // the latest now
  for (const kind of kinds) plan({ select: [kind, 'offer'] })
  expect(areOne(plan(prices), first)).toBe(true)
  for (const kind of [...kinds, 'warehouse'] as const) plan({ select: [kind, 'catalog'] })
  expect(areOne(plan(prices), first)).toBe(false)
})
