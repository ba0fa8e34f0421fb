import { type Entity, type EntityOf, entity, list, many, one } from './fields.ts'
import { priceDiscounts, prices } from './price.ts'
import { wholeProductRows } from './product.ts'
import { Remainder, Stock, WarehouseRemainder } from './stock.ts'
import { decimal, text } from './values.ts'

const characteristicPictureRows = {
  /** ИдФайла. */
  fileId: one('@ИдФайла', text),
  /** АдресФайла. */
  fileAddress: one('@АдресФайла', text),
}

/** КартинкиХарактеристики: outside the schema, in one real file. */
export interface CharacteristicPicture extends EntityOf<typeof characteristicPictureRows> {}
/** The schema of {@link CharacteristicPicture}. */
export const CharacteristicPicture: Entity<CharacteristicPicture> = entity(characteristicPictureRows)

const offerRows = {
  ...wholeProductRows,
  /** ИдТовара: in scripts of shops, where Ид is the offer's own. */
  productId: one('ИдТовара', text),
  /** ИдХарактеристики: in a changes package, where Ид is the product's alone. */
  characteristicId: one('ИдХарактеристики', text),
  /** КодЕдиницыИзмерения: in a changes package. */
  unitCode: one('КодЕдиницыИзмерения', text),
  /** КартинкиХарактеристики. */
  characteristicPictures: many('КартинкиХарактеристики', CharacteristicPicture),
  /** Цены. */
  prices: prices(),
  /** СкидкиНаценки (1С-Битрикс). */
  discounts: priceDiscounts(),
  /** Количество over all warehouses; may be negative. Stock comes in five shapes: see `stockOf`. */
  quantity: one('Количество', decimal),
  /** Склад (2.04 to 2.08), Склады (changes package), ОстаткиПоСкладу in its like (Saby): the quantity in each warehouse. */
  stocks: many(['Склад', 'Склады', 'ОстаткиПоСкладу/ОстаткиПоСкладу'], Stock),
  /** КоличествоНаСкладах, that 1С-Битрикс reads. */
  warehouseQuantities: list('КоличествоНаСкладах', 'КоличествоНаСкладе', Stock),
  /** ОстаткиПоСкладам (NetCat): outside the schema, where a type has that name. ОстатокПоСкладу is of shops. */
  warehouseRemainders: list('ОстаткиПоСкладам', ['Остаток', 'ОстатокПоСкладу'], WarehouseRemainder),
  /** Остатки (3.1). */
  remainders: list('Остатки', 'Остаток', Remainder),
}

/** Предложение: what can be bought, with prices and stock; a product's variant, or the product itself. */
export interface Offer extends EntityOf<typeof wholeProductRows>, EntityOf<typeof offerRows> {}
/** The schema of {@link Offer}. */
export const Offer: Entity<Offer> = entity(offerRows)
