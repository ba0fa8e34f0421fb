import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { interpretOrder, type OrderEvent, readEvents } from 'commerceml'
import { fileOf, isExchangeFailure, PROFILE_NAMES, type ProfileName, pullOrders, pushOrders } from 'commerceml/client'
import type { Order } from 'commerceml/schema'
import { createExchange } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { type OrderProfileName, orderFromShop, type WriteOrdersOptions, writeOrders } from 'commerceml/write'
import { afterEach, describe, expect, test } from 'vitest'
import { joinedBytes } from './helpers/bytes.ts'

/** What each client of 1C reads: the module of 1С-Битрикс 3.1, the others what their base is. */
const WRITTEN_FOR: Partial<Record<ProfileName, OrderProfileName>> = {
  ut103: 'ut103',
  smb: 'unf',
  unf: 'unf',
  'unf-bitrix': 'unf',
  bitrix: 'bitrix',
}

const LOGIN = { user: '1c', password: 'secret' }

interface Placed {
  version: number
  /** The version that 1C has. */
  taken: number
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A shop over real HTTP, whose orders have versions: what changes after it was offered is to be sent again. */
async function openShop(profile: OrderProfileName, encoding?: WriteOrdersOptions['encoding']) {
  const orders = new Map<string, Placed>()
  const applied: string[] = []
  const errors: unknown[] = []
  let fails: 'at once' | 'late' | undefined
  async function* source(numbers: readonly string[]) {
    for (const number of numbers) {
      yield orderFromShop(
        {
          id: number,
          placedAt: '2026-01-31T12:00:00',
          currency: 'RUB',
          customer: { person: { lastName: 'Петрова' } },
          lines: [{ id: 'a', name: 'Чай', quantity: 2, price: '99.90' }],
          comment: `версия ${orders.get(number)?.version} & <b>]]>`,
        },
        { profile },
      )
    }
    if (fails === 'late') throw new Error('the database is gone')
  }
  const exchange = createExchange({
    authenticate: ({ user, password }) => user === LOGIN.user && password === LOGIN.password,
    async importFile({ events }) {
      for await (const event of events) if (event.type === 'order') applied.push(stateOf(event))
    },
    orders: {
      async query() {
        if (fails === 'at once') throw new Error('no database')
        const open = [...orders].filter(([, { version, taken }]) => taken < version)
        if (open.length === 0) return undefined
        const offer = JSON.stringify(open.map(([number, { version }]) => [number, version]))
        return {
          document: writeOrders(source(open.map(([number]) => number)), {
            profile,
            createdAt: '2026-01-31T13:00:00',
            ...(encoding !== undefined && { encoding }),
          }),
          offer,
        }
      },
      async confirm(offer) {
        for (const [number, version] of JSON.parse(offer) as [string, number][])
          (orders.get(number) as Placed).taken = version
      },
    },
    onError: (error) => errors.push(error),
  })
  const server = createServer(createNodeHandler(exchange)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/1c`
  const change = (...numbers: string[]): void => {
    for (const number of numbers)
      orders.set(number, { version: (orders.get(number)?.version ?? 0) + 1, taken: orders.get(number)?.taken ?? 0 })
  }
  const waiting = (): string[] =>
    [...orders].flatMap(([number, { version, taken }]) => (taken < version ? [number] : []))
  const fail = (how: typeof fails): void => {
    fails = how
  }
  return { url, change, waiting, fail, applied, errors }
}

function stateOf({ order }: OrderEvent): string {
  const { number, paid, shipped, cancelled } = interpretOrder(order)
  return [number, paid && 'paid', shipped && 'shipped', cancelled && 'cancelled'].filter(Boolean).join(' ')
}

/** What stands in the document as this 1C has decoded it: in the wrong letters it is none. */
async function ordersIn(text: string): Promise<Order[]> {
  const orders: Order[] = []
  for await (const event of readEvents(text)) if (event.type === 'order') orders.push(event.order)
  return orders
}

/** One visit of 1C: what it got, or why it gave up. `meanwhile` happens between query and success. */
async function visit(url: string, profile: ProfileName, meanwhile?: () => void): Promise<string[] | string> {
  let got: string[] = []
  const onOrders = async ({ text }: { text: string }): Promise<void> => {
    got = (await ordersIn(text)).map(({ number = '', comment = '' }) => `${number}: ${comment.split(' &')[0]}`)
    meanwhile?.()
  }
  try {
    for await (const _ of pullOrders(url, { ...LOGIN, profile, onOrders }));
  } catch (error) {
    if (!isExchangeFailure(error)) throw error
    return error.code
  }
  return got
}

const file = (
  profile: OrderProfileName,
  said: readonly (readonly [number: string, requisite: string, value: string])[],
): Promise<Uint8Array> =>
  joinedBytes(
    writeOrders(
      said.map(([number, name, value]) => ({
        ...orderFromShop(
          {
            id: number,
            placedAt: '2026-01-31T12:00:00',
            currency: 'RUB',
            customer: { person: { lastName: 'П' } },
            lines: [{ id: 'a', name: 'Чай', quantity: 1, price: 1 }],
          },
          { profile },
        ),
        requisites: [{ name, values: [value] }],
      })),
      { profile, createdAt: '2026-01-31T13:00:00' },
    ),
  )

describe.each(PROFILE_NAMES)('%s', (client) => {
  const profile = WRITTEN_FOR[client] ?? 'ut11'

  test('T5: gets the orders of its query, and they alone are marked', async () => {
    const { url, change, waiting } = await openShop(profile)
    change('1', '2')
    expect(await visit(url, client, () => change('3'))).toEqual(['1: версия 1', '2: версия 1'])
    expect(waiting()).toEqual(['3'])
    expect(await visit(url, client)).toEqual(['3: версия 1'])
    expect(waiting()).toEqual([])
  })

  test('T5: reads a whole document without orders', async () => {
    const { url } = await openShop(profile)
    expect(await visit(url, client)).toEqual([])
  })

  test('T5: gets an order again that changed after it was offered', async () => {
    const { url, change, waiting } = await openShop(profile)
    change('1', '2')
    expect(await visit(url, client, () => change('2'))).toEqual(['1: версия 1', '2: версия 1'])
    expect(waiting()).toEqual(['2'])
    expect(await visit(url, client)).toEqual(['2: версия 2'])
  })

  test('T5: that breaks down between query and success gets everything again', async () => {
    const { url, change, waiting } = await openShop(profile)
    change('1', '2')
    const breakDown = (): never => {
      throw new Error('the power is gone')
    }
    expect(await visit(url, client, breakDown)).toBe('orders-refused')
    change('3')
    expect(waiting()).toEqual(['1', '2', '3'])
    expect(await visit(url, client)).toEqual(['1: версия 1', '2: версия 1', '3: версия 1'])
    expect(waiting()).toEqual([])
  })

  test.each(['at once', 'late'] as const)('T5: marks nothing when the source of orders fails %s', async (how) => {
    const { url, change, waiting, fail, errors } = await openShop(profile)
    change('1')
    fail(how)
    expect(typeof (await visit(url, client))).toBe('string')
    expect(waiting()).toEqual(['1'])
    expect(errors).toHaveLength(1)
    fail(undefined)
    expect(await visit(url, client)).toEqual(['1: версия 1'])
    expect(waiting()).toEqual([])
  })

  test('T6, T6b: brings statuses back, each once, whether it asks for import or not', async () => {
    const { url, applied } = await openShop(profile)
    const bytes = await file(profile, [
      ['1', 'Номер оплаты по 1С', 'УТ-3'],
      ['2', 'Дата отгрузки по 1С', '2026-02-01T9:00:00'],
      ['3', 'Отменен', 'true'],
    ])
    for await (const _ of pushOrders(url, [fileOf('orders.xml', bytes)], { ...LOGIN, profile: client }));
    expect(applied).toEqual(['1 paid', '2 shipped', '3 cancelled'])
  })

  test('T8: brings 3.1 with each order in its Контейнер', async () => {
    const { url, applied } = await openShop('bitrix')
    const bytes = await file('bitrix', [
      ['1', 'Оплачен', 'true'],
      ['2', 'Отгружен', 'true'],
    ])
    expect(new TextDecoder().decode(bytes).match(/<Контейнер>/g)).toHaveLength(2)
    for await (const _ of pushOrders(url, [fileOf('orders.xml', bytes)], { ...LOGIN, profile: client }));
    expect(applied).toEqual(['1 paid', '2 shipped'])
  })
})

describe('which letters a client reads', () => {
  // As their code has it: УТ 10.3 and УНФ 1.x go by a byte order mark, else by the code page of Windows; the others by
  // the charset of Content-Type.
  const ANSI: readonly ProfileName[] = ['ut103', 'smb']
  // Whether those read past a mark was never seen in 1C.
  const rows = PROFILE_NAMES.flatMap((client) => [
    [client, 'windows-1251', true] as const,
    [client, 'utf-8', !ANSI.includes(client)] as const,
    ...(ANSI.includes(client) ? [[client, 'utf-8-bom', true] as const] : []),
  ])

  test.each(rows)('%s with orders in %s: %s', async (client, encoding, reads) => {
    const { url, change, waiting } = await openShop(WRITTEN_FOR[client] ?? 'ut11', encoding)
    change('1')
    const got = await visit(url, client)
    if (reads) expect(got).toEqual(['1: версия 1'])
    else expect(got).toBe('orders-refused')
    expect(waiting()).toEqual(reads ? [] : ['1']) // what nobody could read is confirmed by nobody
  })
})
