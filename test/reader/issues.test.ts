import { extend, isDeleted, many, Product, text, within } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { document, eventsOf, failureOf, issuesOf, offers, product, theEvent, theProduct } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

const leaf = (name: string, text: string, attributes: Record<string, string> = {}) => ({
  name,
  attributes,
  text,
  elements: [],
})

describe('a value that cannot be read', () => {
  test.each([
    ['<Вес>тяжёлый</Вес>', 'invalid-decimal', 'weight', 'Вес', 'тяжёлый'],
    ['<Вес/>', 'invalid-decimal', 'weight', 'Вес', ''],
    ['<Вес> 1 кг </Вес>', 'invalid-decimal', 'weight', 'Вес', ' 1 кг '],
    ['<ПометкаУдаления>maybe</ПометкаУдаления>', 'invalid-flag', 'deletionMark', 'ПометкаУдаления', 'maybe'],
  ])('in %s is left out, reported, and kept as it stood', async (row, code, field, name, raw) => {
    const xml = product(`<Ид>p</Ид>${row}`)
    expect(await issuesOf(xml)).toEqual([{ code, field, raw, entity: 'p', message: expect.stringContaining(name) }])
    const read = await theProduct(xml)
    expect(read).not.toHaveProperty(field)
    expect(plain([read.extras])).toEqual([{ attributes: {}, text: '', elements: [leaf(name, raw)] }])
  })

  test('in an attribute stays in the attributes', async () => {
    const xml = product('<Ид>p</Ид>', ' ПометкаУдаления="maybe"')
    expect(await issuesOf(xml)).toMatchObject([{ code: 'invalid-flag', raw: 'maybe', field: 'deletionMark' }])
    expect(plain([(await theProduct(xml)).extras])).toEqual([
      { attributes: { ПометкаУдаления: 'maybe' }, text: '', elements: [] },
    ])
  })

  test('in a date is told from a wrong decimal', async () => {
    const xml = document('<Документ><Ид>o</Ид><Дата>31.02.2024</Дата><Время>25:00</Время></Документ>')
    expect(await issuesOf(xml)).toMatchObject([
      { code: 'invalid-date', field: 'date', raw: '31.02.2024' },
      { code: 'invalid-date', field: 'time', raw: '25:00' },
    ])
  })

  test('stays at the innermost entity', async () => {
    const xml = product(
      '<Ид>p</Ид><Акцизы><Акциз><Наименование>А</Наименование><СуммаЗаЕдиницу>мало</СуммаЗаЕдиницу></Акциз></Акцизы>',
    )
    const read = await theProduct(xml)
    expect(read).not.toHaveProperty('extras')
    expect(plain(read.excises)).toEqual([
      { name: 'А', extras: { attributes: {}, text: '', elements: [leaf('СуммаЗаЕдиницу', 'мало')] } },
    ])
  })

  test('in a wrapper stays there', async () => {
    const xml = document('<Контрагенты СодержитТолькоИзменения="maybe"/>')
    const { document: header } = await theEvent('end', xml)
    expect(plain([header.extras])).toEqual([
      { attributes: {}, text: '', elements: [leaf('Контрагенты', '', { СодержитТолькоИзменения: 'maybe' })] },
    ])
  })

  test('leaves its place to one that can', async () => {
    const xml = product('<Ид>p</Ид><Вес>много</Вес><Вес>2</Вес><Вес>3</Вес>')
    expect((await theProduct(xml)).weight).toBe('2')
    expect((await issuesOf(xml)).map(({ code }) => code)).toEqual(['invalid-decimal', 'repeated-element'])
  })

  describe('a Время with its day', () => {
    const order = (inside: string): string => document(`<Документ><Ид>1</Ид>${inside}</Документ>`)

    test.each(['09.04.2014 0:46:38', '09-04-2014 00:46:38', '2014-04-09T00:46:38'])(
      'is read behind a Дата of it: %s',
      async (raw) => {
        const xml = order(`<Дата>2014-04-09</Дата><Время>${raw}</Время>`)
        const { order: read } = await theEvent('order', xml)
        expect(read).toMatchObject({ date: '2014-04-09', time: '00:46:38' })
        expect(read).not.toHaveProperty('extras')
        expect(await issuesOf(xml)).toEqual([])
        const { order: few } = await theEvent('order', xml, { fields: { order: ['time'] } })
        expect(few).toEqual({ id: '1', date: '2014-04-09', time: '00:46:38' })
      },
    )

    test.each([
      ['of another', '<Дата>2014-04-10</Дата>', ''],
      ['that comes later', '', '<Дата>2014-04-09</Дата>'],
      ['that is missing', '', ''],
    ])('is kept as it stood with a Дата %s', async (_, before, behind) => {
      const xml = order(`${before}<Время>09.04.2014 0:46:38</Время>${behind}`)
      const { order: read } = await theEvent('order', xml)
      expect(read).not.toHaveProperty('time')
      expect(plain([read.extras?.elements])).toEqual([[leaf('Время', '09.04.2014 0:46:38')]])
      expect(await issuesOf(xml)).toMatchObject([{ code: 'invalid-date', field: 'time', raw: '09.04.2014 0:46:38' }])
    })
  })

  test('is gone with extras: ignore, but not unnoticed', async () => {
    const xml = product('<Ид>p</Ид><Вес>много</Вес>')
    expect(await theProduct(xml, { extras: 'ignore' })).not.toHaveProperty('extras')
    expect(await issuesOf(xml, { extras: 'ignore' })).toMatchObject([{ code: 'invalid-decimal', raw: 'много' }])
  })

  test('is cut to a hundred characters in the message, not in raw', async () => {
    const [issue] = await issuesOf(product(`<Ид>p</Ид><Вес>${'много '.repeat(1_000)}</Вес>`))
    expect(issue?.raw).toHaveLength(6_000)
    expect(issue?.message.length).toBeLessThan(200)
  })
})

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

