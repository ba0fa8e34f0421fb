import { type DocumentKind, documentKind, KindWatch, readEvents } from 'commerceml'
import { expect, test } from 'vitest'
import { document } from '../helpers/documents.ts'

const offers = (...bodies: string[]): string =>
  document(
    `<ПакетПредложений><Предложения>${bodies.map((body) => `<Предложение>${body}</Предложение>`).join('')}</Предложения></ПакетПредложений>`,
  )
const NAMED = '<Наименование>Чай</Наименование>'
const UNIT = '<БазоваяЕдиница>шт</БазоваяЕдиница>'
const VARIANT =
  '<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Вес</Наименование></ХарактеристикаТовара></ХарактеристикиТовара>'
const PRICED = '<Цены><Цена><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена></Цены>'
const STOCKED = '<Количество>1</Количество>'
const BARE = '<Ид>1</Ид>'
const GROUP = '<Классификатор><Группы><Группа><Ид>g</Ид></Группа></Группы></Классификатор>'
const REFERENCE =
  '<ПользовательскиеСправочники><Справочник><Ид>r</Ид><ЭлементыСправочника><ЭлементСправочника><Ид>1</Ид></ЭлементСправочника></ЭлементыСправочника></Справочник></ПользовательскиеСправочники>'

test.each<[string, DocumentKind, string]>([
  ['nothing', 'empty', document('')],
  ['offers without anything', 'offers', offers(BARE, BARE)],
  ['offers with names', 'offers', offers(BARE, NAMED)],
  ['offers with units', 'offers', offers(UNIT)],
  ['offers with what tells variants', 'offers', offers(VARIANT)],
  ['prices', 'prices', offers(BARE, PRICED)],
  ['prices and stock of one offer', 'prices', offers(STOCKED + PRICED)],
  ['stock, and the price of one', 'prices', offers(STOCKED, PRICED)],
  ['stock', 'rests', offers(STOCKED, BARE)],
  ['a name behind prices and stock', 'offers', offers(PRICED, STOCKED, NAMED)],
  ['a name before prices', 'offers', offers(NAMED, PRICED)],
  ['a name behind as many offers as are looked at', 'prices', offers(...Array(50).fill(PRICED), NAMED)],
  ['a name in the last one that is looked at', 'offers', offers(...Array(49).fill(PRICED), NAMED)],
  ['groups', 'classifier', document(GROUP)],
  ['groups before products', 'goods', document(`${GROUP}<Каталог><Товары><Товар/></Товары></Каталог>`)],
  ['references', 'references', document(REFERENCE)],
  ['references before groups', 'classifier', document(REFERENCE + GROUP)],
  ['references behind groups', 'classifier', document(GROUP + REFERENCE)],
  ['orders', 'orders', document('<Документ><Ид>1</Ид></Документ>')],
  ['counterparties', 'counterparties', document('<Контрагенты><Контрагент><Ид>1</Ид></Контрагент></Контрагенты>')],
  ['no CommerceML', 'unreadable', '<html/>'],
])('%s: %s', async (_, kind, xml) => {
  const bytes = new TextEncoder().encode(xml)
  const source = {
    name: 'import.xml',
    async *open() {
      yield bytes
    },
  }
  expect(await documentKind(source)).toBe(kind)
})

test('is decided once, and then no more looked at', async () => {
  const watch = new KindWatch()
  const decided: string[] = []
  for await (const event of readEvents(offers(`<Ид>1</Ид>${PRICED}`, `<Ид>2</Ид>${NAMED}`, `<Ид>3</Ид>${PRICED}`))) {
    if (watch.see(event)) decided.push(event.type)
  }
  expect(decided).toEqual(['offer', 'offer', 'offersPackage', 'end'])
  expect(watch.kind).toBe('offers')
})
