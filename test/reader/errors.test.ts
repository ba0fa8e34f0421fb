import { CommerceMLError, createReader, isCommerceMLError, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { catalog, document, failureOf, product } from '../helpers/documents.ts'
import { readAll } from '../helpers/fixtures.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'

const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml)
const TRUNCATED = catalog('<Товар>\n<Ид>p1</Ид>\n<Наименование>Чайник').replace(/<\/Товары>.*$/s, '')

describe('an error', () => {
  test('says what, where, in which entity and in which source', async () => {
    const { error } = await failureOf(TRUNCATED, { source: 'import.xml' })
    expect(isCommerceMLError(error)).toBe(true)
    expect(error).toBeInstanceOf(CommerceMLError)
    expect(error).toMatchObject({
      name: 'CommerceMLError',
      code: 'truncated-input',
      entity: 'p1',
      position: {
        offset: bytesOf(TRUNCATED).length,
        line: 3,
        path: 'КоммерческаяИнформация/Каталог/Товары/Товар/Наименование',
        source: 'import.xml',
      },
    })
    expect(String(error)).toBe(
      `CommerceMLError: the input ends before its elements were closed (import.xml, line 3, byte ${bytesOf(TRUNCATED).length}, КоммерческаяИнформация/Каталог/Товары/Товар/Наименование)`,
    )
  })

  test('has no source when the input had no name', async () => {
    const { error } = await failureOf(TRUNCATED)
    expect(error).not.toHaveProperty('position.source')
    expect(String(error)).toContain('(line 3, byte ')
  })

  test('has the cause behind it', async () => {
    const { error } = await failureOf(TRUNCATED, { engine: 'saxes' })
    expect(error).toMatchObject({ cause: expect.any(Error) })
  })

  test('comes after the events before it', async () => {
    const { error, events } = await failureOf(catalog('<Товар><Ид>1</Ид></Товар><Товар><Ид>2</Ид></Товор>'))
    expect(error).toMatchObject({ code: 'not-well-formed' })
    expect(events.map(({ type }) => type)).toEqual(['document', 'catalog', 'product'])
  })

  test('is thrown again, the same one, by every later call', () => {
    const reader = createReader({ onEvent() {} })
    let first: unknown
    try {
      reader.feed('<КоммерческаяИнформация><Каталог></Товар>')
    } catch (error) {
      first = error
    }
    expect(first).toMatchObject({ code: 'not-well-formed' })
    for (const again of [() => reader.feed('<x/>'), () => reader.feed(''), () => reader.end()]) {
      let thrown: unknown
      try {
        again()
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBe(first)
    }
  })

  test('ends the iteration, which then is over', async () => {
    const iterator = readEvents('<html/>')
    await expect(iterator.next()).rejects.toMatchObject({ code: 'wrong-root' })
    await expect(iterator.next()).resolves.toEqual({ done: true, value: undefined })
  })
})

describe.each([
  ['not-xml', '{"error":"no access"}', 'JSON'],
  ['not-xml', '/data/import.xml', 'a path or an address, not what it leads to: "/data/import.xml"'],
  ['not-xml', 'import.xml', 'a path or an address, not what it leads to: "import.xml"'],
  ['not-xml', 'C:\\1c\\import.xml', 'a path or an address, not what it leads to: "C:\\\\1c\\\\import.xml"'],
  ['not-xml', 'https://shop.example/import.xml', 'a path or an address, not what it leads to: "https://shop.exa"'],
  ['not-xml', 'success', 'text that begins "success"'],
  ['not-well-formed', document('<Каталог>').replace('</Каталог>', ''), undefined],
  ['not-well-formed', `${document('')}${document('')}`, undefined],
  ['not-well-formed', product('<Ид>1</Ид>&nbsp;'), undefined],
  ['not-well-formed', `${document('')}tail`, undefined],
  ['truncated-input', '', undefined],
  ['truncated-input', '<?xml version="1.0" encoding="UTF-8"?>', undefined],
  ['truncated-input', document('').slice(0, -1), undefined],
  ['dtd-refused', `<!DOCTYPE КоммерческаяИнформация>${document('')}`, 'КоммерческаяИнформация'],
  ['unsupported-encoding', `<?xml version="1.0" encoding="windows-1252"?>${document('')}`, 'windows-1252'],
  ['wrong-root', '<html><body/></html>', 'an HTML page'],
] as const)('%s', (code, xml, found) => {
  test(`is what ${JSON.stringify(xml.slice(0, 50))} gives, whichever way it is read`, async () => {
    await expect(readEveryWay(bytesOf(xml))).rejects.toMatchObject({ code, found })
  })
})

describe('limit-exceeded', () => {
  test.each([
    [{ depth: 4 }, 'depth', product('<Ид>p</Ид>')],
    [{ attributes: 1 }, 'attributes', product('<Ид>p</Ид>', ' а="1" б="2"')],
    [{ nameLength: 22 }, 'nameLength', product('<ОченьДлинноеИмяЭлемента/>')],
    [{ textLength: 10 }, 'textLength', product('<Ид>p</Ид><Описание>двенадцать букв</Описание>')],
    [{ textLength: 0 }, 'textLength', product('<Ид>p</Ид>')],
    [{ entityLength: 1_000 }, 'entityLength', product(`<Ид>p</Ид>${'<Картинка>a.jpg</Картинка>'.repeat(50)}`)],
    [{ entityLength: 1_000 }, 'entityLength', product(`<Ид>p</Ид>${'<Своё/>'.repeat(50)}`)],
    [{ groupTree: 0 }, 'groupTree', document('<Классификатор><Группы><Группа/></Группы></Классификатор>')],
    [{ prologLength: 10 }, 'prologLength', `<!-- long ago -->${document('')}`],
  ])('%j names the limit and the number', async (limits, found, xml) => {
    const { error } = await failureOf(xml, { limits })
    const [value] = Object.values(limits)
    expect(error).toMatchObject({ code: 'limit-exceeded', found })
    expect(String(error)).toContain(`over the limit ${found} = ${value}`)
  })

  test('is not reached by many entities that are each within it', async () => {
    const products = '<Товар><Ид>p</Ид><Описание>ничего особенного</Описание></Товар>'.repeat(200)
    const xml = document(`<Каталог><Товары>${products}</Товары><Описание>а это о каталоге</Описание></Каталог>`)
    const events = await readAll(xml, { limits: { entityLength: 1_000 } })
    expect(events.at(-1)).toMatchObject({ type: 'end', counts: { product: 200 } })
  })
})

describe('isCommerceMLError', () => {
  test('knows its own, also from another copy of the package', () => {
    class Copy extends Error {}
    const foreign = Object.assign(new Copy('x'), { [Symbol.for('commerceml.CommerceMLError')]: true })
    expect(isCommerceMLError(new CommerceMLError('not-xml', 'x'))).toBe(true)
    expect(isCommerceMLError(foreign)).toBe(true)
  })

  test.each([undefined, null, 'CommerceMLError', 1, {}, new Error('x'), { name: 'CommerceMLError', code: 'not-xml' }])(
    'does not take %s for one',
    (value) => {
      expect(isCommerceMLError(value)).toBe(false)
    },
  )
})
