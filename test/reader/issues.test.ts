import { describe, expect, test } from 'vitest'
import { document, eventsOf, failureOf, issuesOf, offers, product, theEvent, theProduct } from '../helpers/documents.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

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
