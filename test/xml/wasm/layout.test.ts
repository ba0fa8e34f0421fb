import { createReader } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { catalog } from '../../helpers/documents.ts'
import { compare } from './compare.ts'

// White space beside children is told of by one engine and passed over by the other, where no text can be meant.

const UNIT = '<Пересчет><Единица>112</Единица></Пересчет>'
const PARTS = ['\n\t', 'шт', UNIT, '<!-- c -->', '<![CDATA[ ]]>', '<Своё/>', '&#32;'] as const

/** All rows of so many parts. */
function rows(length: number): readonly (readonly string[])[] {
  if (length === 0) return [[]]
  return rows(length - 1).flatMap((row) => PARTS.map((part) => [...row, part]))
}

// In two products, so that the second is as expected and read without states.
const units = (inner: string): string =>
  catalog(['p', 'q'].map((id) => `<Товар><Ид>${id}</Ид><БазоваяЕдиница>${inner}</БазоваяЕдиница></Товар>`).join(''))

function namesIn(xml: string): readonly (string | undefined)[] {
  const names: (string | undefined)[] = []
  const onProduct = (product: { baseUnit?: { name?: string } }): unknown => names.push(product.baseUnit?.name)
  const reader = createReader({ onProduct }, { engine: 'wasm' })
  reader.feed(Buffer.from(xml))
  reader.end()
  return names
}

describe('white space beside children', () => {
  test('is the same to both engines, among whatever else there is', () => {
    for (const row of [1, 2, 3, 4].flatMap(rows)) compare(units(row.join('')), { extras: 'report' })
  })

  test('is the same where the element stands a second time, among the extras', () => {
    for (const row of [1, 2, 3].flatMap(rows)) {
      const second = `</БазоваяЕдиница><БазоваяЕдиница>${row.join('')}`
      for (const extras of ['keep', 'ignore'] as const) compare(units(second), { extras })
    }
    const twice = units(`</БазоваяЕдиница><БазоваяЕдиница> ${UNIT} ${UNIT} a `)
    for (let entityLength = 40; entityLength < 900; entityLength += 3) compare(twice, { limits: { entityLength } })
  })

  test('also where the unknown is not wanted, or the children are not', () => {
    for (const row of [1, 2, 3].flatMap(rows)) {
      compare(units(row.join('')), { extras: 'ignore' })
      compare(units(row.join('')), { fields: { product: ['baseUnit.name'] } })
    }
  })

  test.each([1, 62, 63, 64, 65, 200])('uses as much of limits in both, %i characters of it', (length) => {
    const blank = ' '.repeat(length)
    for (const xml of [`${blank}${UNIT}`, `${UNIT}${blank}`, `${blank}${UNIT}${blank}${UNIT}${blank}`, blank]) {
      for (let entityLength = 40; entityLength < 600; entityLength += 3)
        compare(units(xml), { limits: { entityLength } })
      for (const textLength of [0, 1, 61, 62, 63, 64, 65, 199, 200]) compare(units(xml), { limits: { textLength } })
    }
  })

  test.each([
    ['before and behind them', `\n${UNIT}\n${UNIT}\n`, undefined],
    ['around a text', `\n${UNIT}\n шт \n`, 'шт'],
    ['in the midst of a text', `a${UNIT} ${UNIT}b`, 'a b'],
    ['in the midst of a text, behind a comment', `a<!-- --> ${UNIT}b`, 'a b'],
    ['that is all there is', ' \n ', ' \n '],
  ])('%s', (_, inner, expected) => {
    expect(namesIn(units(inner))).toEqual([expected, expected])
  })
})
