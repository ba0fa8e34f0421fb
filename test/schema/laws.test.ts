import type { CommerceMLEvent } from 'commerceml'
import { entity, fieldOf, jsonSchema, one, text } from 'commerceml/schema'
import { Check as CheckJson } from 'typebox/schema'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { isOwnText, pathsOf } from '../../src/schema/row.ts'
import { ENTITIES, ENTITY_OF_EVENT, payloadsOf, rowsOf } from '../helpers/entities.ts'
import { nameOf, walkRows } from '../helpers/evidence.ts'
import { readAll, validFixtures } from '../helpers/fixtures.ts'
import { rowsInSource } from '../helpers/rows-in-source.ts'
import { decodeDocument, sourceValues } from '../helpers/source-values.ts'

const documents = validFixtures().flatMap(({ documents }) => documents)
const events: CommerceMLEvent[] = []
for (const { bytes, options } of documents) events.push(...(await readAll(bytes, options)))

const entities = [...ENTITIES]

test('the entities of all events are exported, and every entity inside one is', () => {
  expect(Object.values(ENTITY_OF_EVENT).map(nameOf)).not.toContain(undefined)
  const inner = entities.flatMap(([name, entity]) =>
    rowsOf(entity).flatMap(([key, { value }]) => ('parse' in value ? [] : [[`${name}.${key}`, nameOf(value)]])),
  )
  expect(inner.filter(([, name]) => name === undefined)).toEqual([])
  expect(inner.length).toBeGreaterThan(100)
})

test('every row of every entity has a value in some fixture', () => {
  const seen = new Set<string>()
  walkRows(events, (entity, key, value) => {
    if (value !== '') seen.add(`${nameOf(entity)}.${key}`)
  })
  const rows = entities.flatMap(([name, entity]) => rowsOf(entity).map(([key]) => `${name}.${key}`))
  expect(rows.filter((row) => !seen.has(row))).toEqual([])
  expect(seen.size).toBe(rows.length)
})

test('every spelling of a row stands in some fixture, in an element of its entity', () => {
  const holders = new Map<string, Set<string>>([
    ['CommercialInformation', new Set(['КоммерческаяИнформация'])],
    ['Classifier', new Set(['Классификатор'])],
    ['Catalog', new Set(['Каталог'])],
    ['Group', new Set(['Группа'])],
    ['Category', new Set(['Категория'])],
    ['PriceType', new Set(['ТипЦены'])],
    ['Unit', new Set(['ЕдиницаИзмерения'])],
    ['Product', new Set(['Товар'])],
    ['OffersPackage', new Set(['ПакетПредложений', 'ИзмененияПакетаПредложений'])],
    ['Offer', new Set(['Предложение'])],
    ['Order', new Set(['Документ'])],
    ['ProductSets', new Set(['НаборыТовара'])],
    ['Reference', new Set(['Справочник'])],
    ['ReferenceItem', new Set(['ЭлементСправочника'])],
  ])
  for (const [, entity] of entities) {
    for (const [, { names, value }] of rowsOf(entity)) {
      if ('parse' in value) continue
      const name = nameOf(value) ?? ''
      holders.set(name, new Set([...(holders.get(name) ?? []), ...names]))
    }
  }
  const paths = new Set<string>()
  for (const { bytes } of documents) {
    // Also empty elements and blank values count as places, so the paths are taken up to each segment.
    for (const { path } of sourceValues(decodeDocument(bytes))) {
      const segments = path.split('/').map((segment) => segment.replace(/^(?!@|xsi)[^:]+:/, ''))
      for (let end = 2; end <= segments.length; end++) paths.add(`/${segments.slice(0, end).join('/')}`)
      paths.add(`/${segments.join('/')}/.`)
    }
  }
  const missing = entities.flatMap(([name, entity]) =>
    rowsOf(entity).flatMap(([key, { names, within }]) =>
      names
        .filter((spelling) => {
          const place = [...within, spelling].join('/')
          return ![...(holders.get(name) ?? [])].some((holder) =>
            [...paths].some((path) => path.endsWith(`/${holder}/${place}`)),
          )
        })
        .map((spelling) => `${name}.${key}: ${spelling}`),
    ),
  )
  expect(missing).toEqual([])
})

