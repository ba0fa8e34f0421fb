import { ORDER_PROFILES, orderFromShop, type ShopOrder } from 'commerceml/write'
import { expect, test } from 'vitest'
import { MINIMAL_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'
import { problemsOf } from '../helpers/refused-orders.ts'

test.each(PROFILES)('%s: the service of a payment without an id is told where it is looked for', (profile) => {
  const { requisites } = orderFromShop({ ...MINIMAL_ORDER, payment: { name: 'Картой' } }, { profile })
  const told = profile === 'ut11' || profile === 'umi' ? [{ name: 'Метод оплаты ИД', values: ['Картой'] }] : []
  expect(requisites?.filter(({ name }) => name === 'Метод оплаты ИД')).toEqual(told)
})

const CONTRADICTION = /^other rows of the order say that already/

test.each(PROFILES)(
  '%s: a requisite that says another thing than the order is refused, however 1C spells it',
  (profile) => {
    const shop: ShopOrder = { ...MINIMAL_ORDER, status: { name: 'Новый' }, payment: { name: 'Картой', paid: false } }
    const names = [
      'Отменен',
      'отменён',
      'Статус заказа',
      'Статус',
      'МетодОплаты',
      'Заказ оплачен',
      'Оплачен',
      'Оплачено',
    ]
    for (const name of names) {
      expect(problemsOf({ ...shop, requisites: { [name]: 'true' } }, profile)).toEqual([
        { path: `requisites.${name}`, message: expect.stringMatching(CONTRADICTION) },
      ])
    }
    const requisites = { Источник: 'а', ' источник': 'б', Отгружен: 'true', Отгружено: 'false' }
    expect(problemsOf({ ...shop, requisites }, profile).map(({ path }) => path)).toEqual([
      'requisites. источник',
      'requisites.Отгружено',
    ])
  },
)

test.each(PROFILES)('%s: a requisite that says what the order says is written once', (profile) => {
  const shop: ShopOrder = { ...MINIMAL_ORDER, payment: { name: 'Картой', paid: true } }
  const own = { отменён: 'false', 'Метод оплаты': 'Картой', Источник: 'а', ' источник': 'а' }
  const { requisites = [] } = orderFromShop({ ...shop, requisites: own }, { profile })
  const alone = orderFromShop({ ...shop, requisites: { Источник: 'а' } }, { profile })
  expect(requisites).toEqual(alone.requisites)
  // A 1C that knows the other spelling alone finds it.
  const spelt = orderFromShop({ ...shop, requisites: { Оплачен: 'true' } }, { profile }).requisites
  expect(spelt).toContainEqual({ name: 'Заказ оплачен', values: ['true'] })
  expect(spelt).toContainEqual({ name: 'Оплачен', values: ['true'] })
})

test.each(PROFILES)('%s: what the shop did not tell in a row of its own stands down for a requisite', (profile) => {
  const company = { officialName: 'ООО', contactPerson: 'Петрова Анна' }
  const requisites = {
    'Метод оплаты ИД': '7',
    Получатель: 'Ю',
    'Заказ оплачен': 'true',
    'Дата оплаты': '2026-02-01',
    'Номер платежного документа': 'bank-77',
  }
  const shop: ShopOrder = { ...MINIMAL_ORDER, customer: { company } }
  for (const paid of [undefined, true]) {
    const payment = { name: 'Картой', byCard: true, paid }
    const { requisites: told = [] } = orderFromShop({ ...shop, payment, requisites }, { profile })
    for (const [name, value] of Object.entries(requisites)) {
      expect(told.filter((requisite) => requisite.name === name)).toEqual([{ name, values: [value] }])
    }
  }
})

test.each(PROFILES)('%s: a comment of the customer among the requisites hides no other', (profile) => {
  const requisites = { 'Комментарии покупателя': 'Свой' }
  const hidden = [{ path: 'requisites.Комментарии покупателя', message: expect.stringMatching(/pass over comment/) }]
  const manager = { ...MINIMAL_ORDER, comment: 'Постоянный', requisites }
  const both = { ...manager, customerComment: 'Позвоните' }
  if (ORDER_PROFILES[profile].customerComment === 'as one') {
    expect([problemsOf(manager, profile), problemsOf(both, profile)]).toEqual([hidden, hidden])
  } else {
    expect(orderFromShop(manager, { profile }).comment).toBe('Постоянный')
    expect(problemsOf(both, profile)).toMatchObject([{ message: expect.stringMatching(CONTRADICTION) }])
  }
  orderFromShop({ ...MINIMAL_ORDER, requisites }, { profile })
})
