import { BASE_UNIT, CATALOG_ID, CLASSIFIER_ID, type Document, OWNER, prologue } from './document.ts'
import { offerId, placeOf, priceTypeId, warehouseId } from './offer-place.ts'
import { Random } from './random.ts'
import { decimal, escapeXml, productName, representation } from './words.ts'

const PRICE_TYPES = ['Розничная', 'Оптовая'] as const
const WAREHOUSES = ['Основной склад', 'Магазин на Садовой'] as const
const COLOURS = ['белый', 'чёрный', 'серый', 'тёмно-синий', 'красный', 'бежевый'] as const
const SIZES = ['S', 'M', 'L', 'XL', '40x60', '50x90'] as const

function priceTypes(seed: number): string {
  const rows = PRICE_TYPES.map(
    (name, index) =>
      `\t\t\t<ТипЦены>\n\t\t\t\t<Ид>${priceTypeId(seed, index)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n` +
      '\t\t\t\t<Валюта>RUB</Валюта>\n\t\t\t\t<Налог>\n\t\t\t\t\t<Наименование>НДС</Наименование>\n' +
      '\t\t\t\t\t<УчтеноВСумме>true</УчтеноВСумме>\n\t\t\t\t</Налог>\n\t\t\t</ТипЦены>\n',
  )
  return `\t\t<ТипыЦен>\n${rows.join('')}\t\t</ТипыЦен>\n`
}

function warehouses(seed: number): string {
  const rows = WAREHOUSES.map(
    (name, index) =>
      `\t\t\t<Склад>\n\t\t\t\t<Ид>${warehouseId(seed, index)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t</Склад>\n`,
  )
  return `\t\t<Склады>\n${rows.join('')}\t\t</Склады>\n`
}

const characteristic = (name: string, value: string): string =>
  `\t\t\t\t\t<ХарактеристикаТовара>\n\t\t\t\t\t\t<Наименование>${name}</Наименование>\n` +
  `\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ХарактеристикаТовара>\n`

const price = (typeId: string, kopecks: number): string =>
  `\t\t\t\t\t<Цена>\n\t\t\t\t\t\t<Представление>${representation(kopecks)}</Представление>\n` +
  `\t\t\t\t\t\t<ИдТипаЦены>${typeId}</ИдТипаЦены>\n\t\t\t\t\t\t<ЦенаЗаЕдиницу>${decimal(kopecks)}</ЦенаЗаЕдиницу>\n` +
  '\t\t\t\t\t\t<Валюта>RUB</Валюта>\n\t\t\t\t\t\t<Единица>шт</Единица>\n\t\t\t\t\t\t<Коэффициент>1</Коэффициент>\n' +
  '\t\t\t\t\t</Цена>\n'

/** offers.xml: price types, warehouses, and the offers of the products that import.xml of the same seed begins with. */
export function offersDocument(seed: number, encoding: string): Document {
  return {
    head:
      `${prologue(encoding)}\t<ПакетПредложений СодержитТолькоИзменения="false">\n\t\t<Ид>${CATALOG_ID}#</Ид>\n` +
      '\t\t<Наименование>Пакет предложений (Основной каталог товаров)</Наименование>\n' +
      `\t\t<ИдКаталога>${CATALOG_ID}</ИдКаталога>\n\t\t<ИдКлассификатора>${CLASSIFIER_ID}</ИдКлассификатора>\n` +
      `${OWNER}${priceTypes(seed)}${warehouses(seed)}\t\t<Предложения>\n`,
    tail: '\t\t</Предложения>\n\t</ПакетПредложений>\n</КоммерческаяИнформация>\n',
    groups: 0,
    item(index) {
      const place = placeOf(index)
      const random = new Random(seed, 'offer', index)
      const name = escapeXml(productName(new Random(seed, 'product', place.product)))
      const colour = random.pick(COLOURS)
      const size = random.pick(SIZES)
      const varied = place.characteristic !== undefined
      const id = offerId(seed, index)
      const retail = 1_00 + random.below(200_000_00)
      const wholesale = Math.floor(retail * 0.8)
      const stocks = [random.below(500), random.below(50)] as const
      const xml =
        `\t\t\t<Предложение>\n\t\t\t\t<Ид>${id}</Ид>\n\t\t\t\t<Штрихкод>${4_600_000_000_000 + random.next()}</Штрихкод>\n` +
        `\t\t\t\t<Артикул>00-${String(place.product).padStart(8, '0')}</Артикул>\n` +
        `\t\t\t\t<Наименование>${name}${varied ? ` (${colour}, ${size})` : ''}</Наименование>\n${BASE_UNIT}` +
        (varied
          ? `\t\t\t\t<ХарактеристикиТовара>\n${characteristic('Цвет', colour)}${characteristic('Размер', size)}\t\t\t\t</ХарактеристикиТовара>\n`
          : '') +
        `\t\t\t\t<Цены>\n${price(priceTypeId(seed, 0), retail)}${price(priceTypeId(seed, 1), wholesale)}\t\t\t\t</Цены>\n` +
        `\t\t\t\t<Количество>${stocks[0] + stocks[1]}</Количество>\n` +
        stocks
          .map((stock, at) => `\t\t\t\t<Склад ИдСклада="${warehouseId(seed, at)}" КоличествоНаСкладе="${stock}"/>\n`)
          .join('') +
        '\t\t\t</Предложение>\n'
      return { id, xml, kopecks: retail + wholesale }
    },
  }
}
