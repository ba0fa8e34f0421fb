// Orders to 1C and back over SQL, none lost and none doubled. PGlite is PostgreSQL inside this process: with `pg` the
// statements are the same.
//   node --import tsx examples/orders-outbox.ts
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import { type CommerceMLEvent, interpretedOrders } from 'commerceml'
import { fileOf, pullOrders, pushOrders } from 'commerceml/client'
import { DELIVERY_LINE, type Order } from 'commerceml/schema'
import { createExchange, type Exchange, type Importer, sameSecret } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { OrderRefusedError, orderFromShop, writeOrders } from 'commerceml/write'

// The outbox holds which orders 1C has yet to get. A row is written in the transaction that changes the order, so there
// is no order without it; `offer` is the query that carried the order, and goes when the order changes again.
export const TABLES = `
  CREATE TABLE orders (
    number text PRIMARY KEY, placed_at timestamp NOT NULL, customer text NOT NULL, phone text NOT NULL,
    product_id text NOT NULL, product text NOT NULL, quantity numeric NOT NULL, price numeric NOT NULL,
    comment text NOT NULL DEFAULT '', status text NOT NULL DEFAULT 'new', paid boolean NOT NULL DEFAULT false
  );
  -- What each document of 1C says was paid and shipped of an order: the order itself, and a payment or shipment beside it.
  CREATE TABLE said_by_1c (
    document text PRIMARY KEY, order_number text NOT NULL REFERENCES orders, paid numeric NOT NULL, shipped numeric NOT NULL
  );
  CREATE TABLE outbox (order_number text PRIMARY KEY REFERENCES orders, offer uuid, refused text);
  CREATE FUNCTION send_to_1c() RETURNS trigger AS $$ BEGIN
    INSERT INTO outbox (order_number) VALUES (NEW.number)
      ON CONFLICT (order_number) DO UPDATE SET offer = NULL, refused = NULL;
    RETURN NEW;
  END $$ LANGUAGE plpgsql;
  CREATE TRIGGER order_placed AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION send_to_1c();
  CREATE TRIGGER order_changed AFTER UPDATE OF comment, quantity, price, customer, phone ON orders
    FOR EACH ROW EXECUTE FUNCTION send_to_1c();
`

interface OrderRow {
  readonly number: string
  readonly placed_at: string
  readonly customer: string
  readonly phone: string
  readonly product_id: string
  readonly product: string
  readonly quantity: string
  readonly price: string
  readonly comment: string
}

const PAGE = 100

/** The orders of one offer, a page at a time: an export of all orders of a year does not have to fit into memory. */
async function* offered(db: PGlite, offer: string): AsyncGenerator<ReturnType<typeof orderFromShop>> {
  for (let last = ''; ; ) {
    const { rows } = await db.query<OrderRow>(
      `SELECT number, to_char(placed_at, 'YYYY-MM-DD"T"HH24:MI:SS') AS placed_at, customer, phone, product_id, product,
              quantity::text AS quantity, price::text AS price, comment
         FROM orders JOIN outbox ON order_number = number
        WHERE offer = $1 AND number > $2 ORDER BY number LIMIT ${PAGE}`,
      [offer, last],
    )
    for (const row of rows) {
      try {
        yield orderFromShop({
          id: row.number,
          placedAt: row.placed_at,
          currency: 'RUB',
          customer: { person: { name: row.customer }, phone: row.phone },
          lines: [{ id: row.product_id, name: row.product, quantity: row.quantity, price: row.price }],
          customerComment: row.comment,
        })
      } catch (error) {
        if (!(error instanceof OrderRefusedError)) throw error
        // One order that 1C would refuse must not stop the others: it waits for somebody to look at it. Only as it was
        // offered: an order that was corrected since its row was read goes into the next offer.
        const refusal = [row.number, offer, error.message]
        await db.query('UPDATE outbox SET refused = $3, offer = NULL WHERE order_number = $1 AND offer = $2', refusal)
      }
    }
    if (rows.length < PAGE) return
    last = rows.at(-1)?.number ?? ''
  }
}

/** Exact to the cent: what is paid, and what has gone, less what came back. */
const total = (parts: readonly (readonly [amount: string | undefined, back: boolean])[]): string =>
  parts.reduce((sum, [amount = '0', back]) => sum + (back ? -1 : 1) * Number(amount), 0).toFixed(3)

/** Without the delivery, which is a line like the others. */
const goods = (lines: Order['lines']): Order['lines'] => lines.filter(({ id }) => id !== DELIVERY_LINE)

