import { describe, expect, test } from 'vitest'
import { document, issuesOf, product, theProduct } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { leaf } from './leaf.ts'

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
