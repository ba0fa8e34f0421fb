import { Address, contacts } from './address.ts'
import { type Entity, type EntityOf, entity, one } from './fields.ts'
import { decimal, flag, text } from './values.ts'

const warehouseRows = {
  /** Ид; an attribute in the order lines of HostCMS and in scripts of shops. */
  id: one(['Ид', '@Ид'], text),
  /** НомерВерсии (2.09, 3.1). */
  versionNumber: one('НомерВерсии', text),
  /** ПометкаУдаления (2.09, 3.1). */
  deletionMark: one('ПометкаУдаления', flag),
  /** Наименование; an attribute beside that Ид. */
  name: one(['Наименование', '@Наименование'], text),
  /** Комментарий. */
  comment: one('Комментарий', text),
  /** Адрес. */
  address: one('Адрес', Address),
  /** Контакты. */
  contacts: contacts(),
}

/** Склад of a classifier, an offers package or a document. */
export interface Warehouse extends EntityOf<typeof warehouseRows> {}
/** The schema of {@link Warehouse}. */
export const Warehouse: Entity<Warehouse> = entity(warehouseRows)

const lineWarehouseRows = {
  ...warehouseRows,
  /** Количество. */
  quantity: one('Количество', decimal),
}

/** Склад of an order line: a warehouse with the quantity there. */
export interface LineWarehouse extends EntityOf<typeof lineWarehouseRows> {}
/** The schema of {@link LineWarehouse}. */
export const LineWarehouse: Entity<LineWarehouse> = entity(lineWarehouseRows)
