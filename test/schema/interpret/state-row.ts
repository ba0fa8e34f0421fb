import type { InterpretOptions, Order, OrderState } from 'commerceml/schema'
import type { Draft } from 'commerceml/write'

/** Requisites by name. */
export type Said = Readonly<Record<string, string>>

/** A document as a program writes it, and what is understood of it. */
export interface StateRow {
  /** Which program writes it so, and when. */
  readonly of: string
  readonly order: Draft<Order>
  readonly options?: InterpretOptions
  readonly state: Partial<OrderState>
  readonly sources: Said
}

export const requisites = (said: Said) => Object.entries(said).map(([name, value]) => ({ name, values: [value] }))
export const ordered = { operation: 'Заказ товара', number: '17', currency: 'RUB', sum: '990.00' }
/** Where an order is named, and what it is. */
export const NAMED: Said = { operation: 'ХозОперация', number: 'Номер' }
/** The same of a payment or shipment that comes beside its order. */
export const BESIDE: Said = { operation: 'ХозОперация', number: 'Основание' }
