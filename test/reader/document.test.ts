import { describe, expect, test } from 'vitest'
import { document, failureOf, theEvent } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { storyOf } from './story.ts'

const product = (id: string): string => `<Товар><Ид>${id}</Ид></Товар>`

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
