import type { EntityEventType } from 'commerceml'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { ENTITY_OF_EVENT, payloadsOf } from '../helpers/entities.ts'
import { plain, readAll } from '../helpers/fixtures.ts'
import { arbitraryEntity, complete, writeEntity } from '../helpers/generate.ts'
import { fc } from '../helpers/properties.ts'

/** Where an entity of each kind stands under the root. */
const PLACES: readonly (readonly [EntityEventType, string])[] = [
  ['document', ''],
  ['classifier', 'Классификатор'],
  ['group', 'Классификатор/Группы/Группа'],
  ['property', 'Классификатор/Свойства/Свойство'],
  ['property', 'Классификатор/Свойства/СвойствоНоменклатуры'],
  ['priceType', 'Классификатор/ТипыЦен/ТипЦены'],
  ['priceType', 'ПакетПредложений/ТипыЦен/ТипЦены'],
  ['warehouse', 'Классификатор/Склады/Склад'],
  ['warehouse', 'ПакетПредложений/Склады/Склад'],
  ['unit', 'Классификатор/ЕдиницыИзмерения/ЕдиницаИзмерения'],
  ['category', 'Классификатор/Категории/Категория'],
  ['catalog', 'Каталог'],
  ['product', 'Каталог/Товары/Товар'],
  ['offersPackage', 'ПакетПредложений'],
  ['offersPackage', 'ИзмененияПакетаПредложений'],
  ['offer', 'ПакетПредложений/Предложения/Предложение'],
  ['productSets', 'НаборыТоваров/НаборыТовара'],
  ['reference', 'ПользовательскиеСправочники/Справочник'],
  ['referenceItem', 'ПользовательскиеСправочники/Справочник/ЭлементыСправочника/ЭлементСправочника'],
  ['counterparty', 'Контрагенты/Контрагент'],
  ['order', 'Документ'],
]

/** What a generated entity may be reported for: its ids are anything, and so is what is beside it. */
const EXPECTED_ISSUES = ['missing-version', 'missing-id', 'duplicate-id', 'empty-full-catalog']

describe.each(PLACES)('%s in %s', (type, place) => {
  test('comes out as it was written, row by row, and as its schema has it', async () => {
    const schema = ENTITY_OF_EVENT[type]
    const documents = fc.tuple(arbitraryEntity(schema, 2), fc.nat({ max: 5 }))
    await fc.assert(
      fc.asyncProperty(documents, async ([entity, spelling]) => {
        const names = ['КоммерческаяИнформация', ...place.split('/').filter((name) => name !== '')]
        const element = writeEntity(names.pop() ?? '', schema, entity, spelling)
        const xml = names.reduceRight((inner, name) => `<${name}>${inner}</${name}>`, element)
        const events = await readAll(xml)
        const read = payloadsOf(events).filter((payload) => payload.type === type)
        expect(plain(read.map((payload) => payload.entity))).toEqual([complete(schema, entity)])
        expect(Check(schema, read[0]?.entity)).toBe(true)
        const issues = events.flatMap((event) => (event.type === 'issue' ? [event.issue] : []))
        expect(issues.filter(({ code }) => !EXPECTED_ISSUES.includes(code))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
