import { DocumentTax, TaxRate, taxRateOf } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../helpers/fixtures.ts'

describe('a rate', () => {
  test('of goods without a tax is none that is known', () => {
    const { taxRates } = { taxRates: [] as { rate?: string }[] }
    expect(taxRateOf(taxRates[0])).toBeUndefined()
  })

  test.each([
    ['20', '20'],
    ['0', '0'],
    ['20.00', '20'],
    ['16.670', '16.67'],
    ['16,67', '16.67'],
    [' 10 ', '10'],
    ['18%', '18'],
    ['18 %', '18'],
    ['20/120', '20'],
    ['18 / 118', '18'],
    ['Без НДС', 'none'],
    ['без ндс', 'none'],
    ['БезНДС', 'none'],
    ['Без налога', 'none'],
    ['Без\u00A0налога', 'none'],
  ])('%j is %s', (rate, percent) => {
    expect(taxRateOf({ rate })).toBe(percent)
  })

  test.each(['', ' ', '%', 'НДС', '18/20', '18/118/2', '20/100', '-18', '1e1', '0x10', 'NaN', '20%%', 'льготная'])(
    '%j is none that is known',
    (rate) => {
      expect(taxRateOf({ rate })).toBeUndefined()
    },
  )

  test('that is absent is none that is known', () => {
    expect(taxRateOf({})).toBeUndefined()
  })
})

// УТ 10.3 writes `18/118` and `Без налога`, sites and other bases `18%` and `Без НДС`.
test.each(['20', '18/118', '18%', 'Без налога', 'Без НДС', ' 20.00 ', ''])(
  'Ставка %j is read as it is written, of goods, lines and documents, and is no issue',
  async (rate) => {
    const tax = `<Наименование>НДС</Наименование><Ставка>${rate}</Ставка>`
    const line = `<Ид>a</Ид><СтавкиНалогов><СтавкаНалога>${tax}</СтавкаНалога></СтавкиНалогов><Налоги><Налог>${tax}</Налог></Налоги>`
    const events = await readAll(
      new TextEncoder().encode(
        `<КоммерческаяИнформация ВерсияСхемы="2.04"><Документ><Ид>1</Ид><Налоги><Налог>${tax}</Налог></Налоги><Товары><Товар>${line}</Товар></Товары></Документ></КоммерческаяИнформация>`,
      ),
      { strict: true },
    )
    expect(events.filter(({ type }) => type === 'issue')).toEqual([])
    const order = events.flatMap((event) => (event.type === 'order' ? [event.order] : []))[0]
    for (const taxes of [order?.taxes, order?.lines[0]?.taxes, order?.lines[0]?.taxRates]) {
      expect(taxes).toMatchObject([{ name: 'НДС', rate }])
    }
  },
)

test('the row is text in every tax', () => {
  for (const { properties } of [DocumentTax, TaxRate]) expect(properties['rate']).not.toHaveProperty('pattern')
})
