import * as root from 'commerceml'
import { isDeleted, requisiteOf, splitId, stockOf } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { readAll, validFixtures } from '../../helpers/fixtures.ts'
import { fc } from '../../helpers/properties.ts'

test('the functions are the same from both entry points', () => {
  expect([root.splitId, root.isDeleted, root.stockOf, root.requisiteOf]).toEqual([
    splitId,
    isDeleted,
    stockOf,
    requisiteOf,
  ])
})

describe('splitId', () => {
  test.each([
    ['bd72d913#dee6e1b3', { productId: 'bd72d913', characteristicId: 'dee6e1b3' }],
    ['bd72d913', { productId: 'bd72d913' }],
    ['bd72d913#', { productId: 'bd72d913', characteristicId: '' }],
    ['#dee6e1b3', { productId: '', characteristicId: 'dee6e1b3' }],
    ['a#b#c', { productId: 'a', characteristicId: 'b#c' }],
    ['', { productId: '' }],
    ['#', { productId: '', characteristicId: '' }],
  ])('splits %j at its first hash', (id, parts) => {
    expect(splitId(id)).toEqual(parts)
  })

  test('loses no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', 'a', 'я', ' ') }), (id) => {
        const { productId, characteristicId } = splitId(id)
        expect(characteristicId === undefined ? productId : `${productId}#${characteristicId}`).toBe(id)
        expect(productId).not.toContain('#')
      }),
    )
  })
})

describe('isDeleted', () => {
  const mark = (...values: string[]) => ({ requisites: [{ name: 'ПометкаУдаления', values }] })

  test.each([
    { status: 'Удален' },
    { status: 'удален' },
    { status: ' УДАЛЁН ' },
    { status: 'Удалено' },
    { deletionMark: true },
    { deletionMark: true, status: 'Новый' },
    { deletionMark: false, status: 'Удален' },
    mark('true'),
    mark('Истина'),
    mark('1'),
    mark('нет', 'да'),
    { requisites: [{ name: '\n\tПометкаУдаления\n', values: ['\n\ttrue\n'] }] },
    { deletionMark: false, ...mark('true') },
  ])('sees the mark in %j', (entity) => {
    expect(isDeleted(entity)).toBe(true)
  })

  test.each([
    {},
    { status: '' },
    { status: 'Новый' },
    { status: 'Изменен' },
    { status: 'Не удален' },
    { deletionMark: false },
    { requisites: [] },
    mark(),
    mark(''),
    mark('false'),
    mark('Удален'),
    { requisites: [{ values: ['true'] }] },
    { requisites: [{ name: 'Отменен', values: ['true'] }] },
  ])('sees none in %j', (entity) => {
    expect(isDeleted(entity)).toBe(false)
  })

  test('finds the deleted of the fixtures, in all spellings', async () => {
    const deleted: (string | undefined)[] = []
    for (const { bytes } of validFixtures().flatMap(({ documents }) => documents)) {
      for (const event of await readAll(bytes)) {
        if (event.type === 'group' && isDeleted(event.group)) deleted.push(event.group.name)
        if (event.type === 'product' && isDeleted(event.product)) deleted.push(event.product.name)
        if (event.type === 'offer' && isDeleted(event.offer)) deleted.push(event.offer.name)
        if (event.type === 'warehouse' && isDeleted(event.warehouse)) deleted.push(event.warehouse.name)
        if (event.type === 'order' && isDeleted(event.order)) deleted.push(event.order.number)
      }
    }
    expect(deleted).toEqual([
      'Поэзия',
      'Потерянные стихи',
      'Старый склад',
      'Чай чёрный «Эрл Грей с васильком», 100 г',
      'Она же',
      'Петля карточная',
      'Цепь, 1 м',
      undefined, // the group, product and offer of the spellings have no names
      undefined,
      undefined,
    ])
  })
})

describe('requisiteOf', () => {
  const requisites = [
    { name: 'ТипНоменклатуры', values: ['Товар'] },
    { name: 'ОписаниеФайла', values: [' a.jpg#вид спереди ', 'b.jpg'] },
    { name: 'ОписаниеФайла', values: ['c.jpg'] },
    { name: 'Пусто', values: [] },
    { name: 'Вид', values: [] },
    { name: 'Вид', values: ['Запасы'] },
    { values: ['без имени'] },
    { name: '\n\tСклад\n', values: ['\n\tДальний\n'] },
  ]

  test.each([
    ['ТипНоменклатуры', 'Товар'],
    ['ОписаниеФайла', ' a.jpg#вид спереди '],
    ['Пусто', undefined],
    ['Вид', 'Запасы'],
    ['Склад', '\n\tДальний\n'],
    [' Склад\n', '\n\tДальний\n'],
    ['типноменклатуры', undefined],
    ['Вес', undefined],
    ['constructor', undefined],
  ])('gives for %s the first value of that name, as written', (name, value) => {
    expect(requisiteOf({ requisites }, name)).toBe(value)
  })
})
