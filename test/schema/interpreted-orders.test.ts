import { interpretedOrders, readEvents } from 'commerceml'
import { expect, test } from 'vitest'

const document = (inner: string): string =>
  `<КоммерческаяИнформация ВерсияСхемы="3.1">${inner}</КоммерческаяИнформация>`
const order = (number: string, requisite = ''): string =>
  `<Контейнер><Документ><Номер>${number}</Номер><ХозОперация>Заказ товара</ХозОперация>${requisite}</Документ></Контейнер>`
const paid =
  '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Номер оплаты по 1С</Наименование><Значение>3</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>'

test('has the orders among the events, with state and place', async () => {
  const xml = document(
    `<Каталог><Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог>${order('17', paid)}${order('18')}`,
  )
  const found: unknown[] = []
  for await (const { order, state, position } of interpretedOrders(readEvents(xml))) {
    found.push([order.number, state.paid, position.path])
  }
  const path = 'КоммерческаяИнформация/Контейнер/Документ'
  expect(found).toEqual([
    ['17', true, path],
    ['18', false, path],
  ])
})

test('takes the options of interpretOrder', async () => {
  const status =
    '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>Закрыт без отгрузки</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>'
  const options = { cancelledStatuses: ['Закрыт без отгрузки'] }
  for await (const { state } of interpretedOrders(readEvents(document(order('1', status))), options)) {
    expect(state.cancelled).toBe(true)
  }
  expect.assertions(1)
})

test('closes the events when it is left, and fails with what reading throws', async () => {
  let closed = false
  async function* pieces(): AsyncGenerator<string> {
    try {
      yield document(order('1')).slice(0, -3)
      yield 'ия>'
    } finally {
      closed = true
    }
  }
  for await (const _ of interpretedOrders(readEvents(pieces()))) break
  expect(closed).toBe(true)
  const broken = interpretedOrders(readEvents('<КоммерческаяИнформация>'))
  await expect(broken.next()).rejects.toMatchObject({ code: 'truncated-input' })
})
