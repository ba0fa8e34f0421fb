import type { CommerceMLEvent } from 'commerceml'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { feedAll, pieces } from '../helpers/bad-inputs.ts'
import { fc } from '../helpers/properties.ts'

interface Place {
  readonly type: string
  readonly offset: number
  readonly line: number
}

const encode = (text: string, encoding: string, addBOM = false): Uint8Array =>
  new Uint8Array(iconv.encode(text, encoding, { addBOM }))

/** Where the items and containers begin, in the order of their end or, of containers, of their beginning. */
function placesIn(chunks: Iterable<string | Uint8Array>): Place[] {
  const { code, events } = feedAll(chunks)
  expect(code).toBe('accepted')
  return events.flatMap((json) => {
    const event = JSON.parse(json) as CommerceMLEvent
    const { type, position } = event
    if (type === 'issue' || ('phase' in event && event.phase === 'close')) return []
    return [{ type, offset: position.offset, line: position.line }]
  })
}

/** The same found out by searching the text. */
function placesByHand(text: string, encoding: string, bom: boolean): Place[] {
  const place = (type: string, unit: number): Place => {
    const before = text.slice(0, unit)
    return {
      type,
      offset: encode(before, encoding, bom).length,
      line: 1 + (before.match(/\r\n|\r|\n/g)?.length ?? 0),
    }
  }
  const starts = (type: string, name: string): Place[] =>
    [...text.matchAll(new RegExp(`<${name}(?=[\\s/>])`, 'g'))].map(({ index }) => place(type, index))
  const [offers, products] = [starts('offer', 'Предложение'), starts('product', 'Товар')]
  return [
    ...starts('document', 'КоммерческаяИнформация'),
    ...starts('catalog', 'Каталог'),
    ...products,
    ...starts('offersPackage', 'ПакетПредложений'),
    ...offers,
    place('end', text.length),
  ]
}

/** A document whose line ends and white space behind names are as asked; `~` is where a line end is meant. */
function documentXml(encoding: string | undefined, lineEnd: string, behindName: string, extra = ''): string {
  const declaration = encoding === undefined ? '' : `<?xml version="1.0" encoding="${encoding}"?>~`
  const item = (name: string, number: number): string =>
    `~  <${name}${behindName}>~    <Ид${behindName}>ид-${number}</Ид>~    <Наименование>Первая~вторая${extra}~</Наименование></${name}>`
  const items = (name: string): string => [1, 2, 3].map((number) => item(name, number)).join('')
  return `${declaration}<!-- комментарий~ на двух строках -->~~<КоммерческаяИнформация ВерсияСхемы="2.08"${behindName}>~
<Каталог Имя="а~б"><Товары>${items('Товар')}<Товар/><Товар
/></Товары></Каталог>~<ПакетПредложений><Предложения>${items('Предложение')}~~</Предложения></ПакетПредложений>~</КоммерческаяИнформация>~`
    .replaceAll('\n', lineEnd)
    .replaceAll('~', lineEnd)
}

const LINE_ENDS = [
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['CR', '\r'],
  ['LF CR', '\n\r'],
  ['none', ' '],
] as const
const BEHIND_NAMES = [
  ['nothing', ''],
  ['a blank', ' '],
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['CR', '\r'],
  ['CR CR LF', '\r\r\n'],
  ['a tab and CR LF', '\t\r\n'],
] as const
const ENCODINGS = [
  ['utf-8', 'UTF-8', false],
  ['utf-8', undefined, true],
  ['utf-16le', 'UTF-16', true],
  ['utf-16be', undefined, false],
  ['windows-1251', 'windows-1251', false],
  ['cp866', 'cp866', false],
] as const

describe.each(ENCODINGS)('%s declared %s, byte order mark %s', (encoding, declared, bom) => {
  describe.each(LINE_ENDS)('line ends: %s', (_, lineEnd) => {
    test.each(BEHIND_NAMES)('an event stands at its `<`, with %s behind the name', (_, behindName) => {
      const text = documentXml(declared, lineEnd, behindName)
      const bytes = encode(text, encoding, bom)
      const expected = placesByHand(text, encoding, bom)
      expect(placesIn([bytes])).toEqual(expected)
      for (const size of [1, 2, 3, 7, 64]) expect(placesIn(pieces(bytes, size)), `pieces of ${size}`).toEqual(expected)
    })
  })
})

test.each(LINE_ENDS)('cut in two at any byte: %s', (_, lineEnd) => {
  const text = documentXml('UTF-8', lineEnd, lineEnd, '😀')
  const bytes = encode(text, 'utf-8')
  const expected = JSON.stringify(placesByHand(text, 'utf-8', false))
  const differing = Array.from(bytes.keys()).filter(
    (at) => JSON.stringify(placesIn([bytes.subarray(0, at), bytes.subarray(at)])) !== expected,
  )
  expect(differing).toEqual([])
})

test.each(['utf-8', 'utf-16le', 'utf-16be'])('%s: characters beyond the basic plane have four bytes', (encoding) => {
  const text = documentXml(undefined, '\n', '', '😀𐍈')
  const bytes = encode(text, encoding)
  for (const chunks of [[bytes], pieces(bytes, 1), pieces(bytes, 5)]) {
    expect(placesIn(chunks)).toEqual(placesByHand(text, encoding, false))
  }
})

