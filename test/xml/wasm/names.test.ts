import { createReader } from 'commerceml'
import { expect, test, vi } from 'vitest'
import { WasmNames } from '../../../src/xml/wasm/names.ts'
import { differenceOf } from '../../fuzz/difference.ts'
import { catalog } from '../../helpers/documents.ts'

const PLACES = 8_192

/** The place of a name of eight bytes in the scanner's table, as assembly/names.ts has it. */
function placeOf(name: string): number {
  const bytes = Buffer.from(name)
  let hash = 0x811c9dc5 ^ bytes.length
  for (const at of [0, 4]) {
    hash = Math.imul(hash ^ bytes.readUInt32LE(at), 0x9e3779b1)
    hash = (hash << 15) | (hash >>> 17)
  }
  return (hash ^ (hash >>> 15)) & (PLACES - 1)
}

/** Names of eight letters that want one and the same place. */
function colliding(count: number): string[] {
  const names: string[] = []
  for (let index = 0; names.length < count; index++) {
    const name = index
      .toString(26)
      .padStart(8, '0')
      .replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] as string) // one of ten
    if (placeOf(name) === 77) names.push(name)
  }
  return names
}

const names = colliding(300)

/** How many of a document's own names got a number, and how many were told without. */
function numbered(xml: string): { numbered: number; without: number } {
  const add = vi.spyOn(WasmNames.prototype, 'add')
  const reader = createReader({ onProduct: () => {} }, { engine: 'wasm' })
  reader.feed(Buffer.from(xml))
  reader.end()
  const told = add.mock.calls.map(([number]) => number)
  add.mockRestore()
  return { numbered: told.filter((number) => number >= 0).length, without: told.filter((number) => number < 0).length }
}

test.each([
  ['elements', names.map((name) => `<${name}/>`)],
  ['attributes', names.map((name) => `<x ${name}=""/>`)],
])(
  'of %s whose names were chosen to share a place, so few have a number that looking one up stays short',
  (_, elements) => {
    const found = numbered(catalog(`<Товар><Ид>1</Ид>${elements.join('')}</Товар>`))
    expect(found.numbered).toBeLessThan(80)
    expect(found.without).toBeGreaterThan(200)
  },
)

test('names without a number are the same to both engines', () => {
  const inner = [...names, ...names].map((name) => `<${name} ${name}="1"><${name}>2</${name}></${name}>`).join('')
  const bytes = Buffer.from(catalog(`<Товар><Ид>1</Ид>${inner}</Товар>`.repeat(2)))
  for (const extras of ['keep', 'ignore'] as const) {
    expect(
      differenceOf({ bytes, plan: 'commerceml', options: { extras }, cuts: { wasm: [], saxes: [] } }),
    ).toBeUndefined()
  }
})

test('a document of many names has numbers for nearly all that find room', () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `<n${index}/>`).join('')
  const { numbered: few, without } = numbered(catalog(`<Товар><Ид>1</Ид>${many}</Товар>`))
  expect(few).toBeGreaterThan(2_900)
  expect(without).toBeLessThan(100)
})
