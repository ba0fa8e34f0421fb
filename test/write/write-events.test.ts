import { CommerceMLError, type CommerceMLEvent, readEvents } from 'commerceml'
import { entity, extend, many, one, Product, text } from 'commerceml/schema'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { document } from '../helpers/documents.ts'
import { fc } from '../helpers/properties.ts'
import { readEveryWay } from '../helpers/read-every-way.ts'
import { joinedBytes } from './helpers/bytes.ts'

const HEAD: WritableEvent = { type: 'document', document: { schemaVersion: '2.10', createdAt: '2026-01-31T12:00:00' } }

async function written(events: readonly WritableEvent[], options?: Parameters<typeof writeEvents>[1]): Promise<string> {
  return new TextDecoder().decode(await joinedBytes(writeEvents(events, options)))
}

async function read(bytes: Uint8Array | string): Promise<CommerceMLEvent[]> {
  const events: CommerceMLEvent[] = []
  for await (const event of readEvents(bytes)) events.push(event)
  return events
}

const inCatalog = (...products: object[]): WritableEvent[] => [
  HEAD,
  { type: 'catalog', catalog: { id: 'c' } },
  ...products.map((product) => ({ type: 'product', product }) as WritableEvent),
]

describe('the document', () => {
  test('has a person for a person and a company for a company, as sites tell them apart by the element around', async () => {
    const person = '<РеквизитыФизЛица><ПолноеНаименование>Уключин Тимур</ПолноеНаименование></РеквизитыФизЛица>'
    const company = '<РеквизитыЮрЛица><ИНН>6910000108</ИНН></РеквизитыЮрЛица>'
    for (const details of [person, company, `${person}${company}`]) {
      const order = document(
        `<Документ><Ид>1</Ид><Контрагенты><Контрагент>${details}</Контрагент></Контрагенты></Документ>`,
      )
      const events = await read(order)
      expect(events.filter(({ type }) => type === 'issue')).toEqual([])
      expect(await written(events as WritableEvent[])).toContain(`<Контрагент>${details}</Контрагент>`)
    }
  })

  test('stands as the specification has it, rows around the items in their order', async () => {
    const events: WritableEvent[] = [
      HEAD,
      {
        type: 'offersPackage',
        offersPackage: {
          id: 'p',
          name: 'П',
          catalogId: 'c',
          owner: { fullName: 'И' },
          priceTypesClassifierId: 'k',
          signatories: [{ lastName: 'А', firstName: 'Б' }],
        },
      },
      { type: 'priceType', priceType: { id: 't' } },
      { type: 'warehouse', warehouse: { id: 'w' } },
      { type: 'offer', offer: { id: '1', quantity: '5', prices: [{ priceTypeId: 't', unitPrice: '10.00' }] } },
    ]
    expect((await written(events)).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<КоммерческаяИнформация ВерсияСхемы="2.10" ДатаФормирования="2026-01-31T12:00:00">',
      '<ПакетПредложений>',
      '<Ид>p</Ид><Наименование>П</Наименование><ИдКаталога>c</ИдКаталога><Владелец><ПолноеНаименование>И</ПолноеНаименование></Владелец><ТипыЦен><ИдКлассификатора>k</ИдКлассификатора>',
      '<ТипЦены><Ид>t</Ид></ТипЦены>',
      '</ТипыЦен>',
      '<Склады>',
      '<Склад><Ид>w</Ид></Склад>',
      '</Склады>',
      '<Предложения>',
      '<Предложение><Ид>1</Ид><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>10.00</ЦенаЗаЕдиницу></Цена></Цены><Количество>5</Количество></Предложение>',
      '</Предложения>',
      '<Подписанты><Подписант><Фамилия>А</Фамилия><Имя>Б</Имя></Подписант></Подписанты></ПакетПредложений>',
      '</КоммерческаяИнформация>',
      '',
    ])
  })

  test('has the rows of a reference before its items, which tell what they stand in', async () => {
    const events = await read(
      await joinedBytes(
        writeEvents([
          HEAD,
          { type: 'reference', reference: { id: 'r', name: 'Бренды', requisites: [{ id: 'q', name: 'Логотип' }] } },
          { type: 'referenceItem', referenceItem: { id: 'a' } },
        ]),
      ),
    )
    expect(events.map(({ type }) => type)).toEqual(['document', 'reference', 'referenceItem', 'reference', 'end'])
    expect(events[1]).toMatchObject({ reference: { id: 'r', name: 'Бренды', requisites: [{ id: 'q' }] } })
    expect(events[2]).toMatchObject({ referenceId: 'r' })
  })

  test('without anything in it is whole', async () => {
    expect((await read(await joinedBytes(writeEvents([HEAD])))).map(({ type }) => type)).toEqual(['document', 'end'])
  })

  test('is read alike every way', async () => {
    const products = Array.from({ length: 5 }, (_, index) => ({
      id: String(index),
      name: 'Чай & <мёд> 🐝',
      groupIds: ['a', 'b'],
    }))
    for (const encoding of ['utf-8', 'utf-8-bom', 'windows-1251'] as const) {
      const bytes = await joinedBytes(writeEvents(inCatalog(...products), { encoding }))
      await readEveryWay(bytes)
      expect([...bytes.subarray(0, 3)]).toEqual(encoding === 'utf-8-bom' ? [0xef, 0xbb, 0xbf] : [...Buffer.from('<?x')])
    }
  })

  test('keeps the second of two elements second, wherever else its entity has extras', async () => {
    const marking = (code: string): string => `<ГруппаМаркировки><Код>${code}</Код></ГруппаМаркировки>`
    const rows = `<Наименование>А</Наименование><Наименование>Б</Наименование>${marking('1')}${marking('2')}<Ид вид="guid">p</Ид>`
    const xml = document(`<Каталог><Ид>c</Ид><Товары><Товар>${rows}</Товар></Товары></Каталог>`)
    for (const text of [xml, await written((await read(xml)) as WritableEvent[])]) {
      const [product] = (await read(text)).flatMap((event) => (event.type === 'product' ? [event.product] : []))
      expect(product).toMatchObject({ id: 'p', name: 'А', markingGroupCode: '1' })
      const kept = product?.extras?.elements.map(({ name, text, attributes, elements }) => [
        name,
        text || attributes['вид'] || elements[0]?.text,
      ])
      expect(Object.fromEntries(kept ?? [])).toEqual({ Наименование: 'Б', ГруппаМаркировки: '2', Ид: 'guid' })
      expect(kept).toHaveLength(3)
    }
  })

  test('keeps what stands outside the schema before and behind a value that has extras of its own', async () => {
    const xml = document(
      '<Каталог><Товары><Товар><Моё>1</Моё><Ид вид="guid">p</Ид><Наше>2</Наше></Товар></Товары></Каталог>',
    )
    const events = await read(xml)
    expect(await written(events as WritableEvent[])).toContain('<Моё>1</Моё><Ид вид="guid">p</Ид><Наше>2</Наше>')
  })

  test('passes over a key that is none of the schema, as long as it holds nothing', async () => {
    expect(await written(inCatalog({ id: '1', nmae: undefined }))).toContain('<Товар><Ид>1</Ид></Товар>')
  })

  test('has groups inside their parents, by depth or by the id of the parent', async () => {
    const tree = (ways: readonly object[]): WritableEvent[] => [
      HEAD,
      { type: 'classifier', classifier: { id: 'k' } },
      ...['a', 'a1', 'a2', 'b', 'b1'].map(
        (id, index) => ({ type: 'group', group: { id }, ...ways[index] }) as WritableEvent,
      ),
      { type: 'property', property: { id: 'p' } },
    ]
    const byParent = await written(tree([{}, { parentId: 'a' }, { parentId: 'a1' }, {}, { parentId: 'b' }]))
    expect(await written(tree([{}, { depth: 1 }, { depth: 2 }, { depth: 0 }, { depth: 1 }]))).toBe(byParent)
    const groups = (await read(byParent)).flatMap((event) =>
      event.type === 'group' ? [[event.group.id, event.parentId, event.depth]] : [],
    )
    expect(groups).toEqual([
      ['a', undefined, 0],
      ['a1', 'a', 1],
      ['a2', 'a1', 2],
      ['b', undefined, 0],
      ['b1', 'b', 1],
    ])
  })

  test('writes rows of your own and changes packages', async () => {
    const Mine = extend(Product, { rating: one('Рейтинг', text), tags: many('Метка', text) })
    const options = { schema: { product: Mine } }
    const product = { id: '1', rating: '5', tags: ['x', 'y'] }
    const events = [HEAD, { type: 'catalog', catalog: {} }, { type: 'product', product }] as const
    const bytes = await joinedBytes(writeEvents(events, options))
    for await (const event of readEvents(bytes, options))
      if (event.type === 'product') expect(event.product).toMatchObject(product)
    const changes = await written([HEAD, { type: 'offersPackage', offersPackage: { id: 'p' }, changes: true }])
    expect(changes).toContain('<ИзмененияПакетаПредложений>')
  })
})

