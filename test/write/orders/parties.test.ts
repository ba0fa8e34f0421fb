import { ADDRESS_FIELDS } from 'commerceml/schema'
import { type OrderProfileName, orderFromShop } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { carried } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'

test.each(PROFILES)('%s: the telephone and the address for mail are contacts of the types that it knows', (profile) => {
  const shop = { ...MINIMAL_ORDER, customer: { person: { lastName: 'П' }, phone: '+7', email: 'a@example.org' } }
  expect(orderFromShop(shop, { profile }).counterparties?.[0]?.contacts).toEqual([
    { type: profile === 'ut103' ? 'ТелефонРабочий' : 'Телефон рабочий', value: '+7' },
    { type: profile === 'bitrix' ? 'Электронная почта' : 'Почта', value: 'a@example.org' },
  ])
})

test.each(PROFILES)('%s: a name that the shop has in one line', (profile) => {
  const person = { name: 'Анна Петрова', inn: '770708389301' }
  const [buyer] = orderFromShop({ ...MINIMAL_ORDER, customer: { person } }, { profile }).counterparties ?? []
  expect(buyer).toMatchObject({ name: 'Анна Петрова', fullName: 'Анна Петрова', inn: '770708389301' })
  expect(buyer).toMatchObject({ lastName: undefined, firstName: undefined })
  const both = { name: 'Петрова А. И.', lastName: 'Петрова', firstName: 'Анна' }
  const [parts] = orderFromShop({ ...MINIMAL_ORDER, customer: { person: both } }, { profile }).counterparties ?? []
  expect(parts).toMatchObject({
    name: 'Петрова А. И.',
    fullName: 'Петрова А. И.',
    lastName: 'Петрова',
    firstName: 'Анна',
  })
})

describe('profiles differ', () => {
  test.each<[OrderProfileName, 'representative' | 'comment']>([
    ['ut103', 'representative'],
    ['ut11', 'comment'],
    ['unf', 'comment'],
    ['bitrix', 'representative'],
    ['umi', 'comment'],
  ])('%s: the contact person of a company is a %s', async (profile, place) => {
    const [company] = (await carried(WHOLE_ORDER, profile)).counterparties
    const [phone] = company?.contacts ?? []
    expect(phone).toMatchObject({ value: '+7 900 000-00-00' })
    expect(phone?.comment).toBe(place === 'comment' ? 'Петрова Анна' : undefined)
    const people = company?.representatives.map(({ counterparty }) => counterparty?.name)
    expect(people).toEqual(place === 'comment' ? [] : ['Петрова Анна'])
  })

  test('an address in parts keeps them beside its line, in the order of the specification', async () => {
    const [{ address } = {}] = (await carried(WHOLE_ORDER, 'ut11')).counterparties
    expect(address).toMatchObject({ representation: '170100, Тверь, Мира, 1, 2', comment: 'звонить дважды' })
    const { postalCode, city, street, house, flat } = ADDRESS_FIELDS
    expect(address?.fields.map(({ type }) => type)).toEqual([postalCode, city, street, house, flat])
  })
})
