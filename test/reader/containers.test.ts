import { createReader } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, eventsOf, failureOf, theEvent } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

const product = (id: string): string => `<Товар><Ид>${id}</Ид></Товар>`

/** The events in a word or two each: `catalog open`, `product`. */
async function storyOf(xml: string): Promise<string[]> {
  const events = await readAll(xml)
  return events.map((event) => ('phase' in event ? `${event.type} ${event.phase}` : event.type))
}

describe('items where the specification has none', () => {
  const groups = '<Группы><Группа><Ид>a</Ид><Группы><Группа><Ид>b</Ид></Группа></Группы></Группа></Группы>'

  test('are groups of a catalog, and of the document', async () => {
    const inside = document(`<Каталог><Ид>c</Ид>${groups}<Товары>${product('1')}</Товары></Каталог>`)
    const story = ['document', 'catalog open', 'group', 'group', 'product', 'catalog close', 'end']
    expect(await storyOf(inside)).toEqual(story)
    const apart = document(`${groups}<Каталог><Ид>c</Ид><Товары>${product('1')}</Товары></Каталог>`)
    expect(await storyOf(apart)).toEqual(['document', 'group', 'group', 'catalog open', 'product', ...story.slice(5)])
    for (const xml of [inside, apart]) {
      await readEveryWay(new TextEncoder().encode(xml))
      const events = await eventsOf('group', xml)
      expect(events.map(({ group, parentId, depth }) => [group.id, parentId, depth])).toEqual([
        ['a', undefined, 0],
        ['b', 'a', 1],
      ])
    }
  })

  // As a feed for Tilda has it (CommerceML 2.07).
  test.each([
    ['Каталог', 'catalog', `<Товары>${product('1')}</Товары>`, 'product'],
    ['ПакетПредложений', 'offersPackage', '<Предложения><Предложение><Ид>1</Ид></Предложение></Предложения>', 'offer'],
  ] as const)('are a classifier inside a %s', async (element, container, items, item) => {
    const xml = document(
      `<${element}><Ид>c</Ид><Классификатор><Ид>k</Ид>${groups}</Классификатор>${items}</${element}>`,
    )
    await readEveryWay(new TextEncoder().encode(xml))
    expect(await storyOf(xml)).toEqual([
      'document',
      `${container} open`,
      'classifier open',
      'group',
      'group',
      'classifier close',
      item,
      `${container} close`,
      'end',
    ])
    expect((await eventsOf(container, xml)).every((event) => !('extras' in event))).toBe(true)
  })

  // As a shop's own export has it (2.05).
  test('are goods and offers without Товары and Предложения around them', async () => {
    const xml = document(
      `<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид>${product('1')}${product('2')}</Каталог>` +
        '<ПакетПредложений><Ид>p</Ид><Предложение><Ид>1</Ид></Предложение><Предложение><Ид>2</Ид></Предложение></ПакетПредложений>',
    )
    await readEveryWay(new TextEncoder().encode(xml))
    expect(await storyOf(xml)).toEqual([
      'document',
      'catalog open',
      'product',
      'product',
      'catalog close',
      'offersPackage open',
      'offer',
      'offer',
      'offersPackage close',
      'end',
    ])
  })

  // As scripts of shops and their readers have it (2.05): three hundred thousand of them were the extras of one document.
  test('are goods and offers straight in the root', async () => {
    const xml = document(
      `<Товары>${product('1')}${product('2')}</Товары><Предложения><Предложение><Ид>1</Ид></Предложение></Предложения>`,
    )
    await readEveryWay(new TextEncoder().encode(xml))
    expect(await storyOf(xml)).toEqual(['document', 'product', 'product', 'offer', 'end'])
  })

  test('are orders in a ПакетДокументов', async () => {
    const xml = document(
      '<ПакетДокументов><Документ><Ид>1</Ид></Документ><Документ><Ид>2</Ид></Документ></ПакетДокументов>',
    )
    await readEveryWay(new TextEncoder().encode(xml))
    expect((await eventsOf('order', xml)).map(({ order }) => order.id)).toEqual(['1', '2'])
  })
})

