import { entity, type Infer, many, one } from './fields.ts'
import { decimal, text } from './values.ts'

/** Склад of an offer (2.04 to 2.08), Склады of a changes package, КоличествоНаСкладе that Bitrix reads: the quantity in one warehouse. */
export const Stock = entity({
  /** ИдСклада. */
  warehouseId: one(['@ИдСклада', 'ИдСклада'], text),
  /** КоличествоНаСкладе. */
  quantity: one(['@КоличествоНаСкладе', 'КоличествоНаСкладе', 'Количество'], decimal),
})
export interface Stock extends Infer<typeof Stock> {}

/** Остаток/Склад (3.1). */
export const RemainderWarehouse = entity({
  /** Ид of the warehouse. */
  warehouseId: one('Ид', text),
  /** Количество in it. */
  quantity: one('Количество', decimal),
})
export interface RemainderWarehouse extends Infer<typeof RemainderWarehouse> {}

/** Остаток (3.1): the quantity in a warehouse, or over all of them. */
export const Remainder = entity({
  /** Склад: one in each Остаток of real files. */
  warehouses: many('Склад', RemainderWarehouse),
  /** Количество without a warehouse. */
  quantity: one('Количество', decimal),
})
export interface Remainder extends Infer<typeof Remainder> {}
