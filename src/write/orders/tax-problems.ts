import { taxRateOf } from '../../schema/interpret/tax.ts'
import { comparable, NO_VAT, VAT } from '../../schema/interpret/words.ts'
import type { Order } from '../../schema/order.ts'
import type { Draft } from '../events.ts'
import type { OrderProfile } from './profile.ts'
import type { OrderProblem } from './refusal.ts'

// УТ 11.5 (2024-08) compares with the rates of its day, УТ 10.3 too: which numbers they know is for the law and the
// release to say, but none knows a percent sign, and `10.00` is unknown to УТ 10.3.
const RATES = { whole: /^\d+(?:\/\d+)?$/, decimal: /^\d+(?:\.\d+)?(?:\/\d+)?$/ } as const

/** What a line without VAT has instead of a rate, by {@link OrderProfile.freeOfVat}. */
const WITHOUT_VAT = { words: NO_VAT, nothing: 'no tax', always: NO_VAT } as const
/** What it takes an unknown rate for. */
const UNKNOWN = { words: '0 or no VAT', nothing: '0 or no VAT', always: 'the rate of its organisation' } as const

/** What is no rate УТ 10.3 and УНФ take for no VAT, so that words which say just that are read as they are meant. */
function isRead(rate: string, { rates, freeOfVat }: OrderProfile): boolean {
  const percent = taxRateOf({ rate })
  return percent === 'none' ? freeOfVat !== 'nothing' : percent !== undefined && RATES[rates].test(rate)
}

interface Rated {
  readonly name?: string | undefined
  readonly rate?: string | undefined
}

const isVat = ({ name = '', rate }: Rated): boolean => rate !== undefined && comparable(name) === comparable(VAT)

/** Every rate of VAT, of the order and of its lines, must be one that the 1C reads. */
export function* taxProblems({ taxes = [], lines = [] }: Draft<Order>, profile: OrderProfile): Iterable<OrderProblem> {
  if (profile.freeOfVat === 'always' && !taxes.some(isVat)) {
    const message = `${profile.title} puts VAT on top of the sums of an order without Налоги: write one, with УчтеноВСумме`
    yield { path: 'taxes', message }
  }
  const places = [
    ['taxes', taxes] as const,
    ...lines.flatMap(({ taxRates = [], taxes = [] }, index) => [
      [`lines[${index}].taxRates`, taxRates] as const,
      [`lines[${index}].taxes`, taxes] as const,
    ]),
  ]
  for (const [place, list] of places) {
    for (const [number, tax] of list.entries()) {
      if (!isVat(tax) || isRead(tax.rate ?? '', profile)) continue
      const message = `${profile.title} reads Ставка as 20 or 20/120, and takes anything else for ${UNKNOWN[profile.freeOfVat]}: without VAT write ${WITHOUT_VAT[profile.freeOfVat]}`
      yield { path: `${place}[${number}].rate`, message }
    }
  }
}
