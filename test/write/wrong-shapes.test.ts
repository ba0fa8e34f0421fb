import { isCommerceMLError } from 'commerceml'
import type { Order } from 'commerceml/schema'
import {
  type Draft,
  OrderRefusedError,
  orderFromShop,
  orderProblems,
  type ShopOrder,
  siteInfo,
  type WritableEvent,
  writeEvents,
  writeOrders,
} from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { joinedBytes } from './helpers/bytes.ts'
import { WHOLE_ORDER } from './helpers/hand-made-orders.ts'

// What types forbid comes from JavaScript and from databases all the same.
const HEAD: WritableEvent[] = [{ type: 'document', document: {} }]

async function outcome(events: unknown, options?: unknown): Promise<string> {
  try {
    const bytes = await joinedBytes(writeEvents(events as WritableEvent[], options as object))
    return `written ${new TextDecoder().decode(bytes)}`
  } catch (error) {
    return isCommerceMLError(error) ? `${error.code} ${error.message}` : String(error)
  }
}

const circular: { name: string; attributes: object; text: string; elements: object[] } = {
  name: 'x',
  attributes: {},
  text: '',
  elements: [],
}
circular.elements.push(circular)
const element = { name: 'x', attributes: {}, text: '', elements: [] }
const sound = { attributes: {}, text: '', elements: [] }

describe('extras of another shape are refused with their place, and nothing is made up', () => {
  test.each<[of: string, extras: unknown, says: string]>([
    ['a text', 'x', 'product.extras: expected an object, found "x"'],
    ['an array', [element], 'product.extras: expected an object, found [{"name"'],
    ['nothing in them', {}, 'product.extras.text: expected a string, found nothing'],
    ['no text', { ...sound, text: undefined }, 'product.extras.text: expected a string, found nothing'],
    ['a number as text', { ...sound, text: 5 }, 'product.extras.text: expected a string, found 5'],
    ['no attributes', { ...sound, attributes: null }, 'product.extras.attributes: expected an object, found null'],
    [
      'an attribute that is a number',
      { ...sound, attributes: { a: 1 } },
      'product.extras.attributes.a: expected a string, found 1',
    ],
    ['no elements', { ...sound, elements: undefined }, 'product.extras.elements: expected an array, found nothing'],
    ['a text as elements', { ...sound, elements: 'ab' }, 'product.extras.elements: expected an array, found "ab"'],
    [
      'an element that is null',
      { ...sound, elements: [element, null] },
      'product.extras.elements[1]: expected an object, found null',
    ],
    [
      'an element without a name',
      { ...sound, elements: [sound] },
      'product.extras.elements[0].name: expected a string, found nothing',
    ],
    [
      'an element in an element without text',
      { ...sound, elements: [{ ...element, elements: [{ ...element, text: null }] }] },
      'product.extras.elements[0].elements[0].text: expected a string, found null',
    ],
    [
      'an element that holds itself',
      { ...sound, elements: [circular] },
      'expected at most 1000 elements in each other',
    ],
  ])('%s', async (_, extras, says) => {
    const told = await outcome([...HEAD, { type: 'catalog', catalog: {} }, { type: 'product', product: { extras } }])
    expect(told).toMatch(/^invalid-value /)
    expect(told).toContain(says)
  })

  test('those of a container that closes too', async () => {
    const open = { type: 'catalog', catalog: { id: 'c' }, phase: 'open' }
    const close = { type: 'catalog', catalog: { id: 'c', extras: { ...sound, text: undefined } }, phase: 'close' }
    expect(await outcome([...HEAD, open, close])).toMatch(/^invalid-value catalog\.extras\.text: /)
  })

  test('those of a container that opens too', async () => {
    const catalog = { extras: { ...sound, attributes: null } }
    expect(await outcome([...HEAD, { type: 'catalog', catalog }])).toMatch(
      /^invalid-value catalog\.extras\.attributes: /,
    )
  })

  test('null is nothing, as in every row', async () => {
    expect(await outcome([...HEAD, { type: 'catalog', catalog: { id: 'c', extras: null } }])).toMatch(/^written /)
  })
})

describe('events of another shape', () => {
  // Behind a depth below 0 the end of the groups was never reached: the writer closed them until memory was used up.
  test.each([-1, -0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', {}])('a group at depth %o', async (depth) => {
    const groups = [
      { type: 'group', group: { id: '1' } },
      { type: 'group', group: { id: '2' }, depth },
    ]
    expect(await outcome([...HEAD, { type: 'classifier', classifier: {} }, ...groups])).toMatch(
      /^misplaced-event group: /,
    )
  })

  test.each(['item', 'error', 'constructor'])('a type that is none: %s', async (type) => {
    expect(await outcome([...HEAD, { type, [type]: {} }])).toMatch(
      new RegExp(`^TypeError: ${type} is no type of event; known are document, .*, issue, end$`),
    )
  })

  test.each([null, undefined, 'product', 5, {}, { type: Symbol('product') }, { type: null }])('%o', async (event) => {
    expect(await outcome([...HEAD, event])).toMatch(/^TypeError: an event is an object with a type, .*, not /)
  })

  test.each<[of: string, unit: unknown]>([
    ['an array', []],
    ['a Map', new Map([['code', '796']])],
    ['a Date', new Date(0)],
  ])('%s in place of an entity is not an empty one', async (_, unit) => {
    const told = await outcome([
      ...HEAD,
      { type: 'catalog', catalog: {} },
      { type: 'product', product: { baseUnit: unit } },
    ])
    expect(told).toMatch(/^invalid-value product\.baseUnit: expected an object, found /)
  })

  test.each([undefined, null, 5, {}, Promise.resolve([])])('a source that is %o', async (source) => {
    expect(await outcome(source)).toBe('TypeError: writeEvents() takes an iterable or async iterable of events')
  })

  test('options that are null', async () => {
    expect(await outcome(HEAD, null)).toBe('TypeError: options must be an object, not null')
  })
})

