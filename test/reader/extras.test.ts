import { describe, expect, test } from 'vitest'
import { document, failureOf, issuesOf, offers, product, theEvent, theProduct } from '../helpers/documents.ts'
import { readAll } from '../helpers/fixtures.ts'
import { brief, element, entityExtras } from './brief-extras.ts'

describe('extras', () => {
  test('are absent from an entity that has none', async () => {
    expect(await theProduct(product('<Ид>p</Ид>'))).not.toHaveProperty('extras')
  })

  test('keep whole subtrees in document order, known names in them included', async () => {
    const xml = offers(
      '<Предложение><Ид>o</Ид><Пакет вид="1"><Ид>x</Ид><Цены><Цена><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена></Цены></Пакет><Количество>3</Количество><Ещё/></Предложение>',
    )
    const event = await theEvent('offer', xml)
    expect(event.offer).toMatchObject({ id: 'o', quantity: '3', prices: [] })
    expect(entityExtras(event)).toEqual({
      elements: [
        {
          name: 'Пакет',
          attributes: { вид: '1' },
          elements: [
            { name: 'Ид', text: 'x' },
            { name: 'Цены', elements: [{ name: 'Цена', elements: [{ name: 'ЦенаЗаЕдиницу', text: '1' }] }] },
          ],
        },
        { name: 'Ещё' },
      ],
    })
  })

  test('are reported once for a whole subtree', async () => {
    const xml = product('<Ид>p</Ид><Своё а="1"><Ещё б="2">x</Ещё><Ид/></Своё>')
    expect((await issuesOf(xml, { extras: 'report' })).map(({ raw }) => raw)).toEqual(['Своё'])
  })

  test('belong to the innermost entity', async () => {
    const read = await theProduct(
      product('<Ид>p</Ид><Изготовитель><Ид>m</Ид><Сайт>example.com</Сайт></Изготовитель><Сайт>example.org</Сайт>'),
    )
    expect(brief(read.manufacturer?.extras)).toEqual(element('Сайт', { text: 'example.com' }))
    expect(brief(read.extras)).toEqual(element('Сайт', { text: 'example.org' }))
  })

  test('keep text as it is, but for the line breaks between child elements', async () => {
    const read = await theProduct(product('<Ид>p</Ид><А> x </А><Б>\n\t<В> </В>\n</Б><Г>\n\ttext\n\t<Д/>\n</Г>'))
    expect(brief(read.extras)).toEqual({
      elements: [
        { name: 'А', text: ' x ' },
        { name: 'Б', elements: [{ name: 'В', text: ' ' }] },
        { name: 'Г', text: '\n\ttext\n\t\n', elements: [{ name: 'Д' }] },
      ],
    })
  })

  test.each([
    ['кг', { attributes: { Код: '166' }, text: 'кг' }],
    [' кг\n', { attributes: { Код: '166' }, text: ' кг\n' }],
    ['\n\tкг<Своё>1</Своё>', { attributes: { Код: '166' }, text: '\n\tкг', ...element('Своё', { text: '1' }) }],
  ])('keep a unit that comes twice with its text: %j', async (text, kept) => {
    const { baseUnit, extras } = await theProduct(
      product(`<Ид>p</Ид><БазоваяЕдиница>шт</БазоваяЕдиница><БазоваяЕдиница Код="166">${text}</БазоваяЕдиница>`),
    )
    expect(baseUnit?.name).toBe('шт')
    expect(brief(extras)).toEqual(element('БазоваяЕдиница', kept))
  })

  test('of a wrapper that comes twice stand apart', async () => {
    const read = await theProduct(product('<Ид>p</Ид><Группы а="1"/><Группы а="2"><Ид>g</Ид></Группы>'))
    expect(brief(read.extras)).toEqual({
      elements: [
        { name: 'Группы', attributes: { а: '1' } },
        { name: 'Группы', attributes: { а: '2' } },
      ],
    })
  })

  test.each([
    ['  <x/>abc', '  abc'],
    ['<x/> <!-- --> abc', '  abc'],
    ['\n\ta\n\t<x/>\n\tb\n', '\n\ta\n\t\n\tb\n'],
    ['<!-- -->  ', '  '],
    ['', ''],
  ])('leave the text of a leaf as it is, blanks and all: %j', async (content, expected) => {
    for (const extras of ['keep', 'ignore'] as const) {
      const xml = product(`<Ид>p</Ид><Наименование>${content}</Наименование>`)
      expect((await theProduct(xml, { extras })).name).toBe(expected)
    }
  })

  test.each(['  <x/>  ', '<x/>  ', '\n\t<x/>\n\t<y/>\n', '<x/>'])(
    'leave a leaf that has but elements, and their layout, without a text: %j',
    async (content) => {
      for (const extras of ['keep', 'ignore'] as const) {
        const xml = product(`<Ид>p</Ид><Картинка>${content}</Картинка><Наименование>${content}</Наименование>`)
        const read = await theProduct(xml, { extras })
        expect(read).not.toHaveProperty('name')
        expect(read.pictures).toEqual([])
      }
    },
  )

  test('are what an element has in place of the number it should be, which is an issue all the same', async () => {
    const xml = product('<Ид>p</Ид><Вес><Нетто>5</Нетто></Вес>')
    expect(await issuesOf(xml)).toMatchObject([{ code: 'invalid-decimal', field: 'weight' }])
    expect(brief((await theProduct(xml)).extras)).toEqual(element('Вес', element('Нетто', { text: '5' })))
  })

  test('keep HTML that was not escaped beside the text around it, of which an issue tells', async () => {
    const issues = await issuesOf(
      product('<Ид>p</Ид><Наименование><b>Дрель</b></Наименование><Описание>- <i>Д</i></Описание>'),
    )
    expect(issues).toMatchObject([
      { code: 'markup-in-text', field: 'name', raw: '', entity: 'p' },
      { code: 'markup-in-text', field: 'description', raw: '- ' },
    ])
    const read = await theProduct(
      product('<Ид>p</Ид><Описание>Не <b>бросать</b> и <i>не <u>мочить</u></i>.</Описание>'),
    )
    expect(read.description).toBe('Не  и .')
    expect(brief(read.extras)).toEqual(
      element('Описание', {
        elements: [
          { name: 'b', text: 'бросать' },
          { name: 'i', text: 'не ', elements: [{ name: 'u', text: 'мочить' }] },
        ],
      }),
    )
  })

  test('have the blanks that are all of a second element, since no child came behind them', async () => {
    const unit = (text: string): string => `<БазоваяЕдиница>${text}</БазоваяЕдиница>`
    const read = await theProduct(product(`<Ид>p</Ид>${unit('шт')}${unit(' \n ')}`))
    expect(read.baseUnit?.name).toBe('шт')
    expect(brief(read.extras)).toEqual(element('БазоваяЕдиница', { text: ' \n ' }))
  })

  test('leave namespace declarations out, and keep other attributes with their prefix', async () => {
    const xml = product(
      '<Ид>p</Ид>',
      ' xmlns="urn:1C.ru:commerceml_2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Товар"',
    )
    expect(brief((await theProduct(xml)).extras)).toEqual({ attributes: { 'xsi:type': 'Товар' } })
    await expect(theProduct(product('<Ид>p</Ид>', ' xmlns="urn:x"'), { extras: 'refuse' })).resolves.toBeDefined()
  })

  test('are not what an item of other places is: a Документ in a Каталог', async () => {
    const events = await readAll(document('<Каталог><Документ><Ид>1</Ид></Документ></Каталог>'))
    expect(events.map(({ type }) => type)).toEqual(['document', 'catalog', 'catalog', 'end'])
    expect(entityExtras(events.at(-2))).toEqual(element('Документ', element('Ид', { text: '1' })))
  })
})