describe.each(entities)('%s', (name, entity) => {
  const rows = rowsOf(entity)

  test('has no two rows for one element or attribute, and no row that is another one’s wrapper', () => {
    const paths = rows.flatMap(([, field]) => pathsOf(field))
    const places = paths.map((path) => path.join('/'))
    const wrappers = paths.flatMap((path) => path.slice(1).map((_, index) => path.slice(0, index + 1).join('/')))
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
    expect(places.filter((place) => wrappers.includes(place))).toEqual([])
    expect(rows.filter(([, field]) => isOwnText(field)).length).toBeLessThanOrEqual(1)
  })

  test('has rows with camelCase keys and nothing beside rows and extras', () => {
    expect(rows.map(([key]) => key).filter((key) => !/^[a-z]+(?:[A-Z][a-z]*|1C)*$/.test(key))).toEqual([])
    const others = Object.entries(entity.properties).filter(([, property]) => fieldOf(property) === undefined)
    expect(others.map(([key]) => key)).toEqual(['extras'])
  })

  test('requires its lists and nothing else', () => {
    const lists = rows.filter(([, { repeated, sparse }]) => repeated && !sparse).map(([key]) => key)
    const { required = [] } = jsonSchema('x', entity) as { required?: readonly string[] }
    expect([...required].sort()).toEqual(lists.sort())
  })

  test('is plain JSON Schema, by itself and as a document, and says where each row stands', () => {
    const json: JsonNode = JSON.parse(JSON.stringify(entity))
    const written: JsonNode = JSON.parse(JSON.stringify(jsonSchema(name, entity)))
    expect(faultsOf(json, '')).toEqual([])
    expect(faultsOf(written, '')).toEqual([])
    expect(written).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' })
    expect(written).toMatchObject({ title: name, type: 'object', properties: { extras: { $ref: '#/$defs/extras' } } })
    expect(JSON.stringify(written.properties)).not.toContain('additionalProperties') // extras are spelt out once
    expect(JSON.stringify(written.properties)).not.toContain('"required":[') // and so is every entity
    expect(JSON.stringify(written).length).toBeLessThan(150_000)
    for (const [key, { names, within, repeated, content }] of rows) {
      const [first = ''] = names
      const path = first.split('/')
      const leaf = path.pop() ?? ''
      const around = repeated ? path : [...within, ...path]
      const place = {
        ...(!content && { name: leaf.replace('@', '') }),
        nodeType: content ? 'text' : leaf.startsWith('@') ? 'attribute' : 'element',
        ...(names.length > 1 && { aliases: names.slice(1) }),
        ...(around.length > 0 && { within: around.join('/') }),
      }
      for (const { properties } of [json, written]) {
        const property = properties?.[key]
        expect((repeated ? property?.items : property)?.xml).toEqual(place)
        if (repeated)
          expect(property?.xml).toEqual(within[0] ? { name: within[0], nodeType: 'element' } : { nodeType: 'none' })
      }
    }
  })
})

test('entities under one key have a definition each in JSON Schema', () => {
  const part = (key: string) => one('Часть', entity({ [key]: one('Ид', text) }))
  const whole = entity({
    part: part('first'),
    other: one('Другое', entity({ part: part('second') })),
    more: one('Ещё', entity({ part: part('third') })),
  })
  const { $defs } = JSON.parse(JSON.stringify(jsonSchema('Whole', whole))) as JsonNode
  const parts = ['part', 'part2', 'part3'].map((name) => Object.keys($defs?.[name]?.properties ?? {}))
  expect(parts.map(([key]) => key)).toEqual(['first', 'second', 'third'])
})

