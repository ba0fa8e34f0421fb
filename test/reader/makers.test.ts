import { createReader } from 'commerceml'
import { entity, extend, list, many, Order, OrderLine, one, Product, text } from 'commerceml/schema'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { collectGarbage } from '../../bench/child/collector.ts'
import { catalog, document, eventsOf } from '../helpers/documents.ts'
import { ownRows } from '../helpers/own-rows.ts'

/** More than are made before a form is compiled. */
const MANY = 250
const KEYS = {
  Описание: 'description',
  Картинка: 'pictures',
  Страна: 'country',
  Вес: 'weight',
  Длина: 'length',
  Ширина: 'width',
  Высота: 'height',
  Объем: 'volume',
}
const NAMES = Object.keys(KEYS)
/** As many ways there are to have some of the rows: more than are kept. */
const FORMS = 2 ** NAMES.length

/** A product that has the rows of that form, and its number in each. */
function written(number: number, form: number, isTurned: boolean): string {
  const names = NAMES.filter((_, row) => (form & (1 << row)) !== 0)
  const rows = (isTurned ? names.reverse() : names).map((name) => `<${name}>${number}</${name}>`)
  return `<Товар><Ид>${number}</Ид>${rows.join('')}</Товар>`
}

/** As the product of {@link written} is read, in the order of the schema. */
function read(number: number, form: number): object {
  const keys = Object.values(KEYS).filter((_, row) => (form & (1 << row)) !== 0)
  const given = new Map<string, unknown>(keys.map((key) => [key, key === 'pictures' ? [`${number}`] : `${number}`]))
  const lists = Object.entries(Product.properties).flatMap(([key, row]) => ('items' in row ? [key] : []))
  const all = Object.keys(Product.properties).flatMap((key): [string, unknown][] => {
    if (key === 'id') return [[key, `${number}`]]
    if (given.has(key)) return [[key, given.get(key)]]
    return lists.includes(key) ? [[key, []]] : []
  })
  return Object.fromEntries(all)
}

describe('entities', () => {
  test('are the same however many there were, and whatever rows they have', async () => {
    // All forms there are, then two in turn, in two orders of their rows.
    const forms = [
      ...Array.from({ length: FORMS * 2 }, (_, number) => number % FORMS),
      ...Array.from({ length: MANY * 2 }, (_, number) => (number % 2 === 0 ? 0 : FORMS - 1)),
    ]
    const xml = catalog(forms.map((form, number) => written(number, form, number % 3 === 0)).join(''))
    const products = (await eventsOf('product', xml)).map(({ product }) => product)
    expect(products).toStrictEqual(forms.map((form, number) => read(number, form)))
    const texts = forms.map((form, number) => JSON.stringify(read(number, form)))
    expect(products.map((product) => JSON.stringify(product))).toEqual(texts)
  })

  test('share no list, be it empty or not', async () => {
    const forms = Array.from({ length: MANY }, () => 0b10)
    const products = (await eventsOf('product', catalog(forms.map((form) => written(0, form, false)).join('')))).map(
      ({ product }) => product,
    )
    const whole = JSON.stringify(products[0])
    for (const product of products) {
      expect(JSON.stringify(product)).toBe(whole)
      for (const value of Object.values(product)) if (Array.isArray(value)) value.push('of a shop')
    }
  })
})

describe('entities of more rows than are marked in bits', () => {
  test('have those that came, with a mark or without', async () => {
    const schema = { product: extend(Product, ownRows(60)) }
    const rows = (number: number): number[] =>
      Array.from({ length: 60 }, (_, row) => row).filter((row) => (number + row) % 7 === 0)
    const numbers = Array.from({ length: MANY }, (_, number) => number)
    const xml = catalog(
      numbers
        .map(
          (number) =>
            `<Товар><Ид>${number}</Ид>${rows(number)
              .map((row) => `<Своё${row}>${number}</Своё${row}>`)
              .join('')}</Товар>`,
        )
        .join(''),
    )
    const events = await eventsOf('product', xml, { schema })
    const found = events.map(({ product }) => Object.entries(product).filter(([key]) => key.startsWith('own')))
    expect(found).toEqual(numbers.map((number) => rows(number).map((row) => [`own${row}`, `${number}`])))
  })

  test('are whole where an element comes again and again', async () => {
    const schema = { order: extend(Order, { lines: list('Товары', 'Товар', extend(OrderLine, ownRows(9))) }) }
    const line = '<Товар><Ид>1</Ид><Количество>1</Количество><Своё8>важно</Своё8></Товар>'
    const xml = document(`<Документ><Товары>${line.repeat(MANY)}</Товары></Документ>`)
    const [event] = await eventsOf('order', xml, { schema })
    const lines = (event as unknown as { order: { lines: object[] } }).order.lines
    expect(lines).toHaveLength(MANY)
    for (const one of lines) expect(one).toMatchObject({ id: '1', quantity: '1', own8: 'важно' })
  })

  test('are whole where only rows without a mark have come', async () => {
    const schema = { product: extend(Product, { wide: many('Широкий', entity(ownRows(70))) }) }
    const wide = (number: number): string => `<Товар><Широкий><Своё69>${number}</Своё69></Широкий></Товар>`
    const numbers = Array.from({ length: MANY }, (_, number) => number)
    const events = await eventsOf('product', catalog(numbers.map(wide).join('')), { schema })
    const found = events.map(({ product }) => (product as unknown as { wide: object[] }).wide)
    expect(found).toStrictEqual(numbers.map((number) => [{ own69: `${number}` }]))
  })
})

test('values of entities that were long are let go of', async () => {
  const LENGTH = 2 * 1024 * 1024
  const keys = Array.from({ length: 12 }, (_, row) => `own${row}`)
  const own = Object.fromEntries(keys.map((key, row) => [key, row % 2 === 0 ? one(key, text) : many(key, text)]))
  const long = (key: string): string => `<Товар><Ид>${key}</Ид><${key}>${key}${'x'.repeat(LENGTH)}</${key}></Товар>`
  const reader = createReader({ onProduct() {} }, { schema: { product: extend(Product, own) } })
  reader.feed('<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>')
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (const key of keys) reader.feed(long(key))
  reader.feed('<Товар><Ид>2</Ид></Товар>'.repeat(100))
  collectGarbage()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(6 * LENGTH) // of twelve
  reader.feed('</Товары></Каталог></КоммерческаяИнформация>')
  reader.end()
})

describe('where code may not be made of strings', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  test('entities are the same, and it is tried once', async () => {
    vi.resetModules()
    const { EntityMaker, emptyRows } = await import('../../src/reader/plan/makers.ts')
    const attempts = vi.fn()
    function forbid(...code: unknown[]): never {
      attempts(...code)
      throw new EvalError('Code generation from strings disallowed for this context')
    }
    vi.stubGlobal('Function', forbid)
    const maker = new EntityMaker(['id', 'name', 'tags', 'price'], new Set(['tags']))
    const values = Object.assign(emptyRows(), ['1', 'Чай', ['new'], '10'])
    for (let number = 0; number < MANY; number++) {
      expect(maker.make(values, 0b1001, 0)).toStrictEqual({ id: '1', tags: [], price: '10' })
      expect(maker.make(values, 0b0110, 0)).toStrictEqual({ name: 'Чай', tags: ['new'] })
    }
    expect(attempts).toHaveBeenCalledTimes(1)
    expect(attempts).toHaveBeenCalledWith('v', 'return {"id":v[0],"tags":[],"price":v[3]}')
  })
})