describe('a container', () => {
  test('opens before its first item and closes after its last', async () => {
    const xml = document(
      `<Классификатор><Ид>k</Ид><Группы><Группа><Ид>g</Ид></Группа></Группы><Свойства><Свойство><Ид>s</Ид></Свойство></Свойства></Классификатор>` +
        `<Каталог><Ид>c</Ид><Товары>${product('1')}${product('2')}</Товары></Каталог>`,
    )
    expect(await storyOf(xml)).toEqual([
      'document',
      'classifier open',
      'group',
      'property',
      'classifier close',
      'catalog open',
      'product',
      'product',
      'catalog close',
      'end',
    ])
  })

  test('opens with what stands before its items, and closes with everything', async () => {
    const xml = document(
      `<Каталог><Ид>c</Ид><Товары>${product('1')}</Товары><СодержитТолькоИзменения>true</СодержитТолькоИзменения><Описание>late</Описание></Каталог>`,
    )
    await readEveryWay(new TextEncoder().encode(xml))
    const [open, close] = await eventsOf('catalog', xml)
    expect(open?.catalog).toEqual({ id: 'c', signatories: [], inheritedTemplates: [] })
    expect(close?.catalog).toEqual({
      id: 'c',
      changesOnly: true,
      description: 'late',
      signatories: [],
      inheritedTemplates: [],
    })
    expect(close?.position).toEqual(open?.position)
  })

  test('does not change what it opened with', () => {
    const opened: unknown[] = []
    const copies: unknown[] = []
    const reader = createReader({
      onOffersPackage(header, { phase }) {
        if (phase === 'close') return
        opened.push(header)
        copies.push(structuredClone(header))
      },
      onDocument(header) {
        opened.push(header)
        copies.push(structuredClone(header))
      },
    })
    reader.feed(
      document(
        '<ПакетПредложений><ЗначенияСвойств><ЗначенияСвойства><Ид>0</Ид></ЗначенияСвойства><ЗначенияСвойства><Ид>1</Ид></ЗначенияСвойства></ЗначенияСвойств><Предложения><Предложение/></Предложения>' +
          '<ЗначенияСвойств><ЗначенияСвойства><Ид>2</Ид></ЗначенияСвойства></ЗначенияСвойств><Описание>late</Описание></ПакетПредложений><Контрагенты СодержитТолькоИзменения="1"/>',
      ),
    )
    reader.end()
    expect(opened).toHaveLength(2)
    expect(opened).toEqual(copies)
    expect(opened[1]).toMatchObject({
      propertyValues: [{ propertyId: '0' }, { propertyId: '1', values: [], details: [] }],
    })
    expect(opened[1]).not.toHaveProperty('description')
  })

  test('has its extras when it closes, and their attributes when it opens', async () => {
    const [open, close] = await eventsOf(
      'catalog',
      document('<Каталог Новый="да"><БитриксКод>x</БитриксКод></Каталог>'),
    )
    expect(plain([open?.catalog.extras])).toEqual([{ attributes: { Новый: 'да' }, text: '', elements: [] }])
    expect(plain([close?.catalog.extras])).toEqual([
      {
        attributes: { Новый: 'да' },
        text: '',
        elements: [{ name: 'БитриксКод', attributes: {}, text: 'x', elements: [] }],
      },
    ])
  })

  test.each(['Классификатор', 'Каталог', 'ПакетПредложений', 'ИзмененияПакетаПредложений'])(
    '%s without anything in it opens and closes',
    async (name) => {
      const story = await storyOf(document(`<${name}/>`))
      expect(story.map((event) => event.split(' ')[1])).toEqual([undefined, 'open', 'close', undefined])
    },
  )

  test('may come more than once', async () => {
    const events = await eventsOf('catalog', document('<Каталог><Ид>a</Ид></Каталог><Каталог><Ид>b</Ид></Каталог>'))
    expect(events.map(({ catalog, phase }) => [catalog.id, phase])).toEqual([
      ['a', 'open'],
      ['a', 'close'],
      ['b', 'open'],
      ['b', 'close'],
    ])
  })

  test.each([
    ['ПакетПредложений', false],
    ['ИзмененияПакетаПредложений', true],
  ])('%s says whether it holds changes: %s', async (name, changes) => {
    const xml = document(`<${name}><Предложения><Предложение><Ид>o</Ид></Предложение></Предложения></${name}>`)
    const events = await eventsOf('offersPackage', xml)
    expect(events.map((event) => event.changes)).toEqual([changes, changes])
    expect((await theEvent('offer', xml)).offer.id).toBe('o')
  })
})

