import type { TSchema } from 'typebox'
import { date, dateTime } from '../calendar.ts'
import { Order } from '../order.ts'
import type { Requisite } from '../requisite.ts'
import { fieldOf } from '../row.ts'
import { type Codec, decimal, flag } from '../values.ts'
import { ORDER_REQUISITES, type OrderRequisite } from './requisites.ts'
import type { OrderState } from './state.ts'
import { comparable, PAYMENT_STATUS } from './words.ts'

// 1C's empty date, УТ's way to write it into a requisite, and marks without a date: of a blank field `  .  .    ` and of
// MySQL `0000-00-00 00:00:00`.
const EMPTY_DATE = /^(?:0001-01-01.*|T[\d:]*|[\s0.:/-]*)$/

/** A day, or a day and a time; nothing for 1C's empty dates. What is no date at all stays as it is written. */
export function momentIn(value: string): string | undefined {
  const form: Codec = /^[\d.-]{10}$/.test(value) ? date : dateTime
  // Looked at when it is read: 01.01.0001 0:00:00 is the empty date too, as Строка() of 1C writes it.
  const moment = (form.parse(value) as string | undefined) ?? value
  return EMPTY_DATE.test(moment) ? undefined : moment
}

/** Requisites that are told of by another name than their own. */
const STATE_KEYS: Readonly<Partial<Record<OrderRequisite, keyof OrderState>>> = { deletionMark: 'deleted' }

/** The requisites of one document, by what they say. */
export class Said {
  readonly #values = new Map<string, { name: string; value: string }>()
  readonly sources: Record<string, string> = {}

  constructor(requisites: readonly Pick<Requisite, 'name' | 'values'>[]) {
    for (const { name = '', values } of requisites) {
      const value = values.map((value) => value.trim()).find((value) => value !== '')
      const key = comparable(name)
      if (value !== undefined && !this.#values.has(key)) this.#values.set(key, { name, value })
    }
  }

  /** The first spelling that stands there with a value that can be read. */
  read<T>(key: OrderRequisite, read: (value: string) => T | undefined, names: readonly string[] = []): T | undefined {
    for (const spelling of [...names, ...ORDER_REQUISITES[key]]) {
      const said = this.#values.get(comparable(spelling))
      const value = said === undefined ? undefined : read(said.value)
      if (said === undefined || value === undefined) continue
      this.sources[STATE_KEYS[key] ?? key] = said.name
      return value
    }
    return undefined
  }

  text(key: OrderRequisite, names?: readonly string[]): string | undefined {
    return this.read(key, (value) => value, names)
  }

  flag(key: OrderRequisite): boolean | undefined {
    return this.read(key, (value) => flag.parse(value))
  }

  /** Whether all is paid, by a status of the payment in words. */
  paidInWords(): boolean | undefined {
    const words = PAYMENT_STATUS.exec(comparable(this.text('paymentStatus') ?? ''))
    return words === null
      ? undefined
      : this.element('paid', this.sources['paymentStatus'] as string, words[1] === undefined)
  }

  decimal(key: OrderRequisite): string | undefined {
    return this.read(key, (value) => decimal.parse(value))
  }

  date(key: OrderRequisite): string | undefined {
    return this.read(key, momentIn)
  }

  /** What something else says: `name` is what to call it. */
  element<T>(key: keyof OrderState | OrderRequisite, name: string, value: T | undefined): T | undefined {
    if (value !== undefined) this.sources[key] = name
    return value
  }

  /** What the element of a row says, under the name that the table has for it. */
  row<T>(key: keyof OrderState | OrderRequisite, row: keyof Order, value: T | undefined): T | undefined {
    return this.element(key, fieldOf(Order.properties[row] as TSchema)?.names[0] ?? row, value)
  }

  /** True if the first of the others was said: it says this as well. */
  as(key: keyof OrderState, ...others: readonly (keyof OrderState | OrderRequisite)[]): true | undefined {
    const source = others.map((other) => this.sources[other]).find((name) => name !== undefined)
    return source === undefined ? undefined : this.element(key, source, true)
  }
}
