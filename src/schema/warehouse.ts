import { Address, contacts } from './address.ts'
import { entity, type Infer, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

const warehouseRows = {
  /** Ид. */
  id: one('Ид', text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование. */
  name: one('Наименование', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
  /** Адрес. */
  address: one('Адрес', Address),
  /** Контакты. */
  contacts: contacts(),
}

/** Склад of a classifier, an offers package or a document. */
export const Warehouse = entity(warehouseRows)
export interface Warehouse extends Infer<typeof Warehouse> {}

/** Склад of an order line: a warehouse with the quantity there. */
export const LineWarehouse = entity({
  ...warehouseRows,
  /** Количество. */
  quantity: one('Количество', decimal),
})
export interface LineWarehouse extends Infer<typeof LineWarehouse> {}