describe('orders of another shape', () => {
  const order = orderFromShop(WHOLE_ORDER)

  test.each<[change: object, says: string]>([
    [{ lines: 5 }, 'order.lines: expected an array, found 5'],
    [{ lines: {} }, 'order.lines: expected an array, found {}'],
    [{ lines: [5] }, 'order.lines: expected an object, found 5'],
    [{ counterparties: {} }, 'order.counterparties: expected an array, found {}'],
    [{ warehouses: 'x' }, 'order.warehouses: expected an array, found "x"'],
    [{ counterparties: [{ address: [] }] }, 'order.counterparties.address: expected an object, found []'],
  ])('%o', async (change, says) => {
    const wrong = { ...order, ...change } as Draft<Order>
    const error = expect.objectContaining({ code: 'invalid-value', message: says })
    expect(() => orderProblems(wrong)).toThrow(error)
    await expect(joinedBytes(writeOrders([wrong], { createdAt: '2026-01-31T12:00:00' }))).rejects.toThrow(error)
  })

  test.each<[change: object, path: string]>([
    [{ operation: 5 }, 'operation'],
    [{ operation: [] }, 'operation'],
    [{ date: Symbol('today') }, 'date'],
    [{ time: Object.create(null) }, 'time'],
    [{ counterparties: [{ name: undefined }] }, 'counterparties[0].name'],
  ])('a value that is no text is looked at as one: %o', (change, path) => {
    const paths = orderProblems({ ...order, ...change } as Draft<Order>).map((problem) => problem.path)
    expect(paths).toContain(path)
  })

  test('a tax rate that is a number is left to the writer', async () => {
    const wrong = { ...order, taxes: [{ name: 'НДС', rate: 20 }] } as unknown as Draft<Order>
    expect(() => orderProblems(wrong)).not.toThrow()
    const written = joinedBytes(writeOrders([wrong], { createdAt: '2026-01-31T12:00:00' }))
    await expect(written).rejects.toThrow('order.taxes.rate: expected a string, found 20')
  })

  test.each(['warehouses', 'taxes', 'comment', 'subordinateDocuments'])('%s that is null is not there', async (key) => {
    const nullish = { ...order, [key]: null } as unknown as Draft<Order>
    expect(orderProblems(nullish)).toEqual(orderProblems({ ...order, [key]: undefined }))
    expect(await joinedBytes(writeOrders([nullish], { createdAt: '2026-01-31T12:00:00' }))).not.toHaveLength(0)
  })

  test.each([undefined, null, 5])('an order that is %o', (wrong) => {
    const says = `must be an object, not ${wrong === undefined ? 'nothing' : wrong}`
    expect(() => orderProblems(wrong as never)).toThrow(new TypeError(`orderProblems(order): order ${says}`))
    expect(() => orderFromShop(wrong as never)).toThrow(new TypeError(`orderFromShop(order): order ${says}`))
  })

  test('an order that is none among orders', async () => {
    await expect(joinedBytes(writeOrders([5 as never], { createdAt: '2026-01-31T12:00:00' }))).rejects.toThrow(
      new TypeError('writeOrders(orders): an order must be an object, not 5'),
    )
  })

  test('a shop order with what no text can be made of', () => {
    const address = { city: Symbol('Тверь'), street: Object.create(null) }
    const customer = { ...WHOLE_ORDER.customer, person: { lastName: Symbol('П') }, company: undefined }
    const shop = { ...WHOLE_ORDER, address, customer, comment: [Symbol('c')] } as unknown as ShopOrder
    const caught = (() => {
      try {
        return orderFromShop(shop)
      } catch (error) {
        return error
      }
    })()
    expect(caught).toBeInstanceOf(OrderRefusedError)
    const paths = (caught as OrderRefusedError).problems.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['address.city', 'address.street', 'customer.person.lastName', 'comment']),
    )
  })

  test('an option that nobody knows is misuse, with the names that are known', () => {
    const createdAt = '2026-01-31T12:00:00'
    expect(() => writeOrders([], { createdAt, profle: 'unf' } as never)).toThrow(
      new TypeError(
        'profle is no option; known are profile, createdAt, timeZone, encoding, schemaVersion, namespace, onRefused, schema, signal',
      ),
    )
    expect(() => writeEvents([], { createdAt } as never)).toThrow(
      new TypeError('createdAt is no option; known are encoding, schema, signal'),
    )
    expect(() => orderFromShop(WHOLE_ORDER, { profle: 'unf' } as never)).toThrow(
      new TypeError('profle is no option; known are profile, timeZone'),
    )
    expect(() => orderProblems(order, { profile: 'unf' } as never)).toThrow(/^profile must be one of ut103, /)
  })

  test('calls without what they need', () => {
    expect(() => writeOrders([], undefined as never)).toThrow(
      new TypeError('writeOrders(orders, { createdAt: … }): options must be an object, not undefined'),
    )
    expect(() => writeOrders(undefined as never, { createdAt: '2026-01-31T12:00:00' })).toThrow(
      new TypeError('writeOrders() takes an iterable or async iterable of orders'),
    )
    expect(() => orderFromShop(WHOLE_ORDER, null as never)).toThrow(
      new TypeError('options must be an object, not null'),
    )
    expect(() => siteInfo(undefined as never)).toThrow(/^siteInfo\(\) takes an object/)
  })
})
