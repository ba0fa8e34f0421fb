import type { Address, Contact } from '../schema/address.ts'
import type { Counterparty } from '../schema/counterparty.ts'
import { ADDRESS_FIELDS, CONTACTS, RELATIONS, ROLES } from '../schema/order-words.ts'
import type { Draft } from './events.ts'
import { isTold, toldOf } from './known-values.ts'
import type { OrderProfile } from './order-profiles.ts'
import type { ShopAddress, ShopCustomer } from './shop-order.ts'

type AddressKey = keyof typeof ADDRESS_FIELDS
const ADDRESS_KEYS = Object.keys(ADDRESS_FIELDS) as readonly AddressKey[]

/** УТ 11 takes an address only by its line, Представление, and its parts only beside that. */
export function addressOf(address: string | ShopAddress): Draft<Address> {
  if (typeof address === 'string') return { representation: address }
  const fields = ADDRESS_KEYS.flatMap((key) => {
    const value = address[key]
    return isTold(value) ? [{ type: ADDRESS_FIELDS[key], value }] : []
  })
  const line = isTold(address.line) ? address.line : fields.map(({ value }) => value).join(', ')
  return { representation: line, ...(isTold(address.comment) && { comment: address.comment }), fields }
}

function contactsOf(customer: ShopCustomer, profile: OrderProfile): readonly Draft<Contact>[] {
  const person = profile.contactPerson === 'comment' ? customer.company?.contactPerson : undefined
  return (['phone', 'email'] as const).flatMap((key) => {
    const value = customer[key]
    const comment = key === 'phone' && isTold(person) ? { comment: person } : {}
    return isTold(value) ? [{ type: CONTACTS[key], value, ...comment }] : []
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
      ...toldOf({ id }),
      name: isTold(name) ? name : officialName,
      officialName,
      ...toldOf({ inn, kpp, okpo }),
      ...(legalAddress !== undefined && { legalAddress: addressOf(legalAddress) }),
      ...(isTold(contactPerson) &&
        profile.contactPerson === 'representative' && {
          representatives: [{ counterparty: { name: contactPerson, relation: RELATIONS.contactPerson } }],
        }),
      ...shared,
    }
  }
  const { lastName, firstName, middleName, inn } = person ?? {}
  const fullName = [lastName, firstName, middleName].filter(isTold).join(' ')
  return { name: fullName, fullName, ...toldOf({ id, lastName, firstName, middleName, inn }), ...shared }
}
