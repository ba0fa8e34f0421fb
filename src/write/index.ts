/**
 * Writers of CommerceML: orders for each kind of 1C, and every other document that the readers read.
 *
 * @module commerceml/write
 */

export type { SiteInfo, SiteInfoItem } from '../schema/site-info.ts'
export type { Draft, EntityDraft, WritableEvent } from './events.ts'
export { type OrderFromShopOptions, orderFromShop } from './orders/from-shop.ts'
export { orderProblems } from './orders/problems.ts'
export type { OrderProfile, OrderProfileName } from './orders/profile.ts'
export { ORDER_PROFILES } from './orders/profiles.ts'
export { type OrderProblem, OrderRefusedError } from './orders/refusal.ts'
export type {
  Amount,
  ShopAddress,
  ShopBooking,
  ShopCustomer,
  ShopDelivery,
  ShopDiscount,
  ShopLine,
  ShopOrder,
  ShopPayment,
  ShopReduction,
  ShopStatus,
  ShopUnit,
} from './orders/shop-order.ts'
export { siteInfo } from './site-info.ts'
export { type WriteOptions, writeEvents } from './write-events.ts'
export { type WriteOrdersOptions, writeOrders } from './write-orders.ts'
