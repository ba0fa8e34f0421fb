import { BASE_UNIT, CATALOG_ID, CLASSIFIER_ID, type Document, OWNER, prologue } from './document.ts'
import { guid, Random } from './random.ts'
import { description, escapeXml, productName } from './words.ts'

/** Groups on each level, the deepest last: 300 in all. */
const LEVELS = [6, 24, 90, 180] as const
const GROUPS = LEVELS.reduce((sum, size) => sum + size, 0)
const LEAVES = LEVELS[3]

const PROPERTIES = [
  'Производитель',
  'Цвет',
  'Материал',
  'Страна происхождения',
  'Мощность',
  'Напряжение',
  'Гарантия',
  'Степень защиты',
  'Назначение',
  'Способ монтажа',
  'Коллекция',
  'Упаковка',
] as const
const VARIANTS = 16

const groupId = (seed: number, level: number, index: number): string => guid(seed, `group ${level}`, index)
const propertyId = (seed: number, property: number): string => guid(seed, 'property', property)
const variantId = (seed: number, property: number, variant: number): string =>
  guid(seed, 'variant', property * VARIANTS + variant)

function group(seed: number, level: number, index: number): string {
  const tabs = '\t'.repeat(3 + level * 2)
  const children = (LEVELS[level + 1] ?? 0) / (LEVELS[level] ?? 1)
  let inner = ''
  // Groups of one level are spread evenly, so parents of 3 and of 4 stand side by side.
  for (let child = Math.ceil(index * children); child < Math.ceil((index + 1) * children); child++) {
    inner += group(seed, level + 1, child)
  }
  return (
    `${tabs}<Группа>\n${tabs}\t<Ид>${groupId(seed, level, index)}</Ид>\n` +
    `${tabs}\t<Наименование>Раздел ${level + 1}.${index + 1}</Наименование>\n` +
    (inner === '' ? '' : `${tabs}\t<Группы>\n${inner}${tabs}\t</Группы>\n`) +
    `${tabs}</Группа>\n`
  )
}

function property(seed: number, index: number): string {
  let variants = ''
  for (let variant = 0; variant < VARIANTS; variant++) {
    variants +=
      `\t\t\t\t\t<Справочник>\n\t\t\t\t\t\t<ИдЗначения>${variantId(seed, index, variant)}</ИдЗначения>\n` +
      `\t\t\t\t\t\t<Значение>${PROPERTIES[index]}: вариант ${variant + 1}</Значение>\n\t\t\t\t\t</Справочник>\n`
  }
  return (
    `\t\t\t<Свойство>\n\t\t\t\t<Ид>${propertyId(seed, index)}</Ид>\n` +
    `\t\t\t\t<Наименование>${PROPERTIES[index]}</Наименование>\n\t\t\t\t<ТипЗначений>Справочник</ТипЗначений>\n` +
    `\t\t\t\t<ВариантыЗначений>\n${variants}\t\t\t\t</ВариантыЗначений>\n\t\t\t</Свойство>\n`
  )
}

function classifier(seed: number): string {
  let groups = ''
  for (let root = 0; root < LEVELS[0]; root++) groups += group(seed, 0, root)
  const properties = PROPERTIES.map((_, index) => property(seed, index)).join('')
  return (
    `\t<Классификатор>\n\t\t<Ид>${CLASSIFIER_ID}</Ид>\n` +
    `\t\t<Наименование>Классификатор (Основной каталог товаров)</Наименование>\n${OWNER}` +
    `\t\t<Группы>\n${groups}\t\t</Группы>\n\t\t<Свойства>\n${properties}\t\t</Свойства>\n\t</Классификатор>\n`
  )
}

const requisite = (name: string, value: string): string =>
  `\t\t\t\t\t<ЗначениеРеквизита>\n\t\t\t\t\t\t<Наименование>${name}</Наименование>\n` +
  `\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ЗначениеРеквизита>\n`

