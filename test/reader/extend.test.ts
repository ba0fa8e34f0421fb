import { createReader, type Extras, readEvents } from 'commerceml'
import {
  BaseUnit,
  Catalog,
  CommercialInformation,
  content,
  dateTime,
  decimal,
  ExtrasSchema,
  entity,
  extend,
  flag,
  Group,
  list,
  many,
  Offer,
  Order,
  one,
  Product,
  Property,
  type Row,
  type Rows,
  text,
  Unit,
  within,
} from 'commerceml/schema'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { document, groups, offers, product, theProduct } from '../helpers/documents.ts'

describe('rows of your own', () => {
  test('are read into the entity, typed by their codecs, and no longer extras', async () => {
    const Shelf = entity({ code: one('Код', text), loads: many('Нагрузка', decimal) })
    const MyProduct = extend(Product, {
      code: one('БитриксКод', text),
      sort: one('БитриксСортировка', decimal),
      hot: one('@Хит', flag),
      changedAt: one(['ДатаИзменения', '@Изменен'], dateTime),
      tags: many('Тег', text),
      colours: list('Цвета', 'Цвет', text),
      season: within('Показ', within('Период', one('Сезон', text))),
      shelf: one('Полка', Shelf),
    })
    const xml = product(
      '<Ид>p</Ид><БитриксКод>kettle</БитриксКод><БитриксСортировка>1 500,0</БитриксСортировка><Тег>a</Тег><Тег>b</Тег><Цвета><Цвет>синий</Цвет></Цвета><Показ><Период><Сезон>зима</Сезон></Период></Показ><Полка><Код>7</Код><Нагрузка>2,5</Нагрузка></Полка><Прочее/>',
      ' Хит="да" Изменен="01.02.2024 9:00"',
    )
    for await (const event of readEvents(xml, { schema: { product: MyProduct } })) {
      if (event.type !== 'product') continue
      const { code, sort, hot, changedAt, tags, colours, season, shelf, extras, id } = event.product
      expect({ code, sort, hot, changedAt, tags, colours, season, shelf, id }).toEqual({
        code: 'kettle',
        sort: '1500.0',
        hot: true,
        changedAt: '2024-02-01T09:00:00',
        tags: ['a', 'b'],
        colours: ['синий'],
        season: 'зима',
        shelf: { code: '7', loads: ['2.5'] },
        id: 'p',
      })
      expect(extras?.elements.map(({ name }) => name)).toEqual(['Прочее'])
      expect(Check(MyProduct, event.product)).toBe(true)
    }
    expect.hasAssertions()
  })

  test('are extras without the schema that has them', async () => {
    const read = await theProduct(product('<Ид>p</Ид><БитриксКод>kettle</БитриксКод>'))
    expect(read.extras?.elements).toMatchObject([{ name: 'БитриксКод', text: 'kettle' }])
  })

  test('under a key that exists take the place of that row', async () => {
    const MyProduct = extend(Product, { article: one('МойАртикул', decimal) })
    const xml = product('<Ид>p</Ид><Артикул>A-1</Артикул><МойАртикул>7</МойАртикул>')
    for await (const event of readEvents(xml, { schema: { product: MyProduct } })) {
      if (event.type !== 'product') continue
      expect(event.product.article).toBe('7')
      expect(event.product.extras?.elements).toMatchObject([{ name: 'Артикул', text: 'A-1' }])
    }
    expect.hasAssertions()
  })

  test('work in containers, groups, orders, offers and the document itself', () => {
    const seen: unknown[] = []
    const mine = { mine: one('Моё', text) }
    const reader = createReader(
      {
        onCatalog: ({ mine }, { phase }) => phase === 'close' && seen.push(mine),
        onGroup: ({ mine }) => seen.push(mine),
        onOffer: ({ mine }) => seen.push(mine),
        onOrder: ({ mine }) => seen.push(mine),
        onProperty: ({ mine }) => seen.push(mine),
        onEnd: ({ document: { mine } }) => seen.push(mine),
      },
      {
        schema: {
          catalog: extend(Catalog, mine),
          group: extend(Group, mine),
          offer: extend(Offer, mine),
          order: extend(Order, mine),
          property: extend(Property, mine),
          document: extend(CommercialInformation, mine),
        },
      },
    )
    const put = (value: string): string => `<Моё>${value}</Моё>`
    reader.feed(
      document(
        `<Классификатор><Группы><Группа>${put('1')}<Группы><Группа>${put('2')}</Группа></Группы></Группа></Группы><Свойства><Свойство>${put('3')}</Свойство></Свойства></Классификатор>` +
          `<Каталог>${put('4')}</Каталог><ПакетПредложений><Предложения><Предложение>${put('5')}</Предложение></Предложения></ПакетПредложений><Документ>${put('6')}</Документ>${put('7')}`,
      ),
    )
    reader.end()
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  })

  test('keep what they lack without a row for it', async () => {
    const { extras: _, ...properties } = Product.properties
    const schema = { product: { ...Product, properties } as typeof Product }
    expect(await theProduct(product('<Ид>p</Ид><Чужое>x</Чужое>'), { schema })).toMatchObject({
      id: 'p',
      extras: { elements: [{ name: 'Чужое', text: 'x' }] },
    })
  })

  test('leave entities inside other entities as they are', async () => {
    const xml = document('<Документ><Ид>o</Ид><Товары><Товар><Ид>p</Ид><Своё>x</Своё></Товар></Товары></Документ>')
    const schema = { product: extend(Product, { mine: one('Своё', text) }) }
    for await (const event of readEvents(xml, { schema })) {
      if (event.type === 'order') expect(event.order.lines[0]?.extras?.elements).toMatchObject([{ name: 'Своё' }])
    }
    expect.hasAssertions()
  })

  test('can take the text of the element itself', async () => {
    const MyGroup = extend(Group, { words: content(text) })
    for await (const event of readEvents(groups('<Группа>слова</Группа>'), { schema: { group: MyGroup } })) {
      if (event.type === 'group') expect(event.group.words).toBe('слова')
      expect(event.type === 'issue' && event.issue.code === 'stray-text').toBe(false)
    }
    expect.hasAssertions()
  })

  test.each([
    ['from the first on', 0],
    ['from the first on, one before them', 1],
    ['from the last on', 0],
  ])('are as many as you like, each on its own, %s', async (order, before) => {
    const numbers = Array.from({ length: 60 }, (_, index) => index)
    const rows: Record<string, Row<unknown>> = before === 1 ? { before: one('Прежде', text) } : {}
    for (const number of numbers) {
      rows[`row${number}`] = one(`Ряд${number}`, text)
      rows[`list${number}`] = many(`Список${number}`, text)
    }
    if (order === 'from the last on') numbers.reverse()
    const written = (round: number): string =>
      numbers
        .map((number) => `<Ряд${number}>${number}/${round}</Ряд${number}><Список${number}>${round}</Список${number}>`)
        .join('')
    const xml = document(
      `<Классификатор><ЕдиницыИзмерения><ЕдиницаИзмерения>${written(1)}${written(2)}</ЕдиницаИзмерения></ЕдиницыИзмерения></Классификатор>`,
    )
    const issues: string[] = []
    for await (const event of readEvents(xml, { schema: { unit: extend(Unit, rows) } })) {
      if (event.type === 'issue') issues.push(`${event.issue.code} ${event.issue.field}`)
      if (event.type !== 'unit') continue
      const read: Readonly<Record<string, unknown>> = { ...event.unit }
      expect(numbers.map((number) => read[`row${number}`])).toEqual(numbers.map((number) => `${number}/1`))
      expect(numbers.map((number) => read[`list${number}`])).toEqual(numbers.map(() => ['1', '2']))
      const extras = read['extras'] as Extras | undefined // with names out of numbers, no type knows of it
      expect(extras?.elements.map(({ text }) => text)).toEqual(numbers.map((number) => `${number}/2`))
    }
    expect(issues).toEqual(numbers.map((number) => `repeated-element row${number}`))
  })

  test('do not change the standard schema, nor another reader', async () => {
    const before = Object.keys(Product.properties)
    const MyProduct = extend(Product, { mine: one('Своё', text) })
    await theProduct(product('<Ид>p</Ид><Своё>x</Своё>'), { schema: { product: MyProduct } })
    expect(Object.keys(Product.properties)).toEqual(before)
    expect(await theProduct(product('<Ид>p</Ид><Своё>x</Своё>'))).not.toHaveProperty('mine')
  })

  test('are judged as the standard ones are: wrong values, repetition', async () => {
    const MyOffer = extend(Offer, { weight: one('Тяжесть', decimal) })
    const issues: unknown[] = []
    const xml = offers(
      '<Предложение><Ид>o</Ид><Тяжесть>?</Тяжесть><Тяжесть>1</Тяжесть><Тяжесть>2</Тяжесть></Предложение>',
    )
    for await (const event of readEvents(xml, { schema: { offer: MyOffer } })) {
      if (event.type === 'issue') issues.push([event.issue.code, event.issue.field, event.issue.raw])
    }
    expect(issues).toEqual([
      ['invalid-decimal', 'weight', '?'],
      ['repeated-element', 'weight', 'Тяжесть'],
    ])
  })
})

