import { describe, expect, test } from 'vitest'
import { catalog, document, groups, issuesOf, offers, theEvent } from '../helpers/documents.ts'

const item = (name: string, id: string): string => `<${name}><Ид>${id}</Ид></${name}>`

describe('the parts of an id', () => {
  test.each([
    ['guid', { productId: 'guid' }],
    ['guid#variant', { productId: 'guid', characteristicId: 'variant' }],
    ['guid#1', { productId: 'guid', characteristicId: '1' }],
    ['#variant', { productId: '', characteristicId: 'variant' }],
    ['a#b#c', { productId: 'a', characteristicId: 'b#c' }],
  ])('of %s stand beside a product and an offer, whose own id stays whole', async (id, parts) => {
    const product = await theEvent('product', catalog(item('Товар', id)))
    const offer = await theEvent('offer', offers(item('Предложение', id)))
    for (const { productId, characteristicId } of [product, offer])
      expect({ productId, characteristicId }).toEqual(parts)
    expect([product.product.id, offer.offer.id]).toEqual([id, id])
  })

  test('come from Ид and ИдХарактеристики in a package of changes', async () => {
    const xml = document(
      '<ИзмененияПакетаПредложений><Предложения><Предложение><Ид>guid</Ид><ИдХарактеристики>variant</ИдХарактеристики></Предложение></Предложения></ИзмененияПакетаПредложений>',
    )
    expect(await theEvent('offer', xml)).toMatchObject({ productId: 'guid', characteristicId: 'variant' })
  })

  test('come from ИдТовара where an offer has an id of its own', async () => {
    const named = (id: string): string => offers(`<Предложение><Ид>own-1</Ид><ИдТовара>${id}</ИдТовара></Предложение>`)
    expect(await theEvent('offer', named('p-1'))).toMatchObject({ productId: 'p-1', offer: { id: 'own-1' } })
    for (const none of ['', ' \n']) expect(await theEvent('offer', named(none))).toMatchObject({ productId: 'own-1' })
    expect(await theEvent('offer', named('p-1#xl'))).toMatchObject({ productId: 'p-1', characteristicId: 'xl' })
    const fields = { offer: ['quantity'] } as const
    expect(await theEvent('offer', named('p-1'), { fields })).toMatchObject({ productId: 'p-1' })
  })

  test('are absent without an Ид', async () => {
    const event = await theEvent('product', catalog('<Товар><Артикул>1</Артикул></Товар>'))
    expect(event).not.toHaveProperty('productId')
    expect(event).not.toHaveProperty('characteristicId')
  })

  test('with no characteristic, there is no key for one', async () => {
    expect(await theEvent('product', catalog(item('Товар', 'guid')))).not.toHaveProperty('characteristicId')
  })
})

const PLACES: readonly (readonly [string, (items: string) => string, string])[] = [
  ['group', groups, 'Группа'],
  ['product', catalog, 'Товар'],
  ['offer', offers, 'Предложение'],
  ['order', document, 'Документ'],
]

describe.each(PLACES)('the id of a %s', (type, place, name) => {
  test.each(['', '<Ид/>', '<Ид></Ид>', '<Наименование>x</Наименование>'])('is missing from %j', async (rows) => {
    const issues = await issuesOf(place(`<${name}>${rows}</${name}>`))
    expect(issues).toMatchObject([{ code: 'missing-id', field: 'id', raw: '' }])
    expect(issues[0]?.message).toContain(type)
  })

  test('that comes twice is reported at the second, which is told all the same', async () => {
    const xml = place(item(name, 'a') + item(name, 'b') + item(name, 'a'))
    expect(await issuesOf(xml)).toMatchObject([{ code: 'duplicate-id', field: 'id', raw: 'a', entity: 'a' }])
    expect((await theEvent('end', xml)).counts).toMatchObject({ [type]: 3 })
  })

  test('is remembered over a thousand others, and forgotten after two thousand', async () => {
    const others = (count: number): string =>
      Array.from({ length: count }, (_, index) => item(name, `${type}${index}`)).join('')
    expect(await issuesOf(place(item(name, 'a') + others(999) + item(name, 'a')))).toMatchObject([{ raw: 'a' }])
    expect(await issuesOf(place(item(name, 'a') + others(2_000) + item(name, 'a')))).toEqual([])
  })
})

test('the same id in entities of different kinds is no duplicate', async () => {
  const xml = document(
    `<Классификатор><Группы>${item('Группа', '1')}</Группы></Классификатор><Каталог><Товары>${item('Товар', '1')}</Товары></Каталог>` +
      `<ПакетПредложений><Предложения>${item('Предложение', '1')}</Предложения></ПакетПредложений>${item('Документ', '1')}`,
  )
  expect(await issuesOf(xml)).toEqual([])
})

test('the same id in two catalogs, and in groups of different depth, is one', async () => {
  const two = document(
    `<Каталог><Товары>${item('Товар', '1')}</Товары></Каталог><Каталог><Товары>${item('Товар', '1')}</Товары></Каталог>`,
  )
  expect(await issuesOf(two)).toMatchObject([{ code: 'duplicate-id', raw: '1' }])
  const nested = groups(`<Группа><Ид>g</Ид><Группы>${item('Группа', 'g')}</Группы></Группа>`)
  expect(await issuesOf(nested)).toMatchObject([{ code: 'duplicate-id', raw: 'g' }])
})

test('offers of one product in a changes package are told apart by their characteristic', async () => {
  const offer = (characteristic: string): string =>
    `<Предложение><Ид>p</Ид><ИдХарактеристики>${characteristic}</ИдХарактеристики></Предложение>`
  const changes = (...offers: readonly string[]): string =>
    document(`<ИзмененияПакетаПредложений><Предложения>${offers.join('')}</Предложения></ИзмененияПакетаПредложений>`)
  expect(await issuesOf(changes(offer('1'), offer('2'), offer(''), item('Предложение', 'q')))).toEqual([])
  expect(await issuesOf(changes(offer('1'), offer('2'), offer('1')))).toMatchObject([
    { code: 'duplicate-id', raw: 'p#1', entity: 'p' },
  ])
  expect(await issuesOf(changes(offer(''), item('Предложение', 'p')))).toMatchObject([{ raw: 'p' }])
  const fields = { offer: ['quantity'] } as const
  expect(await issuesOf(changes(offer('1'), offer('2')), { fields })).toEqual([])
})

test('other entities may lack an Ид or share one', async () => {
  const xml = document(
    '<Классификатор><Свойства><Свойство/><Свойство/></Свойства><ТипыЦен><ТипЦены><Ид>1</Ид></ТипЦены><ТипЦены><Ид>1</Ид></ТипЦены></ТипыЦен></Классификатор><Контрагенты><Контрагент/></Контрагенты>',
  )
  expect(await issuesOf(xml)).toEqual([])
})
