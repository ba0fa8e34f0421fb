import { type Engine, readEvents } from 'commerceml'
import { type Codec, extend, one, Product, text } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { collectGarbage } from '../../bench/child/collector.ts'
import { catalog } from '../helpers/documents.ts'

// V8 takes more memory for young objects as what outlives its collections adds up, and it collects while a reading waits
// for a chunk: what is held then counts.

const product = (number: number): string =>
  `<Товар><Ид>${number}</Ид><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Вес</Наименование><Значение>${number}</Значение></ЗначениеРеквизита></ЗначенияРеквизитов><Длинный>${'ж'.repeat(50)} ${number}</Длинный></Товар>`
const PRODUCTS = Array.from({ length: 40 }, (_, number) => product(number))
const LAST = '<Товар><Ид>cut</Ид><Длинный>in two</Длинный>'
const [head = '', tail = ''] = catalog('<!-- -->').split('<!-- -->')

describe.each<Engine>(['wasm', 'saxes'])('while a chunk is awaited, %s', (engine) => {
  test('holds nothing of items that were told', async () => {
    const told: WeakRef<object>[] = []
    let [waited, alive] = [false, -1]
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head + PRODUCTS.join('') + LAST)
      await new Promise((resolve) => setImmediate(resolve)) // a WeakRef holds until the job is over that asked for it
      waited = true
      collectGarbage()
      alive = told.filter((reference) => reference.deref() !== undefined).length
      yield Buffer.from(`</Товар>${tail}`)
    }
    const events = readEvents(chunks(), { engine })
    // A loop's variable would hold the last one.
    const take = async (): Promise<boolean> => {
      const { done, value } = await events.next()
      if (value?.type === 'product') {
        const { product, position } = value
        told.push(...[product, product.requisites, position].map((held) => new WeakRef<object>(held)))
      }
      return done !== true
    }
    while (await take());
    expect(waited).toBe(true)
    expect(told).toHaveLength(3 * (PRODUCTS.length + 1))
    expect(alive).toBe(0)
  })
})

test('the start of an item is not read before its end may come', async () => {
  const parsed: string[] = []
  const parse = (raw: string): string => {
    parsed.push(raw)
    return raw
  }
  const own = { ...text, name: 'own', parse } satisfies Codec
  const schema = { product: extend(Product, { long: one('Длинный', own) }) }
  const found: string[][] = []
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head + PRODUCTS.join('') + LAST)
    found.push(parsed.splice(0))
    yield Buffer.from(`<Вес>1</Вес></Товар>${tail}`)
    found.push(parsed.splice(0))
  }
  const products: unknown[] = []
  for await (const event of readEvents(chunks(), { schema, engine: 'wasm' })) {
    if (event.type === 'product') products.push(event.product)
  }
  expect(found.map((values) => values.length)).toEqual([PRODUCTS.length, 1])
  expect(products).toHaveLength(PRODUCTS.length + 1)
  expect(products.at(-1)).toMatchObject({ id: 'cut', long: 'in two', weight: '1' })
})
