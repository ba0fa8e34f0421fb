import { createReader, DEFAULT_LIMITS, type Limits } from 'commerceml'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { feedAll, pieces } from '../helpers/bad-inputs.ts'

const ROOT = 'КоммерческаяИнформация'
const root = (body: string): string => `<${ROOT}>${body}</${ROOT}>`
const times = (count: number, text: string): string => text.repeat(count)

interface Row {
  readonly limit: keyof Limits
  readonly what: string
  /** A document that uses up exactly so much of the limit. */
  readonly using: (amount: number) => string
  /** The least that any document uses. */
  readonly least: number
}

const ROWS: readonly Row[] = [
  {
    limit: 'depth',
    what: 'unknown elements',
    using: (amount) => root(times(amount - 1, '<a>') + times(amount - 1, '</a>')),
    least: 1,
  },
  {
    limit: 'depth',
    what: 'empty elements',
    using: (amount) =>
      amount === 1 ? `<${ROOT}/>` : root(`${times(amount - 2, '<a>')}<a/>${times(amount - 2, '</a>')}`),
    least: 1,
  },
  {
    limit: 'attributes',
    what: 'on an unknown element',
    using: (amount) => root(`<a${Array.from({ length: amount }, (_, index) => ` a${index}=""`).join('')}/>`),
    least: 0,
  },
  {
    limit: 'nameLength',
    what: 'of an element',
    using: (amount) => root(`<${times(amount, 'х')}/>`),
    least: ROOT.length,
  },
  {
    limit: 'nameLength',
    what: 'of an attribute',
    using: (amount) => root(`<a ${times(amount, 'х')}=""/>`),
    least: ROOT.length,
  },
  { limit: 'textLength', what: 'of a text', using: (amount) => root(`<a>${times(amount, 'ы')}</a>`), least: 0 },
  { limit: 'textLength', what: 'of references', using: (amount) => root(`<a>${times(amount, '&amp;')}</a>`), least: 0 },
  { limit: 'textLength', what: 'of an attribute', using: (amount) => root(`<a b="${times(amount, 'ы')}"/>`), least: 0 },
  {
    limit: 'textLength',
    what: 'of a CDATA section',
    using: (amount) => root(`<a><![CDATA[${times(amount, 'ы')}]]></a>`),
    least: 0,
  },
  { limit: 'textLength', what: 'of a comment', using: (amount) => root(`<!--${times(amount, 'ы')}-->`), least: 0 },
  { limit: 'textLength', what: 'of an instruction', using: (amount) => root(`<?a ${times(amount, 'ы')}?>`), least: 0 },
  { limit: 'prologLength', what: 'of white space', using: (amount) => times(amount, '\n') + root(''), least: 0 },
  {
    limit: 'prologLength',
    what: 'of a declaration and a comment',
    using: (amount) => `<?xml version="1.0"?><!--${times(amount - 28, 'ы')}-->${root('')}`,
    least: 28,
  },
  {
    // Each element costs 32 (КоммерческаяИнформация by itself, Товары with its Каталог, Описание with its Товар), a text 16.
    limit: 'entityLength',
    what: 'of a product',
    using: (amount) =>
      root(`<Каталог><Товары><Товар><Описание>${times(amount - 80, 'ы')}</Описание></Товар></Товары></Каталог>`),
    least: 80,
  },
  {
    limit: 'entityLength',
    // An attribute costs 16 and its name.
    what: 'of an unknown attribute',
    using: (amount) => root(`<Каталог><Товары><Товар б="${times(amount - 49, 'ы')}"/></Товары></Каталог>`),
    least: 64,
  },
  {
    limit: 'entityLength',
    what: 'of the names of unknown elements',
    using: (amount) => root(`<Каталог><Товары><Товар><${times(amount - 96, 'ы')}/></Товар></Товары></Каталог>`),
    least: 97,
  },
  {
    limit: 'entityLength',
    what: 'of groups under one root group, together',
    using: (amount) =>
      root(
        groups(
          `<Группа>${groups(`<Группа><Ид>${times(amount - 176, 'ы')}</Ид></Группа><Группа/>`)}</Группа>`,
          'Классификатор',
        ),
      ),
    least: 177,
  },
  {
    limit: 'groupTree',
    what: 'of groups beside one another under a root group',
    using: (amount) =>
      root(amount === 0 ? '' : groups(`<Группа>${groups(times(amount - 1, '<Группа/>'))}</Группа>`, 'Классификатор')),
    least: 0,
  },
  {
    limit: 'groupTree',
    what: 'of groups inside one another',
    using: (amount) =>
      root(
        Array.from({ length: amount }).reduce<string>(
          (inner, _, index) => groups(`<Группа>${inner}</Группа>`, index === amount - 1 ? 'Классификатор' : undefined),
          '',
        ),
      ),
    least: 0,
  },
]

