import { readEvents } from 'commerceml'
import { extend, one, Product, text } from 'commerceml/schema'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { SKIPPED } from '../../../src/xml/plan.ts'
import { takeEngine } from '../../../src/xml/wasm/engine.ts'

test('what an encoding cannot spell has no part in its documents, and disturbs nothing', async () => {
  const product = extend(Product, {
    before: one('Перед', text),
    cost: one('Ціна', text),
    euro: one('Цена€', text),
    behind: one('После', text),
  })
  const xml = `<?xml version="1.0" encoding="koi8-r"?><КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары><Товар>
    <Ид>1</Ид><Перед>а</Перед><После>б</После><Вовсе>в</Вовсе></Товар></Товары></Каталог></КоммерческаяИнформация>`
  for await (const event of readEvents(iconv.encode(xml, 'koi8-r'), { schema: { product }, engine: 'wasm' })) {
    if (event.type !== 'product') continue
    expect(event.product).toMatchObject({ id: '1', before: 'а', behind: 'б' })
    expect(event.product.extras?.elements.map(({ name }) => name)).toEqual(['Вовсе'])
  }
})

test('a plan with more names than there are numbers for is refused', () => {
  const planOf = (names: number) => ({
    document: {
      elements: new Map(Array.from({ length: names }, (_, number) => [`name${number}`, SKIPPED])),
      text: false,
      unknown: false,
      repeats: false,
    },
  })
  expect(takeEngine(planOf(4096), 'utf-8')?.names.at(-1)).toBe('name4095')
  expect(() => takeEngine(planOf(4097), 'utf-8')).toThrow(RangeError)
})
