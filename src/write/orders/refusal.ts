import { CommerceMLError } from '../../errors.ts'
import type { Order } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import type { OrderProfile } from './profile.ts'

/** Why a 1C would refuse an order, or lose a part of it. */
export interface OrderProblem {
  /** Path of the row: `lines[0].quantity`. */
  readonly path: string
  /** What is wrong, and what that 1C would do, in English. */
  readonly message: string
}

/** What a 1C would refuse in an order, or passes over, of one kind. */
export type Rule = (order: Draft<Order>, profile: OrderProfile) => Iterable<OrderProblem>

// Of thousands of lines that are all wrong in one way a few tell enough, and whoever logs the message keeps it whole.
const MOST_SHOWN = 20

function listOf(problems: readonly OrderProblem[]): string {
  const shown = problems.slice(0, MOST_SHOWN).map(({ path, message }) => `${path}: ${message}`)
  const left = problems.length - shown.length
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ')
}

/**
 * An order that the receiving 1C would refuse or misread: a `CommerceMLError` with the code `order-refused`. The
 * message has the first twenty problems, `problems` all.
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
    super('order-refused', `${which} cannot go to ${title}: ${listOf(problems)}`, {
      entity: order.id,
      found: problems[0]?.path,
    })
    this.problems = problems
  }
}
