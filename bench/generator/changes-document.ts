import { CATALOG_ID, CLASSIFIER_ID, type Document, prologue } from './document.ts'
import { offerId, priceTypeId, warehouseId } from './offer-place.ts'
import { Random } from './random.ts'
import { decimal, representation } from './words.ts'

const PRICE_TYPES = 2
const WAREHOUSES = 3

/** What 3.1 says of one offer, and the sum of its prices. */
type Content = (seed: number, index: number) => { readonly xml: string; readonly kopecks: number }

function pricesOf(seed: number, index: number): ReturnType<Content> {
  const random = new Random(seed, 'price', index)
  let xml = '\t\t\t\t<Цены>\n'
  let sum = 0
  for (let type = 0; type < PRICE_TYPES; type++) {
    const kopecks = 1_00 + random.below(200_000_00)
    sum += kopecks
    xml +=
      `\t\t\t\t\t<Цена>\n\t\t\t\t\t\t<Представление>${representation(kopecks)}</Представление>\n` +
      `\t\t\t\t\t\t<ИдТипаЦены>${priceTypeId(seed, type)}</ИдТипаЦены>\n` +
      `\t\t\t\t\t\t<ЦенаЗаЕдиницу>${decimal(kopecks)}</ЦенаЗаЕдиницу>\n\t\t\t\t\t\t<Валюта>643</Валюта>\n` +
      '\t\t\t\t\t\t<Единица>796 </Единица>\n\t\t\t\t\t\t<Налог>\n\t\t\t\t\t\t\t<Наименование>НДС</Наименование>\n' +
      '\t\t\t\t\t\t\t<УчтеноВСумме>true</УчтеноВСумме>\n\t\t\t\t\t\t</Налог>\n\t\t\t\t\t</Цена>\n'
  }
  return { xml: `${xml}\t\t\t\t</Цены>\n`, kopecks: sum }
}

function restsOf(seed: number, index: number): ReturnType<Content> {
  const random = new Random(seed, 'rest', index)
  let xml = '\t\t\t\t<Остатки>\n'
  for (let warehouse = 0; warehouse < WAREHOUSES; warehouse++) {
    xml +=
      `\t\t\t\t\t<Остаток>\n\t\t\t\t\t\t<Склад>\n\t\t\t\t\t\t\t<Ид>${warehouseId(seed, warehouse)}</Ид>\n` +
      `\t\t\t\t\t\t\t<Количество>${random.below(500)}</Количество>\n\t\t\t\t\t\t</Склад>\n\t\t\t\t\t</Остаток>\n`
  }
  return { xml: `${xml}\t\t\t\t</Остатки>\n`, kopecks: 0 }
}

/** A package of changes of 3.1: offers by id, and one thing about them. */
const changesDocument =
  (content: Content) =>
  (seed: number, encoding: string): Document => ({
    head:
      `${prologue(encoding, '3.1')}\t<ПакетПредложений СодержитТолькоИзменения="true">\n\t\t<Ид>#${CATALOG_ID}</Ид>\n` +
      '\t\t<Наименование>Пакет предложений (Основной каталог товаров)</Наименование>\n' +
      `\t\t<ИдКаталога>${CATALOG_ID}</ИдКаталога>\n\t\t<ИдКлассификатора>${CLASSIFIER_ID}</ИдКлассификатора>\n` +
      '\t\t<Предложения>\n',
    tail: '\t\t</Предложения>\n\t</ПакетПредложений>\n</КоммерческаяИнформация>\n',
    groups: 0,
    item(index) {
      const id = offerId(seed, index)
      const { xml, kopecks } = content(seed, index)
      return {
        id,
        xml: `\t\t\t<Предложение>\n\t\t\t\t<Ид>${id}</Ид>\n${xml}\t\t\t</Предложение>\n`,
        kopecks,
      }
    },
  })

/** prices.xml of 3.1. */
export const pricesDocument = changesDocument(pricesOf)

/** rests.xml of 3.1. */
export const restsDocument = changesDocument(restsOf)
