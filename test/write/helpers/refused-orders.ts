import { type OrderProfileName, OrderRefusedError, orderFromShop, type ShopOrder } from 'commerceml/write'
import { expect } from 'vitest'

/** Why an order of a shop is refused; the error tells all of it. */
export function problemsOf(shop: ShopOrder, profile?: OrderProfileName): OrderRefusedError['problems'] {
  try {
    orderFromShop(shop, profile === undefined ? {} : { profile })
  } catch (error) {
    if (!(error instanceof OrderRefusedError)) throw error
    for (const { path, message } of error.problems) expect(error.message).toContain(`${path}: ${message}`)
    expect(error).toMatchObject({ code: 'order-refused', found: error.problems[0]?.path })
    return error.problems
  }
  throw new Error('expected the order to be refused')
}
