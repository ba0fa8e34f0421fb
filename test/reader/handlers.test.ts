import { createReader, type Handlers } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { document, product } from '../helpers/documents.ts'
import { readAll, validFixtures } from '../helpers/fixtures.ts'

const EVERYTHING = document(
  '<Классификатор><Группы><Группа><Ид>1</Ид></Группа></Группы><Свойства><Свойство/></Свойства><ТипыЦен><ТипЦены/></ТипыЦен><Склады><Склад/></Склады><ЕдиницыИзмерения><ЕдиницаИзмерения/></ЕдиницыИзмерения><Категории><Категория/></Категории></Классификатор>' +
    '<Каталог><Товары><Товар/></Товары></Каталог><ПакетПредложений><Предложения><Предложение/></Предложения></ПакетПредложений><Контрагенты><Контрагент/></Контрагенты><Документ/>',
)
const TYPES = [
  'document',
  'classifier',
  'group',
  'property',
  'priceType',
  'warehouse',
  'unit',
  'category',
  'catalog',
  'product',
  'offersPackage',
  'offer',
  'counterparty',
  'order',
  'issue',
  'end',
] as const

const handlerOf = (type: string): keyof Handlers => `on${type[0]?.toUpperCase()}${type.slice(1)}` as keyof Handlers

describe('a handler', () => {
  test('must not feed its own reader', () => {
    const reader = createReader({ onProduct: () => reader.feed('<!-- -->') })
    expect(() => reader.feed(EVERYTHING)).toThrow('a handler must not feed the reader that calls it')
    expect(() => reader.end()).toThrow(TypeError)
    const ended = createReader({ onProduct: () => ended.end() })
    expect(() => ended.feed(EVERYTHING)).toThrow(TypeError)
  })

  test.each(TYPES)('for %s gets the payload and the event, each time', async (type) => {
    const calls: unknown[][] = []
    const reader = createReader({ [handlerOf(type)]: (...args: unknown[]) => calls.push(args) })
    reader.feed(EVERYTHING)
    reader.end()
    const events = (await readAll(EVERYTHING)).filter((event) => event.type === type)
    expect(calls.length).toBeGreaterThan(0)
    expect(calls).toEqual(
      events.map((event) => [type === 'end' ? event : (event as unknown as Record<string, unknown>)[type], event]),
    )
  })

  test('for everything gets each event, after the handler of its type', () => {
    const calls: string[] = []
    const each = TYPES.map((type) => [handlerOf(type), () => calls.push(type)])
    const reader = createReader({ ...Object.fromEntries(each), onEvent: ({ type }) => calls.push(`${type}, event`) })
    reader.feed(EVERYTHING)
    reader.end()
    expect(calls.length).toBeGreaterThan(2 * TYPES.length)
    for (let index = 0; index < calls.length; index += 2) expect(calls[index + 1]).toBe(`${calls[index]}, event`)
  })

  test('may be left undefined', () => {
    const events: string[] = []
    const reader = createReader({ onProduct: undefined as never, onEnd: ({ type }) => events.push(type) })
    reader.feed(document(''))
    reader.end()
    expect(events).toEqual(['end'])
  })

  test('is called before feed returns, as soon as its end tag is known to be right', () => {
    const told: (string | undefined)[] = []
    const reader = createReader({ onProduct: ({ id }) => told.push(id) })
    reader.feed('<КоммерческаяИнформация><Каталог><Товары><Товар><Ид>1</Ид></Товар>')
    expect(told).toEqual(['1'])
    reader.feed('<Товар><Ид>2</Ид></Това')
    expect(told).toEqual(['1'])
    reader.feed('р>')
    expect(told).toEqual(['1', '2'])
  })

  test('that throws ends the reader with what it threw', () => {
    const thrown = new RangeError('the database is full')
    const told: unknown[] = []
    const reader = createReader({
      onProduct({ id }) {
        told.push(id)
        if (id === '2') throw thrown
      },
    })
    const products = ['1', '2', '3'].map((id) => `<Товар><Ид>${id}</Ид></Товар>`).join('')
    expect(() => reader.feed(`<КоммерческаяИнформация><Каталог><Товары>${products}`)).toThrow(thrown)
    expect(() => reader.feed('<Товар/>')).toThrow(thrown)
    expect(() => reader.end()).toThrow(thrown)
    expect(told).toEqual(['1', '2'])
  })

  test.each(['onProduct', 'onEvent'])('that returns a promise is told that nobody awaits it: %s', async (name) => {
    const failed = new Error('the database is full')
    const reader = createReader({ [name]: () => Promise.reject(failed) })
    const xml = product('<Ид>1</Ид>')
    expect(() => reader.feed(xml)).toThrow(new RegExp(`^${name} returned a promise, and handlers are not awaited`))
    expect(() => reader.end()).toThrow(TypeError)
    await new Promise(setImmediate) // what it rejects with is no unhandled rejection
  })

  test('may return what it likes otherwise', () => {
    for (const returned of [1, 'then', null, {}, [], () => {}]) {
      const reader = createReader({ onProduct: () => returned })
      reader.feed(product('<Ид>1</Ид>'))
      expect(() => reader.end()).not.toThrow()
    }
  })

  test('may be a method of an instance, with fields of its own', () => {
    class Count {
      readonly ids: unknown[] = []
      onProduct({ id }: { readonly id?: string }): void {
        this.ids.push(id)
      }
      readonly onEnd = (): void => void this.ids.push('end')
    }
    const count = new Count()
    const reader = createReader(count)
    reader.feed(product('<Ид>1</Ид>'))
    reader.end()
    expect(count.ids).toEqual(['1', 'end'])
  })

  test('that throws at the end leaves the reader ended', () => {
    const thrown = new Error('rollback')
    const reader = createReader({
      onEnd() {
        throw thrown
      },
    })
    reader.feed(document(''))
    expect(() => reader.end()).toThrow(thrown)
    expect(() => reader.end()).toThrow(thrown)
  })
})

