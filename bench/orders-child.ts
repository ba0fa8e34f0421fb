/** Writes so many orders, or writes them into a reader, and prints bytes, seconds and the peak of this process. */
import { loadLibrary, loadWriter } from './library.ts'

const { readEvents } = await loadLibrary()
const { orderFromShop, writeOrders } = await loadWriter()

const [count = '1000', encoding = 'utf-8', what = 'write'] = process.argv.slice(2)
const LINES = 10

// Made once: what is measured is writing, and a shop has its orders from a database.
const order = orderFromShop({
  id: '0',
  placedAt: '2026-01-31T12:00:00',
  currency: 'RUB',
  customer: {
    id: '7',
    person: { lastName: 'Петрова', firstName: 'Анна' },
    phone: '+7 900 000-00-00',
    email: 'anna@example.com',
  },
  address: { postalCode: '101000', city: 'Москва', street: 'Мясницкая', house: '20', flat: '5' },
  lines: Array.from({ length: LINES }, (_, index) => ({
    id: `bd72d913-55bc-11d9-848a-00112f43529${index}#dee6e1b3-55bc-11d9-848a-00112f43529a`,
    article: `ТВ-${index}`,
    name: 'Чай чёрный «Утро» & мёд, 100 г',
    quantity: '1.5',
    price: '199.90',
    vat: '20',
    characteristics: { Вес: '100 г' },
  })),
  delivery: { name: 'Курьер', price: '300.00' },
  payment: { name: 'Картой на сайте', paid: true, paidAt: '2026-01-31T12:05:00' },
  status: { id: 'N', name: 'Принят' },
  customerComment: 'Позвоните за час',
})

function* orders(): Generator<typeof order> {
  for (let index = 0; index < Number(count); index++) yield { ...order, id: String(index), number: String(index) }
}

let bytes = 0
async function* counted(): AsyncGenerator<Uint8Array> {
  for await (const piece of writeOrders(orders(), {
    createdAt: '2026-01-31T12:30:00',
    encoding: encoding as 'utf-8',
  })) {
    bytes += piece.length
    yield piece
  }
}

const started = performance.now()
let read = 0
if (what === 'write') for await (const _ of counted());
else for await (const event of readEvents(counted())) if (event.type === 'order') read += event.order.lines.length
const seconds = (performance.now() - started) / 1000
if (what !== 'write' && read !== Number(count) * (LINES + 1)) throw new Error(`${read} lines came back`)
console.log(JSON.stringify({ bytes, seconds, maxRssKb: process.resourceUsage().maxRSS }))