test.each(LINE_ENDS)('text has the places of its UTF-8 form: %s', (_, lineEnd) => {
  const text = documentXml('windows-1251', lineEnd, lineEnd, '😀')
  for (const chunks of [[text], pieces(text, 1), pieces(text, 5)]) {
    expect(placesIn(chunks)).toEqual(placesByHand(text, 'utf-8', false))
  }
  expect(placesIn([`\uFEFF${text}`])).toEqual(placesByHand(text, 'utf-8', true))
})

test('a document longer than a piece keeps its places', () => {
  const text = documentXml('UTF-8', '\r\n', '\r\n', 'ы'.repeat(70_001))
  const bytes = encode(text, 'utf-8')
  for (const chunks of [[bytes], pieces(bytes, 65_536), pieces(bytes, 65_535)]) {
    expect(placesIn(chunks)).toEqual(placesByHand(text, 'utf-8', false))
  }
})

test('line ends of all kinds are counted, however many stand in a row and wherever the input is cut', () => {
  const unit = fc.constantFrom('\r', '\n', '\r\n', ' ', 'ы', '\n\n\n\n\n\n\n\n', '\r'.repeat(300), '\n'.repeat(5_000))
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), fc.integer({ min: 1, max: 70_000 }), (units, size) => {
      const text = documentXml('UTF-8', '\n', '\n', units.join(''))
      expect(placesIn(pieces(encode(text, 'utf-8'), size))).toEqual(placesByHand(text, 'utf-8', false))
    }),
    { numRuns: 300 },
  )
})

test('a DOCTYPE stands at its `<`, whatever of it has come', () => {
  const text = '<?xml version="1.0"?>\n<!-- выгрузка -->\n<!DOCTYPE html>\n<html/>'
  const bytes = encode(text, 'utf-8')
  const expected = { offset: encode(text.slice(0, text.indexOf('<!D')), 'utf-8').length, line: 3, path: '' }
  for (let size = 1; size <= bytes.length; size++) {
    expect(feedAll(pieces(bytes, size)), `pieces of ${size}`).toMatchObject({ code: 'dtd-refused', position: expected })
  }
})

test.each(['', 'x'])(
  'what begins like a reference of many digits, &#%s, and goes on otherwise is none',
  (hexadecimal) => {
    const before = '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Описание>'
    const bytes = encode(`${before}&#${hexadecimal}${'0'.repeat(50)} и дальше без точки с запятой`, 'utf-8')
    const expected = { offset: encode(before, 'utf-8').length, line: 2 }
    for (const size of [1, 7, bytes.length]) {
      const { code, position } = feedAll(pieces(bytes, size))
      expect({ code, position }, `pieces of ${size}`).toMatchObject({ code: 'not-well-formed', position: expected })
    }
  },
)

test.each([
  ['before the root', '\n<!-- выгрузка -->мусор<КоммерческаяИнформация/>', 'мусор'],
  ['behind the root', '<КоммерческаяИнформация/>\n<!-- конец -->хвост', 'хвост'],
])('text %s stands where it begins, also close behind a comment', (_, text, stray) => {
  const bytes = encode(text, 'utf-8')
  const expected = { offset: encode(text.slice(0, text.indexOf(stray)), 'utf-8').length, line: 2 }
  for (const size of [1, 5, bytes.length]) {
    const { code, position } = feedAll(pieces(bytes, size))
    expect({ code, position }, `pieces of ${size}`).toMatchObject({ code: 'not-well-formed', position: expected })
  }
})

test('an issue stands behind what it is about', () => {
  const text =
    '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог>\n<Товары>мимо\n</Товары></Каталог></КоммерческаяИнформация>'
  const bytes = encode(text, 'utf-8')
  const offset = encode(text.slice(0, text.indexOf('</Товары') + 1), 'utf-8').length
  for (let size = 1; size <= bytes.length; size++) {
    const events = feedAll(pieces(bytes, size)).events.map((event) => JSON.parse(event) as CommerceMLEvent)
    expect(
      events.find(({ type }) => type === 'issue'),
      `pieces of ${size}`,
    ).toMatchObject({ position: { offset, line: 4 } })
  }
})

describe('an error stands where the wrong thing is, not where it was noticed or where the next one is', () => {
  const later = '</Описание></Товар>\n<Товар><Описание>Болты & гайки &lt;10 &gt;</Описание></Товар>'
  test.each([
    ['a bare ampersand', 'Болты &lt;10 & гайки', '& гайки'],
    ['a reference that is not defined', 'Болты &amp;&nbsp;гайки', '&nbsp;'],
    ['a reference without a name', 'Болты &; гайки', '&; '],
    ['a reference without a semicolon', 'Болты &amp гайки', '&amp '],
    ['a reference to no character', 'Болты &#0;', '&#0;'],
    ['a text that is too long', 'Болты'.repeat(100), `/Описание></Товар>\n<Товар><Описание>Болты &`],
  ])('%s', (_, text, at) => {
    const before = '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог>\n<Товары>\n<Товар><Описание>'
    const xml = `${before}${text}${later}</Товары></Каталог></КоммерческаяИнформация>`
    const offset = encode(xml.slice(0, xml.indexOf(at)), 'utf-8').length
    const { position } = feedAll([encode(xml, 'utf-8')], { limits: { entityLength: 300 } })
    expect(position).toMatchObject({ offset, line: 4 })
  })
})