function groups(inner: string, around?: string): string {
  return around === undefined ? `<Группы>${inner}</Группы>` : `<${around}><Группы>${inner}</Группы></${around}>`
}

/** `accepted`, or the limit that was passed; the same whole and in pieces. */
function verdict(xml: string, limits: Partial<Limits>): string | undefined {
  const bytes = new TextEncoder().encode(xml)
  const sizes = bytes.length < 20_000 ? [1, 7] : [999]
  const [whole, ...others] = [[bytes], ...sizes.map((size) => pieces(bytes, size))].map((chunks) => {
    const { code, found } = feedAll(chunks, { limits })
    return code === 'limit-exceeded' ? found : code
  })
  for (const other of others) expect(other).toBe(whole)
  return whole
}

describe.each(ROWS)('$limit $what', ({ limit, using, least }) => {
  test('0 allows nothing', () => {
    expect(verdict(using(Math.max(least, 1)), { [limit]: 0 })).toBe(limit)
    if (least === 0) expect(verdict(using(0), { [limit]: 0 })).toBe('accepted')
  })

  test('N allows N and not N + 1', () => {
    for (const allowed of [Math.max(least, 1), least + 2, least + 37]) {
      expect(verdict(using(allowed), { [limit]: allowed })).toBe('accepted')
      expect(verdict(using(allowed + 1), { [limit]: allowed })).toBe(limit)
    }
  })

  test('Infinity allows more than the default', () => {
    const more =
      limit === 'groupTree' || limit === 'textLength' || limit === 'entityLength' ? 400 : DEFAULT_LIMITS[limit] + 1
    const others = { depth: Number.POSITIVE_INFINITY, attributes: Number.POSITIVE_INFINITY }
    expect(verdict(using(least + more), { ...others, [limit]: Number.POSITIVE_INFINITY })).toBe('accepted')
  })
})

describe('white space beside elements weighs nothing as long as it is shorter than 64', () => {
  const unit = (text: string): string =>
    `<Каталог><Товары><Товар><БазоваяЕдиница>${text}<Пересчет/></БазоваяЕдиница></Товар></Товары></Каталог>`
  test.each([
    ['between elements', (text: string) => `<Каталог>${text}</Каталог>`, { textLength: 10 }, 'textLength'],
    ['before a child in a text', unit, { entityLength: 100 }, 'entityLength'],
  ])('%s', (_, around, limits, limit) => {
    expect(verdict(root(around(times(63, ' '))), limits)).toBe('accepted')
    expect(verdict(root(around(times(64, ' '))), limits)).toBe(limit)
  })
})

describe('the defaults', () => {
  test.each(ROWS.filter(({ limit }) => ['depth', 'attributes', 'nameLength', 'prologLength'].includes(limit)))(
    '$limit $what holds without being asked for',
    ({ limit, using }) => {
      expect(verdict(using(DEFAULT_LIMITS[limit]), {})).toBe('accepted')
      expect(verdict(using(DEFAULT_LIMITS[limit] + 1), {})).toBe(limit)
    },
  )

  test.each(ROWS.filter(({ limit }) => limit === 'textLength'))(
    'textLength $what holds without being asked for',
    ({ using }) => {
      const { textLength } = DEFAULT_LIMITS
      const options = { limits: { entityLength: Number.POSITIVE_INFINITY } }
      // References are five times as long as what they stand for: over the limit with its slack as they stand.
      if (!using(1).includes('&')) expect(feedAll([using(textLength)], options).code).toBe('accepted')
      expect(feedAll([using(textLength + 1)], options).found).toBe('textLength')
    },
  )

  test('a product of 16 Mi units in pieces of less than 4 Mi is too long, one under it is not', () => {
    const part = `<Описание>${times(4_000_000, 'x')}</Описание>`
    const product = (parts: number) => root(`<Каталог><Товары><Товар>${times(parts, part)}</Товар></Товары></Каталог>`)
    expect(feedAll([product(4)]).code).toBe('accepted')
    expect(feedAll([product(5)]).found).toBe('entityLength')
  })

  test('a tree of more than 100,000 groups is too large', () => {
    const read = (count: number) => () => {
      const reader = createReader({ onEnd() {} })
      reader.feed(root(groups(`<Группа>${groups(times(count - 1, '<Группа/>'))}</Группа>`, 'Классификатор')))
      reader.end()
    }
    expect(read(100_000)).not.toThrow()
    expect(read(100_001)).toThrow(expect.objectContaining({ code: 'limit-exceeded', found: 'groupTree' }))
  })
})

