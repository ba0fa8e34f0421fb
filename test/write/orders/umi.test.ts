import { interpretOrder, LINE_REQUISITES, Order, requisiteOf } from 'commerceml/schema'
import type { ShopOrder } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { complete } from '../../helpers/generate.ts'
import { carried } from '../helpers/carried-orders.ts'
import { WHOLE_ORDER } from '../helpers/hand-made-orders.ts'

describe('what УТ 11 is set up with for UMI.CMS', () => {
  const setUp = { cancelledStatuses: ['Отменён'], statuses: { Отменён: 'canceled', 'В работе': 'accepted' } }

  test('a status that means cancelled, with its reason', async () => {
    const shop: ShopOrder = {
      ...WHOLE_ORDER,
      status: { name: 'Отменён' },
      cancelled: { reason: 'Нет на складе' },
    }
    expect(interpretOrder(await carried(shop, 'umi'), setUp)).toMatchObject({
      cancelled: true,
      cancelReason: 'Нет на складе',
      status: 'canceled',
      sources: { cancelled: 'Отменен', cancelReason: 'Причина отмены заказа', status: 'Статус заказа' },
    })
    // УТ sends the status alone back.
    const order = complete(Order, { requisites: [{ name: 'Статус заказа', values: ['Отменён'] }] }) as unknown as Order
    expect(interpretOrder(order, setUp)).toMatchObject({ cancelled: true, status: 'canceled' })
  })

  test('the mapping of statuses', async () => {
    const { cancelled, ...open } = WHOLE_ORDER
    const order = await carried({ ...open, status: { name: 'В работе' } }, 'umi')
    expect(interpretOrder(order, setUp)).toMatchObject({ status: 'accepted', cancelled: false })
  })

  test('the customer by name, or by ИНН and КПП', async () => {
    const company = (await carried(WHOLE_ORDER, 'umi')).counterparties[0]
    expect(company).toMatchObject({
      name: 'Ромашка',
      officialName: 'ООО «Ромашка»',
      inn: '7707083893',
      kpp: '770701001',
      okpo: '12345678',
      role: 'Покупатель',
      legalAddress: { representation: '170100, Тверь, Мира, 1' },
    })
    expect(company).not.toHaveProperty('fullName') // its presence would make a person

    const customer = { person: { lastName: 'Петрова', firstName: 'Анна', inn: '500100732259' } }
    const [person] = (await carried({ ...WHOLE_ORDER, customer }, 'umi')).counterparties
    expect(person).toMatchObject({
      name: 'Петрова Анна',
      fullName: 'Петрова Анна',
      lastName: 'Петрова',
      inn: '500100732259',
    })
    expect(person).not.toHaveProperty('officialName')
  })

  test('goods and services by their kind, the unit and the group', async () => {
    const [goods, service, delivery] = (await carried(WHOLE_ORDER, 'umi')).lines
    const kinds = (line: typeof goods) =>
      line && [requisiteOf(line, LINE_REQUISITES.productKind), requisiteOf(line, LINE_REQUISITES.productType)]
    expect(kinds(goods)).toEqual(['Чай (вид номенклатуры)', 'Товар'])
    expect(kinds(service)).toEqual(['Услуги магазина', 'Услуга'])
    expect(kinds(delivery)).toEqual(['Услуга', 'Услуга'])
    expect(goods).toMatchObject({
      baseUnit: { code: '166', name: 'кг', fullName: 'Килограмм', internationalAbbreviation: 'KGM' },
      unit: { value: '166' },
      coefficient: '1',
      groupIds: ['g1'],
      characteristics: [{ name: 'Вес', value: '100 г' }],
      taxRates: [{ name: 'НДС', rate: '20' }],
    })
    expect(service).toMatchObject({ baseUnit: { code: '796', name: 'шт', fullName: 'Штука' }, unit: { value: '796' } })
  })

  test('agreement, organisation and manager', async () => {
    const order = await carried(WHOLE_ORDER, 'umi')
    expect(['Соглашение', 'Организация', 'Менеджер'].map((name) => requisiteOf(order, name))).toEqual([
      'Розница',
      'ИП Иванов',
      'Сидоров',
    ])
  })
})
