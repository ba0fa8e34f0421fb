import { type Entity, type EntityOf, entity, many, one, sparse } from './fields.ts'
import { decimal, stockQuantity, text } from './values.ts'

const warehouseStockRows = {
  /** ИдСклада; Ид in scripts of shops. */
  warehouseId: one(['@ИдСклада', 'ИдСклада', 'Ид'], text),
  /** Наименование, or the element's text, in scripts of shops. */
  warehouseName: one(['Наименование', '.'], text),
  /** КоличествоНаСкладе; empty is zero. */
  quantity: one(['@КоличествоНаСкладе', 'КоличествоНаСкладе', 'Количество'], stockQuantity),
}

/** Склад of the Склады of an offer, as scripts of shops write it: the quantity in one warehouse. */
export interface WarehouseStock extends EntityOf<typeof warehouseStockRows> {}
/** The schema of {@link WarehouseStock}. */
export const WarehouseStock: Entity<WarehouseStock> = entity(warehouseStockRows)

const stockRows = {
  ...warehouseStockRows,
  /** Склад: in scripts of shops, where Склады only holds them. Left out when there is none. */
  warehouses: sparse(many('Склад', WarehouseStock)),
}

/** Склад of an offer (2.04 to 2.08), Склады of a changes package, КоличествоНаСкладе that 1С-Битрикс reads: the quantity in one warehouse. */
export interface Stock extends EntityOf<typeof stockRows> {}
/** The schema of {@link Stock}. */
export const Stock: Entity<Stock> = entity(stockRows)

const warehouseRemainderRows = {
  /** Склад: the warehouse's name. */
  warehouseName: one('Склад', text),
  /** СкладИД; Ид in shops. */
  warehouseId: one(['СкладИД', 'ИдСклада', 'Ид'], text),
  /** КоличествоОстаток; Остаток in shops. */
  quantity: one(['КоличествоОстаток', 'Количество', 'Остаток'], decimal),
}

/** Остаток of ОстаткиПоСкладам, as NetCat writes and reads it: the quantity in one warehouse. Others call its parts what a Склад does. */
export interface WarehouseRemainder extends EntityOf<typeof warehouseRemainderRows> {}
/** The schema of {@link WarehouseRemainder}. */
export const WarehouseRemainder: Entity<WarehouseRemainder> = entity(warehouseRemainderRows)

const remainderWarehouseRows = {
  /** Ид of the warehouse; in scripts of shops ИдСклада, or the element's text. */
  warehouseId: one(['Ид', 'ИдСклада', '.'], text),
  /** Наименование: in scripts of shops. */
  warehouseName: one('Наименование', text),
  /** Количество in it. */
  quantity: one('Количество', decimal),
}

/** Остаток/Склад (3.1). */
export interface RemainderWarehouse extends EntityOf<typeof remainderWarehouseRows> {}
/** The schema of {@link RemainderWarehouse}. */
export const RemainderWarehouse: Entity<RemainderWarehouse> = entity(remainderWarehouseRows)

const remainderRows = {
  /** Склад: one in each Остаток of real files. */
  warehouses: many('Склад', RemainderWarehouse),
  /** Количество without a warehouse; the element's text, as a public tester of exchanges writes it. */
  quantity: one(['Количество', '.'], decimal),
}

/** Остаток (3.1): the quantity in a warehouse, or over all of them. */
export interface Remainder extends EntityOf<typeof remainderRows> {}
/** The schema of {@link Remainder}. */
export const Remainder: Entity<Remainder> = entity(remainderRows)
