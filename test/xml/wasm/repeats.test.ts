import { createReader } from 'commerceml'
import { describe, expect, test, vi } from 'vitest'
import { Mould } from '../../../src/reader/entities/moulds.ts'
import type { ReaderNode } from '../../../src/reader/plan/nodes.ts'
import type { PlanNode } from '../../../src/xml/plan.ts'
import { documentNode } from '../../fuzz/names.ts'
import { catalog, document, product } from '../../helpers/documents.ts'
import { compare } from './compare.ts'

// Elements that come again are compared and not read by one engine only: what the other says is right.

const requisite = (value: string, name = 'Вид'): string =>
  `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>\n`
const requisites = (...elements: readonly string[]): string =>
  `<Товар><Ид>1</Ид><ЗначенияРеквизитов>${elements.join('')}</ЗначенияРеквизитов></Товар>\n`

/** How many entities are cast while the document is read. */
function castsIn(xml: string): number {
  const cast = vi.spyOn(Mould.prototype, 'cast')
  const reader = createReader({ onProduct: () => {} }, { engine: 'wasm' })
  reader.feed(Buffer.from(xml))
  reader.end()
  const { length } = cast.mock.calls
  cast.mockRestore()
  return length
}

test('entities are cast', () => {
  // Twice until it is expected there, once to be remembered, once to be recorded, once to make the mould.
  expect(castsIn(catalog(requisites(...Array(20).fill(requisite('Товар')))))).toBe(20 - 5)
  expect(castsIn(catalog(requisites(...Array.from({ length: 20 }, (_, index) => requisite(`${index}`)))))).toBe(0)
  const unit = '<БазоваяЕдиница>шт</БазоваяЕдиница>'
  expect(castsIn(catalog(`<Товар><Ид>1</Ид>${unit}</Товар>`.repeat(20)))).toBeGreaterThan(12)
})

/** Each entity of the plan that stands in another, with the names from the root to it. */
function* entities(node: PlanNode, path: readonly string[], seen: Set<PlanNode>): Generator<[string[], ReaderNode]> {
  for (const [name, child] of node.elements) {
    if (seen.has(child)) continue
    seen.add(child)
    if ((child as ReaderNode).kind === 'entity') yield [[...path, name], child as ReaderNode]
    yield* entities(child, [...path, name], seen)
  }
}

/** What stands in elements of those names, the first of them outermost. */
const around = (names: readonly string[], xml: string): string =>
  names.reduceRight((inner, name) => `<${name}>${inner}</${name}>`, xml)

/** The element with everything that its schema knows of texts and attributes. */
function filled(name: string, node: ReaderNode, value: string): string {
  const attributes = [...node.attributes.keys()].map((key) => ` ${key}="${value}"`).join('')
  const leaves = [...node.elements].filter(([, child]) => child.kind === 'leaf')
  const content = node.content === undefined ? leaves.map(([leaf]) => `<${leaf}>${value}</${leaf}>`).join('\n') : value
  return `<${name}${attributes}>${content}</${name}>`
}

const POLICIES = ['keep', 'report', 'ignore'] as const
const ALL = [...entities(documentNode('commerceml'), [], new Set())]

test('there are entities in the plan', () => expect(ALL.length).toBeGreaterThan(100))

describe.each(POLICIES)('with extras: %s', (extras) => {
  test.each(ALL.map(([path, node]) => ({ path, node })))('$path again and again', ({ path, node }) => {
    const name = path.at(-1) ?? ''
    for (const value of ['1', 'нет, и «не» число']) {
      const usual = filled(name, node, value)
      const odd = usual.replace('>', '><Чужое>ж</Чужое>')
      const elements = [...Array(6).fill(usual), odd, usual, ...Array(6).fill(odd), usual, usual].join('\n')
      compare(around(path.slice(0, -1), elements), { extras })
    }
  })
})

test('one byte is another', () => {
  const element = requisite('Товар', 'x')
  for (let at = 0; at < element.length; at++) {
    for (const other of ['', 'щ', '7', '>']) {
      const changed = element.slice(0, at) + other + element.slice(at + 1)
      compare(catalog(requisites(element, element, element, element, element, changed, element, element)))
    }
  }
})

test('other bytes of the same hash are not taken for those that came', () => {
  // Found by a search over the hash of assembly/repeats.ts: the second halves of what is xored undo the first ones.
  const [one, other] = ['K111fY0yxxxxxxxxDRk1sEmSyyyyyyyy', 'K11hfY0yxxxxxxxxDRkZJEmSyyyyyyyy']
  const zeros = '0'.repeat(15)
  const [a, b] = [requisite(zeros + one, 'абв'), requisite(zeros + other, 'абв')]
  compare(catalog(requisites(a, a, a, a, a, b, b, a, a, b, b, b, b, b, a)))
  // The other is never kept as long as the one is: with another hash it would be, and this test be of no use.
  const [onlyOne, both] = [
    castsIn(catalog(requisites(a, a, a, a, a, a))),
    castsIn(catalog(requisites(a, a, a, a, a, a, b, b, b, b, b, b))),
  ]
  expect(both).toBe(onlyOne)
})

test('wherever the input is cut', () => {
  const xml = catalog(requisites(...Array(7).fill(requisite('Товар'))))
  for (let at = 0; at < Buffer.byteLength(xml); at += 3) compare(xml, {}, 'commerceml', [at])
})

test('the length of an entity is counted as if each were read', () => {
  const xml = catalog(requisites(...Array(9).fill(requisite('Товар'))))
  for (let entityLength = 100; entityLength < 2_000; entityLength += 7) compare(xml, { limits: { entityLength } })
})

