import { orderFromShop, orderProblems } from 'commerceml/write'
import { expect, test } from 'vitest'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { contact, customerWith, lineWith, orderWith, pointWith, SCHEMA, testViolations } from '../helpers/violations.ts'

const BUT_BP = SCHEMA.filter((profile) => profile !== 'bp') // which leaves them alone
const NEEDED = / unasked, and takes no order of the document without it$/
const said = { name: 'а', values: ['1'] }

testViolations([
  ['no Ид', orderWith({ id: undefined }), SCHEMA, 'id', /reads Ид unasked, and takes no order of the document/],
  ['a requisite without a name', orderWith({ requisites: [{ values: ['а'] }] }), SCHEMA, 'requisites[0].name', NEEDED],
  ['a requisite without values', orderWith({ requisites: [{ name: 'а' }] }), SCHEMA, 'requisites[0].values', NEEDED],
  [
    'a requisite of no values',
    orderWith({ requisites: [{ name: 'а', values: [] }] }),
    SCHEMA,
    'requisites[0].values',
    NEEDED,
  ],
  [
    'a requisite of an empty value',
    orderWith({ requisites: [said, { name: 'б', values: [''] }] }),
    BUT_BP,
    'requisites[1].values[0]',
    /the value of the one before it$/,
  ],
  [
    'a requisite of a line without a name',
    lineWith({ requisites: [said, { values: ['Товар'] }] }),
    SCHEMA,
    'lines[0].requisites[1].name',
    NEEDED,
  ],
  [
    'a rate of a tax without a name',
    lineWith({ taxRates: [{ rate: '20' }] }),
    SCHEMA,
    'lines[0].taxRates[0].name',
    NEEDED,
  ],
  [
    'a contact without a type',
    customerWith({ contacts: [contact, { value: '+7' }] }),
    SCHEMA,
    'counterparties[0].contacts[1].type',
    NEEDED,
  ],
  [
    'a contact without a value',
    customerWith({ contacts: [{ type: 'Почта' }] }),
    SCHEMA,
    'counterparties[0].contacts[0].value',
    NEEDED,
  ],
  [
    'a part of an address without a value',
    customerWith({ address: { representation: 'Тверь', fields: [{ type: 'Дом', value: '1' }, { type: 'Улица' }] } }),
    SCHEMA,
    'counterparties[0].address.fields[1].value',
    NEEDED,
  ],
  [
    'an account without its bank',
    customerWith({ bankAccounts: [{ accountNumber: '1'.repeat(20) }] }),
    SCHEMA,
    'counterparties[0].bankAccounts[0].bank',
    NEEDED,
  ],
  ['a pick-up point without an Ид', pointWith({ id: undefined }), BUT_BP, 'warehouses[0].id', NEEDED],
])

test('of a payment inside, УНФ needs what it books it by', () => {
  const order = { ...orderFromShop(WHOLE_ORDER, { profile: 'unf' }), subordinateDocuments: [{}] }
  expect(orderProblems(order, 'unf').map(({ path }) => path)).toEqual([
    'subordinateDocuments[0].id',
    'subordinateDocuments[0].number',
    'subordinateDocuments[0].date',
  ])
})

test('of a second customer, whom nobody reads, nothing is needed', () => {
  const order = orderFromShop(WHOLE_ORDER)
  const counterparties = [...(order.counterparties ?? []), { name: 'б', contacts: [{}] }]
  expect(orderProblems({ ...order, counterparties })).toEqual([])
})
