import { shortestRate } from '../../schema/interpret/tax.ts'
import { DISCOUNT } from '../../schema/interpret/words.ts'
import { localTimeOf, noLocalTime } from '../local-time.ts'
import { shownValue } from '../shown-value.ts'
import { decimalOf, isZero, Money } from './decimal.ts'
import type { Known } from './known-values.ts'
import type { PricedLine } from './lines.ts'
import type { OrderProblem } from './refusal.ts'
import type { ShopDiscount, ShopLine } from './shop-line.ts'
import type { Amount } from './shop-value.ts'

/** The places in which a path stands: `lines` and `lines[0]` of `lines[0].name`. */
const aroundOf = (path: string): readonly string[] =>
  Array.from(path.matchAll(/[.[]/g), ({ index }) => path.slice(0, index))

/** Reads what a shop gives, and collects what is wrong with it. */
export class OrderIntake {
  readonly #timeZone: string | undefined
  readonly #found = new Map<string, OrderProblem>()

  /** What is taken off may be too much only because a price or a quantity is wrong: then that is what to say. */
  readonly #excess = new Map<string, OrderProblem>()

  /** @param timeZone in which a `Date` is told; that of the machine if there is none */
  constructor(timeZone?: string) {
    this.#timeZone = timeZone
  }

  /** With what others found. Of what is refused already, or stands in it, they tell nothing new. */
  problemsWith(others: readonly OrderProblem[]): readonly OrderProblem[] {
    if (this.#found.size + others.length === 0) return [...this.#excess.values()]
    const refused = new Set(this.#found.keys())
    for (const { path, message } of others) {
      if (!aroundOf(path).some((place) => refused.has(place))) this.refuse(path, message)
    }
    return [...this.#found.values()]
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
    const local = localTimeOf(value, this.#timeZone)
    if (local === undefined) this.refuse(path, noLocalTime(value))
    return local ?? '0001-01-01T00:00:00'
  }

  priced(line: Known<ShopLine>, path: string): PricedLine {
    const quantity = this.amount(line.quantity, `${path}.quantity`)
    // `99.9000` of a database is 99.90: the schema has two digits for it.
    const price = this.amount(line.price, `${path}.price`).replace(/(\.\d\d)0+$/, '$1')
    const vat = line.vat === undefined ? undefined : this.#rate(line.vat, `${path}.vat`)
    if (line.id === undefined && line.name === undefined) this.text(line.name, `${path}.name`)
    if (quantity.startsWith('-') || isZero(quantity))
      this.refuse(`${path}.quantity`, `expected more than 0, found ${quantity}`)
    if (price.startsWith('-')) this.refuse(`${path}.price`, `expected 0 or more, found ${price}`)
    const gross = Money.product(price, quantity)
    const discounts = line.discount === undefined ? [] : [this.discount(line.discount, gross, `${path}.discount`)]
    return { line, quantity, price, vat, gross, discounts }
  }

  #rate(value: Amount, path: string): string {
    const rate = decimalOf(value)
    if (rate !== undefined && !rate.startsWith('-')) return shortestRate(rate)
    const remedy = 'leave it out for goods free of VAT'
    this.refuse(path, `expected a rate in percent such as 20, found ${shownValue(value)}: ${remedy}`)
    return '0'
  }

  discount(discount: Partial<Known<ShopDiscount>>, of: Money, path: string): PricedLine['discounts'][number] {
    const { name = DISCOUNT } = discount
    if (discount.percent !== undefined && discount.sum !== undefined) {
      this.refuse(`${path}.sum`, 'expected a sum or a percentage, found both')
    }
    const percent = discount.percent === undefined ? undefined : this.amount(discount.percent, `${path}.percent`)
    const sum = percent === undefined ? Money.of(this.amount(discount.sum, `${path}.sum`)) : of.percent(percent)
    if (sum.cents < 0n || sum.cents > of.cents) {
      this.#excess.set(path, { path, message: `${sum} cannot be taken off ${of}` })
    }
    return { name, percent, sum }
  }
}
