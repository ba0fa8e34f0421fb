import type { Order } from 'commerceml/schema'
import { type OrderProfileName, orderFromShop, type ShopOrder, writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { emptyBase, type Invoice, OWN_RATE, takeOrder } from '../helpers/bp-invoices.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { readBack } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

/** The invoices that БП makes of orders in one exchange, and what it has then. */
async function taken(shops: readonly ShopOrder[], profile: OrderProfileName = 'bp') {
  const base = emptyBase()
  const orders = await readBack(
    shops.map((shop) => orderFromShop(shop, { profile })),
    profile,
  )
  return { base, invoices: orders.map((order) => takeOrder(order as Order, base)) }
}

async function invoiceOf(shop: ShopOrder, profile: OrderProfileName = 'bp'): Promise<Invoice> {
  const { cancelled, ...live } = shop
  const { invoices } = await taken([live], profile)
  return invoices[0] as Invoice
}

const order = (number: string, change: Partial<ShopOrder> = {}): ShopOrder => ({
  ...MINIMAL_ORDER,
  id: `order-${number}`,
  number,
  ...change,
})

describe('БП', () => {
  test('gets a document of 2.10 in UTF-8 without a mark, and no Контейнер, in which it would see no order', async () => {
    const written = writeOrders([orderFromShop(MINIMAL_ORDER, { profile: 'bp' })], {
      profile: 'bp',
      createdAt: '2026-01-31T12:30:00',
    })
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await joinedBytes(written))
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>/)
    expect(text).toContain('ВерсияСхемы="2.10"')
    expect(text).toMatch(/<КоммерческаяИнформация[^>]*>\s*<Документ>/)
  })

  test('has an invoice for each number of six digits, and one for all that share them', async () => {
    const { base } = await taken([order('1'), order('999999'), order('000017')])
    expect(Array.from(base.invoices.keys())).toEqual(['0000-000001 2026', '0000-999999 2026', '0000-000017 2026'])
    const shared = await taken([order('1000001'), order('1000002'), order('A-17'), order('B-17')], 'unf')
    expect(Array.from(shared.base.invoices.values(), ({ order }) => order)).toEqual(['1000002', 'B-17'])
    for (const number of ['1000001', 'A-17', '№17', '0b3e5a50-7d2f-4a0c-9c55-1234567890ab']) {
      expect(problemsOf(order(number, { id: '1' }), 'bp')).toEqual([
        { path: 'number', message: expect.stringMatching(/^БП finds orders by the digits of Номер alone/) },
      ])
    }
  })

  test('finds VAT in the sums, and none where goods have none', async () => {
    const lines = [
      { id: 'a', name: 'Чай', quantity: 1, price: 120, vat: 20 },
      { id: 'b', name: 'Книга', quantity: 1, price: 100 },
    ]
    const vatOf = ({ vatIncluded, lines }: Invoice): unknown => [vatIncluded, ...lines.map(({ vat }) => vat)]
    expect(vatOf(await invoiceOf(order('1', { lines })))).toEqual([true, '20', 'Без НДС'])
    expect(vatOf(await invoiceOf(order('1')))).toEqual([true, 'Без НДС'])
    expect(vatOf(await invoiceOf(order('1'), 'unf'))).toEqual([false, OWN_RATE])
    for (const vat of [0, 5, 7, 10, 18, 20, 22]) {
      const one = { name: 'Чай', quantity: 1, price: 1, vat }
      expect(vatOf(await invoiceOf(order('1', { lines: [one] })))).toEqual([true, String(vat)])
    }
  })

  test('has an address as it was told, once', async () => {
    const address = { postalCode: '101000', country: 'Россия', city: 'Москва', street: 'Тверская', house: '1' }
    const line = '101000, Россия, Москва, Тверская, 1'
    const company = { officialName: 'ООО', legalAddress: address }
    expect((await invoiceOf(order('1', { address, customer: { company } }))).addresses).toEqual([line, line])
    expect((await invoiceOf(order('1', { address }), 'unf')).addresses).toEqual([`101000, Россия, Москва, ${line}`])
    expect((await invoiceOf(order('1', { address: { ...address, line: 'Тверская, 1' } }))).addresses).toEqual([
      'Тверская, 1',
    ])
  })

  test('books what is paid on its day, by card or not, and what is not paid not at all', async () => {
    const payment = { name: 'Картой', paid: true, paidAt: '2026-02-01T10:05:00', documentNumber: '77' }
    const booked = [{ date: '2026-02-01', number: '77', sum: '1.00' }]
    for (const byCard of [true, false]) {
      expect((await invoiceOf(order('1', { payment: { ...payment, byCard } }))).payments).toEqual(booked)
      const unpaid = { ...payment, byCard, paid: false }
      expect((await invoiceOf(order('1', { payment: unpaid }))).payments).toEqual([])
    }
    const inRequisites = await invoiceOf(order('1', { payment }), 'ut11')
    expect(inRequisites.payments).toMatchObject([{ date: '0001-01-01' }])
    const noName = { ...payment, name: null, byCard: true } as unknown as ShopOrder['payment']
    expect(problemsOf(order('1', { payment: noName }), 'bp')).toMatchObject([{ path: 'payment.name' }])
  })

  test('keeps customers and goods apart that have no ids', async () => {
    const customers = ['Петрова', 'Иванова'].map((lastName) => ({ person: { lastName } }))
    const lines = [
      { name: 'Чай', quantity: 1, price: 1 },
      { name: `Лак ${'я'.repeat(200)} #5`, quantity: 1, price: 1 },
      { name: `Лак ${'я'.repeat(200)} #6`, quantity: 1, price: 1 },
      { article: 'К#1', name: 'Кофе', quantity: 1, price: 1 },
    ]
    const shops = customers.map((customer, index) => order(String(index + 1), { customer, lines }))
    const { base, invoices } = await taken(shops)
    expect(invoices.map(({ customer }) => customer)).toEqual(['Петрова', 'Иванова'])
    expect(base.goods.size).toBe(4) // in both orders the same
    expect(new Set(invoices[1]?.lines.map(({ goods }) => goods)).size).toBe(4)
    const mixed = await taken(shops, 'unf')
    expect(mixed.invoices.map(({ customer }) => customer)).toEqual(['Петрова', 'Петрова'])
    expect(mixed.base.goods.size).toBe(1)
    // A customer of the shop's own id is found by it in every order.
    const known = customers.map((customer, index) => order(String(index + 1), { customer: { id: '5', ...customer } }))
    expect((await taken(known)).invoices.map(({ customer }) => customer)).toEqual(['Петрова', 'Петрова'])
  })

  test('knows services, the delivery among them, whatever the shop calls their kind', async () => {
    const lines = [
      { id: 'a', name: 'Чай', quantity: 1, price: 1, kind: 'Чаи' },
      { id: 'b', name: 'Упаковка', quantity: 1, price: 1, service: true, kind: 'Услуги магазина' },
    ]
    const { lines: read } = await invoiceOf(order('1', { lines, delivery: { name: 'Курьер', price: 300 } }))
    expect(read.map(({ service, sum }) => [service, sum])).toEqual([
      [false, '1.00'],
      [true, '1.00'],
      [true, '300.00'],
    ])
  })

  test('has all comments in one, and the contact person of a company', async () => {
    const invoice = await invoiceOf({ ...WHOLE_ORDER, number: '17' })
    expect(invoice.comment).toBe('Позвоните заранее\nПостоянный покупатель; после шести')
    expect(invoice.contactPersons).toEqual(['Петрова Анна'])
    expect((await invoiceOf(order('1', { customerComment: 'Позвоните' }))).comment).toBe('Позвоните')
  })
})
