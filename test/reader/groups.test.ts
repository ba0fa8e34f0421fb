import { createReader } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, eventsOf, failureOf, groups, product, theProduct } from '../helpers/documents.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

const group = (id: string, inside = ''): string => `<Группа><Ид>${id}</Ид>${inside}</Группа>`
const nested = (...inside: string[]): string => `<Группы>${inside.join('')}</Группы>`

/** Ids with parents and depth, in the order in which they came. */
async function treeOf(xml: string): Promise<(string | number | undefined)[][]> {
  const events = await eventsOf('group', xml)
  return events.map(({ group, parentId, depth }) => [group.id, parentId, depth])
}

describe('groups', () => {
  test('come out flat, every parent before its children, with parentId and depth', async () => {
    const xml = groups(
      group('tea', nested(group('black', nested(group('assam'), group('ceylon'))), group('green'))) + group('cups'),
    )
    expect(await treeOf(xml)).toEqual([
      ['tea', undefined, 0],
      ['black', 'tea', 1],
      ['assam', 'black', 2],
      ['ceylon', 'black', 2],
      ['green', 'tea', 1],
      ['cups', undefined, 0],
    ])
  })

  test('have the fields that stand behind the groups inside them', async () => {
    const xml = groups(
      `<Группа>${nested(`<Группа>${nested(group('c'))}<Ид>b</Ид><Описание>late</Описание></Группа>`)}<Наименование>A</Наименование><Ид>a</Ид></Группа>`,
    )
    await readEveryWay(new TextEncoder().encode(xml))
    const events = await eventsOf('group', xml)
    expect(
      events.map(({ group: { id, name, description }, parentId, depth }) => [id, name, description, parentId, depth]),
    ).toEqual([
      ['a', 'A', undefined, undefined, 0],
      ['b', undefined, 'late', 'a', 1],
      ['c', undefined, undefined, 'b', 2],
    ])
  })

  test('are told as soon as their outermost group closes, and not before', () => {
    const told: (string | undefined)[] = []
    const reader = createReader({ onGroup: ({ id }) => told.push(id) })
    reader.feed(
      `<КоммерческаяИнформация><Классификатор><Группы>${group('a', nested(group('b'))).slice(0, -'</Группа>'.length)}`,
    )
    expect(told).toEqual([])
    reader.feed('</Группа>')
    reader.feed('<')
    expect(told).toEqual(['a', 'b'])
  })

  test('inside one without Ид have no parentId but its depth', async () => {
    expect(await treeOf(groups(`<Группа><Наименование>?</Наименование>${nested(group('a'))}</Группа>`))).toEqual([
      [undefined, undefined, 0],
      ['a', undefined, 1],
    ])
  })

  test('of several lists and empty lists are all told', async () => {
    const xml = document(
      `<Классификатор>${nested()}${nested(group('a', nested() + nested(group('b')) + nested(group('c'))))}${nested(group('d'))}</Классификатор>`,
    )
    expect(await treeOf(xml)).toEqual([
      ['a', undefined, 0],
      ['b', 'a', 1],
      ['c', 'a', 1],
      ['d', undefined, 0],
    ])
  })

  test('nest as deep as the depth limit lets them', async () => {
    const deep = (levels: number): string => group(`g${levels}`, levels === 0 ? '' : nested(deep(levels - 1)))
    const tree = await treeOf(groups(deep(100)))
    expect(tree.map(([, , depth]) => depth)).toEqual(Array.from({ length: 101 }, (_, index) => index))
    expect((await failureOf(groups(deep(200)))).error).toMatchObject({ code: 'limit-exceeded', found: 'depth' })
  })

  test('are held up to limits.groupTree under one root group', async () => {
    const siblings = (count: number): string =>
      nested(...Array.from({ length: count }, (_, index) => group(`g${index}`)))
    const options = { limits: { groupTree: 3 } }
    expect(await eventsOf('group', groups(group('a', siblings(2)) + group('b', siblings(2))), options)).toHaveLength(6)
    const { error, events } = await failureOf(groups(group('a', siblings(3))), options)
    expect(error).toMatchObject({ code: 'limit-exceeded', found: 'groupTree' })
    expect(events.filter(({ type }) => type === 'group')).toEqual([])
  })

  test('keep the properties defined inside them, which are no events', async () => {
    const xml = groups(group('a', '<Свойства><Свойство><Ид>size</Ид></Свойство></Свойства>'))
    const [event] = await eventsOf('group', xml)
    expect(event?.group.properties.map(({ id }) => id)).toEqual(['size'])
    expect(await eventsOf('property', xml)).toEqual([])
  })

  test('of a product are ids, not groups', async () => {
    const xml = product('<Группы><Ид>a</Ид><Ид>b</Ид></Группы>')
    expect((await theProduct(xml)).groupIds).toEqual(['a', 'b'])
    expect(await eventsOf('group', xml)).toEqual([])
  })
})