describe('misuse', () => {
  test('a row that was made by hand is a TypeError with its key', () => {
    expect(() => extend(Product, { mine: ExtrasSchema as never })).toThrow(
      /^extend\(\): row "mine" must be made by one\(\)/,
    )
  })

  test('within() takes rows only', () => {
    expect(() => within('Обёртка', ExtrasSchema as never)).toThrow(TypeError)
  })

  test('a schema for an event that does not exist is a TypeError with the names that do', () => {
    const options = { schema: { goods: Product } as never }
    expect(() => createReader({ onEvent() {} }, options)).toThrow(
      /schema\.goods is no entity; known are document, classifier/,
    )
  })
})

describe('extend and schema refuse', () => {
  test.each([
    ['an element of another row', { slug: one('Артикул', text) }, /article and slug both claim Артикул/],
    ['an attribute of another row', { mark: one('@Статус', text) }, /status and mark both claim/],
    ['the key extras', { extras: one('X', text) }, /"extras"/],
    ['the key __proto__', { ['__proto__']: one('X', text) }, /"__proto__"/],
    ["another row's wrapper", { groupsText: one('Группы', text) }, /groupsText is Группы, and groupIds is inside it/],
    [
      "another row's wrapper, among others",
      { all: many('ЗначенияРеквизитов', text) },
      /all is .* requisites is inside it/,
    ],
    [
      'an attribute of the element of an entity',
      { unitNote: within('БазоваяЕдиница', one('@Примечание', text)) },
      /baseUnit is БазоваяЕдиница, and unitNote is inside it/,
    ],
    ['an element in one that is a text', { inside: within('Артикул', one('Часть', text)) }, /article is Артикул/],
    ['an element deep in such a one', { deep: within('Артикул', list('Части', 'Часть', text)) }, /article is Артикул/],
    [
      'an attribute of an element that comes later',
      { note: within('Моё', one('@Примечание', text)), mine: one('Моё', text) },
      /mine is Моё, and note is inside it/,
    ],
  ])('%s', (_, rows, message) => {
    expect(() => extend(Product, rows as Rows)).toThrow(TypeError)
    expect(() => extend(Product, rows as Rows)).toThrow(message)
  })

  test('a second row for the text of the element', () => {
    expect(() => extend(BaseUnit, { words: content(text) })).toThrow(
      /name and words both claim the text of the element: /,
    )
  })

  test('but not an attribute of an element that is a text', async () => {
    const schema = { product: extend(Product, { articleKind: within('Артикул', one('@Вид', text)) }) }
    const read = await theProduct(product('<Ид>p</Ид><Артикул Вид="новый">А-1</Артикул>'), { schema })
    expect(read).toMatchObject({ article: 'А-1', articleKind: 'новый' })
  })

  test('but not a row in place of another', async () => {
    const schema = { product: extend(Product, { article: one('Артикул', decimal) }) }
    expect(await theProduct(product('<Ид>p</Ид><Артикул>1 990,50</Артикул>'), { schema })).toMatchObject({
      article: '1990.50',
    })
  })

  test('what is no entity', () => {
    for (const product of [{}, undefined, null, 7]) {
      const options = { schema: { product } } as never
      expect(() => createReader({}, options)).toThrow(/schema\.product must be an entity/)
    }
  })
})
