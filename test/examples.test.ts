import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { readEvents } from 'commerceml'
import { fileOf, pushCatalog } from 'commerceml/client'
import { createExchange, createFetchHandler } from 'commerceml/server'
import sqlite from 'node-sqlite3-wasm'
import { expect, test } from 'vitest'
import { catalogImporter, type Habits, importCatalog, pictureName, TABLES } from '../examples/catalog-import.ts'
import { server } from '../examples/http-upload.ts'
import { importOrders, TABLES as OUTBOX } from '../examples/orders-outbox.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
const example = (name: string, ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', `examples/${name}.ts`, ...args], { cwd: ROOT })

test('read-catalog prints groups, products and counts', async () => {
  const { stdout } = await example('read-catalog')
  expect(stdout).toMatch(/^Чай\n {2}Чёрный чай\n/)
  expect(stdout).toMatch(/\n12 products in 6 groups\n$/)
})

test('extend-product reads the fields of Bitrix', async () => {
  const { stdout } = await example('extend-product')
  expect(stdout).toMatch(/group .* molded/)
})

test('price-list joins products, offers, prices and stock from files in any order', async () => {
  const { stdout } = await example('price-list')
  expect(stdout).toContain('Зимние сказки | 1150 643 (Цена на обложке) | 14 + 0')
})

test('http-upload reads a catalog while it arrives, and says what is wrong with another', async () => {
  server.listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const upload = (body: BodyInit): Promise<Response> =>
    fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  const path = `${ROOT}fixtures/valid/import-2.08/import.xml`
  const streamed = await upload(Readable.toWeb(createReadStream(path, { highWaterMark: 100 })) as BodyInit)
  expect(await streamed.text()).toBe('12 products\n')
  const cut = await upload(readFileSync(path).subarray(0, 3000))
  expect(cut.status).toBe(422)
  expect(await cut.text()).toMatch(/^truncated-input: /)
  server.close()
})

test('orders-outbox loses no order, and applies what 1C says', async () => {
  const { stdout } = await example('orders-outbox')
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    '1C got <Сумма>199.80',
    'waiting for 1C: 1',
    '1C got <Сумма>199.80',
    'waiting for 1C: 0',
  ])
  expect(stdout).toContain("{ number: '17', status: 'accepted', paid: true }")
})

test('orders-outbox adds up payments and shipments that are documents of their own', async () => {
  const db = await PGlite.create()
  await db.exec(OUTBOX)
  await db.query(`INSERT INTO orders (number, placed_at, customer, phone, product_id, product, quantity, price)
    VALUES ('17', '2026-01-31 12:00', 'Петрова Анна', '+7 900 000-00-00', 'p', 'Чай', 5, 100)`)
  const said = async (id: string, operation: string, more: string) => {
    const about = id === 'o' ? '<Номер>17</Номер>' : `<Номер>${id}</Номер><Основание>17</Основание>`
    const document = `<Документ><Ид>${id}</Ид>${about}<ХозОперация>${operation}</ХозОперация>${more}</Документ>`
    await importOrders(db, readEvents(xmlOf(`<Контейнер>${document}</Контейнер>`)))
    return (await db.query('SELECT status, paid FROM orders')).rows
  }
  const paid = (sum: number) => `<Сумма>${sum}</Сумма>`
  const line = (id: string, quantity: number) => `<Товар><Ид>${id}</Ид><Количество>${quantity}</Количество></Товар>`
  const goods = (quantity: number) => `<Товары>${line('p', quantity)}${line('ORDER_DELIVERY', 1)}</Товары>`
  expect(await said('o', 'Заказ товара', paid(500))).toEqual([{ status: 'accepted', paid: false }])
  expect(await said('p1', 'Выплата безналичных денег', paid(100))).toEqual([{ status: 'accepted', paid: false }])
  expect(await said('s1', 'Отпуск товара', goods(1))).toEqual([{ status: 'accepted', paid: false }])
  // The same document again is the same money.
  expect(await said('p2', 'Выплата наличных денег', paid(399.99))).toEqual([{ status: 'accepted', paid: false }])
  expect(await said('p2', 'Выплата наличных денег', paid(400))).toEqual([{ status: 'accepted', paid: true }])
  expect(await said('s2', 'Отпуск товара', goods(3))).toEqual([{ status: 'accepted', paid: true }])
  expect(await said('s2', 'Отпуск товара', goods(4))).toEqual([{ status: 'shipped', paid: true }])
  expect(await said('p3', 'Возврат наличных денег', paid(400))).toEqual([{ status: 'shipped', paid: false }])
  await db.close()
})

