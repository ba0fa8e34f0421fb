import { describe, expect, test } from 'vitest'
import { document, issuesOf, product, theEvent, theProduct } from '../helpers/documents.ts'
import { plain } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { leaf } from './leaf.ts'

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
