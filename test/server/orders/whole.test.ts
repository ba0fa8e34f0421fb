import { buffer } from 'node:stream/consumers'
import { type ImportJob, memoryStores, type UploadStore } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { zipOf } from '../../helpers/zipped.ts'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { ids, ordersOf } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, taken } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { sendOrders } from './send-orders.ts'

watchRejections()

const records = (numbers: readonly number[]): string[] => numbers.map((id) => `order ${id}`)

/** The store, with a count of the bytes that are read from it. */
const watchedReads = (uploads: UploadStore, count: (bytes: number) => void): UploadStore => ({
  begin: (area, name) => uploads.begin(area, name),
  list: (area) => uploads.list(area),
  remove: (area, name) => uploads.remove(area, name),
  clear: (area) => uploads.clear(area),
  areas: () => uploads.areas(),
  async open(area, name) {
    const file = await uploads.open(area, name)
    if (file === undefined) return undefined
    return {
      size: file.size,
      async read(position, length) {
        const bytes = await file.read(position, length)
        count(bytes.length)
        return bytes
      },
      close: () => file.close(),
    }
  },
})

describe('orders of 1C', () => {
  test('are not read from the beginning with each chunk, but with those that end as a tag does', async () => {
    const stores = memoryStores()
    let read = 0
    const uploads = watchedReads(stores.uploads, (bytes) => (read += bytes))
    const { exchange, records: applied } = makeSite({ stores: { ...stores, uploads } })
    const client = new OneC(exchange)
    await client.begin('sale')
    const tags = ordersOf(ids(400)).split(/(?=>)/)
    const chunks: string[] = []
    while (tags.length > 0) chunks.push(tags.splice(0, 20).join(''))
    for (const chunk of chunks) {
      expect(applied).toEqual([])
      expect((await client.file('o.xml', chunk, 'sale')).text).toBe('success')
    }
    expect(applied).toEqual(records(ids(400)))
    expect(read).toBeLessThan(10 * utf8(chunks.join('')).length)
  })

  test.each([
    ['with a comment behind them', (text: string) => `${text}<!-- конец > -->`],
    ['with a blank in the last tag', (text: string) => text.replace(/>$/, '\n>')],
    ['behind a long comment', (text: string) => text.replace('?>', `?><!--${'<a> '.repeat(500)}-->`)],
    ['behind an instruction', (text: string) => text.replace('?>', '?><?xml-stylesheet href="a"?>\n<!-- <b> -->')],
    ['with a mark before them', (text: string) => `\uFEFF${text}`],
    ['with what looks like a tag in a comment behind them', (text: string) => `${text}<!-- <b -->`],
    ['with an instruction behind them', (text: string) => `${text}<?a b>?>\n`],
  ])('are applied %s', async (_, changed) => {
    expect((await sendOrders('file', undefined, utf8(changed(ordersOf(ids(9)))), 300)).atFile).toEqual(records(ids(9)))
  })

  test('of which there are none are whole as well: the importer is asked', async () => {
    const names: string[] = []
    const importFile = async (job: ImportJob) => {
      names.push(job.name)
      await taken(job)
    }
    const client = new OneC(makeSite({ importFile }).exchange)
    await client.begin('sale')
    expect((await client.file('o.xml', '<КоммерческаяИнформация ВерсияСхемы="2.10"/>', 'sale')).text).toBe('success')
    expect(names).toEqual(['o.xml'])
  })

  test('that are not whole are not applied, and import says so', async () => {
    const { client, reply, atFile } = await sendOrders('file', undefined, utf8(ordersOf(ids(9)).slice(0, -30)))
    expect([reply.text, atFile]).toEqual(['success', []])
    expect((await client.imported('orders-1.xml', 'sale')).word).toBe('failure')
  })

  test('that are not whole are not applied either where they are over a limit that the site has lifted', async () => {
    const { exchange, records: applied } = makeSite({ applyOrders: 'file', read: { limits: { depth: 1_000 } } })
    const client = new OneC(exchange)
    await client.begin('sale')
    const deep = '<а>'.repeat(300)
    const bytes = utf8(ordersOf([1]).replace('</Ид>', `</Ид>${deep}${deep.replaceAll('<', '</')}`))
    const half = utf8(ordersOf([1]).split('</Ид>')[0] ?? '').length + utf8(`</Ид>${deep}`).length
    expect((await client.file('orders.xml', bytes.subarray(0, half), 'sale')).text).toBe('success')
    expect((await client.file('orders.xml', bytes.subarray(half), 'sale')).text).toMatch(/^success/)
    expect(applied).toEqual(['order 1'])
  })

  test('that the store cannot read are a failure, not orders that are still to come', async () => {
    let reads = 0
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'uploads.read' && ++reads === 2) throw new Error('EIO') // the first is of its end
      return work()
    })
    const { exchange, errors } = makeSite({ applyOrders: 'file', stores })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('orders.xml', ordersOf(ids(9)), 'sale')).word).toBe('failure')
    expect(errors.map(String)).toEqual(['Error: EIO'])
  })

  test('that are no XML are a failure at once, where they are applied at once', async () => {
    const { reply } = await sendOrders('file', undefined, utf8('<html><body>'))
    expect(reply.word).toBe('failure')
  })

  test.each([
    ['have a Ctrl-Z behind them', (text: string) => `${text}\x1a`],
    ['have another root behind them', (text: string) => `${text}<a></a>`],
    ['are closed by another tag', (text: string) => text.replace(/<\/[^<]*>\s*$/, '</Документы>')],
    ['are malformed in the middle, and end in another tag', (text: string) => `${text.slice(0, 700)}</б><в></в>`],
  ])('that %s are told as failure, in one chunk or many', async (_, changed) => {
    for (const size of [Number.POSITIVE_INFINITY, 300]) {
      const { reply, atFile } = await sendOrders('file', undefined, utf8(changed(ordersOf(ids(9)))), size)
      expect(reply.text).toMatch(/^failure\n/)
      expect(atFile.length).toBeLessThan(10)
    }
  })

  test('that the consumer refuses are a failure of file, and the same file again is tried again', async () => {
    let tries = 0
    const { exchange } = makeSite({
      async importFile(job) {
        if (++tries === 1) throw new Error('нет места')
        await taken(job)
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    const bytes = ordersOf(ids(9))
    expect((await client.upload('o.xml', bytes, 500, 'sale')).text).toBe('failure\nнет места')
    expect((await client.upload('o.xml', bytes, 500, 'sale')).text).toBe('success')
    expect(tries).toBe(2)
  })

  test('that take longer than their slice are a failure of file, and go on: a later failure would be heard by nobody', async () => {
    const clock = new FakeClock()
    let go: (() => void) | undefined
    let done = false
    const { exchange } = makeSite({
      clock,
      async importFile(job) {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        await taken(job)
        done = true
      },
    })
    const client = new OneC(exchange)
    await client.begin('sale')
    const started = clock.now()
    expect((await clock.until(client.file('o.xml', ordersOf(ids(9)), 'sale'))).text).toBe(
      'failure\nДокументы ещё загружаются: повторите обмен позже.',
    )
    expect(clock.now() - started).toBe(150_000)
    expect(done).toBe(false)
    go?.()
    await settled(10)
    expect(done).toBe(true)
    expect((await client.import('o.xml', 'sale')).word).toBe('success')
  })

  test('in an archive wait for import where the site applies them there', async () => {
    const zip = await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) })
    const { exchange, records: applied } = makeSite({ zip: true, applyOrders: 'import' })
    const client = new OneC(exchange)
    await client.begin('sale')
    await client.upload('v8.zip', zip, 100, 'sale')
    expect(applied).toEqual([])
    expect((await client.imported('orders-1.xml', 'sale')).word).toBe('success')
    expect(applied).toEqual(records(ids(3)))
  })

  test('in an archive with the record of a directory in its midst wait for its own', async () => {
    const record = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])
    const archive = new ZipFile()
    archive.addBuffer(record, 'a.jpg', { compress: false })
    archive.addBuffer(Buffer.from(ordersOf(ids(3))), 'orders-1.xml')
    archive.end()
    const bytes = await buffer(archive.outputStream)
    const cut = bytes.indexOf(record) + record.length
    const { exchange, records: applied } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', bytes.subarray(0, cut), 'sale')).text).toBe('success')
    expect(applied).toEqual([])
    expect((await client.file('v8.zip', bytes.subarray(cut), 'sale')).text).toBe('success')
    expect(applied).toEqual(records(ids(3)))
  })

  test('an archive of pictures has none, and one that is broken is a failure of file', async () => {
    const client = new OneC(makeSite({ zip: true }).exchange)
    await client.begin('sale')
    expect((await client.file('v8.zip', await zipOf({ 'a.jpg': utf8('x') }), 'sale')).text).toBe('success')
    const broken = Buffer.from(await zipOf({ 'orders-1.xml': utf8(ordersOf(ids(3))) }))
    broken.writeUInt32LE(0, broken.readUInt32LE(broken.length - 6)) // the directory's first signature
    expect((await client.file('v9.zip', broken, 'sale')).word).toBe('failure')
  })
})
