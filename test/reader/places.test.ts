import { describe, expect, test } from 'vitest'
import { document, eventsOf, theEvent } from '../helpers/documents.ts'
import { readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { storyOf } from './story.ts'

const product = (id: string): string => `<Товар><Ид>${id}</Ид></Товар>`

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
