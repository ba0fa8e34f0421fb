import { CommerceMLError } from '../errors.ts'
import type { Order } from '../schema/order.ts'
import type { Draft } from './events.ts'
import type { OrderProfile } from './order-profiles.ts'

/** Why a 1C would refuse an order, or lose a part of it. */
export interface OrderProblem {
  /** Path of the row: `lines[0].quantity`. */
  readonly path: string
  /** What is wrong, and what that 1C would do, in English. */
  readonly message: string
}

/**
 * An order that the receiving 1C would refuse or misread: a `CommerceMLError` with the code `order-refused`.
 *
 * @example
 * import { OrderRefusedError, orderFromShop, type ShopOrder } from 'commerceml/write'
 * export function problemsOf(order: ShopOrder): readonly string[] {
 *   try {
 *     orderFromShop(order, { profile: 'ut11' })
 *     return []
 *   } catch (error) {
 *     if (!(error instanceof OrderRefusedError)) throw error
 *     return error.problems.map(({ path, message }) => `${path}: ${message}`)
 *   }
 * }
 */
export class OrderRefusedError extends CommerceMLError {
  /** All problems, in the order of the rules; at least one. */
  readonly problems: readonly OrderProblem[]

  constructor(order: Draft<Order>, { title }: OrderProfile, problems: readonly OrderProblem[]) {
    const which = `order ${String(order.number ?? order.id ?? 'without a number')}`
    const list = problems.map(({ path, message }) => `${path}: ${message}`).join('; ')
    super('order-refused', `${which} cannot go to ${title}: ${list}`, {
      entity: order.id,
      found: problems[0]?.path,
    })
    this.problems = problems
  }
}
