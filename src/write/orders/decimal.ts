import { decimal } from '../../schema/values.ts'

// Sums of orders have two digits behind the dot (СуммаТип of the schema); quantities and prices more.
const SCALE = 10n ** 20n
const CENTS = 2

/** An exact decimal of the schema, or a number that is written as one. `undefined` for anything else, also from JavaScript. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return decimal.parse(value)
  return typeof value === 'number' ? decimal.parse(String(value)) : undefined
}

/** Whether an exact decimal is 0, in however many digits. */
export const isZero = (value: string): boolean => !/[1-9]/.test(value)

/** Digits in units of 10^-20. Digits beyond are no sum of this world. */
function unitsOf(value: string): bigint {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.')
  const units = BigInt(whole) * SCALE + BigInt(fraction.slice(0, 20).padEnd(20, '0'))
  return value.startsWith('-') ? -units : units
}

/** To cents, halves away from zero, as 1C rounds. */
function centsOf(units: bigint): bigint {
  const perCent = SCALE / 10n ** BigInt(CENTS)
  const half = perCent / 2n
  return units < 0n ? -((-units + half) / perCent) : (units + half) / perCent
}

function textOf(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(CENTS + 1, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`
}

/** Money in whole cents, so that lines add up to the order to the cent. */
export class Money {
  readonly cents: bigint

  private constructor(cents: bigint) {
    this.cents = cents
  }

  static readonly zero = new Money(0n)

  static of(value: string): Money {
    return new Money(centsOf(unitsOf(value)))
  }

  /** `price` times `quantity`, rounded once. */
  static product(price: string, quantity: string): Money {
    return new Money(centsOf((unitsOf(price) * unitsOf(quantity)) / SCALE))
  }

  plus(other: Money): Money {
    return new Money(this.cents + other.cents)
  }

  minus(other: Money): Money {
    return new Money(this.cents - other.cents)
  }

  /** So many percent of it. */
  percent(percent: string): Money {
    return new Money(centsOf((this.cents * unitsOf(percent)) / (10n ** BigInt(CENTS) * 100n)))
  }

  /** The part of a sum including VAT that is VAT: `20` percent of 120.00 are 20.00. */
  vatWithin(percent: string): Money {
    const rate = unitsOf(percent)
    return new Money(centsOf((this.cents * rate * (SCALE / 100n)) / (rate + 100n * SCALE)))
  }

  /** The same amount in parts as large as the weights, to the cent. */
  spread(weights: readonly Money[]): readonly Money[] {
    const total = weights.reduce((sum, { cents }) => sum + cents, 0n)
    let before = 0n
    let given = 0n
    return weights.map(({ cents }) => {
      before += cents
      const due = total === 0n ? 0n : (this.cents * before) / total
      const part = new Money(due - given)
      given = due
      return part
    })
  }

  toString(): string {
    return textOf(this.cents)
  }
}
