import { encodeText } from 'commerceml/exchange'
import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { ids, ordersOf } from '../helpers/files.ts'
import { chunksOf, OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto } from '../helpers/site.ts'
import { sendOrders } from './send-orders.ts'

watchRejections()

const records = (numbers: readonly number[]): string[] => numbers.map((id) => `order ${id}`)

describe('orders of 1C', () => {
  test.each([
    ['either', undefined, true],
    ['either', '2.09', false],
    ['file', undefined, true],
    ['file', '2.09', true],
    ['import', undefined, false],
    ['import', '2.09', false],
  ] as const)('with %s and version %s are applied at file: %s; once in any case', async (apply, version, early) => {
    for (const size of [Number.POSITIVE_INFINITY, 300, 7]) {
      const { client, records: applied, reply, atFile } = await sendOrders(apply, version, utf8(ordersOf(ids(9))), size)
      expect(reply.text).toBe('success')
      expect(atFile).toEqual(early ? records(ids(9)) : [])
      for (let times = 0; times < 2; times++) {
        expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      }
      expect(applied).toEqual(records(ids(9)))
    }
  })

  test('are applied once when their last chunk comes again', async () => {
    const { client, records: applied } = await sendOrders('file', undefined, utf8(ordersOf(ids(9))), 400)
    const last = chunksOf(utf8(ordersOf(ids(9))), 400).at(-1) as Uint8Array
    expect(last.length).toBeGreaterThan(256)
    expect((await client.file('orders-1.xml', last, 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(9)))
  })

  test.each(['orders.xml', 'orders.zip'])(
    'stay applied when the last chunk of %s comes again after a restart',
    async (name) => {
      const stores = memoryStores()
      const { exchange, records: found } = makeSite({ stores })
      const client = new OneC(exchange)
      await client.begin('sale')
      const document = utf8(ordersOf(ids(40)))
      const bytes = name === 'orders.zip' ? await zipOf({ 'orders.xml': document }) : document
      const limit = bytes.length - 99
      expect((await client.upload(name, bytes, limit, 'sale')).word).toBe('success')
      expect(found).toEqual(records(ids(40)))
      const restarted = makeSite({ stores })
      const again = new OneC(restarted.exchange)
      again.cookie = client.cookie
      for (const asked of ['file', 'import']) {
        const last = bytes.subarray(limit)
        const reply = asked === 'file' ? again.file(name, last, 'sale') : again.imported('orders.xml', 'sale')
        expect([asked, (await reply).word]).toEqual([asked, 'success'])
      }
      expect(restarted.records).toEqual([])
    },
  )

  test('are applied once when they come again behind others, also if that is after a restart', async () => {
    const stores = memoryStores()
    const { exchange, records: applied } = makeSite({ applyOrders: 'file', stores })
    const client = new OneC(exchange)
    await client.begin('sale')
    await client.file('orders-1.xml', ordersOf(ids(9)), 'sale')
    expect(applied).toEqual(records(ids(9)))
    const restarted = makeSite({ applyOrders: 'file', stores })
    const again = new OneC(restarted.exchange)
    again.cookie = client.cookie
    await again.file('orders-2.xml', ordersOf(ids(9, 10)), 'sale')
    expect((await again.file('orders-1.xml', ordersOf(ids(9)), 'sale')).word).toBe('success')
    expect(restarted.records).toEqual(records(ids(9, 10)))
  })

  test('others under a name that was applied before a restart are applied in their turn', async () => {
    const stores = memoryStores()
    const client = new OneC(makeSite({ stores }).exchange)
    await client.begin('sale')
    expect((await client.upload('orders.xml', ordersOf(ids(3)), 300, 'sale')).text).toBe('success')
    const restarted = makeSite({ stores })
    const again = new OneC(restarted.exchange)
    again.cookie = client.cookie
    expect((await again.upload('orders.xml', ordersOf(ids(5, 7)), 300, 'sale')).text).toBe('success')
    expect(restarted.records).toEqual(records(ids(5, 7)))
  })

  test('are applied in UTF-16 and with blanks at their end as well', async () => {
    const text = ordersOf(ids(3)).replace('UTF-8', 'UTF-16')
    for (const bytes of [Buffer.from(`\uFEFF${text}\r\n`, 'utf16le'), utf8(`${ordersOf(ids(3))}\r\n \n`)]) {
      expect((await sendOrders('file', undefined, bytes)).atFile).toEqual(records(ids(3)))
    }
  })

  test('of a false declaration are applied when they are whole, by the encoding that the site names', async () => {
    const { exchange, records: applied } = makeSite({ read: { encoding: 'windows-1251' }, applyOrders: 'file' })
    const client = new OneC(exchange)
    await client.begin('sale')
    const bytes = encodeText(ordersOf(ids(9)), 'windows-1251')
    const cut = bytes.lastIndexOf(0x3e, bytes.length / 2) + 1
    expect((await client.file('o.xml', bytes.subarray(0, cut), 'sale')).text).toBe('success')
    expect(applied).toEqual([])
    expect((await client.file('o.xml', bytes.subarray(cut), 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(9)))
  })

  test.each([
    ['in one chunk', 10_000],
    ['in many', 100],
    ['in chunks of which the last is the record of its directory', -22],
  ])('in an archive are applied when it is whole: %s; once, whatever comes again', async (_, size) => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) })
    const names: string[] = []
    const applied: string[] = []
    const record = recordInto(applied)
    const { exchange } = makeSite({
      zip: true,
      importFile: (job) => {
        names.push(job.name)
        return record(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    for (let times = 0; times < 2; times++) {
      const most = size > 0 ? size : zip.length + size
      for (const chunk of chunksOf(zip, most)) {
        if (times === 0) expect(applied).toEqual([])
        expect((await client.file('v8.zip', chunk, 'sale')).text).toBe('success')
      }
      expect(applied).toEqual(records(ids(3)))
    }
    for (const name of ['orders-1.xml', 'v8.zip']) {
      expect((await client.imported(name, 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 3')
    }
    expect([names, applied]).toEqual([['orders-1.xml'], records(ids(3))])
  })

  test('in an archive of several documents are applied once, also when import names each of them', async () => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf([1])), 'orders-2.xml': utf8(ordersOf([2])) })
    const { exchange, records: applied } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', zip, 'sale')).text).toBe('success')
    for (const name of ['orders-1.xml', 'orders-2.xml', 'v8.zip']) {
      expect((await client.imported(name, 'sale')).word).toBe('success')
    }
    expect(applied).toEqual(records([1, 2]))
  })

  test.each(['\n', '\r\n', '   ', '<!-- конец -->', '\n<!-- a --><?a b?>\n', '\n\0'])(
    'whose last chunk is %j have been applied, and that changes nothing',
    async (tail) => {
      const { client, records: applied } = await sendOrders('file', undefined, utf8(ordersOf(ids(9))))
      expect((await client.file('orders-1.xml', tail, 'sale')).text).toBe('success')
      expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      expect(applied).toEqual(records(ids(9)))
    },
  )

  test.each(['<a/>', 'x', '<!-- a -- b -->', '<?xml version="1.0"?>', `<!--${'-'.repeat(9)}`, ' '.repeat(2_000)])(
    'followed by a chunk %j are another file',
    async (other) => {
      const { client } = await sendOrders('file', undefined, utf8(ordersOf(ids(9))))
      await client.file('orders-1.xml', other, 'sale')
      expect((await client.imported('orders-1.xml', 'sale')).word).toBe('failure')
    },
  )

  test('sent again in the same session, in the same chunks, are applied no more; others in their place are', async () => {
    for (const size of [Number.POSITIVE_INFINITY, 300, 7]) {
      const bytes = utf8(ordersOf(ids(9)))
      const { client, records: applied } = await sendOrders('file', undefined, bytes, size)
      for (let times = 0; times < 2; times++) {
        expect((await client.upload('orders-1.xml', bytes, size, 'sale')).text).toBe('success')
        expect((await client.imported('orders-1.xml', 'sale')).text).toBe('success\norders-1.xml: 100 %, документов 9')
      }
      expect(applied).toEqual(records(ids(9)))
      await client.upload('orders-1.xml', ordersOf([...ids(8), 10]), size, 'sale')
      expect(applied).toEqual(records([...ids(9), ...ids(8), 10]))
    }
  })
})