// What no event measures, such as blanks inside a tag, ends within 64 Ki of the limit on text, wherever it is cut.
test.each([
  ['blanks inside a start tag', (amount: number) => root(`<a${times(amount, ' ')}/>`)],
  ['blanks before an attribute', (amount: number) => root(`<a${times(amount, ' ')}b=""/>`)],
  ['blanks inside an end tag', (amount: number) => root(`<a></a${times(amount, ' ')}>`)],
  ['line ends inside a tag', (amount: number) => root(`<a${times(amount >> 1, '\r\n')}/>`)],
  ['references in a text', (amount: number) => root(`<a>${times(Math.floor(amount / 6), '&#065;')}</a>`)],
  ['zeros in a reference', (amount: number) => root(`<a>&#${times(amount, '0')}65;</a>`)],
  ['the target of an instruction', (amount: number) => root(`<?${times(amount, 'a')} b?>`)],
])('%s: too long at the same length in pieces of any size', (_, using) => {
  const limits = { textLength: 20_000, nameLength: Number.POSITIVE_INFINITY }
  const codes = new Set<string>()
  for (let amount = 20_000 + 65_536 - 80; amount < 20_000 + 65_536 + 20; amount += 4) {
    const bytes = new TextEncoder().encode(using(amount))
    const verdicts = [[bytes], pieces(bytes, 65_536), pieces(bytes, 1_000), pieces(bytes, 3)].map(
      (chunks) => feedAll(chunks, { limits }).code,
    )
    expect(new Set(verdicts).size, `${amount}: ${verdicts.join()}`).toBe(1)
    codes.add(verdicts[0] ?? '')
  }
  expect([...codes]).toEqual(['accepted', 'limit-exceeded'])
})

test.each(['utf-8', 'windows-1251'])('a name of any length is read when nothing limits it: %s', (encoding) => {
  const name = 'Ы'.repeat(300_000)
  const bytes = iconv.encode(`<?xml version="1.0" encoding="${encoding}"?>${root(`<${name}>1</${name}>`)}`, encoding)
  const { code, events } = feedAll([bytes], { limits: { nameLength: Number.POSITIVE_INFINITY } })
  expect(code).toBe('accepted')
  expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ document: { extras: { elements: [{ name, text: '1' }] } } })
})

test('a limit does not depend on where in the document it is passed', () => {
  const text = times(30, 'ы')
  const late = root(`${times(2_000, '<a>б</a>')}<a>${text}</a>`)
  expect(verdict(late, { textLength: 30 })).toBe('accepted')
  expect(verdict(late, { textLength: 29 })).toBe('textLength')
})

test.each([
  ['before', (text: string) => `<?xml version="1.0"?>${text}<!-- -->${root('')}`],
  ['behind', (text: string) => `${root('')}${text}<!-- -->`],
])('text %s the root element is wrong at any length, and blanks there are no text', (_, using) => {
  expect(verdict(using('ы'.repeat(50)), { textLength: 30 })).toBe('not-well-formed')
  expect(verdict(using('ы'.repeat(20)), { textLength: 30 })).toBe('not-well-formed')
  expect(verdict(using(' '.repeat(50)), { textLength: 30 })).toBe('accepted')
})

describe('a value that is no limit is refused before anything is read', () => {
  const limits = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]
  const read = (given: object) => () => createReader({ onEvent() {} }, { limits: given as Partial<Limits> })

  test.each(limits)('%s', (limit) => {
    for (const value of [Number.NaN, -1, Number.NEGATIVE_INFINITY, '10', null, undefined, 10n, {}]) {
      expect(read({ [limit]: value }), String(value)).toThrow(TypeError)
      expect(read({ [limit]: value }), String(value)).toThrow(`limits.${limit} must be a number from 0 to Infinity`)
    }
    for (const value of [0, 0.5, 1, Number.POSITIVE_INFINITY]) expect(read({ [limit]: value })).not.toThrow()
  })

  test.each(['deph', 'maxDepth', '__proto__', 'toString'])('%s is the name of none', (name) => {
    expect(read(Object.fromEntries([[name, 1]]))).toThrow(`limits.${name} is no limit`)
  })
})