describe('createReader', () => {
  test.each([
    ['onProducts', /^onProducts is no handler; known are onEvent, onDocument, .*onEnd$/],
    ['product', /^product is no handler/],
    ['onproduct', /^onproduct is no handler/],
    ['__proto__x', /^__proto__x is no handler/],
  ])('knows no handler %s', (name, message) => {
    expect(() => createReader({ [name]: () => {} } as never)).toThrow(TypeError)
    expect(() => createReader({ [name]: () => {} } as never)).toThrow(message)
  })

  test.each([null, 'onProduct', {}, 1])('takes no %j for a handler', (handler) => {
    expect(() => createReader({ onProduct: handler } as never)).toThrow(new TypeError('onProduct must be a function'))
  })

  test.each([{}, { onProduct: undefined }])('wants at least one handler, not %j', (handlers) => {
    expect(() => createReader(handlers as never)).toThrow(/give at least one handler/)
  })

  test.each([undefined, null, 'x', () => {}])('wants an object, not %s', (handlers) => {
    expect(() => createReader(handlers as never)).toThrow(TypeError)
  })

  test.each([
    [{ selct: ['offer'] }, /selct is no option; known are schema, select/],
    [{ toString: 1 }, /toString is no option/],
    [{ signal: AbortSignal.abort() }, /signal is no option/], // it would go unheeded: `readEvents` has it
    [{ onProgress() {} }, /onProgress is no option/],
    [{ extras: 'drop' }, /extras must be one of keep, ignore, report, refuse, not drop/],
    [{ encoding: 'utf-7' }, /encoding must be one of utf-8, .* not utf-7/],
    [{ encoding: 'utf-16' }, /encoding must be/],
    [{ encoding: 'cp1251' }, /encoding must be/],
    [{ limits: { deep: 1 } }, /limits\.deep is no limit; known are depth/],
    [{ limits: { depth: -1 } }, /limits\.depth must be a number from 0 to Infinity, not -1/],
    [{ limits: { depth: Number.NaN } }, /limits\.depth must be/],
    [{ limits: { depth: '9' } }, /limits\.depth must be/],
    [{ schema: { goods: {} } }, /schema\.goods is no entity/],
  ])('refuses the options %j with a TypeError that says what there is', (options, message) => {
    expect(() => createReader({ onEvent() {} }, options as never)).toThrow(TypeError)
    expect(() => createReader({ onEvent() {} }, options as never)).toThrow(message)
  })
})

describe('a reader', () => {
  const fresh = () => createReader({ onEvent() {} })

  test('takes no feed after its end, and no second end', () => {
    const reader = fresh()
    reader.feed(document(''))
    reader.end()
    expect(() => reader.feed('<')).toThrow(/^the reader has ended: create another one for the next document$/)
    expect(() => reader.feed('<')).toThrow(TypeError)
    expect(() => reader.end()).toThrow(TypeError)
  })

  test.each([
    ['text', 'bytes', '<Коммер', new Uint8Array([60])],
    ['bytes', 'text', new Uint8Array([60]), 'x'],
  ])('that was given %s takes no %s', (_first, _second, first, second) => {
    const reader = fresh()
    reader.feed(first)
    expect(() => reader.feed(second)).toThrow(/text and bytes in turn/)
  })

  test.each([undefined, null, 1, {}, [60], new ArrayBuffer(1)])('takes no %s', (chunk) => {
    expect(() => fresh().feed(chunk as never)).toThrow(new TypeError('feed() takes a Uint8Array or a string'))
  })

  test('takes a Buffer as the bytes it is', () => {
    const told: unknown[] = []
    const reader = createReader({ onProduct: ({ id }) => told.push(id) })
    reader.feed(Buffer.from(product('<Ид>p</Ид>')))
    reader.end()
    expect(told).toEqual(['p'])
  })

  test('without any input has an empty document', () => {
    expect(() => fresh().end()).toThrow(expect.objectContaining({ code: 'truncated-input' }))
  })

  test('stands beside others: two documents in turns do not mix', () => {
    const [first] = validFixtures().find(({ name }) => name === 'import-2.08')?.documents ?? []
    const [second] = validFixtures().find(({ name }) => name === 'offers-2.08')?.documents ?? []
    const ids: (string | undefined)[][] = [[], []]
    const readers = ids.map((list) =>
      createReader({ onProduct: ({ id }) => list.push(id), onOffer: ({ id }) => list.push(id) }),
    )
    const documents = [first?.bytes ?? new Uint8Array(), second?.bytes ?? new Uint8Array()]
    for (let start = 0; start < 50_000; start += 100) {
      for (const [index, bytes] of documents.entries()) readers[index]?.feed(bytes.subarray(start, start + 100))
    }
    for (const reader of readers) reader.end()
    expect(ids.map(({ length }) => length)).toEqual([12, 5])
  })
})
