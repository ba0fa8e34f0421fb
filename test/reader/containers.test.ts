import { createReader } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, eventsOf, theEvent } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { storyOf } from './story.ts'

const product = (id: string): string => `<Товар><Ид>${id}</Ид></Товар>`

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
