import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { createIdHash, type GenerateOptions, generate, type Manifest } from '../../bench/generate.ts'
import { parseSize } from '../../bench/size.ts'

interface Generated {
  readonly bytes: Buffer
  readonly chunks: number[]
  readonly manifest: Manifest
}

function collect(options: GenerateOptions): Generated {
  const chunks: Uint8Array[] = []
  const document = generate(options)
  for (;;) {
    const { done, value } = document.next()
    if (done) return { bytes: Buffer.concat(chunks), chunks: chunks.map((chunk) => chunk.length), manifest: value }
    chunks.push(value)
  }
}

/** What saxes, which knows nothing of the generator, finds in a document. */
function inspect(xml: string) {
  const counts = new Map<string, number>()
  const ids: string[] = []
  const path: string[] = []
  const idHash = createIdHash()
  let depth = 0
  let kopecks = 0n
  let text = ''
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', (tag) => {
    path.push(tag.local)
    if (tag.local === 'Группа') depth = Math.max(depth, path.filter((name) => name === 'Группа').length)
    text = ''
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.on('closetag', (tag) => {
    counts.set(tag.local, (counts.get(tag.local) ?? 0) + 1)
    path.pop()
    const parent = path.at(-1)
    if (tag.local === 'Ид' && (parent === 'Товар' || parent === 'Предложение')) {
      ids.push(text)
      idHash.add(text)
    }
    if (tag.local === 'ЦенаЗаЕдиницу') kopecks += BigInt(text.replace('.', ''))
    text = ''
  })
  parser.write(xml).close() // throws when the document is not well-formed
  return { counts, ids, depth, idHash: idHash.digest(), kopecks }
}

const IMPORT: GenerateOptions = { kind: 'import', size: { items: 300 } }
const OFFERS: GenerateOptions = { kind: 'offers', size: { items: 1000 } }

describe('generate', () => {
  test.each([IMPORT, OFFERS])('$kind: the same seed gives the same bytes, another seed gives others', (options) => {
    const first = collect({ ...options, seed: 7 })
    const second = collect({ ...options, seed: 7 })
    const other = collect({ ...options, seed: 8 })
    // Buffers are compared by their own method: toEqual would walk megabytes byte by byte.
    expect(second.bytes.equals(first.bytes)).toBe(true)
    expect(second.manifest).toEqual(first.manifest)
    expect(other.bytes.equals(first.bytes)).toBe(false)
  })

  test('import has the products, groups and properties asked for, and its manifest says so', () => {
    const { bytes, manifest } = collect(IMPORT)
    const { counts, ids, depth, idHash } = inspect(bytes.toString())
    expect(counts.get('Товар')).toBe(300)
    expect(counts.get('Группа')).toBe(300)
    expect(depth).toBe(4)
    expect(counts.get('Свойство')).toBe(12)
    expect(counts.get('ЗначенияСвойства')).toBe(300 * 12)
    expect(new Set(ids).size).toBe(300)
    expect(manifest).toEqual({
      products: 300,
      offers: 0,
      groups: 300,
      idHash,
      priceSum: '0.00',
      bytes: bytes.length,
    })
  })

  test('offers has the offers asked for, 73 % of them with a characteristic, and its manifest says so', () => {
    const { bytes, manifest } = collect(OFFERS)
    const { counts, ids, idHash, kopecks } = inspect(bytes.toString())
    expect(counts.get('Предложение')).toBe(1000)
    expect(counts.get('Цена')).toBe(2000)
    expect(counts.get('ТипЦены')).toBe(2)
    expect(new Set(ids).size).toBe(1000)
    expect(ids.filter((id) => id.includes('#'))).toHaveLength(730)
    expect(manifest).toEqual({
      products: 0,
      offers: 1000,
      groups: 0,
      idHash,
      priceSum: manifest.priceSum,
      bytes: bytes.length,
    })
    expect(BigInt(manifest.priceSum.replace('.', ''))).toBe(kopecks)
  })

  test('offers belong to products of the import file with the same seed', () => {
    const products = new Set(inspect(collect({ ...IMPORT, size: { items: 460 } }).bytes.toString()).ids)
    const offers = inspect(collect(OFFERS).bytes.toString()).ids
    expect(new Set(offers.map((id) => id.split('#')[0]))).toEqual(products)
  })

  test('products and offers are as large as real ones', () => {
    const imported = collect(IMPORT)
    const head = collect({ ...IMPORT, size: { items: 0 } })
    const product = (imported.bytes.length - head.bytes.length) / 300
    expect(product).toBeGreaterThan(4000)
    expect(product).toBeLessThan(5000)
    const offer = collect(OFFERS).bytes.length / 1000
    expect(offer).toBeGreaterThan(1900)
    expect(offer).toBeLessThan(2300)
    const small = collect({ ...IMPORT, small: true })
    expect((small.bytes.length - head.bytes.length) / 300).toBeLessThan(280)
    expect(inspect(small.bytes.toString()).counts.get('Товар')).toBe(300)
  })

  test.each([IMPORT, OFFERS])('$kind: windows-1251 holds the same text as utf-8', (options) => {
    const utf8 = new TextDecoder('utf-8', { fatal: true }).decode(collect(options).bytes)
    const legacy = collect({ ...options, encoding: 'windows-1251' })
    const decoded = new TextDecoder('windows-1251', { fatal: true }).decode(legacy.bytes)
    expect(decoded.startsWith('<?xml version="1.0" encoding="windows-1251"?>')).toBe(true)
    expect(decoded.replace('encoding="windows-1251"', 'encoding="utf-8"')).toBe(utf8)
    expect(legacy.manifest.bytes).toBe(legacy.bytes.length)
  })

  test('a size in bytes is reached, and passed by less than one item', () => {
    for (const kind of ['import', 'offers'] as const) {
      for (const encoding of ['utf-8', 'windows-1251'] as const) {
        const { bytes } = collect({ kind, encoding, size: { bytes: 500_000 } })
        expect(bytes.length).toBeGreaterThanOrEqual(500_000)
        expect(bytes.length).toBeLessThan(506_000)
      }
    }
  })

  test('chunks are 64 KiB, but for the last one', () => {
    const { chunks } = collect(IMPORT)
    expect(chunks.length).toBeGreaterThan(10)
    expect(new Set(chunks.slice(0, -1))).toEqual(new Set([65_536]))
    expect(chunks.at(-1)).toBeLessThan(65_536)
  })

  test('a chunk that was yielded is not written to again', () => {
    const document = generate(IMPORT)
    const first = document.next().value as Uint8Array
    const copy = first.slice()
    document.next()
    expect(first).toEqual(copy)
  })

  test('small offers are refused', () => {
    expect(() => collect({ ...OFFERS, small: true })).toThrow(TypeError)
  })
})

test.each([
  ['12', 12],
  ['20K', 20_000],
  ['100M', 100_000_000],
  ['2G', 2_000_000_000],
])('parseSize reads %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each(['', 'M', '1.5M', '10MB', '-1'])('parseSize refuses "%s"', (text) => {
  expect(() => parseSize(text)).toThrow(TypeError)
})