/** What 1C says of orders. The same document may come again, so every statement may be run again. */
export async function importOrders(db: PGlite, events: AsyncIterable<CommerceMLEvent>): Promise<void> {
  for await (const { order, state } of interpretedOrders(events)) {
    const { operation, number, payments, shipments } = state
    // In 3.1 payments and shipments are documents of their own: `paid` of one says that it was made, not that it was all.
    const isOrder = operation === 'goodsOrder'
    const said = [
      order.id ?? `${operation} ${order.number}`,
      number,
      isOrder && state.paid,
      total(payments.map(({ sum, refund }) => [sum, refund])),
      isOrder && state.shipped,
      total(
        shipments.flatMap(({ lines = [], returned }) =>
          goods(lines).map(({ quantity }) => [quantity, returned] as const),
        ),
      ),
    ]
    await db.query(
      `INSERT INTO said_by_1c
         SELECT $1, number, CASE WHEN $3 THEN quantity * price ELSE $4 END, CASE WHEN $5 THEN quantity ELSE $6 END
           FROM orders WHERE number = $2
         ON CONFLICT (document) DO UPDATE SET paid = excluded.paid, shipped = excluded.shipped`,
      said,
    )
    await db.query(
      `UPDATE orders SET paid = said.paid >= quantity * price,
          status = CASE WHEN $2 THEN 'cancelled' WHEN said.shipped >= quantity THEN 'shipped'
                        WHEN $3 THEN 'accepted' ELSE status END
         FROM (SELECT sum(paid) AS paid, sum(shipped) AS shipped FROM said_by_1c WHERE order_number = $1) AS said
        WHERE number = $1`,
      [number, isOrder && (state.cancelled || state.deleted), isOrder],
    )
  }
}

/** The exchange of a shop whose orders are in `db`. */
export function createOrderExchange(db: PGlite): Exchange {
  const importFile: Importer = ({ events }) => importOrders(db, events)
  return createExchange({
    authenticate: ({ user, password }) => user === '1c' && sameSecret(password, 'secret'),
    importFile,
    orders: {
      // Everything that 1C lacks goes into one offer. What an offer carried that was never confirmed goes into the next.
      async query() {
        const offer = randomUUID()
        const { rows } = await db.query('UPDATE outbox SET offer = $1 WHERE refused IS NULL RETURNING 1', [offer])
        if (rows.length === 0) return undefined
        const document = writeOrders(offered(db, offer), { profile: 'ut11', createdAt: new Date() })
        return { document, offer }
      },
      // Only what this offer carried, and only if it has not changed since.
      async confirm(offer) {
        await db.query('DELETE FROM outbox WHERE offer = $1', [offer])
      },
    },
    onError: console.error,
  })
}

/** Serves an exchange on a free port of this machine. */
export async function listen(exchange: Exchange): Promise<{ url: string; close(): void }> {
  const server = createServer(createNodeHandler(exchange))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/1c`, close: () => void server.close() }
}

if (process.argv[1] === import.meta.filename) {
  const db = await PGlite.create()
  await db.exec(TABLES)
  const site = await listen(createOrderExchange(db))
  const login = { user: '1c', password: 'secret' }
  const waiting = async () =>
    (await db.query<{ count: number }>('SELECT count(*)::int AS count FROM outbox')).rows[0]?.count
  await db.query(`INSERT INTO orders (number, placed_at, customer, phone, product_id, product, quantity, price)
    VALUES ('17', '2026-01-31 12:00', 'Петрова Анна', '+7 900 000-00-00', 'bd72d913', 'Чай', 2, 99.90)`)

  // 1C fetches the order; while it reads, the customer writes a comment.
  const onOrders = async ({ text }: { text: string }): Promise<void> => {
    console.log('1C got', /<Сумма>[^<]+/.exec(text)?.[0])
    await db.query(`UPDATE orders SET comment = 'Позвоните' WHERE number = '17' AND comment = ''`)
  }
  for await (const event of pullOrders(site.url, { ...login, onOrders }))
    if (event.type === 'failed') console.error(event)
  console.log('waiting for 1C:', await waiting()) // 1: the order changed after it was offered
  for await (const event of pullOrders(site.url, { ...login, onOrders }))
    if (event.type === 'failed') console.error(event)
  console.log('waiting for 1C:', await waiting()) // 0

  // 1C says that it was paid.
  const paid = `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08"><Документ><Ид>8f1e</Ид><Номер>17</Номер>
    <ХозОперация>Заказ товара</ХозОперация><ЗначенияРеквизитов>
    <ЗначениеРеквизита><Наименование>Номер оплаты по 1С</Наименование><Значение>УТ-3</Значение></ЗначениеРеквизита>
    </ЗначенияРеквизитов></Документ></КоммерческаяИнформация>`
  for await (const event of pushOrders(site.url, [fileOf('orders.xml', paid)], login))
    if (event.type === 'failed') console.error(event)
  console.log((await db.query('SELECT number, status, paid FROM orders')).rows)
  site.close()
  await db.close()
}