const xmlOf = (body: string) =>
  `<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2026-01-31T12:00:00">${body}</КоммерческаяИнформация>`
const goodsOf = (catalog: string, changesOnly: boolean, goods: string) =>
  xmlOf(`<Каталог СодержитТолькоИзменения="${changesOnly}"><Ид>${catalog}</Ид><Товары>${goods}</Товары></Каталог>`)
const product = (id: string, more = '') =>
  `<Товар><Ид>${id}</Ид><Наименование>Чайник ${id}</Наименование>${more}</Товар>`
const offersOf = (catalog: string, offers: string, changesOnly = true) =>
  xmlOf(
    `<ПакетПредложений СодержитТолькоИзменения="${changesOnly}"><Ид>${catalog}#</Ид><ИдКаталога>${catalog}</ИдКаталога><Предложения>${offers}</Предложения></ПакетПредложений>`,
  )

test('catalog-import keeps a shop as 1C has it, and hides what a full export lacks', async () => {
  const db = new sqlite.Database(':memory:')
  db.exec(TABLES)
  const pictures = mkdtempSync(join(tmpdir(), 'commerceml-pictures-'))
  const handler = createFetchHandler(
    createExchange({ authenticate: () => true, importFile: catalogImporter(db, pictures) }),
  )
  const send = async (...documents: readonly (readonly [name: string, content: string])[]) => {
    const files = documents.map(([name, content]) => fileOf(name, content))
    const login = { user: '1c', password: '1c', pollPauseMs: 0, keepNames: true }
    const onRequest = (url: RequestInfo | URL, init?: RequestInit) => handler(new Request(url, init))
    for await (const event of pushCatalog('http://localhost/1c', files, { ...login, fetch: onRequest })) {
      if (event.type === 'failed') throw event.failure
    }
  }
  const shown = () => db.all('SELECT id FROM products WHERE NOT hidden ORDER BY id').map(({ id }) => id)

  const colour = `<Классификатор><Ид>k</Ид><Свойства><Свойство><Ид>colour</Ид><Наименование>Цвет</Наименование>
    <ВариантыЗначений><Справочник><ИдЗначения>v1</ИдЗначения><Значение>Синий</Значение></Справочник></ВариантыЗначений>
    </Свойство></Свойства></Классификатор>`
  const own = `<Картинка>import_files/a.jpg</Картинка>
    <ЗначенияСвойств><ЗначенияСвойства><Ид>colour</Ид><Значение>v1</Значение></ЗначенияСвойства></ЗначенияСвойств>`
  const byId = `<ЗначенияСвойств><ЗначенияСвойства><Ид>colour</Ид><ИдЗначения>v1</ИдЗначения></ЗначенияСвойства></ЗначенияСвойств>`
  await send(
    ['import.xml', goodsOf('c1', false, product('a', own) + product('b', byId))],
    ['properties.xml', xmlOf(colour)],
    ['import_files/a.jpg', 'a picture'],
  )
  await send(['import.xml', goodsOf('c2', false, product('x'))], ['offers.xml', offersOf('c2', '', false)])
  expect(shown()).toEqual(['a', 'b', 'x'])
  expect(db.all('SELECT * FROM product_properties')).toEqual(
    ['a', 'b'].map((product) => ({ product, name: 'Цвет', value: 'Синий' })),
  )
  expect(readdirSync(pictures)).toEqual([pictureName('import_files/a.jpg')])
  expect(readFileSync(join(pictures, pictureName('import_files/a.jpg')), 'utf8')).toBe('a picture')

  // Prices and stock in files of their own.
  const price = `<Предложение><Ид>a#xl</Ид><Цены><Цена><ИдТипаЦены>retail</ИдТипаЦены><ЦенаЗаЕдиницу>99,90</ЦенаЗаЕдиницу></Цена></Цены></Предложение>`
  const rest =
    '<Предложение><Ид>a#xl</Ид><Остатки><Остаток><Количество>7</Количество></Остаток></Остатки></Предложение>'
  await send(['prices.xml', offersOf('c1', price)], ['rests.xml', offersOf('c1', rest)])
  expect(db.all('SELECT prices.offer, price, quantity FROM prices JOIN stock USING (offer)')).toEqual([
    { offer: 'a#xl', price: '99.90', quantity: '7' },
  ])

  // A full export of one catalog in two portions: nothing goes before the offers are there, and the other catalog stays.
  await send(['import0_1.xml', goodsOf('c1', false, product('c'))])
  await send(['import0_2.xml', goodsOf('c1', true, product('b'))])
  expect(shown()).toEqual(['a', 'b', 'c', 'x'])
  // It broke off there, for all that is known: stock comes every hour.
  await send(['offers0_1.xml', offersOf('c1', rest)])
  expect(shown()).toEqual(['a', 'b', 'c', 'x'])
  await send(['offers0_1.xml', offersOf('c1', rest, false)])
  expect(shown()).toEqual(['b', 'c', 'x'])

  // Changes alone: what is not in them stays, a mark hides. A full catalog without goods is no reason to empty a shop.
  await send(['import.xml', goodsOf('c1', true, product('b', '<ПометкаУдаления>true</ПометкаУдаления>'))])
  await send(['import.xml', goodsOf('c1', false, '')], ['offers.xml', offersOf('c1', '', false)])
  expect(shown()).toEqual(['c', 'x'])
  rmSync(pictures, { recursive: true })
  db.close()
})

