import { type CommerceMLEvent, createReader, EVENT_TYPES, type EventType, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import type { AnyReaderOptions } from '../helpers/any-options.ts'
import { catalog, document, product, theEvent } from '../helpers/documents.ts'
import { ENTITY_OF_EVENT } from '../helpers/entities.ts'
import { readAll, validFixtures } from '../helpers/fixtures.ts'

type Values = Record<string, unknown>
type Kind = keyof typeof ENTITY_OF_EVENT

const ENGINES = ['wasm', 'saxes'] as const
const KINDS = Object.keys(ENTITY_OF_EVENT) as Kind[]
const ALWAYS = new Set(['id', 'productId', 'characteristicId', 'schemaVersion'])
const documents = validFixtures().flatMap(({ documents }) => documents)

/** Every third row, so that wrappers hold wanted rows beside unwanted ones; begun at another place each time. */
function someRows(kind: Kind, from: number): string[] {
  const rows = Object.keys(ENTITY_OF_EVENT[kind].properties).filter((key) => key !== 'extras')
  return rows.filter((_, index) => (index + from) % 3 === 0)
}

function only(event: CommerceMLEvent, kind: Kind, fields: readonly string[]): unknown {
  const pick = (entity: Values): Values =>
    Object.fromEntries(Object.entries(entity).filter(([key]) => fields.includes(key) || ALWAYS.has(key)))
  const key = event.type === 'end' ? 'document' : event.type
  if (key !== kind) return event
  const values = event as unknown as Values
  return { ...values, [key]: pick(values[key] as Values) }
}

/** What a document gives besides: issues of what is not read are not found. */
const withoutIssues = (events: readonly CommerceMLEvent[]): CommerceMLEvent[] =>
  events.filter(({ type }) => type !== 'issue')
/** The header of what opens holds what stood before the first item that is read: the more, the less is read. */
const unopened = (event: CommerceMLEvent): unknown => {
  const { type, position } = event
  return type === 'document' || ('phase' in event && event.phase === 'open') ? { type, position } : uncounted(event)
}
const uncounted = (event: unknown): unknown => {
  const { counts: _, ...rest } = event as Values
  return rest
}

describe.each(ENGINES)('with %s', (engine) => {
  describe.each(documents)('$name', ({ bytes, options }) => {
    test('selecting a kind gives its events as they were, and the end', async () => {
      const whole = withoutIssues(await readAll(bytes, { ...options, engine }))
      for (const kind of EVENT_TYPES) {
        const found = withoutIssues(await readAll(bytes, { ...options, engine, select: [kind] } as AnyReaderOptions))
        const wanted = whole.filter(({ type }) => type === kind || type === 'end')
        expect(found.map(unopened), kind).toEqual(wanted.map(unopened))
      }
    })

    test('naming fields gives the same entities with these fields alone', async () => {
      const all = await readAll(bytes, { ...options, engine })
      const whole = withoutIssues(all)
      // A value that could not be read is among the extras, unless its row is not wanted.
      const refused = all.length > whole.length
      for (const [from, kind] of KINDS.entries()) {
        const withExtras = [...someRows(kind, from + 1), 'extras']
        for (const fields of refused ? [someRows(kind, from), []] : [someRows(kind, from), withExtras, []]) {
          const named = { ...options, engine, fields: { [kind]: fields } } as AnyReaderOptions
          const found = withoutIssues(await readAll(bytes, named))
          const wanted = whole.map((event) => only(event, kind, fields))
          expect(found.map(uncounted), `${kind}: ${fields.join()}`).toEqual(wanted.map(uncounted))
        }
      }
    })
  })

  test('counts what is selected, and no issue comes of what is not there', async () => {
    const empty = document(
      '<Каталог СодержитТолькоИзменения="false"><Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог><ПакетПредложений><Предложения><Предложение><Ид>1</Ид></Предложение></Предложения></ПакетПредложений>',
    )
    const events = await readAll(empty, { engine, select: ['offer', 'catalog'] })
    expect(events.map(({ type }) => type)).toEqual(['catalog', 'catalog', 'offer', 'end'])
    expect(events.at(-1)).toMatchObject({ counts: { offer: 1, catalog: 1, product: 0, document: 0 } })
  })

  test('of a container that is not selected its id alone is read: no issue and no limit comes of the rest', async () => {
    const odd = `<СодержитТолькоИзменения>как сказать</СодержитТолькоИзменения><Описание>${'x'.repeat(2_000)}</Описание><Чужое/>`
    const xml = document(`<Каталог><Ид>c</Ид>${odd}<Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог>`)
    const options = { engine, strict: true, limits: { entityLength: 1_000 } } as const
    const events = await readAll(xml, { ...options, select: ['product'] })
    expect(events).toMatchObject([{ type: 'product', product: { id: '1' } }, { type: 'end' }])
    await expect(readAll(xml, options)).rejects.toMatchObject({ code: 'strict-issue' })
  })

  test('what is passed over must be well-formed all the same', async () => {
    const broken = product('<Ид>1</Ид><Описание><b>&nbsp;</b></Описание>')
    await expect(readAll(broken, { engine, select: ['offer'] })).rejects.toMatchObject({ code: 'not-well-formed' })
    const wrong = product('<Ид>1</Ид><Описание><b></c></Описание>')
    await expect(readAll(wrong, { engine, fields: { product: ['id'] } })).rejects.toMatchObject({
      code: 'not-well-formed',
    })
  })

  test('the limits hold in what is passed over', async () => {
    const deep = product(`<Ид>1</Ид><Описание>${'<b>'.repeat(300)}${'</b>'.repeat(300)}</Описание>`)
    await expect(readAll(deep, { engine, fields: { product: ['id'] } })).rejects.toMatchObject({
      code: 'limit-exceeded',
    })
  })

  test('extras come with the entity only when they are named', async () => {
    const xml = product('<Ид>1</Ид><Наименование>Чай</Наименование><Неведомое>x</Неведомое>', ' Странный="1"')
    const read = async (fields: ('name' | 'extras')[]): Promise<unknown> => {
      const events = await readAll(xml, {
        engine,
        select: ['product'],
        fields: { product: fields },
      } as AnyReaderOptions)
      return (events[0] as Extract<CommerceMLEvent, { type: 'product' }>).product
    }
    expect(await read(['name'])).toEqual({ id: '1', name: 'Чай' })
    expect(await read(['extras'])).toMatchObject({
      id: '1',
      extras: { attributes: { Странный: '1' }, elements: [{ name: 'Неведомое' }] },
    })
    // Known rows are no extras.
    expect(JSON.stringify(await read(['extras']))).not.toContain('Чай')
  })

  test('fields of what a row holds', async () => {
    const xml = document(
      '<ПакетПредложений><Предложения><Предложение><Ид>1</Ид><Цены><Цена><Представление>1 руб</Представление><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу><Чужое/></Цена></Цены><Чужое/></Предложение></Предложения></ПакетПредложений>',
    )
    const read = async (fields: string[]): Promise<unknown> => {
      const events = await readAll(xml, { engine, select: ['offer'], fields: { offer: fields } } as AnyReaderOptions)
      return (events[0] as Extract<CommerceMLEvent, { type: 'offer' }>).offer
    }
    expect(await read(['prices.unitPrice', 'prices.priceTypeId'])).toEqual({
      id: '1',
      prices: [{ priceTypeId: 't', unitPrice: '1' }],
    })
    expect(await read(['prices.extras'])).toMatchObject({ prices: [{ extras: { elements: [{ name: 'Чужое' }] } }] })
    // The whole of it wins.
    expect(await read(['prices.unitPrice', 'prices'])).toMatchObject({ prices: [{ representation: '1 руб' }] })
  })

  test('the id of a product is read with its sets, and with what stands in them', async () => {
    const xml = document(
      '<НаборыТоваров><НаборыТовара><Ид>p</Ид><Набор><ЭлементНабора><Значение>q</Значение><Сортировка>1</Сортировка></ЭлементНабора></Набор></НаборыТовара></НаборыТоваров>',
    )
    const options = { engine, fields: { productSets: ['sets.items'] } } as const
    expect((await theEvent('productSets', xml, options)).productSets).toEqual({
      productId: 'p',
      sets: [{ items: [{ productId: 'q', sort: '1' }] }],
    })
  })

  test('a value that is refused in a named field is an issue, and no extra where extras are not wanted', async () => {
    const xml = document(
      '<ПакетПредложений><Предложения><Предложение><Ид>1</Ид><Количество>много</Количество></Предложение></Предложения></ПакетПредложений>',
    )
    const events = await readAll(xml, { engine, fields: { offer: ['quantity'] } } as AnyReaderOptions)
    expect(events.filter(({ type }) => type === 'issue')).toMatchObject([
      { issue: { code: 'invalid-decimal', raw: 'много', entity: '1' } },
    ])
    expect(events.find(({ type }) => type === 'offer')).toMatchObject({ offer: { id: '1' } })
    expect(JSON.stringify(events.find(({ type }) => type === 'offer'))).not.toContain('много')
  })

  test('an attribute outside the schema is neither reported nor refused where extras are not wanted', async () => {
    const xml = product('<Ид>1</Ид><Наименование>Чай</Наименование>', ' чужой="1"')
    for (const extras of ['report', 'refuse']) {
      const events = await readAll(xml, { engine, extras, fields: { product: ['name'] } } as AnyReaderOptions)
      expect(events.map(({ type }) => type)).toEqual(['document', 'catalog', 'product', 'catalog', 'end'])
    }
  })
})

describe('options', () => {
  const read = (options: object): Promise<CommerceMLEvent[]> => readAll(document(''), options as AnyReaderOptions)

  test.each([
    [{ select: 'offer' }, 'select must be an array of kinds'],
    [{ select: ['offers'] }, 'select: offers is no kind'],
    [{ fields: { offers: ['id'] } }, 'fields.offers is no entity'],
    [{ fields: { offer: 'id' } }, 'fields.offer must be an array'],
    [{ fields: { offer: ['price'] } }, 'fields.offer: price is no field'],
    [{ fields: { offer: ['prices.price'] } }, 'fields.offer.prices: price is no field'],
    [{ fields: { offer: ['quantity.x'] } }, 'fields.offer: quantity has no fields'],
    [{ fields: { offer: [1] } }, 'fields.offer: 1 is no field'],
    [{ fields: { offer: ['__proto__'] } }, 'fields.offer: __proto__ is no field'],
  ])('%j is refused', async (options, message) => {
    await expect(read(options)).rejects.toThrow(message)
    await expect(read(options)).rejects.toThrow(TypeError)
  })

  test('a handler of what is not selected would never be called', () => {
    const select: EventType[] = ['offer']
    expect(() => createReader({ onProduct() {} }, { select })).toThrow('onProduct would never be called')
    createReader({ onOffer() {}, onIssue() {}, onEnd() {}, onEvent() {} }, { select })
  })

  test.each([
    '\n  <Пересчет><Единица>796</Единица></Пересчет>\n  шт\n',
    '  <Пересчет/>шт  ',
    ' шт\n<Пересчет/>',
    ' шт ',
    '<Пересчет/>\n<Пересчет/>',
    ' <!-- -->шт<Пересчет/>\n\tи<Пересчет/>\n',
    ' 796 <Чужое/>',
    ' 796 <Чужое/> <Чужое/> ',
    ' <![CDATA[ ]]><Чужое/>',
  ])('a text is the same whatever of the children beside it is wanted: %j', async (content) => {
    const xml = product(`<Ид>1</Ид><БазоваяЕдиница Код="796">${content}</БазоваяЕдиница>`)
    const again = catalog(`<Товар><Ид>1</Ид><БазоваяЕдиница Код="796">${content}</БазоваяЕдиница></Товар>`.repeat(9))
    for (const bytes of [xml, again]) {
      for (const engine of ENGINES) {
        const names = async (options: object): Promise<unknown[]> =>
          (await readAll(bytes, { engine, ...options } as AnyReaderOptions)).flatMap((event) =>
            event.type === 'product' ? [event.product.baseUnit?.name] : [],
          )
        const whole = await names({})
        expect(await names({ fields: { product: ['baseUnit.name'] } })).toEqual(whole)
        expect(await names({ extras: 'ignore' })).toEqual(whole)
      }
    }
  })

  test('the types narrow', async () => {
    const xml = product('<Ид>1</Ид><Наименование>Чай</Наименование>')
    for await (const event of readEvents(xml, { select: ['product'], fields: { product: ['name'] } })) {
      if (event.type !== 'product') continue
      const { id, name } = event.product
      expect([id, name]).toEqual(['1', 'Чай'])
      // @ts-expect-error not among the fields
      expect(event.product.article).toBeUndefined()
    }
    for await (const event of readEvents(xml, { fields: { offer: ['prices.unitPrice'] } })) {
      if (event.type === 'product') expect(event.product.article).toBeUndefined()
      if (event.type !== 'offer') continue
      const [price] = event.offer.prices
      expect(price?.unitPrice).toBeDefined()
      // @ts-expect-error not among the fields
      expect(price?.currency).toBeDefined()
    }
  })
})
