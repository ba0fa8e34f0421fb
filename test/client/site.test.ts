import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createExchange, memoryStores, sameSecret } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { afterEach, describe, expect, test } from 'vitest'
import { storedZip } from '../../src/client/check/stored-zip.ts'
import { fileOf, PROFILE_NAMES, PROFILES, pullOrders, pushCatalog, pushOrders } from '../../src/client/index.ts'

const LIMIT = 500
const LOGIN = { user: '1c', password: 'па:роль' }

/** The site of this library, with what it imported. */
interface Site {
  readonly url: string
  readonly imported: string[]
  readonly largest: () => number
  readonly confirmed: string[]
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function site(zip: boolean, fails = false): Promise<Site> {
  const imported: string[] = []
  const confirmed: string[] = []
  let largest = 0
  const exchange = createExchange({
    authenticate: ({ user, password }) => user === LOGIN.user && sameSecret(password, LOGIN.password),
    async importFile({ events }) {
      for await (const event of events) {
        if (fails && event.type === 'product') throw new Error('Нет места на складе')
        if (event.type === 'product') imported.push(event.product.id ?? '')
        if (event.type === 'order') imported.push(event.order.id ?? '')
        if (event.type === 'end') imported.push('end')
      }
    },
    orders: {
      query: async () => ({
        document:
          '<КоммерческаяИнформация ВерсияСхемы="2.10"><Документ><Ид>17</Ид></Документ></КоммерческаяИнформация>',
        offer: '17',
      }),
      confirm: async (offer) => void confirmed.push(offer),
    },
    stores: memoryStores(),
    zip,
    fileLimit: LIMIT,
    onRequest: ({ received }) => {
      largest = Math.max(largest, received)
    },
    onError: () => {},
  })
  const server = createServer(createNodeHandler(exchange)).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/1c`, imported, confirmed, largest: () => largest }
}

/** A document of exactly so many bytes. */
function documentOf(content: string, size: number): string {
  const bare = `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08">${content}<!--PAD--></КоммерческаяИнформация>`
  const room = size - (new TextEncoder().encode(bare).length - 3)
  return bare.replace('PAD', '.'.repeat(room))
}
const CATALOG = '<Каталог СодержитТолькоИзменения="true"><Ид>к</Ид><Товары><Товар><Ид>т</Ид></Товар></Товары></Каталог>'
const ORDER = '<Документ><Ид>з</Ид></Документ>'

/** Around a whole number of parts. */
const SIZES = [2 * LIMIT, 2 * LIMIT - 1, 2 * LIMIT + 1]
/** What an archive of one entry adds. */
const overhead = (await storedZip([fileOf('import.xml', 'x')])).size - 1

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const event of events) void event
}

describe.each(PROFILE_NAMES)('%s at a site of this library', (name) => {
  const profile = { ...PROFILES[name], pollPauseMs: 0 }

  test.each(SIZES)('sends a catalog of %d bytes in parts of 500', async (size) => {
    const { url, imported, largest } = await site(false)
    const files = [fileOf('import.xml', documentOf(CATALOG, size))]
    await drain(pushCatalog(url, files, { ...LOGIN, profile }))
    expect(imported).toEqual(['т', 'end'])
    expect(largest()).toBe(LIMIT)
  })

  test.each(SIZES)('packs a catalog into an archive of about %d bytes', async (size) => {
    const { url, imported, largest } = await site(true)
    const files = [fileOf('import.xml', documentOf(CATALOG, size - overhead))]
    const zip = async (packed: Parameters<typeof storedZip>[0]): ReturnType<typeof storedZip> => {
      const archive = await storedZip(packed)
      // Profiles give names of any length: the comment in the document gives way, to meet the size exactly.
      const more = size - archive.size
      const text = new TextDecoder().decode(await packed[0]?.read(0, packed[0].size))
      const fitted = text.replace(`<!--${'.'.repeat(Math.max(0, -more))}`, `<!--${'.'.repeat(Math.max(0, more))}`)
      return storedZip([fileOf(packed[0]?.name ?? '', fitted)])
    }
    let total = 0
    for await (const event of pushCatalog(url, files, { ...LOGIN, profile, zip })) {
      if (event.type === 'uploaded') total = event.totalBytes
    }
    expect(total).toBe(size)
    expect(imported).toEqual(['т', 'end'])
    expect(largest()).toBe(LIMIT)
  })

  test.each(SIZES)('sends orders of %d bytes', async (size) => {
    const { url, imported } = await site(false)
    await drain(pushOrders(url, [fileOf('orders.xml', documentOf(ORDER, size))], { ...LOGIN, profile }))
    expect(imported).toEqual(['з', 'end'])
  })

  test('fetches orders, and confirms those that it kept alone', async () => {
    const { url, confirmed } = await site(false)
    const refused = pullOrders(url, { ...LOGIN, profile, onOrders: () => Promise.reject(new Error('disk full')) })
    await expect(drain(refused)).rejects.toMatchObject({ code: 'orders-refused' })
    expect(confirmed).toEqual([])
    const texts: string[] = []
    await drain(pullOrders(url, { ...LOGIN, profile, onOrders: ({ text }) => void texts.push(text) }))
    expect(texts[0]).toContain('<Ид>17</Ид>')
    expect(confirmed).toEqual(['17'])
  })

  test('says what the site says when an import fails, and when the password is wrong', async () => {
    const { url } = await site(false, true)
    const files = [fileOf('import.xml', documentOf(CATALOG, 800))]
    await expect(drain(pushCatalog(url, files, { ...LOGIN, profile, repeats: 0 }))).rejects.toMatchObject({
      step: 'import',
      code: 'failure',
      words: expect.stringContaining('Нет места на складе'),
    })
    await expect(drain(pushCatalog(url, files, { ...LOGIN, password: 'па', profile }))).rejects.toMatchObject({
      step: 'checkauth',
      code: 'not-authorized',
    })
  })
})

test('how long each client waits for a reply (UT115 180 s, SMB and UNF 1800 s, UT103 for ever)', () => {
  const timeouts = Object.fromEntries(PROFILE_NAMES.map((name) => [name, PROFILES[name].timeoutMs]))
  expect(timeouts).toEqual({
    ut103: undefined,
    smb: 1_800_000,
    ut115: 180_000,
    'ut115-sessid': 180_000,
    unf: 1_800_000,
    'unf-bitrix': 1_800_000,
    bitrix: 1_800_000,
    emulator: 180_000,
  })
})