interface JsonNode {
  readonly $ref?: unknown
  readonly $defs?: Readonly<Record<string, JsonNode>>
  readonly allOf?: readonly JsonNode[]
  readonly type?: unknown
  readonly pattern?: unknown
  readonly required?: unknown
  readonly properties?: Readonly<Record<string, JsonNode>>
  readonly items?: JsonNode
  readonly additionalProperties?: JsonNode
  readonly xml?: Readonly<Record<string, unknown>>
}

const KEYWORDS = new Set([
  ...['$schema', '$ref', '$defs', 'title', 'allOf', 'type', 'pattern', 'required', 'properties', 'items'],
  ...['additionalProperties', 'xml'],
])
const NODE_TYPES = new Set(['element', 'attribute', 'text', 'none'])

/** What a JSON Schema validator would stumble over, by the keywords that the tables use. */
function faultsOf(schema: JsonNode, path: string, known = schema.$defs ?? {}): string[] {
  const { $ref, $defs = {}, allOf = [], type, pattern, required, properties, items, additionalProperties, xml } = schema
  const faults = Object.keys(schema)
    .filter((keyword) => !KEYWORDS.has(keyword))
    .map((keyword) => `${path} has the keyword ${keyword}`)
  if ($ref !== undefined && !Object.hasOwn(known, String($ref).replace('#/$defs/', ''))) {
    faults.push(`${path} refers to ${String($ref)}`)
  }
  if ($ref === undefined && allOf.length === 0 && !['object', 'array', 'string', 'boolean'].includes(String(type)))
    faults.push(`${path} has the type ${String(type)}`)
  if (pattern !== undefined) new RegExp(String(pattern), 'u')
  if (required !== undefined && properties !== undefined) {
    const unknown = (required as readonly string[]).filter((key) => !Object.hasOwn(properties, key))
    if (unknown.length > 0) faults.push(`${path} requires ${unknown.join(', ')}`)
  }
  if (xml !== undefined && !NODE_TYPES.has(String(xml['nodeType'])))
    faults.push(`${path} has the node type ${String(xml['nodeType'])}`)
  if (type === 'array' && items === undefined) faults.push(`${path} is an array of nothing`)
  const inner = {
    ...$defs,
    ...properties,
    ...(items && { items }),
    ...(additionalProperties && { additionalProperties }),
  }
  for (const [key, node] of [...Object.entries(inner), ...allOf.entries()])
    faults.push(...faultsOf(node, `${path}/${key}`, known))
  return faults
}

describe('what the fixtures give', () => {
  const payloads = payloadsOf(events)

  test('is accepted by the schema of its event', () => {
    const refused = payloads.filter(({ type, entity }) => !Check(ENTITY_OF_EVENT[type], entity))
    expect(refused).toEqual([])
    expect(new Set(payloads.map(({ type }) => type))).toEqual(new Set(Object.keys(ENTITY_OF_EVENT)))
  })

  test('is accepted by the JSON Schema of its event', () => {
    const schemas = Object.fromEntries(
      Object.entries(ENTITY_OF_EVENT).map(([type, entity]) => [type, jsonSchema(type, entity)]),
    )
    const accepts = (type: string, value: unknown): boolean =>
      CheckJson(schemas[type] ?? {}, JSON.parse(JSON.stringify(value)))
    expect(payloads.filter(({ type, entity }) => !accepts(type, entity))).toEqual([])
    const spoilt = payloads.map(({ type, entity }) => ({ type, entity: { ...entity, extras: { text: '' } } }))
    expect(spoilt.filter(({ type, entity }) => accepts(type, entity))).toEqual([])
  })

  test('is refused when a list is missing, a decimal is a number or a flag is text', () => {
    const product = payloads.find(({ type }) => type === 'product')?.entity ?? {}
    expect(Check(ENTITY_OF_EVENT.product, product)).toBe(true)
    const { pictures: _, ...without } = product
    expect(Check(ENTITY_OF_EVENT.product, without)).toBe(false)
    expect(Check(ENTITY_OF_EVENT.product, { ...product, weight: 1.5 })).toBe(false)
    expect(Check(ENTITY_OF_EVENT.product, { ...product, weight: '1,5' })).toBe(false)
    expect(Check(ENTITY_OF_EVENT.product, { ...product, deletionMark: 'true' })).toBe(false)
  })
})

