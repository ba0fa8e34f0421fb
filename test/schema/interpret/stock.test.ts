import { STOCK_FIELDS, stockOf } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { offers, theEvent } from '../../helpers/documents.ts'
import { readAll, validFixtures } from '../../helpers/fixtures.ts'

describe('stockOf', () => {
  const none = { stocks: [], warehouseQuantities: [], remainders: [] }

  test('an offer without any quantity has no stock', () => {
    expect(stockOf(none)).toEqual([])
  })

  test('an offer that was read in part has what was read', () => {
    expect(stockOf({})).toEqual([])
    expect(stockOf({ quantity: '3' })).toEqual([{ quantity: '3' }])
    expect(stockOf({ stocks: [{ warehouseId: 'a', quantity: '2' }] })).toEqual([{ warehouseId: 'a', quantity: '2' }])
  })

  test('of an offer that was read in part is whole with the fields that are named for it', async () => {
    const stocks = '<Количество>5</Количество><Склад ИдСклада="a" КоличествоНаСкладе="2"/>'
    const fields = { offer: STOCK_FIELDS } as const
    const { offer } = await theEvent('offer', offers(`<Предложение><Ид>1</Ид>${stocks}</Предложение>`), { fields })
    expect(stockOf(offer)).toEqual([{ warehouseId: 'a', quantity: '2' }])
    expect(Object.keys(offer).sort()).toEqual(['id', ...STOCK_FIELDS].sort())
  })

  test('an empty quantity in a warehouse is none of it, as УТ 11.1 means it', async () => {
    const stocks = '<Склад ИдСклада="a" КоличествоНаСкладе=""/><Склад ИдСклада="b" КоличествоНаСкладе="3"/>'
    const { offer } = await theEvent('offer', offers(`<Предложение><Ид>1</Ид>${stocks}</Предложение>`), {
      strict: true,
    })
    expect(stockOf(offer)).toEqual([
      { warehouseId: 'a', quantity: '0' },
      { warehouseId: 'b', quantity: '3' },
    ])
  })

  test('Количество alone is the stock over all warehouses', () => {
    expect(stockOf({ ...none, quantity: '-3.5' })).toEqual([{ quantity: '-3.5' }])
  })

  test('Склад with attributes tells more than Количество, which is left out', () => {
    const stocks = [
      { warehouseId: 'a', quantity: '1.0' },
      { warehouseId: 'b', quantity: '0' },
    ]
    expect(stockOf({ ...none, quantity: '1', stocks })).toEqual(stocks)
  })

  test('a warehouse without a quantity is no level', () => {
    expect(stockOf({ ...none, stocks: [{ warehouseId: 'a' }] })).toEqual([])
    expect(stockOf({ ...none, quantity: '4', stocks: [{ warehouseId: 'a' }] })).toEqual([{ quantity: '4' }])
  })

  test('КоличествоНаСкладах counts as warehouses do', () => {
    const warehouseQuantities = [{ warehouseId: 'a', quantity: '7' }]
    expect(stockOf({ ...none, warehouseQuantities })).toEqual([{ warehouseId: 'a', quantity: '7' }])
  })

  test('ОстаткиПоСкладам count as warehouses do, and need not be there', () => {
    const warehouseRemainders = [{ warehouseId: 'a', warehouseName: 'Главный', quantity: '7' }]
    expect(stockOf({ ...none, quantity: '7', warehouseRemainders })).toEqual([{ warehouseId: 'a', quantity: '7' }])
  })

  // As NetCat writes them, a clinic's program (2.09), Saby (ITG), shops, scripts of shops, and an ERP of workshops.
  test.each([
    '<ОстаткиПоСкладам><Остаток><Склад>Главный</Склад><СкладИД>a</СкладИД><КоличествоОстаток>5</КоличествоОстаток></Остаток><Остаток><Склад>Второй</Склад><СкладИД>b</СкладИД><КоличествоОстаток>7</КоличествоОстаток></Остаток></ОстаткиПоСкладам>',
    '<ОстаткиПоСкладам><Остаток><ИдСклада>a</ИдСклада><Количество>5</Количество></Остаток><Остаток><ИдСклада>b</ИдСклада><Количество>7</Количество></Остаток></ОстаткиПоСкладам>',
    '<ОстаткиПоСкладу><ОстаткиПоСкладу><ИдСклада>a</ИдСклада><КоличествоНаСкладе>5</КоличествоНаСкладе></ОстаткиПоСкладу><ОстаткиПоСкладу><ИдСклада>b</ИдСклада><КоличествоНаСкладе>7</КоличествоНаСкладе></ОстаткиПоСкладу></ОстаткиПоСкладу>',
    '<ОстаткиПоСкладам><ОстатокПоСкладу><Ид>a</Ид><Остаток>5</Остаток></ОстатокПоСкладу><ОстатокПоСкладу><Ид>b</Ид><Остаток>7</Остаток></ОстатокПоСкладу></ОстаткиПоСкладам>',
    '<Склад><Ид>a</Ид><Количество>5</Количество></Склад><Склад><Ид>b</Ид><Количество>7</Количество></Склад>',
    '<Склады><Склад><Ид>a</Ид><Наименование>Главный</Наименование><Количество>5</Количество></Склад><Склад ИдСклада="b" КоличествоНаСкладе="7"/></Склады>',
    '<Остатки><Остаток><Склад><ИдСклада>a</ИдСклада><Количество>5</Количество></Склад></Остаток><Остаток><Склад><ИдСклада>b</ИдСклада><Количество>7</Количество></Склад></Остаток></Остатки>',
    '<Остатки><Остаток><Склад>a</Склад><Количество>5</Количество></Остаток><Остаток><Склад>b</Склад><Количество>7</Количество></Остаток></Остатки>',
  ])('knows the warehouses of %s', async (stock) => {
    const { offer } = await theEvent(
      'offer',
      offers(`<Предложение><Ид>1</Ид><Количество>12</Количество>${stock}</Предложение>`),
    )
    expect(stockOf(offer)).toEqual([
      { warehouseId: 'a', quantity: '5' },
      { warehouseId: 'b', quantity: '7' },
    ])
    expect(offer).not.toHaveProperty('extras')
  })

  test.each([
    [
      '<Склады ИдСклада="a" КоличествоНаСкладе="5"><Склад>Основной</Склад></Склады>',
      { warehouseId: 'a', quantity: '5' },
    ],
    ['<Склады><Склад>Основной</Склад><КоличествоНаСкладе>5</КоличествоНаСкладе></Склады>', { quantity: '5' }],
    ['<Склады><Склад><Ид>a</Ид></Склад><Количество>5</Количество></Склады>', { warehouseId: 'a', quantity: '5' }],
  ])('a Склад without a quantity leaves it to what is around it: %s', async (stocks, level) => {
    const { offer } = await theEvent('offer', offers(`<Предложение><Ид>1</Ид>${stocks}</Предложение>`))
    expect(stockOf(offer)).toEqual([level])
  })

  test('Остатки come by warehouse, or without one', () => {
    const remainders = [
      { warehouses: [{ warehouseId: 'a', quantity: '14' }] },
      {
        warehouses: [
          { warehouseId: 'b', quantity: '2' },
          { warehouseId: 'c', quantity: '0' },
        ],
      },
      { warehouses: [], quantity: '2.000' },
      { warehouses: [] },
    ]
    expect(stockOf({ ...none, remainders })).toEqual([
      { warehouseId: 'a', quantity: '14' },
      { warehouseId: 'b', quantity: '2' },
      { warehouseId: 'c', quantity: '0' },
      { quantity: '2.000' },
    ])
  })

  test('Количество beside the one Склад of an Остаток is of that warehouse', () => {
    const remainders = [
      { warehouses: [{ warehouseId: 'a' }], quantity: '12' },
      { warehouses: [{ warehouseId: 'b' }], quantity: '0' },
    ]
    expect(stockOf({ ...none, remainders })).toEqual([
      { warehouseId: 'a', quantity: '12' },
      { warehouseId: 'b', quantity: '0' },
    ])
  })

  test('Количество of an Остаток whose warehouses have theirs is their total, and told of once', () => {
    const warehouses = [
      { warehouseId: 'a', quantity: '4' },
      { warehouseId: 'b', quantity: '3' },
    ]
    expect(stockOf({ ...none, remainders: [{ warehouses, quantity: '7' }] })).toEqual(warehouses)
    const unsaid = [{ warehouseId: 'a' }, { warehouseId: 'b' }]
    expect(stockOf({ ...none, remainders: [{ warehouses: unsaid, quantity: '7' }] })).toEqual([{ quantity: '7' }])
  })

  test('a level without a warehouse has no warehouseId key', () => {
    expect(stockOf({ ...none, stocks: [{ quantity: '1' }] }).map(Object.keys)).toEqual([['quantity']])
  })

  test('takes an offer as it was read', async () => {
    const levels: unknown[] = []
    const fixture = validFixtures().find(({ name }) => name === 'offers-2.05-stocks')
    for (const event of await readAll(fixture?.documents[0]?.bytes ?? '')) {
      if (event.type === 'offer') levels.push(stockOf(event.offer).map(({ quantity }) => quantity))
    }
    expect(levels).toEqual([['-3.0', '1.0'], [], []])
  })
})
