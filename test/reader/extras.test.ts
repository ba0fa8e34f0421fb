import type { CommerceMLEvent, Extras, IssueCode } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, failureOf, issuesOf, offers, product, theEvent, theProduct } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

type Tree = { readonly [K in keyof Extras]?: unknown } & { readonly name?: string }

/** Extras with what is empty left out. */
const brief = (extras: Extras | undefined): Tree | undefined => {
  if (extras === undefined) return undefined
  const { attributes, text, elements, ...name } = extras
  return {
    ...name,
    ...(Object.keys(attributes).length > 0 && { attributes: { ...attributes } }),
    ...(text !== '' && { text }),
    ...(elements.length > 0 && { elements: elements.map(brief) }),
  }
}

const entityExtras = (event: CommerceMLEvent | undefined): Tree | undefined => {
  if (event === undefined) return undefined
  const entity = event.type === 'end' ? event.document : (event as unknown as Record<string, unknown>)[event.type]
  return brief((entity as { extras?: Extras }).extras)
}

interface Place {
  readonly where: string
  readonly xml: string
  /** The element or attribute, as `refuse` names it. */
  readonly found: string
  /** The event that has the extras, counted from the end. */
  readonly from: number
  readonly kept: Tree
  /** An issue that tells of it in any case. */
  readonly told?: IssueCode
}

const element = (name: string, inside: Tree = {}): Tree => ({ elements: [{ name, ...inside }] })

const PLACES: readonly Place[] = [
  {
    where: 'an element in an entity',
    xml: product('<Ид>p</Ид><Своё>да</Своё>'),
    found: 'Своё',
    from: 3,
    kept: element('Своё', { text: 'да' }),
  },
  {
    where: 'an element in a wrapper',
    xml: product('<Ид>p</Ид><Группы><Ид>g</Ид><Имя>G</Имя></Группы>'),
    found: 'Имя',
    from: 3,
    kept: element('Группы', element('Имя', { text: 'G' })),
  },
  {
    where: 'an element in a leaf',
    xml: product('<Ид>p</Ид><Описание>a <b>bold</b> word</Описание>'),
    found: 'b',
    from: 3,
    kept: element('Описание', element('b', { text: 'bold' })),
    told: 'markup-in-text',
  },
  {
    where: 'an element in a container',
    xml: document('<Каталог><Своё>да</Своё></Каталог>'),
    found: 'Своё',
    from: 2,
    kept: element('Своё', { text: 'да' }),
  },
  {
    where: 'an element in the wrapper of items',
    xml: document('<Каталог><Товары><Услуга>да</Услуга></Товары></Каталог>'),
    found: 'Услуга',
    from: 2,
    kept: element('Товары', element('Услуга', { text: 'да' })),
  },
  {
    where: 'an element in the root',
    xml: document('<ПодаркиКЗаказам><Подарок/></ПодаркиКЗаказам>'),
    found: 'ПодаркиКЗаказам',
    from: 1,
    kept: element('ПодаркиКЗаказам', element('Подарок')),
  },
  {
    where: 'an attribute of an entity',
    xml: product('<Ид>p</Ид>', ' Цвет="синий"'),
    found: 'синий',
    from: 3,
    kept: { attributes: { Цвет: 'синий' } },
  },
  {
    where: 'an attribute of a wrapper',
    xml: product('<Ид>p</Ид><Группы Число="1"><Ид>g</Ид></Группы>'),
    found: '1',
    from: 3,
    kept: element('Группы', { attributes: { Число: '1' } }),
  },
  {
    where: 'an attribute of a leaf',
    xml: product('<Ид вид="guid">p</Ид>'),
    found: 'guid',
    from: 3,
    kept: element('Ид', { attributes: { вид: 'guid' } }),
  },
  {
    where: 'an attribute of a container',
    xml: document('<Каталог Версия="7"/>'),
    found: '7',
    from: 2,
    kept: { attributes: { Версия: '7' } },
  },
  {
    where: 'an attribute of the root',
    xml: document('', 'ВерсияСхемы="2.10" Автор="завхоз"'),
    found: 'завхоз',
    from: 1,
    kept: { attributes: { Автор: 'завхоз' } },
  },
]

describe.each(PLACES)('$where, outside the schema,', ({ xml, found, from, kept, told }) => {
  test('is kept where it stood, without a word unless a value is cut by it', async () => {
    const events = await readEveryWay(new TextEncoder().encode(xml))
    expect(entityExtras(events.at(-from))).toEqual(kept)
    expect((await issuesOf(xml)).map(({ code }) => code)).toEqual(told === undefined ? [] : [told])
    expect(plain(await readAll(xml, { extras: 'keep' }))).toEqual(plain(events))
  })

  test('is gone with extras: ignore', async () => {
    const events = await readEveryWay(new TextEncoder().encode(xml), { extras: 'ignore' })
    expect(JSON.stringify(events)).not.toContain('"extras"')
    const known = JSON.parse(JSON.stringify(await readAll(xml), (key, value) => (key === 'extras' ? undefined : value)))
    expect(plain(events)).toEqual(known)
  })

  test('is kept and reported with extras: report', async () => {
    const issues = await issuesOf(xml, { extras: 'report' })
    expect(issues.filter(({ code }) => code !== told)).toMatchObject([{ code: 'unknown-element', raw: found }])
    const [reported, silent] = [await readAll(xml, { extras: 'report' }), await readAll(xml)]
    expect(entityExtras(reported.at(-from))).toEqual(kept)
    expect(reported).toHaveLength(silent.length + 1)
  })

  test('ends the reading with extras: refuse', async () => {
    const { error } = await failureOf(xml, { extras: 'refuse' })
    expect(error).toMatchObject({ code: 'unknown-element', found, position: { line: 1 } })
  })
})

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
