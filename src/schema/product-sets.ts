import { type Entity, type EntityOf, entity, many, one } from './fields.ts'
import { decimal, text } from './values.ts'

const productSetItemRows = {
  /** Значение: Ид of the product. */
  productId: one('Значение', text),
  /** Сортировка. */
  sort: one('Сортировка', decimal),
}

/** ЭлементНабора: a product that is sold with another. */
export interface ProductSetItem extends EntityOf<typeof productSetItemRows> {}
/** The schema of {@link ProductSetItem}. */
export const ProductSetItem: Entity<ProductSetItem> = entity(productSetItemRows)

const productSetRows = {
  /** ЭлементНабора. */
  items: many('ЭлементНабора', ProductSetItem),
}

/** Набор. */
export interface ProductSet extends EntityOf<typeof productSetRows> {}
/** The schema of {@link ProductSet}. */
export const ProductSet: Entity<ProductSet> = entity(productSetRows)

const productSetsRows = {
  /** Ид of the product. */
  productId: one('Ид', text),
  /** Набор. */
  sets: many('Набор', ProductSet),
}

/** НаборыТовара (exports of 1С-Битрикс): the sets of one product. In the specification they are Комплектующие of it. */
export interface ProductSets extends EntityOf<typeof productSetsRows> {}
/** The schema of {@link ProductSets}. */
export const ProductSets: Entity<ProductSets> = entity(productSetsRows)
