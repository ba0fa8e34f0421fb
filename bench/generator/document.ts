/** One product, offer or order. */
export interface Item {
  readonly id: string
  readonly xml: string
  /** The sum of its prices. */
  readonly kopecks: number
}

/** A document in parts: what stands before its items, the items, one at a time, and what stands behind them. */
export interface Document {
  readonly head: string
  readonly tail: string
  readonly groups: number
  item(index: number): Item
}

/** Ids that both documents of an exchange use. */
export const CATALOG_ID = '2f9ad5e1-6c0b-4d5e-9a51-0c1de0f3b7a4'
export const CLASSIFIER_ID = '7b1c55f0-93d7-4f0e-8a2c-5d7e64c1b902'

/** Of the namespace, by the version of the schema. */
const NAMESPACES = {
  '2.08': 'urn:1C.ru:commerceml_2',
  '2.09': 'urn:1C.ru:commerceml_2',
  '3.1': 'urn:1C.ru:commerceml_3',
}

/** Declaration and root. The date is fixed: the same options must give the same bytes. */
export const prologue = (encoding: string, version: keyof typeof NAMESPACES = '2.08'): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n` +
  `<КоммерческаяИнформация xmlns="${NAMESPACES[version]}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ВерсияСхемы="${version}" ДатаФормирования="2025-01-15T10:30:00">\n`

export const OWNER =
  '\t\t<Владелец>\n\t\t\t<Ид>c7a1f0d2-11e4-4b8e-9f27-3e5a8d6b4c10</Ид>\n' +
  '\t\t\t<Наименование>Торговый дом &quot;Уют&quot;</Наименование>\n' +
  '\t\t\t<ОфициальноеНаименование>ООО &quot;Торговый дом Уют&quot;</ОфициальноеНаименование>\n' +
  '\t\t\t<ИНН>7701234567</ИНН>\n\t\t\t<КПП>770101001</КПП>\n\t\t</Владелец>\n'

/** What every product and offer is counted in. */
export const BASE_UNIT =
  '\t\t\t\t<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>\n'