describe('what was read where the specification has no place for it', () => {
  const groups = '<Группы><Группа><Ид>a</Ид><Группы><Группа><Ид>b</Ид></Группа></Группы></Группа></Группы>'
  const products = '<Товары><Товар><Ид>1</Ид></Товар></Товары>'
  /** Behind the document, which has a declaration now; where they stood is another place as well. */
  const told = (events: readonly CommerceMLEvent[]): unknown[] =>
    events.slice(1).map(({ position: _, ...event }) => event)

  test.each([
    `<Классификатор><Ид>k</Ид>${groups}<Каталог><Ид>c</Ид>${products}</Каталог><Описание>late</Описание></Классификатор>`,
    `<Каталог><Ид>c</Ид><Классификатор><Ид>k</Ид>${groups}</Классификатор>${products}</Каталог>`,
    `<Каталог><Ид>c</Ид>${groups}${products}</Каталог>`,
    `${groups}<Каталог><Ид>c</Ид>${products}</Каталог>`,
    '<Каталог><Ид>c</Ид><Товар><Ид>1</Ид></Товар></Каталог><ПакетДокументов><Документ><Ид>1</Ид></Документ></ПакетДокументов>',
  ])('is read alike when it was written: %s', async (content) => {
    const events = await read(document(content))
    expect(told(await read(await joinedBytes(writeEvents(events))))).toEqual(told(events))
  })

  test('is whole where a list goes on behind the items', async () => {
    const value = (id: string): string =>
      `<ЗначенияСвойств><ЗначенияСвойства><Ид>${id}</Ид></ЗначенияСвойства></ЗначенияСвойств>`
    const offers = '<Предложения><Предложение><Ид>1</Ид></Предложение></Предложения>'
    const events = await read(
      document(`<ПакетПредложений><Ид>p</Ид>${value('a')}${value('b')}${offers}${value('c')}</ПакетПредложений>`),
    )
    expect(told(await read(await joinedBytes(writeEvents(events))))).toEqual(told(events))
  })

  test('is none for a container whose close was left out: the next one closes it', async () => {
    const content = `<Классификатор><Ид>k</Ид>${groups}</Классификатор><Каталог><Ид>c</Ид>${products}</Каталог><ПакетПредложений><Ид>p</Ид></ПакетПредложений>`
    const events = (await read(document(content))).filter((event) => !('phase' in event && event.phase === 'close'))
    const paths = (await read(await joinedBytes(writeEvents(events)))).map(({ position }) => position.path)
    expect(paths).toContain('КоммерческаяИнформация/Каталог')
    expect(paths).toContain('КоммерческаяИнформация/ПакетПредложений')
  })

  test('is none for what is selected without what it stood in', async () => {
    const events = await read(document(`<Классификатор>${groups}</Классификатор>`))
    const [first, ...others] = events.filter(({ type }) => type !== 'classifier')
    await expect(written([first as WritableEvent, ...others])).rejects.toThrow('it stands in classifier')
  })

  test('is none for what comes by hand', async () => {
    const group: WritableEvent = { type: 'group', group: { id: 'a' } }
    await expect(written([HEAD, group])).rejects.toThrow('it stands in classifier')
    await expect(written([...inCatalog(), group])).rejects.toThrow('it stands in classifier')
  })
})

