import { readEvents } from 'commerceml'
import { extend, many, one, Product, text } from 'commerceml/schema'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { document } from '../helpers/documents.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { HEAD, inCatalog, read, written } from './helpers/written-documents.ts'

describe('the document', () => {
  test('has a person for a person and a company for a company, as sites tell them apart by the element around', async () => {
    const person = '<РеквизитыФизЛица><ПолноеНаименование>Уключин Тимур</ПолноеНаименование></РеквизитыФизЛица>'
    const company = '<РеквизитыЮрЛица><ИНН>6910000108</ИНН></РеквизитыЮрЛица>'
    for (const details of [person, company, `${person}${company}`]) {
      const order = document(
        `<Документ><Ид>1</Ид><Контрагенты><Контрагент>${details}</Контрагент></Контрагенты></Документ>`,
      )
      const events = await read(order)
      expect(events.filter(({ type }) => type === 'issue')).toEqual([])
      expect(await written(events as WritableEvent[])).toContain(`<Контрагент>${details}</Контрагент>`)
    }
  })

  test('stands as the specification has it, rows around the items in their order', async () => {
    const events: WritableEvent[] = [
      HEAD,
      {
        type: 'offersPackage',
        offersPackage: {
          id: 'p',
          name: 'П',
          catalogId: 'c',
          owner: { fullName: 'И' },
          priceTypesClassifierId: 'k',
          signatories: [{ lastName: 'А', firstName: 'Б' }],
        },
      },
      { type: 'priceType', priceType: { id: 't' } },
      { type: 'warehouse', warehouse: { id: 'w' } },
      { type: 'offer', offer: { id: '1', quantity: '5', prices: [{ priceTypeId: 't', unitPrice: '10.00' }] } },
    ]
    expect((await written(events)).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<КоммерческаяИнформация ВерсияСхемы="2.10" ДатаФормирования="2026-01-31T12:00:00">',
      '<ПакетПредложений>',
      '<Ид>p</Ид><Наименование>П</Наименование><ИдКаталога>c</ИдКаталога><Владелец><ПолноеНаименование>И</ПолноеНаименование></Владелец><ТипыЦен><ИдКлассификатора>k</ИдКлассификатора>',
      '<ТипЦены><Ид>t</Ид></ТипЦены>',
      '</ТипыЦен>',
      '<Склады>',
      '<Склад><Ид>w</Ид></Склад>',
      '</Склады>',
      '<Предложения>',
      '<Предложение><Ид>1</Ид><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>10.00</ЦенаЗаЕдиницу></Цена></Цены><Количество>5</Количество></Предложение>',
      '</Предложения>',
      '<Подписанты><Подписант><Фамилия>А</Фамилия><Имя>Б</Имя></Подписант></Подписанты></ПакетПредложений>',
      '</КоммерческаяИнформация>',
      '',
    ])
  })

  test('has the rows of a reference before its items, which tell what they stand in', async () => {
    const events = await read(
      await joinedBytes(
        writeEvents([
          HEAD,
          { type: 'reference', reference: { id: 'r', name: 'Бренды', requisites: [{ id: 'q', name: 'Логотип' }] } },
          { type: 'referenceItem', referenceItem: { id: 'a' } },
        ]),
      ),
    )
    expect(events.map(({ type }) => type)).toEqual(['document', 'reference', 'referenceItem', 'reference', 'end'])
    expect(events[1]).toMatchObject({ reference: { id: 'r', name: 'Бренды', requisites: [{ id: 'q' }] } })
    expect(events[2]).toMatchObject({ referenceId: 'r' })
  })

  test('without anything in it is whole', async () => {
    expect((await read(await joinedBytes(writeEvents([HEAD])))).map(({ type }) => type)).toEqual(['document', 'end'])
  })

  test('is read alike every way', async () => {
    const products = Array.from({ length: 5 }, (_, index) => ({
      id: String(index),
      name: 'Чай & <мёд> 🐝',
      groupIds: ['a', 'b'],
    }))
    for (const encoding of ['utf-8', 'utf-8-bom', 'windows-1251'] as const) {
      const bytes = await joinedBytes(writeEvents(inCatalog(...products), { encoding }))
      await readEveryWay(bytes)
      expect([...bytes.subarray(0, 3)]).toEqual(encoding === 'utf-8-bom' ? [0xef, 0xbb, 0xbf] : [...Buffer.from('<?x')])
    }
  })

  test('keeps the second of two elements second, wherever else its entity has extras', async () => {
    const marking = (code: string): string => `<ГруппаМаркировки><Код>${code}</Код></ГруппаМаркировки>`
    const rows = `<Наименование>А</Наименование><Наименование>Б</Наименование>${marking('1')}${marking('2')}<Ид вид="guid">p</Ид>`
    const xml = document(`<Каталог><Ид>c</Ид><Товары><Товар>${rows}</Товар></Товары></Каталог>`)
    for (const text of [xml, await written((await read(xml)) as WritableEvent[])]) {
      const [product] = (await read(text)).flatMap((event) => (event.type === 'product' ? [event.product] : []))
      expect(product).toMatchObject({ id: 'p', name: 'А', markingGroupCode: '1' })
      const kept = product?.extras?.elements.map(({ name, text, attributes, elements }) => [
        name,
        text || attributes['вид'] || elements[0]?.text,
      ])
      expect(Object.fromEntries(kept ?? [])).toEqual({ Наименование: 'Б', ГруппаМаркировки: '2', Ид: 'guid' })
      expect(kept).toHaveLength(3)
    }
  })

  test('keeps what stands outside the schema before and behind a value that has extras of its own', async () => {
    const xml = document(
      '<Каталог><Товары><Товар><Моё>1</Моё><Ид вид="guid">p</Ид><Наше>2</Наше></Товар></Товары></Каталог>',
    )
    const events = await read(xml)
    expect(await written(events as WritableEvent[])).toContain('<Моё>1</Моё><Ид вид="guid">p</Ид><Наше>2</Наше>')
  })

  test('passes over a key that is none of the schema, as long as it holds nothing', async () => {
    expect(await written(inCatalog({ id: '1', nmae: undefined }))).toContain('<Товар><Ид>1</Ид></Товар>')
  })

  test('has groups inside their parents, by depth or by the id of the parent', async () => {
    const tree = (ways: readonly object[]): WritableEvent[] => [
      HEAD,
      { type: 'classifier', classifier: { id: 'k' } },
      ...['a', 'a1', 'a2', 'b', 'b1'].map(
        (id, index) => ({ type: 'group', group: { id }, ...ways[index] }) as WritableEvent,
      ),
      { type: 'property', property: { id: 'p' } },
    ]
    const byParent = await written(tree([{}, { parentId: 'a' }, { parentId: 'a1' }, {}, { parentId: 'b' }]))
    expect(await written(tree([{}, { depth: 1 }, { depth: 2 }, { depth: 0 }, { depth: 1 }]))).toBe(byParent)
    const groups = (await read(byParent)).flatMap((event) =>
      event.type === 'group' ? [[event.group.id, event.parentId, event.depth]] : [],
    )
    expect(groups).toEqual([
      ['a', undefined, 0],
      ['a1', 'a', 1],
      ['a2', 'a1', 2],
      ['b', undefined, 0],
      ['b1', 'b', 1],
    ])
  })

  test('writes rows of your own and changes packages', async () => {
    const Mine = extend(Product, { rating: one('Рейтинг', text), tags: many('Метка', text) })
    const options = { schema: { product: Mine } }
    const product = { id: '1', rating: '5', tags: ['x', 'y'] }
    const events = [HEAD, { type: 'catalog', catalog: {} }, { type: 'product', product }] as const
    const bytes = await joinedBytes(writeEvents(events, options))
    for await (const event of readEvents(bytes, options))
      if (event.type === 'product') expect(event.product).toMatchObject(product)
    const changes = await written([HEAD, { type: 'offersPackage', offersPackage: { id: 'p' }, changes: true }])
    expect(changes).toContain('<ИзмененияПакетаПредложений>')
  })
})