describe('text where there are only elements', () => {
  test.each([
    ['a wrapper', product('<Ид>p</Ид><Группы>сюда<Ид>g</Ид></Группы>'), 'сюда'],
    ['an entity', product('<Ид>p</Ид>прямо'), 'прямо'],
    ['a nested entity', product('<Ид>p</Ид><Изготовитель>ООО</Изготовитель>'), 'ООО'],
    ['a container', document('<Каталог>каталог</Каталог>'), 'каталог'],
    ['the root', document('корень<Каталог/>'), 'корень'],
  ])('is reported in %s', async (_place, xml, raw) => {
    expect(await issuesOf(xml)).toMatchObject([{ code: 'stray-text', raw }])
  })

  test('is told of behind the container that it stands in, whose attributes are complete by then', async () => {
    const events = await readAll(document('корень<Каталог>каталог<Товары/></Каталог>'))
    expect(events.map(({ type }) => type)).toEqual(['document', 'issue', 'catalog', 'issue', 'catalog', 'end'])
  })

  test('is kept where it stood', async () => {
    const xml = product('a<Ид>p</Ид>b<Группы>c<Ид>g</Ид>d</Группы>')
    const read = await theProduct(xml)
    expect(plain([read.extras])).toEqual([{ attributes: {}, text: 'ab', elements: [leaf('Группы', 'cd')] }])
    await readEveryWay(new TextEncoder().encode(xml))
  })

  test('is no issue when it is only white space, unless that is no-break space', async () => {
    expect(await issuesOf(product('\r\n\t <Ид>p</Ид>\n<Группы> </Группы>'))).toEqual([])
    expect(await issuesOf(product('<Ид>p</Ид>\u00A0'))).toMatchObject([{ code: 'stray-text', raw: '\u00A0' }])
  })

  test('comes in pieces around a comment, each reported, and is kept in one', async () => {
    const xml = product('<Ид>p</Ид><Группы>раз<!-- -->два</Группы>')
    expect((await issuesOf(xml)).map(({ raw }) => raw)).toEqual(['раз', 'два'])
    expect((await theProduct(xml)).extras?.elements[0]?.text).toBe('раздва')
  })
})