describe('what cannot be written is refused with its place', () => {
  test.each([
    [
      'a row that does not exist',
      inCatalog({ id: '1', nmae: 'Чай' }),
      'invalid-value',
      'product: there is no row "nmae"; known are extras, ',
    ],
    [
      'a number for a decimal',
      inCatalog({ id: '1', weight: 0.1 }),
      'invalid-value',
      'product.weight: expected decimal as a string, found 0.1',
    ],
    [
      'a word for a decimal',
      inCatalog({ prices: [{ unitPrice: 'много' }] }),
      'invalid-value',
      'product.prices.unitPrice: expected decimal',
    ],
    ['a number for a text', inCatalog({ id: 1 }), 'invalid-value', 'product.id: expected a string, found 1'],
    ['no list for a list', inCatalog({ pictures: 'a.jpg' }), 'invalid-value', 'product.pictures: expected an array'],
    ['no object for an entity', inCatalog({ baseUnit: 'шт' }), 'invalid-value', 'product.baseUnit: expected an object'],
    [
      'markup for a name',
      inCatalog({
        extras: { attributes: {}, text: '', elements: [{ name: 'a><b', attributes: {}, text: '', elements: [] }] },
      }),
      'invalid-value',
      'product.extras',
    ],
    [
      'a name that never ends',
      inCatalog({ extras: { attributes: { ['я'.repeat(201)]: '' }, text: '', elements: [] } }),
      'invalid-value',
      'product.extras',
    ],
    [
      'an attribute that is a row and an extra',
      inCatalog({ status: 'Удален', extras: { attributes: { Статус: 'Новый' }, text: '', elements: [] } }),
      'invalid-value',
      'product.status: expected it once',
    ],
    [
      'a product without a catalog',
      [HEAD, { type: 'product', product: {} }],
      'misplaced-event',
      'it stands in catalog, and none is open',
    ],
    [
      'an offer in a catalog',
      [...inCatalog(), { type: 'offer', offer: {} }],
      'misplaced-event',
      'it stands in offersPackage',
    ],
    [
      'a group whose parent is not there',
      [HEAD, { type: 'classifier', classifier: {} }, { type: 'group', group: {}, parentId: 'x' }],
      'misplaced-event',
      'group x',
    ],
    [
      'a container closed that is not open',
      [HEAD, { type: 'catalog', phase: 'close', catalog: {} }],
      'misplaced-event',
      'no catalog is open',
    ],
    ['a document without a beginning', [{ type: 'catalog', catalog: {} }], 'misplaced-event', 'none is open'],
    ['two beginnings', [HEAD, HEAD], 'misplaced-event', 'begins once'],
    [
      'a container behind the end',
      [HEAD, { type: 'end' }, { type: 'catalog', catalog: {} }],
      'misplaced-event',
      'none is open',
    ],
    ['a beginning behind the end', [HEAD, { type: 'end' }, HEAD], 'misplaced-event', 'begins once'],
    ['nothing at all', [], 'misplaced-event', 'no document has begun'],
  ] as [string, WritableEvent[], string, string][])('%s', async (_, events, code, message) => {
    const error = await written(events).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(error).toBeInstanceOf(CommerceMLError)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
  })

  test('schemas that are none are misuse', () => {
    expect(() => writeEvents([HEAD], { schema: { product: {} as never } })).toThrow(TypeError)
    expect(() => writeEvents([HEAD], { schema: { nothing: entity({}) } as never })).toThrow(TypeError)
  })
})

