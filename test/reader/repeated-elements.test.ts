import { extend, isDeleted, many, Product, text, within } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { document, issuesOf, product, theEvent, theProduct } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { leaf } from './leaf.ts'

describe('an element that stands once', () => {
  test('keeps its first value, and the others as extras', async () => {
    const xml = product(
      '<Ид>p</Ид><Наименование>A</Наименование><Наименование>B</Наименование><Наименование>C</Наименование>',
    )
    const read = await theProduct(xml)
    expect(read.name).toBe('A')
    expect(plain([read.extras?.elements])).toEqual([[leaf('Наименование', 'B'), leaf('Наименование', 'C')]])
    expect(await issuesOf(xml)).toMatchObject([
      { code: 'repeated-element', raw: 'Наименование', field: 'name', entity: 'p' },
      { code: 'repeated-element', raw: 'Наименование', field: 'name', entity: 'p' },
    ])
  })

  test.each([
    ['an element', product('<Ид>p</Ид><Статус/><Статус>Удален</Статус>')],
    ['an attribute', product('<Ид>p</Ид><Статус>Удален</Статус>', ' Статус=""')],
  ])('leaves its place to one that says something: %s', async (_, xml) => {
    const read = await theProduct(xml)
    expect(read).toMatchObject({ status: 'Удален' })
    expect(read).not.toHaveProperty('extras')
    expect(isDeleted(read)).toBe(true)
    expect(await issuesOf(xml)).toEqual([])
  })

  test('keeps what it says when an empty one follows', async () => {
    const read = await theProduct(product('<Ид>p</Ид><Артикул>2</Артикул><Артикул/>'))
    expect(read.article).toBe('2')
    expect(plain([read.extras?.elements])).toEqual([[leaf('Артикул', '')]])
  })

  test('is named as it stands there, and the field that has its place', async () => {
    const xml = document(
      '<Документ><Ид>1</Ид><Товары><Товар><Ид>p</Ид><Цена>100</Цена><ЦенаЗаЕдиницу>90</ЦенаЗаЕдиницу></Товар></Товары></Документ>',
    )
    expect(await issuesOf(xml)).toMatchObject([
      { message: 'ЦенаЗаЕдиницу in Товар: unitPrice has come already, this one is in the extras' },
    ])
  })

  test('keeps the attribute when the element of the same row follows', async () => {
    const xml = product('<Ид>p</Ид><Статус>Удален</Статус>', ' Статус="Новый"')
    const read = await theProduct(xml)
    expect(read.status).toBe('Новый')
    expect(plain([read.extras?.elements])).toEqual([[leaf('Статус', 'Удален')]])
  })

  test('is an entity: the whole of the second goes to the extras', async () => {
    const read = await theProduct(
      product(
        '<Ид>p</Ид><Изготовитель><Ид>m1</Ид></Изготовитель><Изготовитель><Ид>m2</Ид><Адрес><Представление>там</Представление></Адрес></Изготовитель>',
      ),
    )
    expect(read.manufacturer?.id).toBe('m1')
    expect(plain([read.extras?.elements])).toEqual([
      [
        {
          name: 'Изготовитель',
          attributes: {},
          text: '',
          elements: [leaf('Ид', 'm2'), { ...leaf('Адрес', ''), elements: [leaf('Представление', 'там')] }],
        },
      ],
    ])
  })

  test('is dropped silently from the extras with extras: ignore, but reported', async () => {
    const xml = product('<Ид>p</Ид><Артикул>1</Артикул><Артикул>2</Артикул>')
    expect(await theProduct(xml, { extras: 'ignore' })).not.toHaveProperty('extras')
    expect(await issuesOf(xml, { extras: 'ignore' })).toMatchObject([{ code: 'repeated-element' }])
  })
})

describe('what repeats', () => {
  test('is a list, in a wrapper or without, and a second wrapper goes on with it', async () => {
    const read = await theProduct(
      product(
        '<Ид>p</Ид><Картинка>1.jpg</Картинка><Группы><Ид>a</Ид></Группы><Картинка>2.jpg</Картинка><Группы><Ид>b</Ид></Группы>',
      ),
    )
    expect(read.pictures).toEqual(['1.jpg', '2.jpg'])
    expect(read.groupIds).toEqual(['a', 'b'])
    expect(read).not.toHaveProperty('extras')
  })

  test('has no item for an empty element, but one for an empty entity', async () => {
    const read = await theProduct(
      product(
        '<Ид>p</Ид><Картинка/><Картинка></Картинка><Картинка> </Картинка><ЗначенияРеквизитов><ЗначениеРеквизита/></ЗначенияРеквизитов>',
      ),
    )
    expect(read.pictures).toEqual([' '])
    expect(read.requisites).toEqual([{ values: [] }])
  })

  test('is [] when it is absent', async () => {
    const read = await theProduct(product('<Ид>p</Ид>'))
    expect(Object.entries(read).filter(([, value]) => Array.isArray(value) && value.length === 0)).toHaveLength(12)
  })
})

describe('an attribute that came with an element before', () => {
  const counterparties = (changesOnly: string, id: string): string =>
    `<Контрагенты СодержитТолькоИзменения="${changesOnly}"><Контрагент><Ид>${id}</Ид></Контрагент></Контрагенты>`
  const xml = document(counterparties('true', '1') + counterparties('false', '2'))

  test('is reported, and stays in the extras', async () => {
    const { document: header } = await theEvent('end', xml)
    expect(header.counterpartiesChangesOnly).toBe(true)
    expect(header.extras?.elements).toMatchObject([
      { name: 'Контрагенты', attributes: { СодержитТолькоИзменения: 'false' } },
    ])
    expect(await issuesOf(xml)).toMatchObject([
      { code: 'repeated-element', raw: 'false', field: 'counterpartiesChangesOnly' },
    ])
    await readEveryWay(new TextEncoder().encode(xml))
  })

  test('is reported where extras are not wanted, and gone', async () => {
    expect(await issuesOf(xml, { extras: 'ignore' })).toMatchObject([{ code: 'repeated-element' }])
    const { document: header } = await theEvent('end', xml, { extras: 'ignore' })
    expect(header).toMatchObject({ counterpartiesChangesOnly: true })
    expect(header).not.toHaveProperty('extras')
  })

  test('may be one of a list', async () => {
    const schema = { product: extend(Product, { notes: within('Картинка', many('@Описание', text)) }) }
    const pictures = '<Картинка Описание="a">1</Картинка><Картинка Описание="b">2</Картинка>'
    const events = await readAll(product(`<Ид>p</Ид>${pictures}`), { schema })
    expect(events).toContainEqual(
      expect.objectContaining({ product: expect.objectContaining({ notes: ['a', 'b'], pictures: ['1', '2'] }) }),
    )
  })
})
