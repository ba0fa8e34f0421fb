import { type CommerceMLEvent, createReader } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { collectGarbage } from '../../bench/child/collector.ts'
import { catalog, eventsOf, issuesOf, offers } from '../helpers/documents.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

const PRODUCTS = 12
const products = (rows: string): string =>
  catalog(Array.from({ length: PRODUCTS }, (_, index) => `<Товар><Ид>${index}</Ид>${rows}</Товар>`).join('\n'))

const UNIT = '<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука">шт</БазоваяЕдиница>'
const rate = (value: string): string =>
  `<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>${value}</Ставка></СтавкаНалога></СтавкиНалогов>`
const VALUES = `<ЗначенияСвойств>${'<ЗначенияСвойства><Ид>size</Ид><Значение>XL</Значение></ЗначенияСвойства>'.repeat(3)}</ЗначенияСвойств>`

const SIZE = { propertyId: 'size', values: ['XL'], details: [] }
/** A price that is no number. */
const PRICES = '<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>договорная</ЦенаЗаЕдиницу></Цена></Цены>'
const withPrices = (between: string): string =>
  offers(
    Array.from(
      { length: PRODUCTS },
      (_, index) => `<Предложение><Ид>${index % 10}</Ид>${between}${PRICES}</Предложение>`,
    ).join('\n'),
  )

type ProductEvent = Extract<CommerceMLEvent, { readonly type: 'product' }>
type Loose = Record<string, unknown>

describe('elements that come again, byte for byte', () => {
  test('are in every product, and in each its own', async () => {
    const events = (await eventsOf('product', products(UNIT + rate('20') + VALUES))) as ProductEvent[]
    const [first, ...others] = events.map(({ product }) => structuredClone({ ...product, id: '' }))
    expect(others).toHaveLength(PRODUCTS - 1)
    for (const other of others) expect(other).toStrictEqual(first)
    expect(first).toMatchObject({
      baseUnit: { code: '796 ', fullName: 'Штука', name: 'шт' },
      taxRates: [{ name: 'НДС', rate: '20' }],
      propertyValues: Array(3).fill(SIZE),
    })
  })

  test('stay as they are when a consumer changes one that it got', async () => {
    const seen: unknown[] = []
    for (const { product } of (await eventsOf('product', products(VALUES))) as ProductEvent[]) {
      for (const value of product.propertyValues) {
        seen.push(structuredClone(value))
        ;(value.values as string[]).push('changed')
        ;(value as unknown as Loose)['propertyId'] = 'changed'
      }
    }
    expect(seen).toEqual(Array(3 * PRODUCTS).fill(SIZE))
  })

  test('are not held when their entity is done with', async () => {
    const lists: WeakRef<object>[] = []
    const onProduct = ({ propertyValues }: ProductEvent['product']): void => {
      for (const { values } of propertyValues) lists.push(new WeakRef(values))
    }
    const reader = createReader({ onProduct })
    reader.feed(products(VALUES + VALUES.replaceAll('XL', 'S')).replace(/<.Товары>.*/s, ''))
    reader.feed(`<Товар>${VALUES.replaceAll('XL', 'M')}</Товар>`) // in the places of the last
    await new Promise(setImmediate) // a WeakRef holds until the job is over that asked for it
    collectGarbage()
    expect(lists).toHaveLength(PRODUCTS * 6 + 3)
    expect(lists.slice(0, -3).flatMap((list, index) => (list.deref() === undefined ? [] : [index]))).toEqual([])
  })

  test('have their issue each time, in its place', async () => {
    const events = (await eventsOf('issue', withPrices('\n'))).filter(({ issue }) => issue.code === 'invalid-decimal')
    const length = Buffer.byteLength(`<Предложение><Ид>1</Ид>\n${PRICES}</Предложение>\n`)
    const { offset = 0, line = 0 } = events[0]?.position ?? {}
    expect(events.map(({ issue, position }) => ({ ...issue, ...position }))).toMatchObject(
      Array.from({ length: PRODUCTS }, (_, index) => ({
        entity: String(index % 10),
        raw: 'договорная',
        offset: offset + index * length,
        line: line + index * 2,
        path: expect.stringMatching(/Цена\/ЦенаЗаЕдиницу$/),
      })),
    )
  })

  test.each(['keep', 'report'] as const)(
    'have what is outside the schema each time, with extras: %s',
    async (extras) => {
      const rows = UNIT.replace('шт<', 'шт<Чужое>1</Чужое><').replace(' Код', ' Чужой="2" Код')
      const events = (await eventsOf('product', products(rows), { extras })) as ProductEvent[]
      for (const { product } of events) {
        expect(product.baseUnit?.extras).toMatchObject({
          attributes: { Чужой: '2' },
          elements: [{ name: 'Чужое', text: '1' }],
        })
      }
      expect(new Set(events.map(({ product }) => product.baseUnit?.extras)).size).toBe(PRODUCTS)
      const issues = await issuesOf(products(rows), { extras })
      expect(issues).toHaveLength(extras === 'report' ? 2 * PRODUCTS : 0)
    },
  )

  test('are extras where there was one already', async () => {
    const twice = products(UNIT + UNIT)
    const issues = await issuesOf(twice)
    expect(issues.map(({ code, entity }) => [code, entity])).toEqual(
      Array.from({ length: PRODUCTS }, (_, index) => ['repeated-element', String(index)]),
    )
    for (const { product } of (await eventsOf('product', twice)) as ProductEvent[]) {
      expect(product.extras?.elements.map(({ name }) => name)).toEqual(['БазоваяЕдиница'])
    }
  })

  test('are its own down to the innermost', async () => {
    const unit = UNIT.replace('шт<', 'шт<Пересчет><Единица>796</Единица><Коэффициент>6</Коэффициент></Пересчет><')
    const seen: unknown[] = []
    for (const { product } of (await eventsOf('product', products(unit))) as ProductEvent[]) {
      const [recalculation] = product.baseUnit?.recalculations ?? []
      seen.push({ ...recalculation })
      if (recalculation !== undefined) (recalculation as unknown as Loose)['factor'] = 'changed'
    }
    expect(seen).toEqual(Array(PRODUCTS).fill(seen[0]))
    expect(JSON.stringify(seen[0])).toContain('6')
  })

  test('stand beside a text as if they were read', async () => {
    const recalculation = '<Пересчет><Единица>796</Единица><Коэффициент>6</Коэффициент></Пересчет>'
    const rows = Array.from(
      { length: PRODUCTS },
      (_, index) => `<Товар><Ид>${index}</Ид><БазоваяЕдиница>
      ${index} шт
      ${recalculation}</БазоваяЕдиница></Товар>`,
    )
    const events = (await eventsOf('product', catalog(rows.join('')))) as ProductEvent[]
    expect(events.map(({ product }) => product.baseUnit?.name)).toEqual(rows.map((_, index) => `${index} шт`))
  })

  test('are the same every way they come', async () => {
    await readEveryWay(Buffer.from(withPrices('')))
    await readEveryWay(Buffer.from(products(UNIT + rate('20') + VALUES)))
  })
})