// Inner elements this short are not kept, and so the outer ones are.
test('an element that comes again deeper is not beyond the limit unseen', () => {
  const element = '<ab><b>text</b><b>text</b></ab>'
  const xml = `<a>${element.repeat(7)}<a>${element}</a><ab><a>${element}</a></ab></a>`
  for (let depth = 1; depth < 8; depth++) compare(xml, { limits: { depth } }, 'small')
})

test('elements in it of its own name', () => {
  const pairs = '<a>\n<a><b>text</b></a>\n<a><b>text</b></a>\n</a>\n'
  compare(`<a>${pairs.repeat(8)}</a>`, {}, 'small')
  const hidden = '<a><ab><a><b>text</b></a></ab><ab><b>text</b></ab></a>' // the inner one is not what is expected there
  compare(`<a>${hidden.repeat(9)}</a>`, {}, 'small')
})

/** What ends before or behind the first end tag of its name, and what stands between. */
const ODD_ENDS = [
  '<БазоваяЕдиница Код="2">шт</БазоваяЕдиница >',
  '<БазоваяЕдиница Код="2" НаименованиеПолное="a>b"/>',
  '<БазоваяЕдиница Код="a/>b">шт</БазоваяЕдиница>',
  '<БазоваяЕдиница><![CDATA[</БазоваяЕдиница>]]></БазоваяЕдиница>',
]
const PLAIN = '<БазоваяЕдиница Код="2">шт</БазоваяЕдиница>'

describe.each(ODD_ENDS)('%s', (odd) => {
  const other = (id: string, rows: string): string => `<Товар><Ид>${id}</Ид><Артикул>5</Артикул>${rows}</Товар>`

  test.each(POLICIES)('takes nothing along that stands behind it, with extras: %s', (extras) => {
    const products = Array.from({ length: 8 }, (_, index) => {
      const first = `<Товар><Ид>${index}</Ид><Наименование>н</Наименование>${odd}</Товар>`
      return first + other('x', PLAIN) + other(`${index}z`, '<Штрихкод>9</Штрихкод>')
    })
    compare(catalog(products.join('')), { extras })
  })

  test('leaves its siblings', () => {
    const rate = (name: string, blank = ''): string =>
      `<СтавкаНалога><Наименование>${name}</Наименование></СтавкаНалога${blank}>`
    compare(
      catalog(
        `<Товар><Ид>1</Ид>${odd}<СтавкиНалогов>${rate('1', ' ')}${rate('2')}<Ж/></СтавкиНалогов></Товар>`.repeat(12),
      ),
    )
  })

  test('leaves what is wrong wrong, and what is right right', () => {
    const pair = `<Товар><Ид>1</Ид>${odd}</Товар><Ж>${PLAIN}</Ж>`
    for (const end of ['</Ж>', '</Товар>']) {
      for (const count of [3, 5, 8]) compare(catalog(pair.repeat(count) + pair.replace('</Ж>', end)))
    }
  })
})

test('the same bytes in another place', () => {
  const byName = new Map<string, typeof ALL>()
  for (const entity of ALL) {
    const name = entity[0].at(-1) ?? ''
    byName.set(name, [...(byName.get(name) ?? []), entity])
  }
  const namesakes = [...byName.values()].filter((several) => several.length > 1)
  expect(namesakes.length).toBeGreaterThan(5)
  for (const several of namesakes) {
    for (const [, filling] of several) {
      const parts = [...several, ...several].map(([path]) => {
        const element = filled(path.at(-1) ?? '', filling, '1')
        return around(path.slice(1, -1), element.repeat(7))
      })
      compare(around(several[0]?.[0].slice(0, 1) ?? [], parts.join('')))
    }
  }
})

test('the tape is full in the midst of one', () => {
  const elements = Array.from({ length: 700 }, (_, index) => `<ab><b>${index}</b>${'<b/>'.repeat(20)}</ab>`.repeat(3))
  compare(`<a>${elements.join('')}${elements.join('')}</a>`, {}, 'small')
})

test('the next document may mean something else by the same bytes', () => {
  const units = '<п:БазоваяЕдиница Код="796 ">шт</п:БазоваяЕдиница>'
  for (const namespace of ['urn:1C.ru:commerceml_2', 'urn:other', 'urn:1C.ru:commerceml_2']) {
    const item = `<п:Товар><п:Ид>1</п:Ид>${units}</п:Товар>`
    const items = `<п:Товары>${item.repeat(9)}</п:Товары>`
    compare(
      `<п:КоммерческаяИнформация xmlns:п="${namespace}"><п:Каталог>${items}</п:Каталог></п:КоммерческаяИнформация>`,
    )
  }
})

test('a token that goes on and on before it', () => {
  const long = `<Комментарий>${' '.repeat(200_000)}</Комментарий>`
  const elements = Array(7).fill(requisite('Товар')).join('')
  const xml = product(`<ЗначенияРеквизитов>${elements}${' '.repeat(90_000)}${elements}</ЗначенияРеквизитов>${long}`)
  for (const textLength of [10, 60_000, 150_000])
    compare(xml, { limits: { textLength } }, 'commerceml', [70_000, 90_000])
})

test('more of them than there is room for', () => {
  const values = Array.from({ length: 3_000 }, (_, index) => requisite(`${index % 1_500} шт`))
  compare(document(`<Каталог><Товары>${requisites(...values, ...values, ...values)}</Товары></Каталог>`))
})
