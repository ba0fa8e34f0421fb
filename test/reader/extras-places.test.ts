import type { IssueCode } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, failureOf, issuesOf, product } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { element, entityExtras, type Tree } from './brief-extras.ts'

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