test('catalog-import keeps what old bases leave out of changes', async () => {
  const db = new sqlite.Database(':memory:')
  db.exec(TABLES)
  const send = (content: string, habits?: Habits) => importCatalog(db, readEvents(content), habits)
  const pictures = () => db.all('SELECT name FROM pictures').map(({ name }) => name)
  const stock = () => db.all('SELECT quantity FROM stock').map(({ quantity }) => quantity)
  const picture = (name: string) => `<Картинка>${name}</Картинка>`

  await send(goodsOf('c', false, product('a', picture('1.jpg') + picture('2.jpg'))))
  await send(goodsOf('c', true, product('a')))
  expect(pictures()).toEqual(['1.jpg', '2.jpg'])
  await send(goodsOf('c', true, product('a', picture('3.jpg'))))
  expect(pictures()).toEqual(['3.jpg'])
  await send(goodsOf('c', false, product('a')))
  expect(pictures()).toEqual([])

  const offer = (rest: string) => offersOf('c', `<Предложение><Ид>a</Ид>${rest}</Предложение>`)
  await send(offer('<Количество>5</Количество>'))
  await send(offer(''))
  expect(stock()).toEqual(['5'])
  await send(offer(''), { soldOutIsAbsent: true })
  expect(stock()).toEqual([])
  db.close()
})

test('catalog-import hides variants that a full export lacks', async () => {
  const db = new sqlite.Database(':memory:')
  db.exec(TABLES)
  const shown = () => db.all('SELECT id FROM offers WHERE NOT hidden ORDER BY id').map(({ id }) => id)
  const offers = (ids: readonly string[], changesOnly: boolean, more = '<Наименование>Чайник</Наименование>') =>
    offersOf('c', ids.map((id) => `<Предложение><Ид>${id}</Ид>${more}</Предложение>`).join(''), changesOnly)
  const send = (content: string, began: number) => importCatalog(db, readEvents(content), {}, began)

  await send(offers(['a#s', 'a#m', 'b'], false), 1)
  await send(offers(['a#m'], true), 2)
  await send(offers(['a#m'], false, '<Количество>1</Количество>'), 3)
  expect(shown()).toEqual(['a#m', 'a#s', 'b'])
  await send(offers(['a#m'], false), 4)
  expect(shown()).toEqual(['a#m', 'b'])
  await send(offers(['a#s'], true), 5)
  expect(shown()).toEqual(['a#m', 'a#s', 'b'])
  db.close()
})

test('catalog-import shows what stands in a folder of 3.1', async () => {
  const { stdout } = await example('catalog-import')
  expect(stdout).toMatch(/Зимние сказки.*1150/)
  expect(stdout).toMatch(/Переплёт.*твёрдый/)
})