describe('names that objects have by themselves', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

  test.each(NAMES)('%s is an element like any other', async (name) => {
    const read = await theProduct(product(`<Ид>p</Ид><${name}><${name}>x</${name}></${name}>`))
    expect(brief(read.extras)).toEqual(element(name, element(name, { text: 'x' })))
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })

  test.each(NAMES)('%s is an attribute like any other', async (name) => {
    const read = await theProduct(product(`<Ид>p</Ид><Своё ${name}="x"/>`, ` ${name}="polluted"`))
    expect(Object.entries(read.extras?.attributes ?? {})).toEqual([[name, 'polluted']])
    expect(Object.entries(read.extras?.elements[0]?.attributes ?? {})).toEqual([[name, 'x']])
    expect(Object.getPrototypeOf(read.extras?.attributes)).toBe(null)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test.each(NAMES)('%s is an attribute of the root like any other', async (name) => {
    const { attributes } = await theEvent('document', document('', `${name}="x" ВерсияСхемы="2.10"`))
    expect(Object.entries(attributes)).toEqual([
      [name, 'x'],
      ['ВерсияСхемы', '2.10'],
    ])
  })

  test.each(NAMES)('%s as a root element is no CommerceML', async (name) => {
    expect((await failureOf(`<${name}/>`)).error).toMatchObject({ code: 'wrong-root', found: name })
  })
})
