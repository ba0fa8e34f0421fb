import { isCommerceMLError } from 'commerceml'
import { createExchange } from 'commerceml/server'
import { siteInfo } from 'commerceml/write'
import { expect, test } from 'vitest'

const INFO = {
  statuses: [{ id: 'N', title: 'Принят <новый>' }],
  paymentMethods: [{ id: '1', title: 'Картой 🐝', paymentType: 'Безналичная' }],
  deliveryMethods: [{ id: 'kur', title: 'Курьер & почта' }],
}

test('is the Справочник that 1С-Битрикс answers, Latin letter and all', () => {
  const xml = new TextDecoder('windows-1251').decode(siteInfo(INFO))
  expect(xml).toBe(
    '<?xml version="1.0" encoding="windows-1251"?>\n' +
      '<Справочник><\u0043татусы><Элемент><Ид>N</Ид><Название>Принят &lt;новый&gt;</Название></Элемент></\u0043татусы>' +
      '<ПлатежныеСистемы><Элемент><Ид>1</Ид><Название>Картой &#128029;</Название><ТипОплаты>Безналичная</ТипОплаты></Элемент></ПлатежныеСистемы>' +
      '<СлужбыДоставки><Элемент><Ид>kur</Ид><Название>Курьер &amp; почта</Название></Элемент></СлужбыДоставки>' +
      '</Справочник>\n',
  )
  expect(new TextDecoder().decode(siteInfo(INFO, 'utf-8'))).toContain('Картой 🐝')
})

test('refuses what is no row and no text', () => {
  for (const wrong of [{ status: [] }, { statuses: [{ id: 5 }] }, { statuses: 'N' }]) {
    expect(() => siteInfo(wrong as never)).toThrow(
      expect.toSatisfy((error: unknown) => isCommerceMLError(error) && error.code === 'invalid-value'),
    )
  }
})

test('goes to 1C byte for byte, with its charset', async () => {
  const exchange = createExchange({
    authenticate: () => true,
    importFile: async () => {},
    orders: { query: async () => undefined, info: async () => siteInfo(INFO) },
  })
  const authorization = `Basic ${btoa('1c:secret')}`
  const login = await exchange.handle({ url: '/?type=sale&mode=checkauth', authorization })
  const [, name, id] = new TextDecoder().decode(login.body as Uint8Array).split('\n')
  const reply = await exchange.handle({
    url: '/?type=sale&mode=info',
    authorization,
    cookie: `${name}=${id}`,
  })
  expect(reply.body).toEqual(siteInfo(INFO))
  expect(reply.headers['Content-Type']).toBe('application/xml; charset=windows-1251')
  await exchange.close()
})