describe('text', () => {
  test('of any units comes back, but for what XML cannot hold, which is seen', async () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const anything = fc.string({
      unit: fc.oneof(unit, fc.constantFrom(...'<>&"\']]>\r\n\t')),
      minLength: 1,
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom('utf-8', 'windows-1251'), async (value, encoding) => {
        const bytes = await joinedBytes(writeEvents(inCatalog({ name: value, status: value }), { encoding }))
        const [product] = (await read(bytes)).flatMap((event) => (event.type === 'product' ? [event.product] : []))
        const seen = value.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
        expect(product).toMatchObject({ name: seen, status: seen })
      }),
      { numRuns: 2000 },
    )
  })

  test('outside windows-1251 is a reference there', async () => {
    const bytes = await joinedBytes(writeEvents(inCatalog({ name: 'Ёж 🐝 ♥ ђ' }), { encoding: 'windows-1251' }))
    const raw = new TextDecoder('windows-1251').decode(bytes)
    expect(raw).toContain('encoding="windows-1251"')
    expect(raw).toContain('<Наименование>Ёж &#128029; &#9829; ђ</Наименование>')
  })
})

describe('the stream', () => {
  test('takes events as pieces are taken, and holds no more than one', async () => {
    let given = 0
    function* events(): Generator<WritableEvent> {
      yield* inCatalog()
      for (; given < 100_000; given++) yield { type: 'product', product: { id: String(given), name: 'Ч'.repeat(100) } }
    }
    const pieces = writeEvents(events())
    await pieces.next()
    const first = given
    await new Promise((resolve) => setImmediate(resolve))
    expect(given).toBe(first)
    expect(first).toBeLessThan(300)
    const { value } = await pieces.next()
    expect(value?.length).toBeLessThan(64 * 1024)
    expect(given).toBeLessThan(600)
    await pieces.return()
  })

  test('closes its source when it is left, and when the signal aborts', async () => {
    for (const leave of ['return', 'abort'] as const) {
      let closed = false
      async function* events(): AsyncGenerator<WritableEvent> {
        try {
          yield* inCatalog()
          for (;;) yield { type: 'product', product: { id: '1', name: 'Ч'.repeat(1000) } }
        } finally {
          closed = true
        }
      }
      const controller = new AbortController()
      const pieces = writeEvents(events(), { signal: controller.signal })
      await pieces.next()
      if (leave === 'return') await pieces.return()
      else {
        controller.abort(new Error('enough'))
        await expect(pieces.next()).rejects.toThrow('enough')
      }
      expect(closed).toBe(true)
    }
  })

  test('fails with the error of its source', async () => {
    async function* events(): AsyncGenerator<WritableEvent> {
      yield HEAD
      throw new Error('no database')
    }
    await expect(joinedBytes(writeEvents(events()))).rejects.toThrow('no database')
  })
})

test('a name that windows-1251 lacks is refused there, and written elsewhere', async () => {
  const events = inCatalog({
    extras: { attributes: {}, text: '', elements: [{ name: 'Қала', attributes: {}, text: 'x', elements: [] }] },
  })
  expect(await written(events)).toContain('<Қала>x</Қала>')
  await expect(written(events, { encoding: 'windows-1251' })).rejects.toMatchObject({ code: 'invalid-value' })
})

test('an encoding that nothing is written in is misuse', () => {
  expect(() => writeEvents([HEAD], { encoding: 'koi8-r' as never })).toThrow(TypeError)
})
