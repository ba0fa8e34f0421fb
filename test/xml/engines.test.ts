import { readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { defaultEngine } from '../../src/xml/engines.ts'
import type { PlanNode } from '../../src/xml/plan.ts'
import { returnEngine, takeEngine } from '../../src/xml/wasm-engine.ts'

const forbidden = (() => {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) === undefined
  } catch {
    return true
  }
})()

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
})
