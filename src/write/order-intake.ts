import { shortestRate } from '../schema/interpret-tax.ts'
import { DISCOUNT } from '../schema/order-words.ts'
import { decimalOf, Money } from './decimal.ts'
import type { Known } from './known-values.ts'
import { localDateTime } from './local-time.ts'
import type { PricedLine } from './order-lines.ts'
import type { OrderProblem } from './order-refusal.ts'
import type { Amount, ShopDiscount, ShopLine } from './shop-order.ts'
import { shownValue } from './shown-value.ts'

/** Reads what a shop gives, and collects what is wrong with it. */
export class OrderIntake {
  readonly #found = new Map<string, OrderProblem>()

  /** What is taken off may be too much only because a price or a quantity is wrong: then that is what to say. */
  readonly #excess = new Map<string, OrderProblem>()

  problemsBeside(others: readonly OrderProblem[]): readonly OrderProblem[] {
    return [...(this.#found.size + others.length > 0 ? this.#found : this.#excess).values()]
  }

  /** One value may be asked for twice, and is wrong once. */
  refuse(path: string, message: string): void {
    if (!this.#found.has(path)) this.#found.set(path, { path, message })
  }

  amount(value: Amount | undefined, path: string, fallback = '0'): string {
    const amount = value === undefined ? undefined : decimalOf(value)
    if (amount === undefined) {
      this.refuse(path, `expected an exact decimal such as 99.90, found ${shownValue(value)}`)
    }
    return amount ?? fallback
  }

  /** Ids and numbers are text: a number of JavaScript loses leading zeros and long ends. */
  text(value: unknown, path: string): void {
    if (typeof value !== 'string') this.refuse(path, `expected text, found ${shownValue(value)}`)
  }

  moment(value: string | Date, path: string): string {
    try {
      return localDateTime(value, path)
    } catch (error) {
      this.refuse(path, (error as TypeError).message)
      return '0001-01-01T00:00:00'
    }
  }

  priced(line: Known<ShopLine>, path: string): PricedLine {
    const quantity = this.amount(line.quantity, `${path}.quantity`)
    // `99.9000` of a database is 99.90: the schema has two digits for it.
    const price = this.amount(line.price, `${path}.price`).replace(/(\.\d\d)0+$/, '$1')
    const vat = line.vat === undefined ? undefined : this.#rate(line.vat, `${path}.vat`)
    if (quantity.startsWith('-')) this.refuse(`${path}.quantity`, `expected more than 0, found ${quantity}`)
    if (price.startsWith('-')) this.refuse(`${path}.price`, `expected 0 or more, found ${price}`)
    const gross = Money.product(price, quantity)
    const discounts = line.discount === undefined ? [] : [this.discount(line.discount, gross, `${path}.discount`)]
    return { line, quantity, price, vat, gross, discounts }
  }

  #rate(value: Amount, path: string): string {
    const rate = this.amount(value, path)
    if (!rate.startsWith('-')) return shortestRate(rate)
    this.refuse(path, `expected a rate in percent such as 20, found ${rate}`)
    return '0'
  }

  discount(discount: Partial<Known<ShopDiscount>>, of: Money, path: string): PricedLine['discounts'][number] {
    const { name = DISCOUNT } = discount
    const percent = discount.percent === undefined ? undefined : this.amount(discount.percent, `${path}.percent`)
    const sum = percent === undefined ? Money.of(this.amount(discount.sum, `${path}.sum`)) : of.percent(percent)
    if (sum.cents < 0n || sum.cents > of.cents) {
      this.#excess.set(path, { path, message: `${sum} cannot be taken off ${of}` })
    }
    return { name, percent, sum }
  }
}