describe('the order of the containers', () => {
  const parts = {
    classifier:
      '<Классификатор><Группы><Группа><Ид>g</Ид></Группа></Группы><Свойства><Свойство><Ид>s</Ид></Свойство></Свойства><Ид>k</Ид></Классификатор>',
    catalog: `<Каталог><Ид>c</Ид><Товары>${product('1')}</Товары></Каталог>`,
    offersPackage:
      '<ПакетПредложений><Предложения><Предложение><Ид>1</Ид></Предложение></Предложения><ТипыЦен><ТипЦены><Ид>t</Ид></ТипЦены></ТипыЦен></ПакетПредложений>',
  }
  type Part = keyof typeof parts
  const without = (events: unknown[]): unknown[] =>
    events.map((event) => ({ ...(event as object), position: undefined }))
  const orders: Part[][] = [
    ['classifier', 'catalog', 'offersPackage'],
    ['classifier', 'offersPackage', 'catalog'],
    ['catalog', 'classifier', 'offersPackage'],
    ['catalog', 'offersPackage', 'classifier'],
    ['offersPackage', 'classifier', 'catalog'],
    ['offersPackage', 'catalog', 'classifier'],
  ]

  test.each(orders)('%s, %s, %s changes nothing in what they give', async (...order) => {
    const alone = new Map<Part, unknown[]>()
    for (const part of order) alone.set(part, without(await readAll(document(parts[part]))).slice(1, -1))
    const together = without(await readAll(document(order.map((part) => parts[part]).join(''))))
    expect(together.slice(1, -1)).toEqual(order.flatMap((part) => alone.get(part)))
    expect([...alone.values()].map(({ length }) => length)).not.toContain(2)
  })
})

describe('the document', () => {
  test('is told first, with its attributes as written and as read', async () => {
    const attributes =
      'ВерсияСхемы="2.08" ДатаФормирования="2024-03-12T8:03:20" xmlns="urn:1C.ru:commerceml_210" Своё="1"'
    const [first] = await readAll(document('<Каталог/>', attributes))
    expect(first).toMatchObject({
      type: 'document',
      document: { schemaVersion: '2.08', createdAt: '2024-03-12T08:03:20' },
      encoding: 'utf-8',
      bom: false,
      position: { offset: 0, line: 1, path: 'КоммерческаяИнформация' },
    })
    expect(plain([first?.type === 'document' && first.attributes])).toEqual([
      {
        ВерсияСхемы: '2.08',
        ДатаФормирования: '2024-03-12T8:03:20',
        xmlns: 'urn:1C.ru:commerceml_210',
        Своё: '1',
      },
    ])
    expect(first).not.toHaveProperty('declaredEncoding')
  })

  test('is told at the end once more, complete', async () => {
    const { document: header } = await theEvent(
      'end',
      document('<Каталог/><Контрагенты СодержитТолькоИзменения="true"/><Подпись>я</Подпись>'),
    )
    expect(plain([header])).toEqual([
      {
        schemaVersion: '2.10',
        counterpartiesChangesOnly: true,
        extras: { attributes: {}, text: '', elements: [{ name: 'Подпись', attributes: {}, text: 'я', elements: [] }] },
      },
    ])
  })

  test('that is empty still begins and ends', async () => {
    expect(await storyOf(document(''))).toEqual(['document', 'end'])
  })

  test('ends with counts of entities, a container counting once', async () => {
    const xml = document(
      `<Классификатор/><Каталог><Товары>${product('1')}${product('1')}</Товары></Каталог><Каталог/><Документ><Ид>o</Ид></Документ>`,
    )
    const { counts } = await theEvent('end', xml)
    expect(counts).toEqual({
      document: 1,
      classifier: 1,
      group: 0,
      property: 0,
      priceType: 0,
      warehouse: 0,
      unit: 0,
      category: 0,
      catalog: 2,
      product: 2,
      offersPackage: 0,
      offer: 0,
      productSets: 0,
      reference: 0,
      referenceItem: 0,
      counterparty: 0,
      order: 1,
      issue: 1,
    })
  })

  test('that is cut short has no end', async () => {
    const xml = document(`<Каталог><Товары>${product('1')}</Товары></Каталог>`)
    const { error, events } = await failureOf(xml.slice(0, xml.indexOf('</Товары>')))
    expect(error).toMatchObject({ code: 'truncated-input' })
    expect(events.map(({ type }) => type)).toEqual(['document', 'catalog', 'product'])
  })
})

