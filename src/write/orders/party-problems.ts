import { ADDRESS_FIELDS, comparable } from '../../schema/interpret/words.ts'
import type { Rule } from './refusal.ts'
import { isBlank } from './rule-values.ts'

/** Parts of an address that БП repeats. */
const REPEATED: ReadonlySet<string> = new Set(
  [ADDRESS_FIELDS.postalCode, ADDRESS_FIELDS.country, ADDRESS_FIELDS.city].map(comparable),
)

/** Rules of the customer, who is the first Контрагент. */
export const PARTY_RULES: readonly Rule[] = [
  function* ofCounterparty({ counterparties: [first] = [] }, { title, needsIds }) {
    if (first === undefined) {
      yield {
        path: 'counterparties',
        message: `${title} needs the customer: one Контрагент, of which it reads the first`,
      }
    } else if (isBlank(first.name)) {
      yield { path: 'counterparties[0].name', message: `${title} refuses a customer without Наименование` }
    } else if (needsIds && isBlank(first.id)) {
      const message = `${title} keeps customers by Ид, and takes those without one for the first of them`
      yield { path: 'counterparties[0].id', message }
    }
  },
  function* ofNames({ counterparties: [first] = [] }, { title, customerNameLength = Infinity }) {
    const { length = 0 } = first?.name ?? ''
    if (length > customerNameLength) {
      const why = `${title} keeps ${customerNameLength} characters of Наименование to find customers by`
      yield { path: 'counterparties[0].name', message: `${why}, and longer ones come twice (found ${length})` }
    }
  },
  function* ofContacts({ counterparties: [first] = [] }, { title, exactWords, contacts }) {
    if (!exactWords) return
    const known = Object.values(contacts)
    for (const [index, { type = '' }] of (first?.contacts ?? []).entries()) {
      const meant = known.find((word) => comparable(word) === comparable(type))
      if (meant === undefined || meant === type) continue
      const message = `${title} passes over a contact whose Тип is not ${meant} to the letter`
      yield { path: `counterparties[0].contacts[${index}].type`, message }
    }
  },
  function* ofAddress({ counterparties: [first] = [] }, { title, addressInParts }) {
    for (const key of ['address', 'legalAddress', 'registrationAddress'] as const) {
      const address = first?.[key]
      if (address === undefined) continue
      const { representation, fields = [] } = address
      if (isBlank(representation)) {
        const message = `${title} passes over an address without Представление, even when its parts are filled`
        yield { path: `counterparties[0].${key}.representation`, message }
      } else if (
        !addressInParts &&
        fields.length > 1 &&
        fields.some(({ type = '' }) => REPEATED.has(comparable(type)))
      ) {
        const message = `${title} puts index, country and city of the parts before Представление: write that alone`
        yield { path: `counterparties[0].${key}.fields`, message }
      }
    }
  },
  function* ofRepresentatives({ counterparties: [first] = [] }, { title }) {
    for (const [index, { counterparty }] of (first?.representatives ?? []).entries()) {
      if (counterparty !== undefined) continue
      const path = `counterparties[0].representatives[${index}].counterparty`
      yield { path, message: `${title} reads a representative only from the Контрагент inside Представитель` }
    }
  },
]