describe('a value', () => {
  test('is one across comments, CDATA sections, references and pieces of input', async () => {
    const xml = product('<Ид>p</Ид><Наименование>a<!-- x -->b<![CDATA[<c>&]]>&#x64;&amp;<?pi?>e</Наименование>')
    expect((await theProduct(xml)).name).toBe('ab<c>&d&e')
    await readEveryWay(new TextEncoder().encode(xml))
  })

  test('keeps its blanks, and its line breaks as XML has them', async () => {
    expect((await theProduct(product('<Ид>p</Ид><Наименование> a\r\nb\rc </Наименование>'))).name).toBe(' a\nb\nc ')
  })

  test('is trimmed beside child elements, where the blanks are layout', async () => {
    const read = await theProduct(
      product(
        '<Ид>p</Ид><БазоваяЕдиница Код="796">\n\t<Пересчет><Единица>112</Единица></Пересчет>\n\tшт\n</БазоваяЕдиница>',
      ),
    )
    expect(read.baseUnit?.name).toBe('шт')
    // As some modules of 1C write a unit.
    const parts = await theProduct(
      product(
        '<Ид>p</Ид><БазоваяЕдиница>\n\t<Код>796</Код>\n\t<НаименованиеПолное>Штука</НаименованиеПолное>\n</БазоваяЕдиница>',
      ),
    )
    expect(parts.baseUnit).toEqual({ code: '796', fullName: 'Штука', recalculations: [] })
    const alone = await theProduct(product('<Ид>p</Ид><БазоваяЕдиница> шт </БазоваяЕдиница>'))
    expect(alone.baseUnit?.name).toBe(' шт ')
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

describe('a document', () => {
  test('without ВерсияСхемы is reported once', async () => {
    expect(await issuesOf(document('<Каталог/>', ''))).toMatchObject([
      { code: 'missing-version', field: 'schemaVersion' },
    ])
    expect(await issuesOf(document('<Каталог/>', 'ВерсияСхемы=""'))).toEqual([])
  })

  test('whose attributes are odd tells itself first, then the issues', async () => {
    const events = await eventsOf('issue', document('', 'ДатаФормирования="вчера" СинхронизацияТоваров="как-нибудь"'))
    expect(events.map(({ issue }) => issue.code)).toEqual(['invalid-date', 'invalid-flag', 'missing-version'])
    const everything = await readEveryWay(new TextEncoder().encode(document('', 'ДатаФормирования="вчера"')))
    expect(everything.map(({ type }) => type)).toEqual(['document', 'issue', 'issue', 'end'])
  })

  test('that lies about its encoding is read as what it is, and reported', async () => {
    const bytes = new TextEncoder().encode(
      `<?xml version="1.0" encoding="windows-1251"?>${document('<Каталог><Ид>я</Ид></Каталог>')}`,
    )
    const events = await readEveryWay(bytes)
    expect(events[0]).toMatchObject({ encoding: 'utf-8', declaredEncoding: 'windows-1251' })
    expect(events[1]).toMatchObject({ issue: { code: 'encoding-mismatch', raw: 'windows-1251' } })
    expect(events[2]).toMatchObject({ catalog: { id: 'я' } })
  })
})

describe('a full catalog', () => {
  const products = '<Товары><Товар><Ид>1</Ид></Товар></Товары>'

  test.each([
    '<Каталог СодержитТолькоИзменения="false"/>',
    '<Каталог СодержитТолькоИзменения="false"><Товары/></Каталог>',
    '<Каталог><Товары/><СодержитТолькоИзменения>0</СодержитТолькоИзменения></Каталог>',
    `<Каталог>${products}</Каталог><Каталог СодержитТолькоИзменения="нет"/>`,
  ])('without products is reported: %s', async (content) => {
    expect(await issuesOf(document(content))).toMatchObject([{ code: 'empty-full-catalog' }])
  })

  test.each([
    `<Каталог СодержитТолькоИзменения="false">${products}</Каталог>`,
    '<Каталог СодержитТолькоИзменения="true"/>',
    '<Каталог/>',
    '<ПакетПредложений СодержитТолькоИзменения="false"/>',
    '<Классификатор СодержитТолькоИзменения="false"/>',
  ])('is not seen in %s', async (content) => {
    expect(await issuesOf(document(content))).toEqual([])
  })
})

describe('an issue', () => {
  test('of an item without an id is of no entity, and not of the catalog around it', async () => {
    const issues = await issuesOf(product('<Вес>много</Вес>'))
    expect(issues.map(({ code, entity }) => [code, entity])).toEqual([
      ['invalid-decimal', undefined],
      ['missing-id', undefined],
    ])
  })

  test('says where it was noticed, and whose it is', async () => {
    const xml = offers('<Предложение>\n<Ид>o1</Ид>\n<Количество>мало</Количество>\n</Предложение>')
    const event = await theEvent('issue', xml, { source: 'offers.xml' })
    expect(event.issue.entity).toBe('o1')
    expect(event.position).toMatchObject({
      line: 3,
      path: 'КоммерческаяИнформация/ПакетПредложений/Предложения/Предложение/Количество',
      source: 'offers.xml',
    })
    const before = new TextDecoder().decode(new TextEncoder().encode(xml).subarray(0, event.position.offset))
    expect(before).toMatch(/<Количество>мало<\/Количество>$/)
  })
})

describe('strict', () => {
  test.each([
    ['invalid-decimal', product('<Ид>p</Ид><Вес>-</Вес>')],
    ['invalid-flag', product('<Ид>p</Ид><ПометкаУдаления>-</ПометкаУдаления>')],
    ['invalid-date', document('<Документ><Ид>o</Ид><Дата>-</Дата></Документ>')],
    ['missing-id', product('')],
    ['duplicate-id', document('<Документ><Ид>1</Ид></Документ><Документ><Ид>1</Ид></Документ>')],
    ['repeated-element', product('<Ид>p</Ид><Ид>q</Ид>')],
    ['stray-text', product('<Ид>p</Ид>text')],
    ['missing-version', document('', '')],
    ['empty-full-catalog', document('<Каталог СодержитТолькоИзменения="false"/>')],
    ['encoding-mismatch', `<?xml version="1.0" encoding="windows-1251"?>${document('')}`],
  ])('makes an error of %s', async (code, xml) => {
    const bytes = new TextEncoder().encode(xml)
    const { error, events } = await failureOf(bytes, { strict: true })
    expect(error).toMatchObject({ code: 'strict-issue', found: code })
    expect(events.map(({ type }) => type)).not.toContain('issue')
    expect(events.map(({ type }) => type)).not.toContain('end')
    expect((await issuesOf(bytes)).map((issue) => issue.code)).toEqual([code])
  })

  test('gives what came before, and says of which entity the issue was', async () => {
    const xml = offers(
      '<Предложение><Ид>a</Ид></Предложение><Предложение><Ид>b</Ид><Количество>-</Количество></Предложение>',
    )
    const { error, events } = await failureOf(xml, { strict: true })
    expect(events.flatMap((event) => (event.type === 'offer' ? [event.offer.id] : []))).toEqual(['a'])
    expect(error).toMatchObject({ entity: 'b', position: { line: 1 } })
  })

  test('says so of the attributes of the root as well', async () => {
    const xml = '<КоммерческаяИнформация Ид="1" чужой="x"><Каталог/></КоммерческаяИнформация>'
    const { error } = await failureOf(xml, { strict: true, extras: 'report' })
    expect(error).toMatchObject({ code: 'strict-issue', found: 'unknown-element', entity: '1' })
  })

  test('lets elements outside the schema pass unless they are to be reported', async () => {
    const xml = product('<Ид>p</Ид><Своё/>')
    await expect(theProduct(xml, { strict: true })).resolves.toMatchObject({ id: 'p' })
    const { error } = await failureOf(xml, { strict: true, extras: 'report' })
    expect(error).toMatchObject({ code: 'strict-issue', found: 'unknown-element' })
  })
})
