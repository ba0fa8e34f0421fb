import type { Address, Contact } from '../schema/address.ts'
import type { Counterparty } from '../schema/counterparty.ts'
import { ADDRESS_FIELDS, CONTACTS, RELATIONS, ROLES } from '../schema/order-words.ts'
import type { Draft } from './events.ts'
import type { OrderProfile } from './order-profiles.ts'
import type { ShopAddress, ShopCustomer } from './shop-order.ts'

type AddressKey = keyof typeof ADDRESS_FIELDS
const ADDRESS_KEYS = Object.keys(ADDRESS_FIELDS) as readonly AddressKey[]

const filled = (value: string | undefined): value is string => value !== undefined && value.trim() !== ''

/** УТ 11 takes an address only by its line, Представление, and its parts only beside that. */
export function addressOf(address: string | ShopAddress): Draft<Address> {
  if (typeof address === 'string') return { representation: address }
  const fields = ADDRESS_KEYS.flatMap((key) => {
    const value = address[key]
    return filled(value) ? [{ type: ADDRESS_FIELDS[key], value }] : []
  })
  const line = filled(address.line) ? address.line : fields.map(({ value }) => value).join(', ')
  return { representation: line, ...(filled(address.comment) && { comment: address.comment }), fields }
}

function contactsOf(customer: ShopCustomer, profile: OrderProfile): readonly Draft<Contact>[] {
  const person = profile.contactPerson === 'comment' ? customer.company?.contactPerson : undefined
  return (['phone', 'email'] as const).flatMap((key) => {
    const value = customer[key]
    const comment = key === 'phone' && filled(person) ? { comment: person } : {}
    return filled(value) ? [{ type: CONTACTS[key], value, ...comment }] : []
  })
}

/** The buyer. The presence of ПолноеНаименование makes a person, that of ОфициальноеНаименование a company (УТ). */
export function counterpartyOf(
  customer: ShopCustomer,
  address: string | ShopAddress | undefined,
  profile: OrderProfile,
): Draft<Counterparty> {
  const { id, person, company } = customer
  const shared = {
    ...(address !== undefined && { address: addressOf(address) }),
    contacts: contactsOf(customer, profile),
    role: ROLES.buyer,
  }
  if (company !== undefined) {
    const { name, officialName, inn, kpp, okpo, legalAddress, contactPerson } = company
    return {
      id,
      name: filled(name) ? name : officialName,
      officialName,
      inn,
      kpp,
      okpo,
      ...(legalAddress !== undefined && { legalAddress: addressOf(legalAddress) }),
      ...(filled(contactPerson) &&
        profile.contactPerson === 'representative' && {
          representatives: [{ counterparty: { name: contactPerson, relation: RELATIONS.contactPerson } }],
        }),
      ...shared,
    }
  }
  const { lastName, firstName, middleName, inn } = person ?? {}
  const fullName = [lastName, firstName, middleName].filter(filled).join(' ')
  return { id, name: fullName, fullName, lastName, firstName, middleName, inn, ...shared }
}
