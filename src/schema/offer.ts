import { entity, type Infer, list, many, one } from './fields.ts'
import { priceDiscounts, prices } from './price.ts'
import { assemblyRows, productRows } from './product.ts'
import { Remainder, Stock } from './stock.ts'
import { decimal, text } from './values.ts'

/** КартинкиХарактеристики: outside the schema, in one real file. */
export const CharacteristicPicture = entity({
  /** ИдФайла. */
  fileId: one('@ИдФайла', text),
  /** АдресФайла. */
  fileAddress: one('@АдресФайла', text),
})
export interface CharacteristicPicture extends Infer<typeof CharacteristicPicture> {}

/** Предложение: what can be bought, with prices and stock; a product's variant, or the product itself. */
export const Offer = entity({
  ...productRows,
  ...assemblyRows,
  /** ИдХарактеристики: in a changes package, where Ид is the product's alone. */
  characteristicId: one('ИдХарактеристики', text),
  /** КодЕдиницыИзмерения: in a changes package. */
  unitCode: one('КодЕдиницыИзмерения', text),
  /** КодГруппыТоваров (3.1): the group of marked goods. */
  productGroupCode: one('КодГруппыТоваров', text),
  /** КартинкиХарактеристики. */
  characteristicPictures: many('КартинкиХарактеристики', CharacteristicPicture),
  /** Цены. */
  prices: prices(),
  /** СкидкиНаценки (Bitrix). */
  discounts: priceDiscounts(),
  /** Количество over all warehouses; may be negative. Stock comes in four shapes: see `stockOf`. */
  quantity: one('Количество', decimal),
  /** Склад (2.04 to 2.08), Склады (changes package): the quantity in each warehouse. */
  stocks: many(['Склад', 'Склады'], Stock),
  /** КоличествоНаСкладах, that Bitrix reads. */
  warehouseQuantities: list('КоличествоНаСкладах', 'КоличествоНаСкладе', Stock),
  /** Остатки (3.1). */
  remainders: list('Остатки', 'Остаток', Remainder),
})
export interface Offer extends Infer<typeof Offer> {}
