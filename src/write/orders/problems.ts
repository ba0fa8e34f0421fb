import { ORDER_REQUISITES } from '../../schema/interpret/requisites.ts'
import { comparable } from '../../schema/interpret/words.ts'
import type { Order } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import { shownValue } from '../shown-value.ts'
import { limitProblems } from './limit-problems.ts'
import { shapedOrder } from './order-shape.ts'
import { PARTY_RULES } from './party-problems.ts'
import type { OrderProfile, OrderProfileName } from './profile.ts'
import { profileNamed } from './profiles.ts'
import type { OrderProblem, Rule } from './refusal.ts'
import { rowProblems } from './row-problems.ts'
import { isBlank, isDay, isDigits, isNothing, PLAIN_TIME } from './rule-values.ts'
import { taxProblems } from './tax-problems.ts'

const [PAYMENT_DATE] = ORDER_REQUISITES.paymentDate

const RULES: readonly Rule[] = [
  function* ofNumber({ number = '' }, { title, numberLength, numberDigits }) {
    if (isBlank(number)) yield { path: 'number', message: `${title} finds orders by Номер, and there is none` }
    else if (typeof number === 'string' && numberLength !== undefined && number.trim().length > numberLength) {
      const why = `${title} keeps ${numberLength} characters of Номер to find orders by, and longer ones come twice`
      const { length } = number.trim()
      const message = `${why}: give number, ${numberLength} characters at most (found ${length})`
      yield { path: 'number', message }
    } else if (typeof number === 'string' && numberDigits !== undefined && !isDigits(number.trim(), numberDigits)) {
      const why = `${title} finds orders by the digits of Номер alone, ${numberDigits} at most, and takes those that share them for one`
      const message = `${why}: give number as such (found ${shownValue(number)})`
      yield { path: 'number', message }
    }
  },
  function* ofDate({ date, time }, { title }) {
    if (isBlank(date)) yield { path: 'date', message: `${title} needs Дата` }
    else if (!isDay(date)) yield { path: 'date', message: `${title} reads Дата as YYYY-MM-DD alone` }
    if (time !== undefined && !PLAIN_TIME.test(time)) {
      yield { path: 'time', message: `${title} reads Время as hh:mm:ss alone` }
    }
  },
  function* ofOperation({ operation = '' }, { title, operations, exactWords }) {
    const same = (word: string): boolean =>
      exactWords ? word === operation : comparable(word) === comparable(operation)
    if (operations.some(same)) return
    const message = `${title} stops at a ХозОперация that is not ${operations.join(' or ')}, and takes no order of the document`
    yield { path: 'operation', message }
  },
  function* ofCurrency({ currency }, { title }) {
    if (isBlank(currency)) yield { path: 'currency', message: `${title} stops at an order without Валюта` }
  },
  ...PARTY_RULES,
  function* ofLines({ lines = [] }, { title, splitsNames, needsIds }) {
    for (const [index, { id, quantity, name }] of lines.entries()) {
      if (isNothing(quantity)) {
        yield { path: `lines[${index}].quantity`, message: `${title} passes over a line without Количество` }
      }
      if (isBlank(id) && isBlank(name)) {
        yield {
          path: `lines[${index}].name`,
          message: `${title} finds goods by Ид, and by Наименование where it is new`,
        }
      } else if (needsIds && isBlank(id)) {
        const message = `${title} keeps goods by Ид, and takes those without one for the first of them`
        yield { path: `lines[${index}].id`, message }
      }
      if (splitsNames && name?.includes('#') && !id?.includes('#')) {
        const message = `${title} takes what follows # in Наименование for a characteristic, and may break off: write №`
        yield { path: `lines[${index}].name`, message }
      }
    }
  },
  taxProblems,
  function* ofRequisites({ requisites = [] }, { title, requisiteNameLength = Infinity, paidOnDay }) {
    for (const [index, { name = '', values: [value] = [] }] of requisites.entries()) {
      if (name.length > requisiteNameLength) {
        const why = `${title} keeps ${requisiteNameLength} characters of a requisite’s name to find it by`
        const message = `${why}, and makes another of a longer one (found ${name.length})`
        yield { path: `requisites[${index}].name`, message }
      }
      if (!paidOnDay || comparable(name) !== comparable(PAYMENT_DATE) || isBlank(value) || isDay(value)) continue
      yield { path: `requisites[${index}].values[0]`, message: `${title} reads ${PAYMENT_DATE} as YYYY-MM-DD alone` }
    }
  },
  function* ofWarehouses({ warehouses = [] }, { title, onePickupPoint }) {
    if (!onePickupPoint) return
    const [first] = warehouses
    if (warehouses.length > 1) {
      yield { path: 'warehouses[1]', message: `${title} takes one pick-up point` }
    }
    if (first === undefined) return
    const path = 'warehouses[0]'
    if ((first.address?.fields ?? []).length !== 1) {
      yield {
        path: `${path}.address.fields`,
        message: `${title} breaks off unless a pick-up point has one АдресноеПоле`,
      }
    }
    if ((first.contacts ?? []).length !== 1) {
      yield { path: `${path}.contacts`, message: `${title} breaks off unless a pick-up point has one Контакт` }
    }
  },
  function* ofDiscounts({ lines = [] }, { title, netDiscounts }) {
    if (!netDiscounts) return
    for (const [index, { discounts = [] }] of lines.entries()) {
      for (const [number, { includedInSum }] of discounts.entries()) {
        if (includedInSum === true) continue
        const path = `lines[${index}].discounts[${number}].includedInSum`
        yield {
          path,
          message: `${title} may or may not take off a discount that Сумма does not hold yet: say true, and net sums`,
        }
      }
    }
  },
  function* ofSubordinate({ subordinateDocuments = [] }, { title, subordinate }) {
    if (subordinate !== 'none' || subordinateDocuments.length === 0) return
    yield {
      path: 'subordinateDocuments',
      message: `${title} knows no payments and shipments inside orders: say it in requisites`,
    }
  },
  rowProblems,
  function ofLimits(order, profile) {
    return profile.schemaLimits ? limitProblems(order, profile) : []
  },
]

/**
 * Lists what the 1C of a profile would refuse in an order, or silently ignore. Empty if the order would arrive whole.
 *
 * Throws `TypeError` for an unknown profile and for an order that is not an object, and `CommerceMLError`
 * (`invalid-value`) for a row that must be a list or an object and is not.
 *
 * @example
 * import { orderProblems } from 'commerceml/write'
 * const [first] = orderProblems({ number: '1', date: '2026-01-31' }, 'ut11')
 * console.log(first?.path) // operation
 */
export function orderProblems(order: Draft<Order>, profile: OrderProfileName = 'ut11'): readonly OrderProblem[] {
  const rules = profileNamed(profile)
  return ruleProblems(shapedOrder(order, 'orderProblems(order): order'), rules)
}

/** The same of an order whose rows have their types. */
export function ruleProblems(order: Draft<Order>, rules: OrderProfile): readonly OrderProblem[] {
  const found = RULES.flatMap((rule) => [...rule(order, rules)])
  // A blank Валюта has no three characters either: of one place the first rule says what matters.
  const first = new Map(found.toReversed().map((problem) => [problem.path, problem]))
  return found.filter((problem) => first.get(problem.path) === problem)
}