/** A product with all that 1C writes about it, about 4.8 KB in UTF-8. */
function fullProduct(seed: number, index: number, id: string): string {
  const random = new Random(seed, 'product', index)
  const name = escapeXml(productName(random))
  const groups = random.below(20) === 0 ? 2 : 1
  let groupIds = ''
  for (let count = 0; count < groups; count++) {
    groupIds += `\t\t\t\t\t<Ид>${groupId(seed, 3, random.below(LEAVES))}</Ид>\n`
  }
  let pictures = ''
  for (let count = random.below(4); count > 0; count--) {
    pictures += `\t\t\t\t<Картинка>import_files/${id.slice(0, 2)}/${id}_${count}.jpg</Картинка>\n`
  }
  let values = ''
  for (let property = 0; property < PROPERTIES.length; property++) {
    // Half of the values in real files are empty.
    const value =
      random.below(2) === 0
        ? '<Значение/>'
        : `<Значение>${variantId(seed, property, random.below(VARIANTS))}</Значение>`
    values +=
      `\t\t\t\t\t<ЗначенияСвойства>\n\t\t\t\t\t\t<Ид>${propertyId(seed, property)}</Ид>\n` +
      `\t\t\t\t\t\t${value}\n\t\t\t\t\t</ЗначенияСвойства>\n`
  }
  return (
    `\t\t\t<Товар>\n\t\t\t\t<Ид>${id}</Ид>\n\t\t\t\t<Штрихкод>${4_600_000_000_000 + random.next()}</Штрихкод>\n` +
    `\t\t\t\t<Артикул>00-${String(index).padStart(8, '0')}</Артикул>\n\t\t\t\t<Наименование>${name}</Наименование>\n` +
    `${BASE_UNIT}\t\t\t\t<Группы>\n${groupIds}\t\t\t\t</Группы>\n` +
    `\t\t\t\t<Описание>${escapeXml(description(random))}</Описание>\n${pictures}` +
    `\t\t\t\t<ЗначенияСвойств>\n${values}\t\t\t\t</ЗначенияСвойств>\n` +
    '\t\t\t\t<СтавкиНалогов>\n\t\t\t\t\t<СтавкаНалога>\n\t\t\t\t\t\t<Наименование>НДС</Наименование>\n' +
    '\t\t\t\t\t\t<Ставка>20</Ставка>\n\t\t\t\t\t</СтавкаНалога>\n\t\t\t\t</СтавкиНалогов>\n' +
    `\t\t\t\t<ЗначенияРеквизитов>\n${requisite('ВидНоменклатуры', 'Товар')}` +
    `${requisite('Полное наименование', name)}\t\t\t\t</ЗначенияРеквизитов>\n\t\t\t</Товар>\n`
  )
}

/** The least that a shop can use, about 250 bytes in UTF-8: many of them fit into a short run. */
function smallProduct(seed: number, index: number, id: string): string {
  const random = new Random(seed, 'small product', index)
  return (
    `<Товар><Ид>${id}</Ид><Наименование>Болт М${index}</Наименование>` +
    `<Группы><Ид>${groupId(seed, 3, random.below(LEAVES))}</Ид></Группы></Товар>\n`
  )
}

/** import.xml: the classifier with its groups and properties, and the catalog with the products. */
export function importDocument(seed: number, encoding: string, small: boolean): Document {
  const product = small ? smallProduct : fullProduct
  return {
    head:
      `${prologue(encoding)}${classifier(seed)}\t<Каталог СодержитТолькоИзменения="false">\n` +
      `\t\t<Ид>${CATALOG_ID}</Ид>\n\t\t<ИдКлассификатора>${CLASSIFIER_ID}</ИдКлассификатора>\n` +
      `\t\t<Наименование>Основной каталог товаров</Наименование>\n${OWNER}\t\t<Товары>\n`,
    tail: '\t\t</Товары>\n\t</Каталог>\n</КоммерческаяИнформация>\n',
    groups: GROUPS,
    item(index) {
      const id = guid(seed, 'product', index)
      return { id, xml: product(seed, index, id), kopecks: 0 }
    },
  }
}
