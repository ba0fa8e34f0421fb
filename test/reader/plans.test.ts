import { extend, one, Product, text } from 'commerceml/schema'
import { expect, test } from 'vitest'
import { resolveOptions } from '../../src/reader/options.ts'
import { planFor } from '../../src/reader/plans.ts'

type Options = Parameters<typeof resolveOptions>[0]

const plan = (options: Options) => planFor(resolveOptions(options))

const prices: Options = { select: ['offer'], fields: { offer: ['prices', 'quantity'] } }

test('readings of the same things have one plan, and so its scanners', () => {
  expect(plan({})).toBe(plan({ extras: 'keep', strict: true, source: 'import.xml' }))
  expect(plan({ extras: 'ignore' })).not.toBe(plan({}))
  expect(plan(prices)).toBe(plan({ select: ['offer'], fields: { offer: ['quantity', 'prices', 'prices'] } }))
  expect(plan(prices)).not.toBe(plan({ select: ['offer'], fields: { offer: ['prices'] } }))
  expect(plan(prices)).not.toBe(plan({ ...prices, extras: 'ignore' }))
})

test('rows of other schemas under the same kind are another plan', () => {
  const withSlug = extend(Product, { slug: one('БитриксКод', text) })
  const withCode = extend(Product, { slug: one('КодБитрикс', text) })
  const first = plan({ schema: { product: withSlug } })
  expect(plan({ schema: { product: withCode } })).not.toBe(first)
  expect(plan({ schema: { product: withSlug } })).toBe(first)
})

test('only the plans that were used last are kept', () => {
  const first = plan(prices)
  const kinds = ['product', 'group', 'unit', 'order', 'priceType'] as const
  for (const kind of kinds) plan({ select: [kind] })
  expect(plan(prices)).toBe(first) // the latest now
  for (const kind of kinds) plan({ select: [kind, 'offer'] })
  expect(plan(prices)).toBe(first)
  for (const kind of [...kinds, 'warehouse'] as const) plan({ select: [kind, 'catalog'] })
  expect(plan(prices)).not.toBe(first)
})