describe('references', () => {
  const references = (content: string): string =>
    document(`<ПользовательскиеСправочники><Справочник>${content}</Справочник></ПользовательскиеСправочники>`)
  const items = '<ЭлементыСправочника><ЭлементСправочника><Ид>e</Ид></ЭлементСправочника></ЭлементыСправочника>'

  test('an item tells what it stands in, also where that is not selected', async () => {
    const xml = references(`<Ид>brands</Ид>${items}`)
    expect(await theEvent('referenceItem', xml)).toMatchObject({ referenceId: 'brands', referenceItem: { id: 'e' } })
    const selected = await readAll(xml, { select: ['referenceItem'] })
    expect(selected[0]).toMatchObject({ type: 'referenceItem', referenceId: 'brands' })
  })

  test('an item does not know an id that stands behind it', async () => {
    const xml = references(`${items}<Ид>brands</Ид>`)
    expect(await theEvent('referenceItem', xml)).not.toHaveProperty('referenceId')
    expect((await readAll(xml)).at(-2)).toMatchObject({ phase: 'close', reference: { id: 'brands' } })
  })
})

describe('orders and counterparties', () => {
  test.each([
    ['order', '<Документ><Ид>1</Ид></Документ>'],
    ['order', '<Документы><Документ><Ид>1</Ид></Документ></Документы>'],
    ['order', '<Контейнер><Документ><Ид>1</Ид></Документ></Контейнер>'],
    ['order', '<Документы><Контейнер><Документ><Ид>1</Ид></Документ></Контейнер></Документы>'],
    ['counterparty', '<Контрагенты><Контрагент><Ид>1</Ид></Контрагент></Контрагенты>'],
    ['counterparty', '<Контрагент><Ид>1</Ид></Контрагент>'],
  ] as const)('an %s is told from %s', async (type, content) => {
    const event = await theEvent(type, document(content))
    expect('order' in event ? event.order.id : event.counterparty.id).toBe('1')
  })

  test('that follow each other keep their order, whatever they stand in', async () => {
    const order = (id: string): string => `<Документ><Ид>${id}</Ид></Документ>`
    const events = await eventsOf(
      'order',
      document(
        `<Контейнер>${order('1')}${order('2')}</Контейнер>${order('3')}<Контейнер/><Контейнер>${order('4')}</Контейнер>`,
      ),
    )
    expect(events.map(({ order }) => order.id)).toEqual(['1', '2', '3', '4'])
  })

  test('inside an order are parts of it', async () => {
    const xml = document(
      '<Документ><Ид>1</Ид><Контрагенты><Контрагент><Ид>b</Ид></Контрагент></Контрагенты><Товары><Товар><Ид>p</Ид></Товар></Товары><ПодчиненныеДокументы><ПодчиненныйДокумент><Ид>2</Ид></ПодчиненныйДокумент></ПодчиненныеДокументы></Документ>',
    )
    expect(await storyOf(xml)).toEqual(['document', 'order', 'end'])
    const { order } = await theEvent('order', xml)
    expect([order.counterparties[0]?.id, order.lines[0]?.id, order.subordinateDocuments[0]?.id]).toEqual([
      'b',
      'p',
      '2',
    ])
  })
})
