import { CommerceMLError } from 'commerceml'
import { entity } from 'commerceml/schema'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { HEAD, inCatalog, written } from './helpers/written-documents.ts'

describe('what cannot be written is refused with its place', () => {
  test.each([
    [
      'a row that does not exist',
      inCatalog({ id: '1', nmae: 'Чай' }),
      'invalid-value',
      'product: there is no row "nmae"; known are extras, ',
    ],
    [
      'a number for a decimal',
      inCatalog({ id: '1', weight: 0.1 }),
      'invalid-value',
      'product.weight: expected decimal as a string, found 0.1',
    ],
    [
      'a word for a decimal',
      inCatalog({ prices: [{ unitPrice: 'много' }] }),
      'invalid-value',
      'product.prices.unitPrice: expected decimal',
    ],
    ['a number for a text', inCatalog({ id: 1 }), 'invalid-value', 'product.id: expected a string, found 1'],
    ['no list for a list', inCatalog({ pictures: 'a.jpg' }), 'invalid-value', 'product.pictures: expected an array'],
    ['no object for an entity', inCatalog({ baseUnit: 'шт' }), 'invalid-value', 'product.baseUnit: expected an object'],
    [
      'markup for a name',
      inCatalog({
        extras: { attributes: {}, text: '', elements: [{ name: 'a><b', attributes: {}, text: '', elements: [] }] },
      }),
      'invalid-value',
      'product.extras',
    ],
    [
      'a name that never ends',
      inCatalog({ extras: { attributes: { ['я'.repeat(201)]: '' }, text: '', elements: [] } }),
      'invalid-value',
      'product.extras',
    ],
    [
      'an attribute that is a row and an extra',
      inCatalog({ status: 'Удален', extras: { attributes: { Статус: 'Новый' }, text: '', elements: [] } }),
      'invalid-value',
      'product.status: expected it once',
    ],
    [
      'a product without a catalog',
      [HEAD, { type: 'product', product: {} }],
      'misplaced-event',
      'it stands in catalog, and none is open',
    ],
    [
      'an offer in a catalog',
      [...inCatalog(), { type: 'offer', offer: {} }],
      'misplaced-event',
      'it stands in offersPackage',
    ],
    [
      'a group whose parent is not there',
      [HEAD, { type: 'classifier', classifier: {} }, { type: 'group', group: {}, parentId: 'x' }],
      'misplaced-event',
      'group x',
    ],
    [
      'a container closed that is not open',
      [HEAD, { type: 'catalog', phase: 'close', catalog: {} }],
      'misplaced-event',
      'no catalog is open',
    ],
    ['a document without a beginning', [{ type: 'catalog', catalog: {} }], 'misplaced-event', 'none is open'],
    ['two beginnings', [HEAD, HEAD], 'misplaced-event', 'begins once'],
    [
      'a container behind the end',
      [HEAD, { type: 'end' }, { type: 'catalog', catalog: {} }],
      'misplaced-event',
      'none is open',
    ],
    ['a beginning behind the end', [HEAD, { type: 'end' }, HEAD], 'misplaced-event', 'begins once'],
    ['nothing at all', [], 'misplaced-event', 'no document has begun'],
  ] as [string, WritableEvent[], string, string][])('%s', async (_, events, code, message) => {
    const error = await written(events).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(error).toBeInstanceOf(CommerceMLError)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
  })

  test('schemas that are none are misuse', () => {
    expect(() => writeEvents([HEAD], { schema: { product: {} as never } })).toThrow(TypeError)
    expect(() => writeEvents([HEAD], { schema: { nothing: entity({}) } as never })).toThrow(TypeError)
  })
})
