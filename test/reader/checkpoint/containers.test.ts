import { type Checkpoint, readEvents } from 'commerceml'
import { Catalog, type Codec, content, extend, many, one, type Rows, text } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { document as documentOf } from '../../helpers/documents.ts'
import { readAll } from '../../helpers/fixtures.ts'
import { ownRows } from '../../helpers/own-rows.ts'
import { bytesOf, ENGINES, pieces, resumeEverywhere, stops } from './stops.ts'

describe('a checkpoint', () => {
  describe('of a container with rows of its own', () => {
    const words: Codec = { ...text, name: 'words', parse: (raw) => raw.split(',') as never }
    const record: Codec = { ...text, name: 'record', parse: (raw) => ({ extras: raw }) as never }
    test.each<[string, Rows, string, string]>([
      ['behind its items, more than are marked in bits', ownRows(70), '', '<Своё68>позже</Своё68>'],
      [
        'between its items, behind the first 32',
        ownRows(40),
        '',
        '<Своё38>позже</Своё38><Товары><Товар/><Товар/></Товары>',
      ],
      ['that are extras, behind as many', ownRows(70), '', '<Чужое>x</Чужое>'],
      [
        'under names that objects have',
        { constructor: one('А', text), toString: many('Б', text) },
        '<А>1</А>',
        '<Б>2</Б>',
      ],
      ['whose value is a list', { tags: one('Метки', words) }, '<Метки>a,b</Метки>', ''],
      ['whose value has extras that are none', { tags: one('Метки', record) }, '<Метки>a</Метки>', ''],
    ])('%s', async (_, rows, before, behind) => {
      const schema = { catalog: extend(Catalog, rows) }
      const xml = bytesOf(
        documentOf(`<Каталог><Ид>c</Ид>${before}<Товары><Товар/><Товар/></Товары>${behind}<Владелец/></Каталог>`),
      )
      for (const engine of ENGINES) {
        const options = { engine, schema }
        await resumeEverywhere(await stops(xml, options), (resume) => readEvents(xml, { ...options, resume }))
        await resumeEverywhere(await stops(pieces(xml, 20), options), (resume) =>
          readEvents(xml, { ...options, resume }),
        )
      }
    })

    test('keys stand in the order of the schema when it opens, too', async () => {
      const schema = { catalog: extend(Catalog, { mine: one('Моё', text) }) }
      const xml = documentOf('<Каталог чужой="1"><Моё>1</Моё><Ид>c</Ид><Товары><Товар/></Товары></Каталог>')
      const headers = (await readAll(xml, { schema })).flatMap((event) =>
        event.type === 'catalog' ? [event.catalog] : [],
      )
      const keys = Object.keys(headers[1] as object)
      expect(Object.keys(headers[0] as object)).toEqual(keys)
      expect(keys.slice(-2)).toEqual(['extras', 'mine'])
    })
  })

  test('leaves attributes in the extras of an entity without a prototype', async () => {
    const owner = '<Владелец><Ид>o</Ид><Чужое а="1"/></Владелец>'
    const xml = bytesOf(documentOf(`<Каталог>${owner}<Товары><Товар/><Товар/></Товары></Каталог>`))
    const { events, checkpoints } = await stops(xml, {})
    const behindProducts = events.findLastIndex(({ type }) => type === 'product')
    const rest = await readAll(xml, { resume: checkpoints[behindProducts] as Checkpoint })
    expect(rest).toStrictEqual(events.slice(behindProducts + 1))
  })

  test('has what a container had when another entity stands in its place', async () => {
    const xml = bytesOf(
      documentOf(
        '<Каталог><Ид>c</Ид><Наименование>Каталог</Наименование><Товары><Товар/><Товар/></Товары></Каталог>' +
          '<Документ><Ид>o</Ид><Номер>1</Номер><Валюта>руб</Валюта></Документ><Каталог><Ид>d</Ид></Каталог>',
      ),
    )
    for (const engine of ENGINES) {
      await resumeEverywhere(await stops(xml, { engine }), (resume) => readEvents(xml, { engine, resume }))
    }
  })

  test('has what a container had of its own rows and outside the schema, and no more', async () => {
    const schema = {
      catalog: extend(Catalog, { note: content(text), attributes: one('Атрибуты', text), marks: many('Метка', text) }),
    }
    const item = (id: number): string => `<Товар><Ид>${id}</Ид></Товар>`
    const xml = documentOf(
      '<Каталог ещё="1">до <Атрибуты>abc</Атрибуты><Метка>1</Метка><Чужое><а б="в">г</а></Чужое>' +
        `<Товары чужой="2">${item(1)}<Между>1</Между>слово${item(2)}</Товары> между <Метка>2</Метка>` +
        `<Товары>${item(3)}<Между/>${item(4)}</Товары><Чужое/> после</Каталог>`,
    )
    const whole = await readAll(xml, { schema })
    expect(whole.at(-2)).toMatchObject({
      catalog: { note: 'до  между  после', attributes: 'abc', marks: ['1', '2'], extras: { attributes: { ещё: '1' } } },
    })
    for (const engine of ENGINES) {
      // The pieces are short, so that there is a place to go on from behind each product.
      const stopped = await stops(pieces(bytesOf(xml), 20), { engine, schema })
      await resumeEverywhere(stopped, (resume) => readEvents(bytesOf(xml), { engine, resume, schema }))
    }
  })

  test('knows which products stood in an earlier catalog: a full one without any is an issue all the same', async () => {
    const full = (content: string): string => `<Каталог СодержитТолькоИзменения="false">${content}</Каталог>`
    const groups = ['a', 'b', 'c', 'd'].map((id) => `<Группа><Ид>${id}</Ид></Группа>`).join('')
    const products = '<Товары><Товар><Ид>1</Ид></Товар></Товары>'
    const xml = bytesOf(documentOf(full(products) + full(`<Группы>${groups}</Группы>`)))
    const stopped = await stops(pieces(xml, 20), {})
    expect(stopped.events.at(-3)).toMatchObject({ type: 'issue', issue: { code: 'empty-full-catalog' } })
    await resumeEverywhere(stopped, (resume) => readEvents(xml, { resume }))
  })
})
