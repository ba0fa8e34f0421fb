import { content, decimal, entity, extend, jsonSchema, many, Offer, one, text } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { issuesOf, offers, theEvent } from '../helpers/documents.ts'

const NO_LISTS = { additionalData: [], taxes: [], discounts: [] }

const offer = (inside: string): string => offers(`<Предложение><Ид>1</Ид>${inside}</Предложение>`)
const pricesOf = async (inside: string) => (await theEvent('offer', offer(inside))).offer.prices

describe('a row that may be the text of its element', () => {
  // As scripts of shops write them, beside 1C's own.
  test.each([
    '<Цены><Цена><ЦенаЗаЕдиницу>9,50</ЦенаЗаЕдиницу></Цена></Цены>',
    '<Цены><Цена>9,50</Цена></Цены>',
    '<Цена>9,50</Цена>',
    '<Цена>\n\t<ЦенаЗаЕдиницу>9,50</ЦенаЗаЕдиницу>\n</Цена>',
  ])('is read from %s', async (inside) => {
    expect(await pricesOf(inside)).toEqual([{ ...NO_LISTS, unitPrice: '9.50' }])
    expect(await issuesOf(offer(inside))).toEqual([])
  })

  test('is read beside children that are other rows', async () => {
    expect(await pricesOf('<Цены><Цена>\n<ИдТипаЦены>t</ИдТипаЦены>\n7\n</Цена></Цены>')).toEqual([
      { ...NO_LISTS, priceTypeId: 't', unitPrice: '7' },
    ])
  })

  test('has come when its element has: a text beside it is a stray one', async () => {
    const inside = '<Цены><Цена><ЦенаЗаЕдиницу>7</ЦенаЗаЕдиницу>8</Цена></Цены>'
    const extras = { attributes: {}, text: '8', elements: [] }
    expect(await pricesOf(inside)).toEqual([{ ...NO_LISTS, unitPrice: '7', extras }])
    expect(await issuesOf(offer(inside))).toMatchObject([{ code: 'stray-text', raw: '8' }])
  })

  test('is refused by its codec as its element would be', async () => {
    const inside = '<Цены><Цена>дорого</Цена></Цены>'
    expect(await issuesOf(offer(inside))).toMatchObject([
      { code: 'invalid-decimal', raw: 'дорого', field: 'unitPrice' },
    ])
  })

  test('is passed over with the row', async () => {
    const inside = '<Цены><Цена><Валюта>RUB</Валюта>7</Цена></Цены>'
    const options = { fields: { offer: ['prices.currency'] } } as const
    expect(await theEvent('offer', offer(inside), options)).toMatchObject({
      offer: { id: '1', prices: [{ currency: 'RUB' }] },
    })
    expect(await issuesOf(offer(inside), options)).toEqual([])
  })

  const Named = extend(Offer, { label: one('Метка', entity({ name: one(['Имя', '.'], text) })) })
  test.each(['x<!-- --> <!-- -->y', 'x<![CDATA[ ]]>y', 'x<q/> <q/>y', ' x y ', '\u00a0'])(
    'keeps the white space of a text, as the text of an element that is nothing else: %s',
    async (inside) => {
      const Content = extend(Offer, { label: one('Метка', entity({ name: content(text) })) })
      const xml = offer(`<Метка>${inside}</Метка>`)
      const [named, plain] = await Promise.all(
        [Named, Content].map((schema) => theEvent('offer', xml, { schema: { offer: schema } } as object)),
      )
      expect(named?.offer).toHaveProperty('label.name')
      expect(named).toEqual(plain)
    },
  )

  test('of a number has an issue where it is no more than a NBSP', async () => {
    expect(await issuesOf(offer('<Цена>\u00a0</Цена>'))).toMatchObject([{ code: 'invalid-decimal', raw: '\u00a0' }])
    expect(await issuesOf(offer('<Цена>\n</Цена>'))).toEqual([])
  })

  test('is a place like any other to those who extend', () => {
    const Weight = entity({ grams: one(['Граммы', '.'], decimal) })
    expect(() => extend(Weight, { words: one(['Прописью', '.'], text) })).toThrow(/grams and words both claim the text/)
  })

  test.each([
    ['by itself', () => one('.', text)],
    ['before others', () => one(['.', 'Вес'], text)],
    ['of a list', () => many(['Вес', '.'], text)],
    ['of an entity', () => one(['Вес', '.'], entity({}))],
  ])('is no spelling %s', (_, row) => {
    expect(row).toThrow(TypeError)
  })
})

describe('a list that is left out when nothing came', () => {
  const stocksOf = async (inside: string) => (await theEvent('offer', offer(inside))).offer.stocks

  test('is there with what came', async () => {
    expect(
      await stocksOf('<Склады><Склад><Ид>a</Ид><Количество>5</Количество></Склад><Склад>Б</Склад></Склады>'),
    ).toEqual([{ warehouses: [{ warehouseId: 'a', quantity: '5' }, { warehouseName: 'Б' }] }])
  })

  test('is missing otherwise', async () => {
    expect(await stocksOf('<Склады ИдСклада="a" КоличествоНаСкладе="5"/>')).toEqual([
      { warehouseId: 'a', quantity: '5' },
    ])
  })

  test('need not be there by the schema', () => {
    expect(jsonSchema('Offer', Offer)).not.toHaveProperty('properties.stocks.items.required')
  })
})
