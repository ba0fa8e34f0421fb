import { documentKind, readEvents } from 'commerceml'
import { describe, expect, test, vi } from 'vitest'
import { defaultEngine } from '../../src/xml/engines.ts'
import type { PlanNode } from '../../src/xml/plan.ts'
import { returnEngine, takeEngine } from '../../src/xml/wasm/engine.ts'

const forbidden = (() => {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) === undefined
  } catch {
    return true
  }
})()

const products = (count: number): string =>
  `<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Товары>${'<Товар><Ид>один</Ид><Артикул>a1</Артикул></Товар>'.repeat(count)}</Товары></Каталог></КоммерческаяИнформация>`

describe(`where WebAssembly is ${forbidden ? 'forbidden' : 'allowed'}`, () => {
  test('the engine is the fastest that can be had', () => {
    expect(defaultEngine()).toBe(forbidden ? 'saxes' : 'wasm')
  })

  test('asking for an engine gives that one, or says why it cannot', async () => {
    const read = async (engine: 'wasm' | 'saxes'): Promise<number> => {
      let events = 0
      for await (const _ of readEvents('<КоммерческаяИнформация ВерсияСхемы="2.10"/>', { engine })) events++
      return events
    }
    expect(await read('saxes')).toBe(2)
    if (forbidden) await expect(read('wasm')).rejects.toThrow('use the engine saxes')
    else expect(await read('wasm')).toBe(2)
  })

  test('an engine waits for the next document, unless it has grown', () => {
    const root: PlanNode = { elements: new Map(), text: false, unknown: true, repeats: false }
    const plan = { document: { elements: new Map([['а', root]]), text: false, unknown: true, repeats: false } }
    const first = takeEngine(plan, 'utf-8')
    expect(first === undefined).toBe(forbidden)
    if (first === undefined) return
    returnEngine(first, plan, 'utf-8')
    expect(takeEngine(plan, 'utf-8')).toBe(first)
    first.exports.room(8_000_000)
    returnEngine(first, plan, 'utf-8')
    expect(takeEngine(plan, 'utf-8')).not.toBe(first)
  })

  test('a reading that is left halfway leaves its engine to the next', async () => {
    const { Instance } = WebAssembly
    const made = vi.spyOn(WebAssembly, 'Instance').mockImplementation(function make(module, imports) {
      return new Instance(module, imports)
    })
    const source = {
      name: 'a.xml',
      open: async function* () {
        yield new TextEncoder().encode(products(50))
      },
    }
    for (let index = 0; index < 20; index++) {
      expect(await documentKind(source)).toBe('goods')
      for await (const event of readEvents(products(50))) if (event.type === 'product') break
      await expect(
        (async () => {
          for await (const event of readEvents(products(50))) if (event.type === 'product') throw new Error('enough')
        })(),
      ).rejects.toThrow('enough')
    }
    expect(made.mock.calls.length).toBeLessThanOrEqual(1)
    made.mockRestore()
  })

  test('and the next reads what is there, wherever the first was left', async () => {
    const read = async (most: number): Promise<unknown[]> => {
      const found: unknown[] = []
      for await (const event of readEvents(products(30))) {
        if (event.type === 'product') found.push(event.product.id, event.product.article)
        if (found.length >= most) break
      }
      return found
    }
    for (let left = 0; left < 30; left++) {
      await read(left)
      expect(await read(1_000)).toEqual(Array(30).fill(['один', 'a1']).flat())
    }
  })

  test('also behind a document that was refused', async () => {
    const read = async (xml: string): Promise<unknown[]> => {
      const found: unknown[] = []
      for await (const event of readEvents(xml, { extras: 'refuse' })) {
        if (event.type === 'product') found.push(event.product.id, event.product.article)
      }
      return found
    }
    await expect(read(products(30).replace('<Товар>', '<Чужое/><Товар>'))).rejects.toThrow('extras are refused')
    expect(await read(products(30))).toEqual(Array(30).fill(['один', 'a1']).flat())
  })
})