describe('the tables', () => {
  const rows = rowsInSource()

  test('hold every row that the entities have', () => {
    const keys = new Set(rows.map(({ key }) => key))
    const missing = entities.flatMap(([, entity]) => rowsOf(entity).filter(([key]) => !keys.has(key)))
    expect(missing).toEqual([])
    expect(rows.length).toBeGreaterThan(250)
  })

  test('name the Russian element in the doc comment of every row', () => {
    const silent = rows.filter(
      ({ doc, names }) => doc === '' || (names.length > 0 && !names.some((name) => doc.includes(name))),
    )
    expect(silent.map(({ file, key }) => `${file}: ${key}`)).toEqual([])
  })
})

// What the Russian name says of the value. \b knows no Cyrillic.
const AMOUNTS =
  /^(?:Количество|КоличествоНаСкладе|КоличествоОстаток|КоличествоОт|КоличествоДо|МинКоличество|Сумма|СуммаЗаЕдиницу|Цена|ЦенаЗаЕдиницу|Курс|Процент|Коэффициент|ЗначениеУсловия|Сортировка|Резерв|Вес|Длина|Ширина|Высота|Объем)$/
const MARKS =
  /^(?:ПометкаУдаления|Отменен|СодержитТолькоИзменения|СинхронизацияТоваров|УчтеноВСумме|Акциз|Множественное|Для(?:Товаров|Предложений|Документов)|Внешний|Информационное|ИспользованиеСвойства|ПоУмолчанию|Сериализовано)$/
const DAYS = /^(?:Дата(?!.*Формат)|Действительно(?:С|До)$|СрокПлатежа$|DateUpdate$)/

test('amounts are decimals, marks are flags, days are dates or moments, and everything else is text', () => {
  const codecs = entities.flatMap(([name, entity]) =>
    rowsOf(entity).flatMap(([key, { names, value, content }]) => {
      if (!('parse' in value)) return []
      if (content)
        return ['text', 'decimal'].includes(value.name) ? [] : [`${name}.${key}: the content is ${value.name}`]
      const russian = (names[0] ?? '').replace('@', '')
      const expected = AMOUNTS.test(russian)
        ? ['decimal']
        : MARKS.test(russian)
          ? ['flag']
          : DAYS.test(russian)
            ? ['date', 'dateTime']
            : russian === 'Время'
              ? ['time']
              : ['text']
      return expected.includes(value.name) ? [] : [`${name}.${key}: ${russian} is ${value.name}`]
    }),
  )
  expect(codecs).toEqual([])
})

// Words that one English word cannot serve, each with its reason.
const BY_PLACE = new Map<string, readonly string[]>([
  // a place with its address, the quantity in it, its bare name
  ['Склад', ['warehouse', 'stock', 'name']],
  // ДополнительныеДанные, the wrapper, gives the list its name
  ['ЗначениеРеквизита', ['requisite', 'data']],
  // the id of a product in a set, which 1С-Битрикс writes as a value
  ['Значение', ['id']],
])

test('one Russian word is one English word everywhere', () => {
  const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
  const words = new Map<string, Set<string>>()
  for (const [, entity] of entities) {
    for (const [key, { names }] of rowsOf(entity)) {
      if (names[0] === undefined) continue
      const russian = names[0].replace('@', '')
      const english = singular(key.replace(/^.*(?=[A-Z][a-z]+$)/, '').toLowerCase())
      words.set(russian, (words.get(russian) ?? new Set()).add(english))
    }
  }
  const several = [...words].filter(
    ([russian, english]) => [...english].filter((word) => !BY_PLACE.get(russian)?.includes(word)).length > 1,
  )
  expect(Object.fromEntries(several.map(([russian, english]) => [russian, [...english]]))).toEqual({})
  expect(words.size).toBeGreaterThan(100)
})
