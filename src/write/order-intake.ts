import { DISCOUNT } from '../schema/order-words.ts'
import { decimalOf, Money } from './decimal.ts'
import { localDateTime } from './local-time.ts'
import type { PricedLine } from './order-lines.ts'
import type { OrderProblem } from './order-problems.ts'
import type { Amount, ShopDiscount, ShopLine } from './shop-order.ts'

/** Reads what a shop gives, and collects what is wrong with it. */
export class Intake {
  readonly #found = new Map<string, OrderProblem>()

  get problems(): readonly OrderProblem[] {
    return [...this.#found.values()]
  }

  /** One value may be asked for twice, and is wrong once. */
  refuse(path: string, message: string): void {
    if (!this.#found.has(path)) this.#found.set(path, { path, message })
  }

  amount(value: Amount | undefined, path: string, fallback = '0'): string {
    const amount = value === undefined ? undefined : decimalOf(value)
    if (amount === undefined) {
      this.refuse(path, `expected an exact decimal such as 99.90, found ${JSON.stringify(value)}`)
    }
    return amount ?? fallback
  }

  moment(value: string | Date, path: string): string {
    try {
      return localDateTime(value, path)
    } catch (error) {
      this.refuse(path, (error as TypeError).message)
      return '0001-01-01T00:00:00'
    }
  }

  priced(line: ShopLine, path: string): PricedLine {
    const quantity = this.amount(line.quantity, `${path}.quantity`)
    const price = this.amount(line.price, `${path}.price`)
    const vat = line.vat === undefined ? undefined : this.#rate(line.vat, `${path}.vat`)
    const gross = Money.product(price, quantity)
    const discounts =
      line.discount === undefined
        ? []
        : [this.discount({ name: DISCOUNT, ...line.discount }, gross, `${path}.discount`)]
    return { line, quantity, price, vat, gross, discounts }
  }

  #rate(value: Amount, path: string): string {
    const rate = this.amount(value, path)
    if (!rate.startsWith('-')) return rate
    this.refuse(path, `expected a rate in percent such as 20, found ${rate}`)
    return '0'
  }

  discount(discount: ShopDiscount, of: Money, path: string): PricedLine['discounts'][number] {
    const { name, percent } = discount
    if (percent === undefined) {
      return { name, percent: undefined, sum: Money.of(this.amount(discount.sum, `${path}.sum`)) }
    }
    const rate = this.amount(percent, `${path}.percent`)
    return { name, percent: rate, sum: of.percent(rate) }
  }
}
