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
export type { ShopAddress, ShopCustomer } from './orders/shop-customer.ts'
export type { ShopDelivery } from './orders/shop-delivery.ts'
export type { ShopDiscount, ShopLine, ShopReduction, ShopUnit } from './orders/shop-line.ts'
export type { ShopBooking, ShopOrder, ShopStatus } from './orders/shop-order.ts'
export type { ShopPayment } from './orders/shop-payment.ts'
export type { Amount } from './orders/shop-value.ts'
export { siteInfo } from './site-info.ts'
export { type WriteOptions, writeEvents } from './write-events.ts'
export { type WriteOrdersOptions, writeOrders } from './write-orders.ts'
