import { DELIVERY_LINE } from 'commerceml/schema'
import { orderFromShop, type ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { MINIMAL_ORDER } from '../helpers/hand-made-orders.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

describe('УНФ', () => {
  const saidIn = (shop: ShopOrder) => {
    const { requisites = [], subordinateDocuments = [], ...order } = orderFromShop(shop, { profile: 'unf' })
    const said = Object.fromEntries(requisites.map(({ name = '', values }) => [name, values?.[0]]))
    return { order, said, payment: subordinateDocuments[0] }
  }
  const byCard = { name: 'Картой', paid: true, byCard: true }

  test('finds money by card where it reads no payments inside: by date, number and service in the order', () => {
    const { said, payment } = saidIn({ ...MINIMAL_ORDER, payment: byCard })
    expect(payment).toMatchObject({ number: '1-1', date: '2026-01-31', time: '12:00:00', sum: '1.00' })
    expect(payment?.requisites).toContainEqual({ name: 'Оплачено', values: ['true'] })
    expect(said).toMatchObject({
      'Заказ оплачен': 'true',
      'Метод оплаты': 'Картой',
      'Дата оплаты': '2026-01-31T12:00:00',
      'Номер платежного документа': '1-1',
    })
    const told = { ...byCard, paidAt: '2026-02-01T10:00:00', documentNumber: 'bank-77' }
    expect(saidIn({ ...MINIMAL_ORDER, payment: told }).said).toMatchObject({
      'Дата оплаты': '2026-02-01T10:00:00',
      'Номер платежного документа': 'bank-77',
    })
  })

  test('is told no date of what is not paid: it would book a payment, whatever the mark says', () => {
    for (const paid of [false, undefined]) {
      const payment = {
        name: 'Картой',
        ...(paid === false && { paid }),
        paidAt: '2026-02-01T10:00:00',
        documentNumber: '5',
      }
      const { said } = saidIn({ ...MINIMAL_ORDER, payment })
      expect(said).toMatchObject({ 'Заказ оплачен': 'false', 'Номер платежного документа': '5' })
      expect(said).not.toHaveProperty('Дата оплаты')
    }
    expect(
      saidIn({ ...MINIMAL_ORDER, payment: { name: 'Счёт', paid: true, paidAt: '2026-02-01T10:00:00' } }).said,
    ).toMatchObject({ 'Заказ оплачен': 'true', 'Дата оплаты': '2026-02-01T10:00:00' })
  })

  test.each(['ut103', 'ut11', 'bitrix', 'umi'] as const)('alone has it so: %s gets what the shop told', (profile) => {
    const payment = { name: 'Картой', paidAt: '2026-02-01T10:00:00' }
    const { requisites } = orderFromShop({ ...MINIMAL_ORDER, payment }, { profile })
    expect(requisites).toContainEqual({ name: 'Дата оплаты', values: ['2026-02-01T10:00:00'] })
    const paid = orderFromShop({ ...MINIMAL_ORDER, payment: byCard }, { profile })
    expect(paid.requisites?.map(({ name }) => name)).not.toContain('Дата оплаты')
    const both = {
      ...MINIMAL_ORDER,
      delivery: { name: 'Курьер', price: 300 },
      customerComment: 'Позвоните',
      comment: 'Свой',
    }
    const { comment, requisites: told } = orderFromShop(both, { profile })
    expect(comment).toBe(profile === 'ut103' ? 'Позвоните\nСвой' : 'Свой') // УТ 10.3 cuts the other
    expect(told).toContainEqual({ name: 'Комментарии покупателя', values: ['Позвоните'] })
    expect(told).toContainEqual({ name: 'Стоимость доставки', values: ['300'] })
  })

  test('has the contact person of a company for its own, unless the delivery tells who takes the goods', () => {
    const customer = { company: { officialName: 'ООО', contactPerson: 'Петрова Анна' } }
    expect(saidIn({ ...MINIMAL_ORDER, customer }).said).toMatchObject({ Получатель: 'Петрова Анна' })
    const delivery = { name: 'Курьер', recipient: 'Петров' }
    expect(saidIn({ ...MINIMAL_ORDER, customer, delivery }).said).toMatchObject({ Получатель: 'Петров' })
    const { requisites = [] } = orderFromShop({ ...MINIMAL_ORDER, customer })
    expect(requisites.map(({ name }) => name)).not.toContain('Получатель')
  })

  test('has an Ид of its own for a payment, as long as the schema has it, whatever that of the order', () => {
    const ids = [37, 38, 40].flatMap((length) => ['a', 'b', '🐝'].map((end) => `${'й'.repeat(length - 1)}${end}`))
    const payments = ids.map((id) => saidIn({ ...MINIMAL_ORDER, id, number: '1', payment: byCard }).payment?.id ?? '')
    expect(new Set([...payments, ...ids]).size).toBe(ids.length * 2)
    for (const payment of payments) expect(payment).toMatch(/^й{20}#pay[0-9a-f]{16}$/)
    expect(saidIn({ ...MINIMAL_ORDER, id: `${'й'.repeat(36)}a`, number: '1', payment: byCard }).payment?.id).toBe(
      payments[0],
    )
    expect(payments[0]).toBe(`${'й'.repeat(20)}#paye3ad41aac0c1a2b8`) // in every process
    const other = orderFromShop({ ...MINIMAL_ORDER, id: 'a'.repeat(40), payment: byCard }, { profile: 'bitrix' })
    expect(other.subordinateDocuments?.[0]?.id).toMatch(/^a{20}#pay/)
  })

  test('takes an Ид of 36 characters for a GUID, and breaks off at one that is none', () => {
    for (const length of [1, 31, 32, 33, 36]) {
      const id = 'a'.repeat(length)
      const { payment } = saidIn({ ...MINIMAL_ORDER, id, number: '1', payment: byCard })
      expect(payment?.id?.startsWith(`${id}#`)).toBe(true)
      expect(payment?.id).not.toHaveLength(36)
    }
  })

  test('has the price of the delivery once: in its line, or of none in a requisite', () => {
    const { order, said } = saidIn({ ...MINIMAL_ORDER, delivery: { name: 'Курьер', price: 300 } })
    expect(order).toMatchObject({ sum: '301.00', lines: [{}, { id: DELIVERY_LINE, sum: '300.00' }] })
    expect(said).not.toHaveProperty('Стоимость доставки')
    expect(saidIn({ ...MINIMAL_ORDER, delivery: { name: 'Курьер', price: 0 } }).said).toMatchObject({
      'Стоимость доставки': '0',
    })
  })

  test('gets both comments as one, and each alone where it looks for it', () => {
    const customerComment = 'Позвоните'
    const comment = 'Постоянный'
    const both = saidIn({ ...MINIMAL_ORDER, customerComment, comment })
    expect(both.order.comment).toBe('Позвоните\nПостоянный')
    expect(both.said).not.toHaveProperty('Комментарии покупателя')
    const customers = saidIn({ ...MINIMAL_ORDER, customerComment })
    expect(customers.order.comment).toBeUndefined()
    expect(customers.said).toMatchObject({ 'Комментарии покупателя': 'Позвоните' })
    expect(saidIn({ ...MINIMAL_ORDER, comment }).order.comment).toBe('Постоянный')
    const long = { ...MINIMAL_ORDER, customerComment: 'я'.repeat(1000), comment: 'я'.repeat(2000) }
    expect(problemsOf(long, 'unf')).toEqual([
      { path: 'comment', message: expect.stringMatching(/^3001 characters, 3000 at most /) },
    ])
  })

  test('takes no payment by card without the name of its service', () => {
    const payment = { paid: true, byCard: true, id: 'card' } as never
    expect(problemsOf({ ...MINIMAL_ORDER, payment }, 'unf')).toEqual([
      { path: 'payment.name', message: expect.stringMatching(/^УНФ makes no payment/) },
    ])
    expect(orderFromShop({ ...MINIMAL_ORDER, payment }).requisites).not.toHaveLength(0)
    const promised = { paid: false, byCard: true, id: 'card' } as never
    expect(orderFromShop({ ...MINIMAL_ORDER, payment: promised }, { profile: 'unf' }).requisites).not.toHaveLength(0)
  })
})
