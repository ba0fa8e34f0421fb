import type { Address, Contact } from '../../schema/address.ts'
import type { Counterparty } from '../../schema/counterparty.ts'
import { ADDRESS_FIELDS, RELATIONS, ROLES } from '../../schema/interpret/words.ts'
import type { Draft } from '../events.ts'
import { holdsNothing, type Known } from './known-values.ts'
import type { OrderProfile } from './profile.ts'
import type { ShopAddress, ShopCustomer } from './shop-customer.ts'

type AddressKey = keyof typeof ADDRESS_FIELDS
const ADDRESS_KEYS = Object.keys(ADDRESS_FIELDS) as readonly AddressKey[]

/** УТ 11 takes an address only by its line, Представление, and its parts only beside that. One of nothing is none. */
export function addressOf(address: string | Known<ShopAddress> | undefined): Draft<Address> | undefined {
  if (typeof address === 'string') return { representation: address }
  if (address === undefined || holdsNothing(address)) return undefined
  const { line, comment } = address
  const fields = ADDRESS_KEYS.flatMap((key) => {
    const value = address[key]
    return value === undefined ? [] : [{ type: ADDRESS_FIELDS[key], value }]
  })
  return { representation: line ?? fields.map(({ value }) => value).join(', '), comment, fields }
}

function contactsOf(customer: Known<ShopCustomer>, profile: OrderProfile): readonly Draft<Contact>[] {
  const person = profile.contactPerson === 'comment' ? customer.company?.contactPerson : undefined
  return (['phone', 'email'] as const).flatMap((key) => {
    const value = customer[key]
    const comment = key === 'phone' ? person : undefined
    return value === undefined ? [] : [{ type: profile.contacts[key], value, comment }]
  })
}

/** As that 1C reads it: by its parts beside the line, or by the line alone. */
function writtenAddress(
  address: string | Known<ShopAddress> | undefined,
  { addressInParts }: OrderProfile,
): Draft<Address> | undefined {
  const written = addressOf(address)
  if (written === undefined || addressInParts) return written
  const { fields, ...line } = written
  return line
}

/** The buyer. The presence of ПолноеНаименование makes a person, that of ОфициальноеНаименование a company (УТ). */
export function counterpartyOf(
  customer: Known<ShopCustomer>,
  address: string | Known<ShopAddress> | undefined,
  profile: OrderProfile,
): Draft<Counterparty> {
  const { id, person, company } = customer
  const shared = {
    address: writtenAddress(address, profile),
    contacts: contactsOf(customer, profile),
    role: ROLES.buyer,
  }
  if (company !== undefined) {
    const { name, officialName, inn, kpp, okpo, legalAddress, contactPerson } = company
    return {
      id,
      name: name ?? officialName,
      officialName: officialName ?? '', // an empty one of a database makes a company too
      inn,
      kpp,
      okpo,
      legalAddress: writtenAddress(legalAddress, profile),
      ...(contactPerson !== undefined &&
        profile.contactPerson === 'representative' && {
          representatives: [{ counterparty: { name: contactPerson, relation: RELATIONS.contactPerson } }],
        }),
      ...shared,
    }
  }
  const { lastName, firstName, middleName, inn } = person ?? {}
  const fullName = person?.name ?? [lastName, firstName, middleName].filter((part) => part !== undefined).join(' ')
  return { id, name: fullName, fullName, lastName, firstName, middleName, inn, ...shared }
}
