import { type CommerceMLEvent, createReader, type Engine, type ReaderOptions, readEvents } from 'commerceml'
import { type Codec, extend, one, Product, text } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { collectGarbage } from '../../bench/child/collector.ts'
import { catalog, document } from '../helpers/documents.ts'
import { plain, validFixtures } from '../helpers/fixtures.ts'

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

describe('what has come is told before more is asked for', () => {
  const CUTS = 25

  /** Issues that stand last are of an item that has not ended: they may wait for it. */
  const withoutLastIssues = (events: CommerceMLEvent[]): CommerceMLEvent[] =>
    events.slice(0, events.findLastIndex(({ type }) => type !== 'issue') + 1)

  /** The events of a source that fails when it is asked for the second time. */
  async function pulled(bytes: Uint8Array, options: ReaderOptions): Promise<CommerceMLEvent[]> {
    const events: CommerceMLEvent[] = []
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes
      throw new Error('disk')
    }
    const reading = async (): Promise<void> => {
      for await (const event of readEvents(failing(), options)) events.push(event)
    }
    await expect(reading()).rejects.toThrow('disk')
    return events
  }

  function pushed(bytes: Uint8Array, options: ReaderOptions): CommerceMLEvent[] {
    const events: CommerceMLEvent[] = []
    createReader({ onEvent: (event) => events.push(event) }, options).feed(bytes)
    return events
  }

  const documents = validFixtures().flatMap(({ documents }) => documents)
  test.each(documents)('of $name, cut anywhere', async ({ bytes, options = {} }) => {
    for (let cut = 1; cut <= CUTS; cut++) {
      const start = bytes.subarray(0, Math.ceil((bytes.length * cut) / CUTS))
      const [one, other] = [await pulled(start, options), pushed(start, options)]
      expect(plain(withoutLastIssues(one)), `of ${start.length} bytes`).toEqual(plain(withoutLastIssues(other)))
    }
  })

  const items = (inner: string): string =>
    [1, 2, 3, 4, 5, 6].map((id) => `<Товар><Ид>${id}</Ид>${inner}</Товар>`).join('')
  test.each([
    ['with a name that is new', items('').replace('<Ид>3', '<Новое>x</Новое><Ид>3')],
    ['with an entity that comes again', items(product(1).replace(/<.?Товар>|<Ид>1<.Ид>|<Длинный>.*/g, ''))],
    ['with a text in pieces', items('<Описание>a<!-- -->b</Описание>')],
    ['with a text behind one', items('').replace('</Товар><Товар><Ид>6', '</Товар>text<Товар><Ид>6')],
    ['with a text behind the last', `${items('')}text`],
  ])('of items %s', async (_, xml) => {
    const start = Buffer.from(`${head}${xml}<Товар>`)
    expect(await pulled(start, {})).toEqual(pushed(start, {}))
  })

  test('of a container behind another', async () => {
    const whole = document(`<Классификатор><Ид>1</Ид></Классификатор><Каталог><Товары>${items('')}<Товар>`)
    const start = Buffer.from(whole.slice(0, whole.lastIndexOf('<Товар>') + 7))
    const events = await pulled(start, {})
    expect(events.map(({ type }) => type).slice(-3)).toEqual(['product', 'product', 'product'])
    expect(events).toEqual(pushed(start, {}))
  })
})

test('places to go on from have no windows of ids that came later', async () => {
  const offers = '<ПакетПредложений><Предложения><Предложение><Ид>1</Ид></Предложение></Предложения></ПакетПредложений>'
  const xml = document(`<Каталог><Товары>${PRODUCTS.join('')}</Товары></Каталог>${offers}`) // one place, at a product
  const events = readEvents(xml)
  const windows: string[][] = []
  for await (const _ of events) windows.push(Object.values(events.checkpoint().state?.recent ?? {}))
  expect(windows.flat()).not.toContain('')
})
